// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/norm_image.h"

#include <algorithm>
#include <cmath>

namespace core {

std::vector<std::uint8_t> normImageValues(const engine::NormMap& map) {
    const float maximum = map.statistics().maximum;
    std::vector<std::uint8_t> grey(map.values().size(), 0);
    if (!(maximum > 0)) return grey;
    std::transform(map.values().begin(), map.values().end(), grey.begin(), [maximum](float norm) {
        // Written so that NaN takes the first branch; an infinite norm is whiter than white.
        return std::uint8_t(!(norm > 0) ? 0.0F : std::min(norm / maximum * 255.0F, 255.0F));
    });
    return grey;
}

namespace {

/// What torch keeps of \a value in a float16 tensor.
float asHalf(float value, std::size_t& beyond) {
    const float half = engine::halfToFloat(engine::floatToHalf(value));
    if (std::isinf(half) && std::isfinite(value)) ++beyond;
    return half;
}

}  // namespace

HalfNormImage halfNormImageValues(const engine::Representation& tokens) {
    HalfNormImage image;
    const auto count = std::size_t(tokens.grid().count());
    std::vector<float> norms(count);
    for (std::size_t t = 0; t < count; ++t) {
        float sum = 0;  // as torch 2 sums float16
        for (const float x : tokens.token(t)) {
            const float half = asHalf(x, image.beyondHalf);
            sum += half * half;
        }
        norms[t] = asHalf(std::sqrt(sum), image.beyondHalf);
    }
    float maximum = 0;
    for (const float norm : norms)
        if (norm > maximum) maximum = norm;
    image.values.resize(count);
    std::size_t ignored = 0;
    for (std::size_t t = 0; t < count && maximum > 0; ++t) {
        const float scaled = asHalf(asHalf(norms[t] / maximum, ignored) * 255.0F, ignored);
        image.values[t] = std::uint8_t(scaled > 0 ? std::min(scaled, 255.0F) : 0.0F);
    }
    return image;
}

}  // namespace core
