// SPDX-License-Identifier: GPL-3.0-or-later
#include "representation/representation.h"

#include "base/guarded.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>

namespace engine {
namespace {

/// What an activation's shape says, once it has been checked.
struct Layout {
    TokenGrid grid;
    int channels = 0;
    bool isChannelMajor = false;  // [C, T] in memory instead of [T, C]
};

Result<Layout> layoutOf(const LayerPath& path, const NdArray& activation, TokenGrid grid) {
    const auto bad = [&](const std::string& expected) {
        return Error{ErrorCode::Usage, path.text() + ": expected an activation of " + expected +
                                           ", found " + std::string(nameOf(activation.dtype())) +
                                           " " + shapeText(activation.shape()) + "."};
    };
    const auto& shape = activation.shape();
    if (activation.dtype() != DType::F32) return bad("float32");
    if (shape.size() != 3 && shape.size() != 4) return bad("shape [1, C, H, W] or [1, tokens, C]");
    if (shape[0] != 1) return bad("one picture");
    for (const auto side : shape)
        if (side < 1 || side > std::numeric_limits<int>::max()) return bad("positive sides");
    if (shape.size() == 3) {
        if (shape[1] != grid.count()) return bad(std::to_string(grid.count()) + " tokens");
        return Layout{grid, int(shape[2]), false};
    }
    const TokenGrid found{int(shape[2]), int(shape[3])};
    if (grid.count() != 0 && grid != found)
        return bad(std::to_string(grid.height) + " x " + std::to_string(grid.width) + " tokens");
    return Layout{found, int(shape[1]), true};
}

/// [channels, tokens] -> [tokens, channels], in tiles so that a cache line read is used up before
/// it is evicted.
std::vector<float> tokenMajor(std::span<const float> source, std::size_t channels,
                              std::size_t tokens) {
    constexpr std::size_t tile = 32;
    std::vector<float> result(channels * tokens);
    for (std::size_t c0 = 0; c0 < channels; c0 += tile)
        for (std::size_t t0 = 0; t0 < tokens; t0 += tile) {
            const std::size_t c1 = std::min(c0 + tile, channels);
            const std::size_t t1 = std::min(t0 + tile, tokens);
            for (std::size_t t = t0; t < t1; ++t)
                for (std::size_t c = c0; c < c1; ++c)
                    result[t * channels + c] = source[c * tokens + t];
        }
    return result;
}

/// Eight running sums, which the compiler keeps in vector registers.
double squaredNorm(const float* token, std::size_t channels) {
    std::array<double, 8> sums{};
    std::size_t c = 0;
    for (; c + sums.size() <= channels; c += sums.size())
        for (std::size_t k = 0; k < sums.size(); ++k)
            sums[k] += double(token[c + k]) * double(token[c + k]);
    double sum = 0;
    for (; c < channels; ++c) sum += double(token[c]) * double(token[c]);
    for (const double part : sums) sum += part;
    return sum;
}

std::vector<float> normsOf(const std::vector<float>& tokens, std::size_t channels) {
    std::vector<float> norms(tokens.size() / channels);
    for (std::size_t t = 0; t < norms.size(); ++t)
        norms[t] = float(std::sqrt(squaredNorm(&tokens[t * channels], channels)));
    return norms;
}

std::vector<float> meansOf(const std::vector<float>& tokens, std::size_t channels,
                           const std::vector<float>& norms) {
    std::vector<double> sums(channels);
    std::size_t count = 0;
    for (std::size_t t = 0; t < norms.size(); ++t) {
        if (!std::isfinite(norms[t])) continue;
        ++count;
        for (std::size_t c = 0; c < channels; ++c) sums[c] += tokens[t * channels + c];
    }
    std::vector<float> means(channels);
    for (std::size_t c = 0; c < channels; ++c) means[c] = float(sums[c] / double(count));
    return means;
}

}  // namespace

Result<std::shared_ptr<const Representation>> Representation::fromActivation(
    LayerPath path, const NdArray& activation, TokenGrid grid) {
    using Shared = std::shared_ptr<const Representation>;
    const std::string what = "Keeping the activation of " + path.text();
    return guarded(what, [&]() -> Result<Shared> {
        const auto layout = layoutOf(path, activation, grid);
        if (!layout) return layout.error();
        const auto channels = std::size_t(layout->channels);
        const auto values = activation.floats();
        auto tokens = layout->isChannelMajor
                          ? tokenMajor(values, channels, values.size() / channels)
                          : std::vector<float>(values.begin(), values.end());
        auto norms = normsOf(tokens, channels);
        auto means = meansOf(tokens, channels, norms);
        auto map = NormMap::fromValues(layout->grid.height, layout->grid.width, std::move(norms));
        if (!map) return map.error();
        return Shared(new Representation(std::move(path), layout->channels, std::move(tokens),
                                         std::move(*map), std::move(means)));
    });
}

Representation::Representation(LayerPath path, int channels, std::vector<float> tokens,
                               NormMap norms, std::vector<float> means)
    : m_path(std::move(path)),
      m_channels(channels),
      m_tokens(std::move(tokens)),
      m_norms(std::move(norms)),
      m_means(std::move(means)) {}

}  // namespace engine
