// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/map_values.h"

#include <analysis/pca.h>

#include <array>
#include <span>

namespace core {

/// What turns tokens into colours: three axes, red, green and blue, and how far the tokens reach
/// along each. A plain value; computed once, it colours every map that shares it.
struct PcaColors {
    engine::PrincipalAxes axes;
    std::array<double, 3> low{}, high{};  ///< 0 and 0 where there is no such axis
};

/// Axes of all tokens of \a parts together, and the smallest and largest projections among them.
/// Precondition: at least one part, all with as many channels. \sa engine::principalAxes
PcaColors pcaColorsOf(std::span<const SharedRepresentation> parts);

/// Each token's projections, from low to high as 0..255, truncated; clipped where the token is
/// none of those that the axes come from; 0 along an axis that is not there.
MapValues pcaMap(const engine::Representation& layer, const PcaColors& colors);

}  // namespace core
