// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/map_range.h"

#include "explore/percentile.h"

#include <algorithm>
#include <cmath>

namespace core {

void ValueExtent::add(const ValueExtent& other) {
    if (other.isEmpty) return;
    low = isEmpty ? other.low : std::min(low, other.low);
    high = isEmpty ? other.high : std::max(high, other.high);
    isEmpty = false;
}

ValueExtent extentOf(const std::vector<float>& values) {
    ValueExtent extent;
    for (const float v : values)
        if (std::isfinite(v)) extent.add({v, v, false});
    return extent;
}

ColorRange rangeOfExtent(const ValueExtent& extent, bool isSymmetric) {
    if (extent.isEmpty) return fullRange({}, isSymmetric);
    return fullRange({extent.low, extent.high}, isSymmetric);
}

ColorRange robustRange(const std::vector<float>& values, bool isSymmetric) {
    const auto sorted = sortedFinite(values);
    if (sorted.empty()) return fullRange({}, isSymmetric);
    return fullRange({float(percentileOf(sorted, 0.5)), float(percentileOf(sorted, 99.5))},
                     isSymmetric);
}

ColorRange naturalRange(engine::SimilarityMeasure measure) {
    return engine::isSigned(measure) ? ColorRange{-1, 1} : ColorRange{0, 1};
}

QString nameOf(RangeMode mode) {
    switch (mode) {
        case RangeMode::Map:
            return QStringLiteral("this map");
        case RangeMode::Layer:
            return QStringLiteral("layer, all timesteps");
        case RangeMode::Run:
            return QStringLiteral("whole run");
        case RangeMode::Fixed:
            return QStringLiteral("fixed");
        case RangeMode::Robust:
            return QStringLiteral("p0.5–p99.5");
    }
    return {};
}

}  // namespace core
