// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/capture_matrix.h"
#include "panels/own_keys.h"

#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>
#include <utility>

namespace widgets {

/// The user looks at \a spot.
void CaptureMatrix::choose(Spot spot) {
    if (!spot.isCell()) return;
    dropSelection();
    setCurrent(rowToLookAt(spot), spot.column);
    Q_EMIT currentChosen(m_row, m_column);
}

/// The user wants everything between two cells computed.
void CaptureMatrix::ask(Spot from, Spot to) {
    dropSelection();
    Q_EMIT rangeChosen(
        m_lines.rowsOfLine(std::min(from.line, to.line)).first, std::min(from.column, to.column),
        m_lines.rowsOfLine(std::max(from.line, to.line)).last, std::max(from.column, to.column));
}

bool CaptureMatrix::dropSelection() {
    const bool wasThere = m_anchor.has_value();
    m_anchor.reset();
    m_head = {};
    viewport()->update();
    return wasThere;
}

void CaptureMatrix::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    dropSelection();
    const QPoint position = event->position().toPoint();
    m_pressed = spotAt(position);
    const int line = m_pressed.line;
    const bool isLabel = position.x() < m_labelWidth || position.y() < m_headerHeight;
    if (!m_pressed.isCell() && !isLabel) m_pressed = {};
    if (line < 0 || !isLabel) return;
    const int row = m_lines.rowsOfLine(line).first;
    if (!triangleRect(row).contains(position)) return;
    setFolded(row, !isFolded(row));
    m_pressed = {};
}

void CaptureMatrix::mouseMoveEvent(QMouseEvent* event) {
    if (!(event->buttons() & Qt::LeftButton) || !m_pressed.isCell()) return;
    const Spot under = nearestCell(event->position().toPoint());
    if (!m_anchor && under == m_pressed) return;
    m_anchor = m_pressed;
    m_head = under;
    reveal(under);
    viewport()->update();
}

/// A drag that ends on its first cell is a click after all. A click on a label moves along one
/// axis.
void CaptureMatrix::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    Spot pressed = std::exchange(m_pressed, Spot{});
    if (pressed.isCell() && m_anchor && m_head != pressed) return ask(pressed, m_head);
    if (pressed == Spot{} || rows() == 0 || columns() == 0) return;
    if (pressed.line < 0) pressed.line = std::max(0, currentSpot().line);
    if (pressed.column < 0) pressed.column = std::max(0, m_column);
    choose(pressed);
}

/// Space is the window's where that plays with it; elsewhere it asks, as Return does.
bool CaptureMatrix::event(QEvent* event) {
    const bool isSpace = event->type() == QEvent::ShortcutOverride &&
                         static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space;
    if (isSpace) return QAbstractScrollArea::event(event);
    if (claimsListKey(event) || (m_anchor && claimsKey(event, {Qt::Key_Escape}))) return true;
    return QAbstractScrollArea::event(event);
}

void CaptureMatrix::keyPressEvent(QKeyEvent* event) {
    if (rows() == 0 || columns() == 0 || !handleKey(event->key(), event->modifiers()))
        event->ignore();  // no scrolling by keys: the current cell scrolls
}

bool CaptureMatrix::handleKey(int key, Qt::KeyboardModifiers modifiers) {
    if (key == Qt::Key_Escape) return dropSelection();
    if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space) {
        if (!currentSpot().isCell()) return false;
        ask(m_anchor.value_or(currentSpot()), m_anchor ? m_head : currentSpot());
        return true;
    }
    if (modifiers & Qt::ControlModifier || key == Qt::Key_PageUp || key == Qt::Key_PageDown)
        return moveByBlock(key);
    if (!(modifiers & Qt::ShiftModifier)) return moveByKey(key);
    switch (key) {
        case Qt::Key_Left:
            extendSelection(0, -1);
            return true;
        case Qt::Key_Right:
            extendSelection(0, 1);
            return true;
        case Qt::Key_Up:
            extendSelection(-1, 0);
            return true;
        case Qt::Key_Down:
            extendSelection(1, 0);
            return true;
        case Qt::Key_Home:
            extendSelection(0, -columns());
            return true;
        case Qt::Key_End:
            extendSelection(0, columns());
            return true;
        default:
            return false;
    }
}

bool CaptureMatrix::moveByKey(int key) {
    const Spot from = currentSpot();
    Spot to = from;
    switch (key) {
        case Qt::Key_Left:
            --to.column;
            break;
        case Qt::Key_Right:
            ++to.column;
            break;
        case Qt::Key_Up:
            --to.line;
            break;
        case Qt::Key_Down:
            ++to.line;
            break;
        case Qt::Key_Home:
            to.column = 0;
            break;
        case Qt::Key_End:
            to.column = columns() - 1;
            break;
        default:
            return false;
    }
    to.line = std::clamp(to.line, 0, m_lines.lineCount() - 1);
    to.column = std::clamp(to.column, 0, columns() - 1);
    if (to == from)
        dropSelection();  // at the edge
    else
        choose(to);
    return true;
}

bool CaptureMatrix::moveByBlock(int key) {
    const int row = std::max(0, m_row);
    switch (key) {
        case Qt::Key_Left:
        case Qt::Key_Right:
            setFolded(row, key == Qt::Key_Left);
            return true;
        case Qt::Key_Up:
        case Qt::Key_PageUp: {
            // As in a text: first to where this block begins.
            const int first = m_lines.blockOfRow(row).first;
            const int to =
                m_lines.isFolded(row) || row == first ? m_lines.blockAway(row, -1) : first;
            choose({m_lines.lineOfRow(to), std::max(0, m_column)});
            return true;
        }
        case Qt::Key_Down:
        case Qt::Key_PageDown:
            choose({m_lines.lineOfRow(m_lines.blockAway(row, 1)), std::max(0, m_column)});
            return true;
        default:
            return false;
    }
}

void CaptureMatrix::extendSelection(int lines, int columnsBy) {
    if (!m_anchor) {
        const Spot from = currentSpot();
        m_anchor = m_head = {std::max(0, from.line), std::max(0, from.column)};
    }
    m_head.line = std::clamp(m_head.line + lines, 0, m_lines.lineCount() - 1);
    m_head.column = std::clamp(m_head.column + columnsBy, 0, columns() - 1);
    reveal(m_head);
    viewport()->update();
}

}  // namespace widgets
