// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of tiles and pictures share: layers, maps, and a pointer.
#pragma once

#include "canvas/map_view.h"
#include "canvas/tile_info.h"

#include <QColor>
#include <QImage>
#include <QMouseEvent>
#include <QTest>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace test {

inline engine::LayerInfo layerOf(engine::TokenGrid grid, const char* path = "up_blocks[1]") {
    engine::LayerInfo info;
    info.path = engine::LayerPath(path);
    info.channels = 4;
    info.grid = grid;
    return info;
}

inline widgets::TileInfo tileOf(int id, engine::TokenGrid grid = {8, 8},
                                const char* path = "up_blocks[1]") {
    return {id, layerOf(grid, path)};
}

/// Black everywhere: 0 on a grey map from 0 to 1.
inline widgets::MapView blackMap(engine::TokenGrid grid, int nanToken = -1) {
    std::vector<float> values(std::size_t(grid.count()), 0.0f);
    if (nanToken >= 0) values[std::size_t(nanToken)] = std::nanf("");
    return widgets::makeMapView(grid, values, {0, 1}, core::ColorMapId::Gray,
                                QStringLiteral("L2 norm · this map"));
}

/// What is seen, in device pixels, at a place in logical ones.
inline QColor seenAt(const QImage& shot, QPointF place) {
    const QPointF at = place * shot.devicePixelRatio();
    return shot.pixelColor(std::clamp(int(at.x()), 0, shot.width() - 1),
                           std::clamp(int(at.y()), 0, shot.height() - 1));
}

/// How many of the places looked at, four a logical pixel, have nearly that colour.
inline int countOf(const QImage& shot, const QRectF& area, const QColor& color) {
    int count = 0;
    for (double y = area.top(); y < area.bottom(); y += 0.5)
        for (double x = area.left(); x < area.right(); x += 0.5) {
            const QColor seen = seenAt(shot, {x, y});
            count += std::abs(seen.red() - color.red()) < 12 &&
                     std::abs(seen.green() - color.green()) < 12 &&
                     std::abs(seen.blue() - color.blue()) < 12;
        }
    return count;
}

/// How light the lightest or how dark the darkest place is, 0..255: thin letters are smoothed.
inline std::pair<int, int> lightnessIn(const QImage& shot, const QRectF& area) {
    int darkest = 255, lightest = 0;
    for (double y = area.top(); y < area.bottom(); y += 0.5)
        for (double x = area.left(); x < area.right(); x += 0.5) {
            const int seen = seenAt(shot, {x, y}).lightness();
            darkest = std::min(darkest, seen);
            lightest = std::max(lightest, seen);
        }
    return {darkest, lightest};
}

inline bool hasWhite(const QImage& shot, const QRectF& area) {
    return countOf(shot, area, Qt::white) > 0;
}

inline void send(QWidget* widget, QEvent::Type type, QPointF place, Qt::MouseButton button,
                 Qt::MouseButtons held, Qt::KeyboardModifiers keys = {}) {
    QMouseEvent event(type, place, widget->mapToGlobal(place), button, held, keys);
    QCoreApplication::sendEvent(widget, &event);
}

inline void moveTo(QWidget* widget, QPointF place) {
    send(widget, QEvent::MouseMove, place, Qt::NoButton, Qt::NoButton);
}

/// Pressed, moved in between, moved to the end; not released.
inline void pressAndMove(QWidget* widget, QPointF from, QPointF to, Qt::KeyboardModifiers keys = {},
                         Qt::MouseButton button = Qt::LeftButton) {
    send(widget, QEvent::MouseButtonPress, from, button, button, keys);
    send(widget, QEvent::MouseMove, (from + to) / 2, Qt::NoButton, button, keys);
    send(widget, QEvent::MouseMove, to, Qt::NoButton, button, keys);
}

inline void release(QWidget* widget, QPointF place, Qt::KeyboardModifiers keys = {},
                    Qt::MouseButton button = Qt::LeftButton) {
    send(widget, QEvent::MouseButtonRelease, place, button, Qt::NoButton, keys);
}

/// \return whether anybody wanted it.
inline bool turnWheel(QWidget* widget, QPointF place, int delta, Qt::KeyboardModifiers keys = {}) {
    QWheelEvent event(place, widget->mapToGlobal(place), {}, {0, delta}, Qt::NoButton, keys,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(widget, &event);
    return event.isAccepted();
}

}  // namespace test
