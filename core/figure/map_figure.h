// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/color_map.h"
#include "figure/figure.h"

#include <representation/token_grid.h>

#include <optional>
#include <string>
#include <vector>

namespace core {

/// One map of tokens with a colour bar, as a norm or similarity map is published.
struct MapFigureSpec {
    engine::TokenGrid grid;
    std::vector<float> values;  ///< [height, width], row-major; NaN is left grey
    ColorRange range;
    ColorMapId colors = ColorMapId::Magma;
    std::string barTitle;  ///< what the colours mean: "cosine similarity"
    std::optional<engine::TokenIndex>
        marked;          ///< outlined: the token that is compared with all others
    double width = 234;  ///< points of the whole figure; 3.25 in, one column
};

/// Cells, colour bar with its lowest, middle and highest value, and frames. The height follows the
/// grid's shape. Precondition: grid.count() == values.size() > 0.
Figure composeMapFigure(const MapFigureSpec& spec);

/// A number as a figure or a table shows it: four significant digits, C locale.
std::string numberLabel(double value);

}  // namespace core
