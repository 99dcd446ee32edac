// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/geometry.h"

#include <algorithm>

namespace widgets {

QRectF fittedRect(QSizeF content, const QRectF& area) {
    if (content.isEmpty() || area.isEmpty()) return {};
    const QSizeF fitted = content.scaled(area.size(), Qt::KeepAspectRatio);
    return {area.x() + (area.width() - fitted.width()) / 2,
            area.y() + (area.height() - fitted.height()) / 2, fitted.width(), fitted.height()};
}

QRectF cellRect(const QRectF& map, const engine::TokenGrid& grid, engine::TokenIndex token) {
    const double w = map.width() / grid.width, h = map.height() / grid.height;
    return {map.x() + token.col * w, map.y() + token.row * h, w, h};
}

QRectF regionRect(const QRectF& map, const engine::TokenGrid& grid,
                  const engine::TokenRect& tokens) {
    const QRectF first = cellRect(map, grid, tokens.first);
    return {first.x(), first.y(), first.width() * tokens.cols, first.height() * tokens.rows};
}

engine::TokenIndex nearestToken(const QRectF& map, const engine::TokenGrid& grid,
                                QPointF position) {
    const double col = (position.x() - map.x()) * grid.width / map.width();
    const double row = (position.y() - map.y()) * grid.height / map.height();
    return {int(std::clamp(row, 0.0, double(grid.height - 1))),
            int(std::clamp(col, 0.0, double(grid.width - 1)))};
}

engine::TokenRect tokensBetween(engine::TokenIndex a, engine::TokenIndex b) {
    const auto [top, bottom] = std::minmax(a.row, b.row);
    const auto [left, right] = std::minmax(a.col, b.col);
    return {{top, left}, bottom - top + 1, right - left + 1};
}

QRect cellsIn(const QRectF& map, const engine::TokenGrid& grid, const QRectF& area) {
    const QRectF seen = map.intersected(area);
    if (seen.isEmpty()) return {};
    const auto first = nearestToken(map, grid, seen.topLeft());
    const auto last = nearestToken(map, grid, seen.bottomRight());
    return {QPoint(first.col, first.row), QPoint(last.col, last.row)};
}

std::optional<engine::TokenIndex> tokenAt(const QRectF& map, const engine::TokenGrid& grid,
                                          QPointF position) {
    const double x = position.x() - map.x(), y = position.y() - map.y();
    if (map.isEmpty() || grid.count() <= 0 || x < 0 || y < 0 || x >= map.width() ||
        y >= map.height())
        return std::nullopt;
    return engine::TokenIndex{std::min(int(y * grid.height / map.height()), grid.height - 1),
                              std::min(int(x * grid.width / map.width()), grid.width - 1)};
}

std::optional<engine::ImagePoint> imagePointAt(const QRectF& area, engine::PixelSize size,
                                               QPointF position) {
    const double x = position.x() - area.x(), y = position.y() - area.y();
    if (area.isEmpty() || x < 0 || y < 0 || x >= area.width() || y >= area.height())
        return std::nullopt;
    return engine::ImagePoint{x * size.width / area.width(), y * size.height / area.height()};
}

engine::ImagePoint nearestImagePoint(const QRectF& area, engine::PixelSize size, QPointF position) {
    constexpr double kInside = 1e-3;
    const double x = (position.x() - area.x()) * size.width / area.width();
    const double y = (position.y() - area.y()) * size.height / area.height();
    return {std::clamp(x, 0.0, size.width - kInside), std::clamp(y, 0.0, size.height - kInside)};
}

QRectF pixelRect(const QRectF& area, engine::PixelSize size, const engine::PixelRect& pixels) {
    const double w = area.width() / size.width, h = area.height() / size.height;
    return {area.x() + pixels.left * w, area.y() + pixels.top * h, (pixels.right - pixels.left) * w,
            (pixels.bottom - pixels.top) * h};
}

}  // namespace widgets
