// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/spot.h"

#include <algorithm>

namespace core {

/// A token, or a region of tokens, of one of several pictures. A plain value.
struct Place {
    int subject = 0;         ///< the explorer's number of the picture
    Spot spot;               ///< its upper left cell
    int rows = 1, cols = 1;  ///< how far it reaches, in cells of the spot's grid

    /// From one corner to the other, whichever way it was dragged. Precondition: both corners on
    /// the same grid.
    static Place between(int subject, const Spot& from, const Spot& to) {
        const auto [top, bottom] = std::minmax(from.cell.row, to.cell.row);
        const auto [left, right] = std::minmax(from.cell.col, to.cell.col);
        return {subject, {from.grid, {top, left}}, bottom - top + 1, right - left + 1};
    }

    /// The tokens of \a other from the one that the upper left cell maps to, to that of the lower
    /// right one: at least one token. A region dragged over pixels covers every token it touches.
    engine::TokenRect on(const engine::TokenGrid& other) const {
        const auto first = spot.on(other);
        const auto last =
            spot.grid.mapTo({spot.cell.row + rows - 1, spot.cell.col + cols - 1}, other);
        return {first, last.row - first.row + 1, last.col - first.col + 1};
    }
    friend bool operator==(const Place&, const Place&) = default;
};

}  // namespace core
