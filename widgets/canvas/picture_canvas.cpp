// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/picture_canvas.h"

#include "canvas/drawing.h"
#include "canvas/geometry.h"

#include <QMouseEvent>
#include <QPainter>

#include <utility>

namespace widgets {

PictureCanvas::PictureCanvas(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Picture"));
}

void PictureCanvas::setPicture(const QImage& picture, const QString& name) {
    m_picture = picture;
    setAccessibleDescription(
        tr("%1, %2 by %3 pixels").arg(name).arg(picture.width()).arg(picture.height()));
    update();
}

void PictureCanvas::setHint(const QString& hint) {
    m_hint = hint;
    update();
}

void PictureCanvas::setMarks(const engine::TokenGrid& grid,
                             std::optional<engine::TokenIndex> reference,
                             std::optional<engine::TokenIndex> kept) {
    if (m_grid == grid && m_reference == reference && m_kept == kept) return;
    m_grid = grid;
    m_reference = reference;
    m_kept = kept;
    update();
}

void PictureCanvas::setGridVisible(bool isVisible) {
    m_isGridVisible = isVisible;
    update();
}

QRectF PictureCanvas::pictureRect() const {
    const int gap = spacing::kSmall;
    return fittedRect(m_picture.size(), QRectF(rect()).adjusted(gap, gap, -gap, -gap));
}

void PictureCanvas::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (!hasPicture()) {
        painter.setPen(quietText(palette()));
        painter.drawText(rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap,
                         m_hint);
        return;
    }
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(pictureRect(), m_picture);
    if (m_grid.count() == 0) return;
    if (m_isGridVisible) drawGrid(painter, pictureRect(), m_grid, 1);
    paintMarks(painter);
}

void PictureCanvas::paintMarks(QPainter& painter) const {
    const auto cell = [this](engine::TokenIndex t) {
        return pixelRect(pictureRect(), pictureSize(), m_grid.pixelsOf(t, pictureSize()));
    };
    if (m_kept) {
        drawTokenMark(painter, cell(*m_kept), TokenMark::Kept);
        drawMarkLetter(painter, cell(*m_kept), QLatin1Char('A'));
    }
    if (m_reference) drawTokenMark(painter, cell(*m_reference), TokenMark::Reference);
}

void PictureCanvas::mouseMoveEvent(QMouseEvent* event) {
    const auto point = imagePointAt(pictureRect(), pictureSize(), event->position());
    if (!point) return leavePicture();
    m_isPointedAt = true;
    setCursor(Qt::CrossCursor);
    Q_EMIT hovered(*point);
}

void PictureCanvas::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return QWidget::mousePressEvent(event);
    if (const auto point = imagePointAt(pictureRect(), pictureSize(), event->position()))
        Q_EMIT clicked(*point);
}

void PictureCanvas::leaveEvent(QEvent* event) {
    leavePicture();
    QWidget::leaveEvent(event);
}

void PictureCanvas::leavePicture() {
    unsetCursor();
    if (std::exchange(m_isPointedAt, false)) Q_EMIT left();
}

}  // namespace widgets
