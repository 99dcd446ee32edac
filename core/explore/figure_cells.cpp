// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/figure_cells.h"

#include "explore/shown_marks.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace core {

namespace {

int countAlong(FigureAxis axis, const FigureGrid& grid) {
    switch (axis) {
        case FigureAxis::Layers:
            return int(grid.layers.size());
        case FigureAxis::Moments:
            return int(grid.moments.size());
        case FigureAxis::Pictures:
            return int(grid.pictures.size());
    }
    return 0;
}

/// Which value of \a axis a cell has; 0 where that is no axis.
std::size_t along(FigureAxis axis, const FigureGrid& grid, int row, int column) {
    return std::size_t(grid.rows == axis ? row : grid.columns == axis ? column : 0);
}

bool needsReference(const TileSpec& tile) {
    return tile.layer.keys == 0 && isAboutReference(*tile.pinned, tile.layer);
}

}  // namespace

FigureCell cellOf(const Exploration& exploration, const TileSpec& tile, const MapOptions& options,
                  const std::optional<Place>& reference) {
    FigureCell cell{tile, 0, 0, {}};
    cell.tile.pinned = options;
    const auto* owner = reference ? exploration.subject(reference->subject) : nullptr;
    if (!owner || !needsReference(cell.tile)) return cell;
    const bool isOwn = owner->id == tile.key.moment.subject;
    cell.source = CaptureKey{isOwn ? tile.key.moment : owner->moment(), tile.key.layer};
    return cell;
}

std::vector<FigureCell> cellsOf(const Exploration& exploration, const FigureGrid& grid,
                                const std::optional<Place>& reference) {
    std::vector<FigureCell> cells;
    if (grid.layers.empty() || grid.pictures.empty()) return cells;
    const bool hasMoments = grid.rows == FigureAxis::Moments || grid.columns == FigureAxis::Moments;
    for (int row = 0; row < countAlong(grid.rows, grid); ++row)
        for (int column = 0; column < countAlong(grid.columns, grid); ++column) {
            const auto& path = grid.layers[along(FigureAxis::Layers, grid, row, column)];
            const auto* subject =
                exploration.subject(grid.pictures[along(FigureAxis::Pictures, grid, row, column)]);
            const auto layer = exploration.layerAt(path);
            if (!subject || !layer) continue;
            TileSpec tile;
            tile.key = {subject->moment(), path};
            if (hasMoments)
                tile.key.moment.column =
                    grid.moments[along(FigureAxis::Moments, grid, row, column)];
            tile.layer = exploration.layerFor(*layer, subject->id);
            auto cell = cellOf(exploration, tile, grid.options, reference);
            if (hasMoments && cell.source) cell.source->moment.column = tile.key.moment.column;
            cell.row = row;
            cell.column = column;
            cells.push_back(std::move(cell));
        }
    return cells;
}

std::optional<std::vector<int>> columnsFrom(const QString& text, bool isSteps, int columns) {
    static const QRegularExpression separator(QStringLiteral("[,;\\s]+"));
    std::vector<int> found;
    for (const auto& word : text.split(separator, Qt::SkipEmptyParts)) {
        bool isNumber = false;
        const int column = word.toInt(&isNumber) - (isSteps ? 1 : 0);
        if (!isNumber || column < 0 || column >= columns) return std::nullopt;
        if (std::find(found.begin(), found.end(), column) == found.end()) found.push_back(column);
    }
    if (found.empty()) return std::nullopt;
    return found;
}

QString textOfColumns(const std::vector<int>& columns, bool isSteps) {
    QStringList words;
    for (const int column : columns) words << QString::number(column + (isSteps ? 1 : 0));
    return words.join(QStringLiteral(", "));
}

std::vector<int> spread(const std::vector<int>& columns, int most) {
    if (int(columns.size()) <= most || most < 2) return columns;
    std::vector<int> chosen;
    for (int i = 0; i < most; ++i)
        chosen.push_back(columns[std::size_t(i) * (columns.size() - 1) / std::size_t(most - 1)]);
    return chosen;
}

}  // namespace core
