// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/map_view.h"
#include "canvas/range_bar.h"
#include "canvas/tile_layout.h"

#include <QPalette>
#include <QString>

class QPainter;

namespace widgets {

/// A line of text made to fit, kept until text or width change: measuring a long path costs more
/// than painting a map.
class FittedLine {
public:
    /// Long text is written somewhat smaller before anything of its middle is left out.
    void fit(const QString& text, const QFont& font, double width);
    void draw(QPainter& painter, const QRectF& line) const;

private:
    QString m_text, m_shown;
    QFont m_asked, m_font;
    double m_width = -1;
};

/// The rounded frame; marked where the tile is the active one or has the focus.
void drawTileFrame(QPainter& painter, const QRectF& tile, bool isMarked, const QPalette& palette);

/// Cells of a map that fills \a map, as far as they lie in \a area; those that are not finite
/// hatched. \a isFaded: the map is being computed anew.
void drawMapCells(QPainter& painter, const QRectF& map, const QRectF& area, const MapView& view,
                  bool isFaded, const QPalette& palette);

/// Colour bar (or what stands for it where colours are the data), numbers, caption; at the
/// caption's ends how many tokens are clipped there.
void drawTileFoot(QPainter& painter, const TileLayout& parts, const TileFonts& fonts,
                  const MapView& view, const RangeBar& look, const QPalette& palette);

}  // namespace widgets
