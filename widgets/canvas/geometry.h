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

/// The token under \a position, or nothing outside \a map.
std::optional<engine::TokenIndex> tokenAt(const QRectF& map, const engine::TokenGrid& grid,
                                          QPointF position);

/// The point of a picture of \a size that fills \a area under \a position, or nothing outside.
std::optional<engine::ImagePoint> imagePointAt(const QRectF& area, engine::PixelSize size,
                                               QPointF position);

/// Where a span of the picture's pixels lies in \a area.
QRectF pixelRect(const QRectF& area, engine::PixelSize size, const engine::PixelRect& pixels);

}  // namespace widgets
