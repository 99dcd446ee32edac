// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/shown_range.h"

#include "explore/representation_cache.h"

#include <algorithm>
#include <cmath>

namespace core {
namespace {

/// Of the norms of \a layer, or of all layers where it is null.
ValueExtent capturedExtent(const RepresentationCache& cache, const engine::LayerPath* layer,
                           bool isLog) {
    const auto scaled = [isLog](float norm) {
        return isLog ? std::log(std::max(norm, 1e-30f)) : norm;
    };
    ValueExtent extent;
    for (const auto& key : cache.keys()) {
        if (layer && key.layer != *layer) continue;
        const auto& s = cache.norms(key)->statistics();
        extent.add({scaled(s.minimum), scaled(s.maximum), false});
    }
    return extent;
}

ValueExtent sharedExtent(const RangedMap& map, bool isWholeRun, const RepresentationCache& cache,
                         const std::function<std::vector<RangedMap>()>& others) {
    const auto scale = map.options.normScale;
    const bool isLog = scale == NormScale::Log;
    if (map.options.kind == MapKind::Norm && (isLog || scale == NormScale::Raw))
        return capturedExtent(cache, isWholeRun ? nullptr : &map.layer, isLog);
    ValueExtent extent;
    for (const auto& other : others())
        if (other.options.kind == map.options.kind && (isWholeRun || other.layer == map.layer))
            extent.add(extentOf(other.values->values));
    return extent;
}

}  // namespace

ColorMapId colorsOf(const MapValues& values, const ViewOptions& view) {
    if (values.isSigned) return view.signedColors;
    return values.natural ? view.boundedColors : view.positiveColors;
}

ColorRange shownRange(const RangedMap& map, const ViewOptions& view, RangeMode mode,
                      const RepresentationCache& cache,
                      const std::function<std::vector<RangedMap>()>& others) {
    const auto& values = *map.values;
    if (!values.rgb.empty()) return {};
    switch (mode) {
        case RangeMode::Fixed:
            return values.natural && view.usesBounds ? *values.natural : view.fixed;
        case RangeMode::Robust:
            return robustRange(values.values, values.isSigned);
        case RangeMode::Layer:
        case RangeMode::Run:
            return rangeOfExtent(sharedExtent(map, mode == RangeMode::Run, cache, others),
                                 values.isSigned);
        case RangeMode::Map:
            break;
    }
    return fullRange(values.values, values.isSigned);
}

}  // namespace core
