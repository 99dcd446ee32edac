// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <representation/token_grid.h>

#include <QRectF>

#include <optional>

namespace widgets {

/// The one spacing scale, in logical pixels.
namespace spacing {
inline constexpr int kTiny = 4, kSmall = 8, kMedium = 12, kLarge = 16;
}

/// The largest rectangle of \a content's aspect that fits into \a area, centred.
QRectF fittedRect(QSizeF content, const QRectF& area);

/// Where \a token of a grid that fills \a map lies. Logical coordinates: exact at every scale
/// factor.
QRectF cellRect(const QRectF& map, const engine::TokenGrid& grid, engine::TokenIndex token);

/// Where a rectangle of tokens lies.
QRectF regionRect(const QRectF& map, const engine::TokenGrid& grid,
                  const engine::TokenRect& tokens);

/// The token under \a position, or nothing outside \a map.
std::optional<engine::TokenIndex> tokenAt(const QRectF& map, const engine::TokenGrid& grid,
                                          QPointF position);

/// The token nearest to \a position. Precondition: neither map nor grid is empty.
engine::TokenIndex nearestToken(const QRectF& map, const engine::TokenGrid& grid, QPointF position);

/// The smallest rectangle that holds both tokens.
engine::TokenRect tokensBetween(engine::TokenIndex a, engine::TokenIndex b);

/// The columns and rows of a grid that fills \a map of which anything lies in \a area.
QRect cellsIn(const QRectF& map, const engine::TokenGrid& grid, const QRectF& area);

/// The point of a picture of \a size that fills \a area under \a position, or nothing outside.
std::optional<engine::ImagePoint> imagePointAt(const QRectF& area, engine::PixelSize size,
                                               QPointF position);

/// The point of that picture nearest to \a position: inside it by less than a pixel at its edges.
engine::ImagePoint nearestImagePoint(const QRectF& area, engine::PixelSize size, QPointF position);

/// Where a span of the picture's pixels lies in \a area.
QRectF pixelRect(const QRectF& area, engine::PixelSize size, const engine::PixelRect& pixels);

}  // namespace widgets
