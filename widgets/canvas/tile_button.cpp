// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/tile_button.h"

#include "canvas/drawing.h"

#include <QPainter>

namespace widgets {

TileButton::TileButton(Sign sign, const QString& name, QWidget* parent)
    : QAbstractButton(parent), m_sign(sign) {
    setCheckable(sign == Sign::Pin);
    setToolTip(name);
    setAccessibleName(name);
    setFocusPolicy(Qt::NoFocus);
    setCursor(Qt::ArrowCursor);
    setFixedSize(sizeHint());
}

void TileButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(lineColor(palette()));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    }
    const QColor ink = isChecked()    ? palette().color(QPalette::Highlight)
                       : underMouse() ? palette().color(QPalette::Text)
                                      : quietText(palette());
    painter.setPen(QPen(ink, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(isChecked() ? QBrush(ink) : QBrush());
    m_sign == Sign::Pin ? paintPin(painter) : paintCross(painter);
}

/// A drawing pin: head, plate, needle. Filled when it is in.
void TileButton::paintPin(QPainter& painter) const {
    painter.drawPolygon(QPolygonF{{QPointF(7, 4), QPointF(11, 4), QPointF(10.5, 8),
                                   QPointF(12.5, 10.5), QPointF(5.5, 10.5), QPointF(7.5, 8)}});
    painter.drawLine(QPointF(9, 10.5), QPointF(9, 14.5));
}

void TileButton::paintCross(QPainter& painter) const {
    painter.drawLine(QPointF(5.5, 5.5), QPointF(12.5, 12.5));
    painter.drawLine(QPointF(12.5, 5.5), QPointF(5.5, 12.5));
}

void TileButton::enterEvent(QEnterEvent* event) {
    QAbstractButton::enterEvent(event);
    update();
}

void TileButton::leaveEvent(QEvent* event) {
    QAbstractButton::leaveEvent(event);
    update();
}

}  // namespace widgets
