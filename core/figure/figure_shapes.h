// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/figure.h"

#include <QColor>
#include <QImage>
#include <QPainterPath>
#include <QPen>
#include <QPolygonF>
#include <QRectF>
#include <QTransform>

#include <functional>

namespace core {

/// \name What all formats of a figure need to know of its parts
/// Private to the writers.
/// @{
inline QColor toColor(Rgb c) {
    return QColor(c.r, c.g, c.b);
}
inline QRectF toRect(const Figure::Box& b) {
    return QRectF(b.left, b.top, b.width, b.height);
}
inline QPointF toPoint(Figure::Point p) {
    return QPointF(p.x, p.y);
}
QPolygonF toPolygon(const Figure::Triangle& triangle);
QPen framePen(const Figure::Triangle& triangle);
/// Shares the picture's bytes, which have to outlive it.
QImage imageOver(const Picture& picture);

/// Calls \a draw for every run of equal cells of a row, in an order in which each may lie over the
/// one before.
void forEachRun(const Figure::Mosaic& mosaic,
                const std::function<void(const Figure::Box&, Rgb)>& draw);
/// The same with boxes that reach under the neighbours drawn after them: where a viewer smooths the
/// edges of two boxes that only touch, the paper would shine through.
void forEachOverlappingRun(const Figure::Mosaic& mosaic,
                           const std::function<void(const Figure::Box&, Rgb)>& draw);

/// From a label's own coordinates, with its base line's left end as the origin.
QTransform placeOf(const Figure::Label& label);
/// Its letters as outlines, at their place.
QPainterPath outlineOf(const Figure::Label& label);
/// Black or white.
Rgb haloOf(const Figure::Label& label);
/// @}

}  // namespace core
