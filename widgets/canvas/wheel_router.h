// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QWheelEvent;

namespace widgets {

/// What a turn of the wheel asks for, by the keys that are held (reference/ux.md, section 3.4):
/// Ctrl another timestep, Shift another layer, Alt another range. Positive steps: turned away from
/// the user. Turns of less than a step are collected.
class WheelRouter : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// \return whether the event was for one of the three; it is accepted then.
    bool handle(QWheelEvent* event);
    /// Ctrl and Shift together: zoom, also where the plain wheel scrolls.
    static bool isZoom(const QWheelEvent* event);
    /// Of a turn that zooms; greater than 1 is closer.
    static double zoomFactor(const QWheelEvent* event);

Q_SIGNALS:
    void timestepWheel(int steps);
    void layerWheel(int steps);
    /// By how much the range's width changes: below 1 is narrower, more contrast.
    void rangeWheel(double factor);

private:
    int wholeSteps(int delta);
    int m_rest = 0;  // eighths of a degree that made no whole step yet
};

}  // namespace widgets
