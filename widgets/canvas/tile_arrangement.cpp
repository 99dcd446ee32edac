// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/tile_arrangement.h"

#include <algorithm>

namespace widgets {

namespace {

constexpr int kLineWidth = 3;

int columnsThatFit(int width, int tile, int gap) {
    return std::max(1, (width - gap) / (tile + gap));
}

}  // namespace

TileColumns columnsFor(int width, int wanted, int smallest, int gap, int group) {
    int count = columnsThatFit(width, wanted, gap);
    if (group > 1 && count >= group)
        count -= count % group;
    else if (group > 1 && columnsThatFit(width, smallest, gap) >= group)
        count = group;
    return {count, (width - gap) / count - gap};
}

DropPlace dropPlaceAt(const std::vector<QRect>& tiles, QPoint at, int gap) {
    std::size_t first = 0;  // of the row: the last one that begins above
    for (std::size_t i = 0; i < tiles.size(); ++i)
        if (tiles[i].top() != tiles[first].top() && tiles[i].top() <= at.y()) first = i;
    std::size_t place = first;
    while (place < tiles.size() && tiles[place].top() == tiles[first].top() &&
           tiles[place].center().x() < at.x())
        ++place;
    const bool isAfter = place > first;  // the line belongs to the row, also at its end
    const QRect& neighbour = tiles[isAfter ? place - 1 : place];
    const int x = isAfter ? neighbour.right() + 1 + gap / 2 : neighbour.left() - gap / 2;
    return {place, QRect(x - kLineWidth / 2, neighbour.top(), kLineWidth, neighbour.height())};
}

}  // namespace widgets
