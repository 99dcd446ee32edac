// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <explore/map_options.h>
#include <explore/map_range.h>
#include <figure/color_map.h>

#include <array>

namespace app {

/// What all unpinned tiles show, in which colours and over which range.
struct ViewOptions {
    core::MapOptions map;
    core::ColorMapId positiveColors = core::ColorMapId::Magma;   ///< norms and what has no bound
    core::ColorMapId signedColors = core::ColorMapId::CoolWarm;  ///< symmetric about 0
    core::ColorMapId boundedColors = core::ColorMapId::Viridis;  ///< 0 to 1: distances, percentiles
    /// By MapKind: norms differ by layer, a cosine means the same everywhere.
    std::array<core::RangeMode, core::kMapKinds> ranges = {
        core::RangeMode::Map, core::RangeMode::Fixed, core::RangeMode::Map, core::RangeMode::Map,
        core::RangeMode::Map, core::RangeMode::Map,   core::RangeMode::Map};
    /// Of RangeMode::Fixed: two numbers, or what the values can be by definition where they can.
    core::ColorRange fixed;
    bool usesBounds = true;
    bool isOverlaid = false;  ///< the active layer's map over the pictures
    double overlayOpacity = 0.5;

    core::RangeMode range(core::MapKind kind) const { return ranges[std::size_t(kind)]; }
    core::RangeMode range() const { return range(map.kind); }
    void setRange(core::RangeMode mode) { ranges[std::size_t(map.kind)] = mode; }
};

}  // namespace app
