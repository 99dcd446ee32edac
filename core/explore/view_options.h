// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/map_options.h"
#include "explore/map_range.h"
#include "figure/color_map.h"

#include <array>
#include <cstddef>

namespace core {

/// What all unpinned tiles show, in which colours and over which range. A plain value.
struct ViewOptions {
    MapOptions map;
    ColorMapId positiveColors = ColorMapId::Magma;   ///< norms and what has no bound
    ColorMapId signedColors = ColorMapId::CoolWarm;  ///< symmetric about 0
    ColorMapId boundedColors = ColorMapId::Viridis;  ///< 0 to 1: distances, percentiles
    /// By MapKind: norms differ by layer, a cosine means the same everywhere.
    std::array<RangeMode, kMapKinds> ranges = {RangeMode::Map, RangeMode::Fixed, RangeMode::Map,
                                               RangeMode::Map, RangeMode::Map,   RangeMode::Map,
                                               RangeMode::Map};
    /// Of RangeMode::Fixed: two numbers, or what the values can be by definition where they can.
    ColorRange fixed;
    bool usesBounds = true;
    bool isOverlaid = false;  ///< the active layer's map over the pictures
    double overlayOpacity = 0.5;

    RangeMode range(MapKind kind) const { return ranges[std::size_t(kind)]; }
    RangeMode range() const { return range(map.kind); }
    void setRange(RangeMode mode) { ranges[std::size_t(map.kind)] = mode; }
    friend bool operator==(const ViewOptions&, const ViewOptions&) = default;
};

}  // namespace core
