// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <figure/color_map.h>
#include <representation/token_grid.h>

#include <QChar>
#include <QPalette>
#include <QRectF>

class QPainter;

namespace widgets {

/// Marks a token in black and white, so that it stands out on any data: the reference with a full
/// line, the kept one with a broken line. The line lies around the cell and hides nothing of it.
enum class TokenMark { Reference, Kept };
void drawTokenMark(QPainter& painter, const QRectF& cell, TokenMark mark);

/// The letter that names a kept token, beside its cell.
void drawMarkLetter(QPainter& painter, const QRectF& cell, QChar letter);

/// Lines between every \a step tokens of a grid that fills \a area.
void drawGrid(QPainter& painter, const QRectF& area, const engine::TokenGrid& grid, int step);

/// What lies under tokens that are not finite.
void drawHatch(QPainter& painter, const QRectF& area, const QPalette& palette);

/// A horizontal bar from low to high, with ticks at its ends and its middle and the numbers below
/// it. \a isKnown false: the numbers are being computed and shown as "…".
void drawColorBar(QPainter& painter, const QRectF& bar, core::ColorRange range,
                  core::ColorMapId colors, bool isKnown, const QPalette& palette);

/// Text that says less than the rest: readable (contrast over 4.5 in both themes), but quiet.
QColor quietText(const QPalette& palette);
/// Lines between things.
QColor lineColor(const QPalette& palette);

}  // namespace widgets
