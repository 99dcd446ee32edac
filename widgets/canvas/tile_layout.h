// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <representation/token_grid.h>

#include <QFont>
#include <QRectF>
#include <QSizeF>

namespace widgets {

/// The fonts of a tile: the path in the widget's own, the rest smaller, numbers with digits of one
/// width.
struct TileFonts {
    QFont title, small, number;
    double titleHeight = 0, smallHeight = 0;

    static TileFonts of(const QFont& font);
};

/// Where the parts of a tile lie, in its logical coordinates: two lines of title, the map, the
/// colour bar as wide as the map, its numbers, the caption.
struct TileLayout {
    static constexpr double kPadding = 8, kBarHeight = 8;

    QRectF title, note;
    QRectF map;  ///< all the room there is for the map; it is fitted into it, or zoomed
    QRectF bar, numbers, caption;

    static TileLayout of(QSizeF tile, const engine::TokenGrid& grid, const TileFonts& fonts);
    /// How high a tile is whose map fills its width.
    static int heightFor(int width, const engine::TokenGrid& grid, const TileFonts& fonts);
};

}  // namespace widgets
