// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>

#include <cmath>
#include <utility>

namespace widgets {

/// A button that is held: what it was pressed for, and whether it has become a drag. A press that
/// moves more than 4 px is a drag from then on and never a click (reference/ux.md, section 3.4).
/// A plain value.
class Gesture {
public:
    static constexpr double kClickTolerance = 4;  ///< logical pixels
    enum class Kind { None, Click, Pan, Region, Range, Move };

    void press(Kind kind, Qt::MouseButton button, QPointF at) {
        *this = Gesture();
        m_kind = kind;
        m_button = button;
        m_start = m_last = at;
    }
    /// \return whether it is a drag by now.
    bool moveTo(QPointF at) {
        const QPointF way = at - m_start;
        m_isDrag |= std::hypot(way.x(), way.y()) > kClickTolerance;
        return m_isDrag && m_kind != Kind::None;
    }
    /// How far it went since the last call.
    QPointF takeStep(QPointF at) { return at - std::exchange(m_last, at); }
    /// Ends it. \return what it was.
    Gesture release() { return std::exchange(*this, Gesture()); }

    Kind kind() const { return m_kind; }
    bool isActive() const { return m_kind != Kind::None; }
    bool isDrag() const { return m_isDrag; }
    bool isHeldBy(Qt::MouseButton button) const { return isActive() && m_button == button; }
    QPointF start() const { return m_start; }

private:
    Kind m_kind = Kind::None;
    Qt::MouseButton m_button = Qt::NoButton;
    QPointF m_start, m_last;
    bool m_isDrag = false;
};

}  // namespace widgets
