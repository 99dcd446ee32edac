// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/color_map.h"

#include <representation/token_grid.h>

#include <string>
#include <vector>

namespace core {

/// A token or a region outlined on a panel.
struct FigureMark {
    engine::TokenGrid grid;  ///< that \c tokens are counted on; laid over the whole panel
    engine::TokenRect tokens;
    Rgb color{255, 255, 255};
    std::string letter;  ///< beside the outline; empty: none
    friend bool operator==(const FigureMark&, const FigureMark&) = default;
};

/// One map or picture of a figure.
struct FigurePanel {
    int row = 0, column = 0;  ///< in the grid of panels, from 0
    /// Member of the figure's NPZ: float32 [H, W] of a map; uint8 [H, W, 3] of a picture or of PCA
    /// colours, which have no bar.
    std::string array;
    bool isPhoto = false;    ///< smoothed when scaled; cells otherwise
    std::string caption;     ///< above the panel, UTF-8; empty: none
    std::string definition;  ///< the exact sentence about it, \sa definitionOf(); not drawn
    ColorMapId colors = ColorMapId::Magma;
    ColorRange range;
    std::string barTitle;   ///< what the values are: "L2 norm"
    std::string rangeMode;  ///< how the range came about: "this map"; \sa nameOf(RangeMode)
    std::vector<FigureMark> marks;
    friend bool operator==(const FigurePanel&, const FigurePanel&) = default;
};

/// Which panels share a colour bar. Panels that share one are drawn over the union of their ranges,
/// symmetric about 0 where one of theirs is; they share only what has the same title and colours.
enum class FigureBars { Own, Row, Column, Figure };

/// What figure.json holds: everything that a figure of maps consists of but its numbers, which lie
/// in the NPZ file beside it. The same specification and numbers give the same bytes, from the
/// window and from `denoscope render`. A plain value. Source: reference/ux.md, 3.13.
struct FigureSpec {
    double width = 234;  ///< points (1/72 inch) of the whole figure
    int textSize = 8;    ///< points at final size, 7 to 9
    FigureBars bars = FigureBars::Own;
    bool hasCaptions = true, hasBars = true, hasMarks = true;
    bool hasTokenGrid = false;              ///< thin lines between the cells of maps
    std::vector<std::string> rowTitles;     ///< left of each row, reading upwards; may be empty
    std::vector<std::string> columnTitles;  ///< above each column; may be empty
    std::vector<FigurePanel> panels;        ///< at most one for each row and column
    std::string arrays;                     ///< file name of the NPZ, in the same folder
    std::string arraysSha256;               ///< of that file, lower-case hexadecimal
    std::string provenance;  ///< JSON object: how the numbers were made; embedded in every file
    friend bool operator==(const FigureSpec&, const FigureSpec&) = default;
};

}  // namespace core
