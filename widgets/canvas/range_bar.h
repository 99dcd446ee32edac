// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <figure/color_map.h>

#include <QPalette>
#include <QRectF>

#include <optional>

class QPainter;

namespace widgets {

/// What a tile's colour bar says. A plain value.
struct RangeBar {
    core::ColorRange range;
    core::ColorMapId colors = core::ColorMapId::Magma;
    bool isKnown = true;  ///< else the numbers are being computed: "…"
    bool isClippedLow = false, isClippedHigh = false;  ///< that end becomes a triangle
    std::optional<float> reading;  ///< a notch where it lies; none where it is not finite
};

/// The part of \a bar that the range fills: all but the triangles.
QRectF rangeRect(const QRectF& bar, const RangeBar& look);

/// Whatever the notch of the reading paints on; empty where there is none. It ends above the
/// numbers.
QRectF notchRect(const QRectF& bar, const RangeBar& look);

/// Draws bar, triangles, notch and, if \a hasNumbers, the numbers below.
void drawRangeBar(QPainter& painter, const QRectF& bar, const RangeBar& look,
                  const QPalette& palette, bool hasNumbers = true);

/// \a range after the end nearer to \a pressed was dragged from there to \a now, both shares of the
/// bar. The ends never meet: 1/200 of the width stays between them.
core::ColorRange draggedRange(core::ColorRange range, double pressed, double now);

}  // namespace widgets
