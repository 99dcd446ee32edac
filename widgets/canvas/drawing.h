// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <figure/color_map.h>
#include <representation/token_grid.h>

#include <QPalette>
#include <QRectF>

class QPainter;

namespace widgets {

/// Lines between every \a step tokens of a grid that fills \a area.
void drawGrid(QPainter& painter, const QRectF& area, const engine::TokenGrid& grid, int step);

/// What lies under tokens that are not finite.
void drawHatch(QPainter& painter, const QRectF& area, const QPalette& palette);

/// A horizontal bar from low to high, with ticks at its ends and its middle and the numbers below
/// it; the middle one is left out where it would touch its neighbours. \a isKnown false: the
/// numbers are being computed and shown as "…".
void drawColorBar(QPainter& painter, const QRectF& bar, core::ColorRange range,
                  core::ColorMapId colors, bool isKnown, const QPalette& palette);

/// The same without ticks and numbers, where these are not to be painted again.
void drawBareColorBar(QPainter& painter, const QRectF& bar, core::ColorMapId colors, bool isKnown);

/// Text that says less than the rest: readable (contrast over 4.5 in both themes), but quiet.
QColor quietText(const QPalette& palette);
/// Lines between things.
QColor lineColor(const QPalette& palette);

}  // namespace widgets
