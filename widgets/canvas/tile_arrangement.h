// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>

#include <cstddef>
#include <vector>

namespace widgets {

/// How many tiles stand side by side, and how wide each is.
struct TileColumns {
    int count = 1;
    int width = 0;
    friend bool operator==(const TileColumns&, const TileColumns&) = default;
};

/// As many columns of at least \a wanted as fit into \a width with \a gap between and around them;
/// they share what is left over. With a \a group over 1 their number is a multiple of it, for which
/// tiles may become as narrow as \a smallest; where not even that fits, as many as fit.
TileColumns columnsFor(int width, int wanted, int smallest, int gap, int group);

/// Where a tile that is let go at \a at comes to stand, and the line that says so.
struct DropPlace {
    std::size_t before = 0;  ///< the tile that follows it then; the number of tiles: at the end
    QRect line;
};
/// \param tiles where they are, row by row; not empty.
DropPlace dropPlaceAt(const std::vector<QRect>& tiles, QPoint at, int gap);

}  // namespace widgets
