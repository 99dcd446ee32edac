// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/shown_map.h"
#include "figure/figure_spec.h"

#include <tensor/nd_array.h>

#include <cstddef>
#include <optional>
#include <vector>

namespace core {

/// What changes from row to row, or from column to column, of a grid of maps.
enum class FigureAxis { Layers, Moments, Pictures };

/// Where the panels of a figure go. A plain value.
struct FigureArrangement {
    bool isGrid = false;
    int columns = 4;  ///< of a figure as seen
    /// Of a grid; they differ.
    FigureAxis rowAxis = FigureAxis::Layers, columnAxis = FigureAxis::Moments;
    friend bool operator==(const FigureArrangement&, const FigureArrangement&) = default;
};

/// A figure to be composed and the numbers in it.
struct ArrangedFigure {
    FigureSpec spec;
    engine::NamedArrays arrays;  ///< in the order of the panels
    /// Of each panel: which of the maps it shows; nothing for a picture.
    std::vector<std::optional<std::size_t>> maps;
};

/// Panels of maps and pictures with their captions.
///
/// As seen: the pictures first, then the maps in their order, row by row. A grid: every map at its
/// own row and column, and rows and columns without any map closed up; pictures stand in a column
/// before or a row above the maps of the same subject (or of the same moment, where the moments
/// change and pictures do not), else in the upper left corner.
///
/// Arrays are called after what they hold: "norm/up_blocks[1]/t50/cat", "picture/cat"; float32
/// [H, W] of a map, uint8 [H, W, 3] of a picture and of PCA colours. Marks of
/// panels, ranges and definitions are taken from the maps. \param look width, text size, bars and
/// what is drawn; its panels and titles are replaced, and where own bars would all say the same,
/// one stands for all. Precondition: every map has values, every picture its pixels.
ArrangedFigure arrangeFigure(const std::vector<ShownMap>& maps,
                             const std::vector<ShownPicture>& pictures,
                             const FigureArrangement& arrangement, FigureSpec look);

/// What a map is of, as the name of its array begins: "norm", "log_norm", "cosine", "pca".
std::string arrayKindOf(const ShownMap& map);

}  // namespace core
