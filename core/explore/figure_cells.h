// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/exploration.h"
#include "explore/figure_arrangement.h"
#include "explore/place.h"

#include <optional>
#include <vector>

namespace core {

/// One map that a figure wants. A plain value.
struct FigureCell {
    TileSpec tile;  ///< pinned: with its own kind of map
    int row = 0, column = 0;
    /// Where the reference's tokens come from; absent where the map needs no reference of another
    /// activation.
    std::optional<CaptureKey> source;
};

/// A grid that is asked for. What is no axis has one value: the first layer, the first picture, or
/// each picture's own moment. A plain value.
struct FigureGrid {
    FigureAxis rows = FigureAxis::Layers, columns = FigureAxis::Moments;
    std::vector<engine::LayerPath> layers;
    std::vector<int> moments;   ///< \sa Moment::column
    std::vector<int> pictures;  ///< subjects
    MapOptions options;
};

/// The maps of \a grid, row by row; layers and pictures that are not there (any more) are left out.
/// \param reference of similarities. It is looked for at the cell's own moment where the moments
/// change, as when one steps through them, else at the moment of its picture.
std::vector<FigureCell> cellsOf(const Exploration& exploration, const FigureGrid& grid,
                                const std::optional<Place>& reference);

/// \a tile as it is seen, which shows \a options.
FigureCell cellOf(const Exploration& exploration, const TileSpec& tile, const MapOptions& options,
                  const std::optional<Place>& reference);

/// A list of timesteps as it is typed, "50, 200, 999", or of steps, counted from 1: the columns,
/// each once, in the order given. Nothing where it is no such list, or a number is not below \a
/// columns.
std::optional<std::vector<int>> columnsFrom(const QString& text, bool isSteps, int columns);
QString textOfColumns(const std::vector<int>& columns, bool isSteps);

/// At most \a most of \a columns: the first, the last, and evenly between.
std::vector<int> spread(const std::vector<int>& columns, int most);

}  // namespace core
