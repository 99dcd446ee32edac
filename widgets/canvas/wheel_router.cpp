// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/wheel_router.h"

#include <QWheelEvent>

#include <cmath>

namespace widgets {

namespace {

constexpr int kStep = 120;  // eighths of a degree: QWheelEvent::angleDelta
constexpr double kRangePerStep = 1.15, kZoomPerStep = 1.2;

/// Some platforms turn the axis while Alt or Shift is held.
int deltaOf(const QWheelEvent* event) {
    const QPoint delta = event->angleDelta();
    return delta.y() != 0 ? delta.y() : delta.x();
}

Qt::KeyboardModifiers keysOf(const QWheelEvent* event) {
    return event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier | Qt::AltModifier);
}

}  // namespace

bool WheelRouter::isZoom(const QWheelEvent* event) {
    return keysOf(event) == (Qt::ControlModifier | Qt::ShiftModifier);
}

double WheelRouter::zoomFactor(const QWheelEvent* event) {
    return std::pow(kZoomPerStep, double(deltaOf(event)) / kStep);
}

int WheelRouter::wholeSteps(int delta) {
    if ((delta < 0) != (m_rest < 0)) m_rest = 0;  // turned back
    m_rest += delta;
    const int steps = m_rest / kStep;
    m_rest -= steps * kStep;
    return steps;
}

bool WheelRouter::handle(QWheelEvent* event) {
    const auto keys = keysOf(event);
    if (keys != Qt::ControlModifier && keys != Qt::ShiftModifier && keys != Qt::AltModifier)
        return false;
    event->accept();
    if (keys == Qt::AltModifier) {
        Q_EMIT rangeWheel(std::pow(kRangePerStep, -double(deltaOf(event)) / kStep));
        return true;
    }
    const int steps = wholeSteps(deltaOf(event));
    if (steps != 0 && keys == Qt::ControlModifier) Q_EMIT timestepWheel(steps);
    if (steps != 0 && keys == Qt::ShiftModifier) Q_EMIT layerWheel(steps);
    return true;
}

}  // namespace widgets
