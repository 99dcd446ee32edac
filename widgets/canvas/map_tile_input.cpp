// SPDX-License-Identifier: GPL-3.0-or-later
// What is done to a tile with mouse, wheel and keys. What it shows: map_tile.cpp.
#include "canvas/geometry.h"
#include "canvas/linked_view.h"
#include "canvas/map_tile.h"
#include "canvas/tile_button.h"
#include "canvas/wheel_router.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <utility>

namespace widgets {

namespace {

constexpr double kBarReach = 4;  // above and below: eight pixels are hard to hit
constexpr double kRangePerKey = 1.15;

/// Keys that the tile takes before the window's shortcuts see them.
bool isOwnKey(const QKeyEvent* event, bool isEnlarged) {
    switch (event->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_F:
        case Qt::Key_K:
        case Qt::Key_Delete:
            return event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
        case Qt::Key_Escape:
            return isEnlarged;
        default:
            return false;
    }
}

}  // namespace

bool MapTile::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride &&
        isOwnKey(static_cast<QKeyEvent*>(event), m_isEnlarged || m_gesture.isDrag())) {
        event->accept();
        return true;
    }
    // The tool tip belongs to the title: over the map it would hide what is looked at.
    if (event->type() == QEvent::ToolTip &&
        !titleRect().contains(static_cast<QHelpEvent*>(event)->pos())) {
        QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

Gesture::Kind MapTile::gestureAt(QPointF position, Qt::MouseButton button,
                                 Qt::KeyboardModifiers keys) const {
    using enum Gesture::Kind;
    const bool isOnMap = tokenUnder(position).has_value();
    if (button == Qt::MiddleButton) return m_linked && isOnMap ? Pan : None;
    if (button != Qt::LeftButton) return None;
    if (isOnMap && m_isSpaceHeld) return m_linked ? Pan : None;
    if (isOnMap) return keys.testFlag(Qt::ShiftModifier) ? Region : Click;
    const bool hasBar = m_state == State::Ready && !m_view.isRgb;
    if (hasBar && barRect().adjusted(0, -kBarReach, 0, kBarReach).contains(position)) return Range;
    return titleRect().contains(position) ? Move : None;
}

void MapTile::mousePressEvent(QMouseEvent* event) {
    if (m_gesture.isActive()) return;  // another button, while one is held
    const auto kind = gestureAt(event->position(), event->button(), event->modifiers());
    if (kind == Gesture::Kind::None) return QWidget::mousePressEvent(event);
    m_gesture.press(kind, event->button(), event->position());
    m_pressedRange = m_view.range;
    m_pressedBar = barRect();
    m_region.reset();
}

void MapTile::mouseMoveEvent(QMouseEvent* event) {
    if (m_gesture.isActive() && event->buttons() == Qt::NoButton)
        m_gesture.release();  // its release was lost, to a menu for example
    if (m_gesture.moveTo(event->position()))
        return drag(event->position(), event->globalPosition().toPoint());
    pointAt(event->position());
}

void MapTile::pointAt(QPointF position) {
    const bool isOnBar =
        gestureAt(position, Qt::LeftButton, Qt::NoModifier) == Gesture::Kind::Range;
    const auto token = tokenUnder(position);
    if (!token) leaveMap();
    if (isOnBar) setCursor(Qt::SizeHorCursor);
    if (!token) return;
    m_isPointedAt = true;
    setCursor(Qt::CrossCursor);
    Q_EMIT hovered(*token);
}

void MapTile::drag(QPointF position, QPoint global) {
    using enum Gesture::Kind;
    switch (m_gesture.kind()) {
        case Pan:
            m_hasSpacePanned = true;
            return panBy(m_gesture.takeStep(position));
        case Region: {
            const auto tokens = regionTo(position);
            if (std::exchange(m_region, tokens) != tokens)
                Q_EMIT regionDragged(m_info.id, tokens, false);
            return;
        }
        case Range:
            Q_EMIT rangeDragged(m_info.id, draggedRange(m_pressedRange, barShare(m_gesture.start()),
                                                        barShare(position)));
            return;
        case Move:
            setCursor(Qt::ClosedHandCursor);
            Q_EMIT moveDragged(m_info.id, global, false);
            return;
        case Click:
        case None:
            return pointAt(position);
    }
}

void MapTile::panBy(QPointF step) {
    const QRectF map = mapRect();
    if (m_linked && !map.isEmpty())
        m_linked->pan({step.x() / map.width(), step.y() / map.height()});
}

double MapTile::barShare(QPointF position) const {
    return (position.x() - m_pressedBar.left()) / m_pressedBar.width();
}

engine::TokenRect MapTile::regionTo(QPointF position) const {
    const QRectF map = mapRect();
    const auto& grid = m_info.layer.grid;
    return tokensBetween(nearestToken(map, grid, m_gesture.start()),
                         nearestToken(map, grid, position));
}

void MapTile::mouseReleaseEvent(QMouseEvent* event) {
    if (!m_gesture.isHeldBy(event->button())) return QWidget::mouseReleaseEvent(event);
    m_gesture.moveTo(event->position());
    const auto tokens = regionTo(event->position());
    const Gesture done = m_gesture.release();
    using enum Gesture::Kind;
    unsetCursor();
    if (done.isDrag() && done.kind() == Region) Q_EMIT regionDragged(m_info.id, tokens, true);
    if (done.isDrag() && done.kind() == Move)
        Q_EMIT moveDragged(m_info.id, event->globalPosition().toPoint(), true);
    if (done.isDrag() || (done.kind() != Click && done.kind() != Region)) return;
    if (const auto token = tokenUnder(done.start())) Q_EMIT clicked(*token);
}

/// The first of the two clicks has kept the token by now; the second is none.
void MapTile::mouseDoubleClickEvent(QMouseEvent* event) {
    const bool isWanted =
        event->button() == Qt::LeftButton &&
        (tokenUnder(event->position()) || titleRect().contains(event->position()));
    if (isWanted) Q_EMIT enlargeToggled(m_info.id);
}

void MapTile::wheelEvent(QWheelEvent* event) {
    if (m_wheel->handle(event)) return;
    const bool isOnMap = tokenUnder(event->position()).has_value();
    const bool zooms =
        m_linked && isOnMap && (m_isEnlarged || m_linked->zoom() > 1 || WheelRouter::isZoom(event));
    if (!zooms) return event->ignore();  // scrolls what is around
    const QRectF map = mapRect();
    const QPointF offset = event->position() - map.topLeft();
    m_linked->zoomAt({offset.x() / map.width(), offset.y() / map.height()},
                     WheelRouter::zoomFactor(event));
    event->accept();
}

void MapTile::contextMenuEvent(QContextMenuEvent* event) {
    if (event->reason() == QContextMenuEvent::Mouse) {
        Q_EMIT contextMenuRequested(m_info.id, tokenUnder(event->pos()), event->globalPos());
        return;
    }
    const QRectF map = mapRect();
    const QPointF at =
        reference() ? cellRect(map, m_info.layer.grid, *reference()).center() : mapArea().center();
    Q_EMIT contextMenuRequested(m_info.id, reference(), mapToGlobal(at.toPoint()));
}

void MapTile::enterEvent(QEnterEvent* event) {
    QWidget::enterEvent(event);
    refreshButtons();
}

void MapTile::leaveEvent(QEvent* event) {
    leaveMap();
    QWidget::leaveEvent(event);
    refreshButtons();
}

void MapTile::leaveMap() {
    unsetCursor();
    if (std::exchange(m_isPointedAt, false)) Q_EMIT left();
}

void MapTile::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    refreshButtons();
}

void MapTile::focusOutEvent(QFocusEvent* event) {
    m_isSpaceHeld = false;
    QWidget::focusOutEvent(event);
    refreshButtons();
}

void MapTile::refreshButtons() {
    const bool isNear = underMouse() || hasFocus();
    m_pin->setVisible(isNear || m_info.isPinned);
    m_close->setVisible(isNear);
    update();
}

void MapTile::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier) {
        if (!event->isAutoRepeat()) m_hasSpacePanned = false;
        m_isSpaceHeld = true;
        return;
    }
    if (!moveReference(event) && !handleKey(event)) QWidget::keyPressEvent(event);
}

/// Space alone keeps the reference; held during a drag it pans.
void MapTile::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Space || event->isAutoRepeat() || !m_isSpaceHeld)
        return QWidget::keyReleaseEvent(event);
    m_isSpaceHeld = false;
    if (!m_hasSpacePanned && !m_gesture.isActive()) keepReference();
}

void MapTile::keepReference() {
    const auto& grid = m_info.layer.grid;
    Q_EMIT clicked(reference().value_or(engine::TokenIndex{grid.height / 2, grid.width / 2}));
}

/// By one token of this layer, from the middle where none is marked.
bool MapTile::moveReference(QKeyEvent* event) {
    if ((event->modifiers() & ~Qt::KeypadModifier) != Qt::ShiftModifier) return false;
    const auto& grid = m_info.layer.grid;
    auto token = reference().value_or(engine::TokenIndex{grid.height / 2, grid.width / 2});
    switch (event->key()) {
        case Qt::Key_Left:
            --token.col;
            break;
        case Qt::Key_Right:
            ++token.col;
            break;
        case Qt::Key_Up:
            --token.row;
            break;
        case Qt::Key_Down:
            ++token.row;
            break;
        default:
            return false;
    }
    if (!grid.contains(token)) return true;
    if (m_linked)
        m_linked->ensureVisible({(token.col + 0.5) / grid.width, (token.row + 0.5) / grid.height});
    Q_EMIT clicked(token);
    return true;
}

bool MapTile::handleKey(QKeyEvent* event) {
    const auto keys = event->modifiers() & ~Qt::KeypadModifier;
    const int key = event->key();
    const bool isPlain = keys == Qt::NoModifier;
    if (key == Qt::Key_Escape && giveUpDrag()) return true;
    if (key == Qt::Key_Escape && !m_isEnlarged) return false;
    const bool isEnlarge = key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_F;
    if (isPlain && (isEnlarge || key == Qt::Key_Escape))
        Q_EMIT enlargeToggled(m_info.id);
    else if (isPlain && key == Qt::Key_K)
        Q_EMIT pinToggled(m_info.id);
    else if (isPlain && key == Qt::Key_Delete)
        Q_EMIT closeRequested(m_info.id);
    else if (keys == Qt::AltModifier && (key == Qt::Key_Up || key == Qt::Key_Down))
        Q_EMIT rangeWheel(key == Qt::Key_Up ? 1 / kRangePerKey : kRangePerKey);
    else if (keys == (Qt::ControlModifier | Qt::ShiftModifier) &&
             (key == Qt::Key_Left || key == Qt::Key_Right))
        Q_EMIT moveStepped(m_info.id, key == Qt::Key_Left ? -1 : 1);
    else
        return false;
    return true;
}

/// As if it had not begun.
bool MapTile::giveUpDrag() {
    if (!m_gesture.isDrag()) return false;
    const auto kind = m_gesture.release().kind();
    unsetCursor();
    if (kind == Gesture::Kind::Range) Q_EMIT rangeDragged(m_info.id, m_pressedRange);
    if (kind == Gesture::Kind::Move) Q_EMIT moveCancelled(m_info.id);
    return true;
}

}  // namespace widgets
