// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/percentile.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>

namespace core {

std::vector<float> sortedFinite(std::span<const float> values) {
    std::vector<float> sorted;
    sorted.reserve(values.size());
    std::copy_if(values.begin(), values.end(), std::back_inserter(sorted),
                 [](float v) { return std::isfinite(v); });
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

double percentileOf(std::span<const float> sorted, double percent) {
    assert(!sorted.empty() && percent >= 0 && percent <= 100);
    const double place = percent / 100 * double(sorted.size() - 1);
    const auto below = std::size_t(place);
    const auto above = std::min(below + 1, sorted.size() - 1);
    return std::lerp(double(sorted[below]), double(sorted[above]), place - double(below));
}

}  // namespace core
