// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/map_view.h"

#include <QFont>
#include <QPalette>
#include <QRectF>

class QPainter;

namespace widgets {

/// Cells at least this wide have their value written in them. Logical pixels.
inline constexpr double kSmallestPrintedCell = 34;

/// \a value in at most \a digits significant digits, but never rounded to more than ones: "0.81",
/// "184", "1.2346e+06".
QString cellText(float value, int digits);

/// Writes the values of those tokens of \a map of which anything lies in \a area, all in as many
/// digits as the widest of them has room for (at most 4), black or white by the cell's luminance.
/// Draws nothing where cells are too small, or where not even two digits fit: half a number is
/// worse than none.
void drawCellValues(QPainter& painter, const QRectF& map, const QRectF& area, const MapView& view,
                    QFont font, const QPalette& palette);

}  // namespace widgets
