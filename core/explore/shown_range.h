// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/map_values.h"
#include "explore/view_options.h"

#include <representation/layer_path.h>

#include <functional>
#include <vector>

namespace core {

class RepresentationCache;

/// A map that there is, as far as ranges need it. Borrows the values.
struct RangedMap {
    engine::LayerPath layer;
    MapOptions options;
    const MapValues* values = nullptr;
};

/// Which of the three tables a map wears.
ColorMapId colorsOf(const MapValues& values, const ViewOptions& view);

/// What the colours of \a map span where its range is of \a mode; the same on a tile and in a
/// figure. Layer and Run: of norms and their logarithms over everything that was captured; of other
/// kinds over the maps that \a others gives (those on screen or in the figure, \a map among them),
/// because they exist nowhere else. Empty where colours are the data.
ColorRange shownRange(const RangedMap& map, const ViewOptions& view, RangeMode mode,
                      const RepresentationCache& cache,
                      const std::function<std::vector<RangedMap>()>& others);

}  // namespace core
