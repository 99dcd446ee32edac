// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/norm_image.h"

#include <algorithm>

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

}  // namespace core
