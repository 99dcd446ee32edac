// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/picture_canvas.h"

#include "canvas/drawing.h"
#include "canvas/geometry.h"
#include "canvas/mark_painter.h"
#include "canvas/wheel_router.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <utility>

namespace widgets {

PictureCanvas::PictureCanvas(QWidget* parent) : QWidget(parent), m_wheel(new WheelRouter(this)) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Picture"));
    connect(m_wheel, &WheelRouter::timestepWheel, this, &PictureCanvas::timestepWheel);
    connect(m_wheel, &WheelRouter::layerWheel, this, &PictureCanvas::layerWheel);
    connect(m_wheel, &WheelRouter::rangeWheel, this, &PictureCanvas::rangeWheel);
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

void PictureCanvas::setMarks(const engine::TokenGrid& grid, const TokenMarks& marks) {
    if (m_grid == grid && m_marks == marks) return;
    const bool isWhole = m_isGridVisible && m_grid != grid;  // other lines, too
    const QRegion before = markedRegion();
    m_grid = grid;
    m_marks = marks;
    // Marks move with the pointer: a picture is large, and they are small.
    isWhole ? update() : update(before + markedRegion());
}

QRegion PictureCanvas::markedRegion() const {
    if (m_grid.count() == 0 || !hasPicture()) return {};
    return regionOfMarks(
        m_marks, [this](const engine::TokenRect& r) { return placeOf(r); }, area(),
        QFontMetricsF(font()));
}

std::optional<engine::TokenIndex> PictureCanvas::reference() const {
    return m_marks.reference ? std::optional(m_marks.reference->first) : std::nullopt;
}

void PictureCanvas::setGridVisible(bool isVisible) {
    m_isGridVisible = isVisible;
    update();
}

void PictureCanvas::setOverlay(const QImage& map, double opacity) {
    const bool isSame =
        map.cacheKey() == m_overlay.cacheKey() || (map.isNull() && m_overlay.isNull());
    if (isSame && (map.isNull() || opacity == m_opacity)) return;
    m_overlay = map;
    m_opacity = opacity;
    update();
}

void PictureCanvas::setView(LinkedView* view) {
    if (m_linked == view) return;
    if (m_linked) m_linked->disconnect(this);
    m_linked = view;
    if (view) connect(view, &LinkedView::changed, this, qOverload<>(&QWidget::update));
    update();
}

QRectF PictureCanvas::area() const {
    const int gap = spacing::kSmall;
    return QRectF(rect()).adjusted(gap, gap, -gap, -gap);
}

QRectF PictureCanvas::pictureRect() const {
    return m_linked ? m_linked->contentRect(m_picture.size(), area())
                    : fittedRect(m_picture.size(), area());
}

std::optional<engine::ImagePoint> PictureCanvas::pointUnder(QPointF position) const {
    if (!hasPicture() || !area().contains(position)) return std::nullopt;
    return imagePointAt(pictureRect(), pictureSize(), position);
}

/// By the pixels that the tokens stand for, as the read-out names them.
QRectF PictureCanvas::placeOf(const engine::TokenRect& tokens) const {
    const engine::TokenIndex last{tokens.first.row + tokens.rows - 1,
                                  tokens.first.col + tokens.cols - 1};
    const auto first = m_grid.pixelsOf(tokens.first, pictureSize());
    const auto end = m_grid.pixelsOf(last, pictureSize());
    return pixelRect(pictureRect(), pictureSize(), {first.left, first.top, end.right, end.bottom});
}

void PictureCanvas::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (!hasPicture()) {
        painter.setPen(quietText(palette()));
        painter.drawText(rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap,
                         m_hint);
        return;
    }
    paintPicture(painter);
    if (m_grid.count() == 0) return;
    drawTokenMarks(
        painter, m_marks, [this](const engine::TokenRect& r) { return placeOf(r); }, area(),
        MarkGround::Picture);
}

/// Resampled once per size: marks move with the pointer, the picture does not. Zoomed far in, only
/// what is seen is resampled, each time.
void PictureCanvas::drawPicture(QPainter& painter, const QRectF& place) const {
    const QRectF seen = area();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    if (place.width() * place.height() > 4 * seen.width() * seen.height()) {
        painter.drawImage(place, m_picture);
    } else {
        const auto ratio = devicePixelRatioF();
        const QSize size = (place.size() * ratio).toSize();
        if (m_scaled.size() != size || m_scaledKey != m_picture.cacheKey()) {
            m_scaled = QPixmap(size);
            QPainter once(&m_scaled);
            once.setRenderHint(QPainter::SmoothPixmapTransform);
            once.drawImage(QRectF(QPointF(), QSizeF(size)), m_picture);
            m_scaledKey = m_picture.cacheKey();
        }
        painter.drawPixmap(place, m_scaled, QRectF(m_scaled.rect()));
    }
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
}

void PictureCanvas::paintPicture(QPainter& painter) const {
    const QRectF picture = pictureRect();
    painter.save();
    painter.setClipRect(area());
    drawPicture(painter, picture);
    if (!m_overlay.isNull()) {
        painter.setOpacity(m_opacity);
        painter.drawImage(picture, m_overlay);
        painter.setOpacity(1);
    }
    if (m_isGridVisible && m_grid.count() > 0) drawGrid(painter, picture, m_grid, 1);
    painter.restore();
}

void PictureCanvas::mousePressEvent(QMouseEvent* event) {
    if (m_gesture.isActive() || !pointUnder(event->position()))
        return QWidget::mousePressEvent(event);
    using enum Gesture::Kind;
    const bool isPan =
        event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && m_isSpaceHeld);
    if (isPan && m_linked)
        m_gesture.press(Pan, event->button(), event->position());
    else if (event->button() == Qt::LeftButton && !isPan)
        m_gesture.press(event->modifiers().testFlag(Qt::ShiftModifier) ? Region : Click,
                        event->button(), event->position());
    else
        QWidget::mousePressEvent(event);
}

void PictureCanvas::mouseMoveEvent(QMouseEvent* event) {
    if (m_gesture.isActive() && event->buttons() == Qt::NoButton)
        m_gesture.release();  // its release was lost, to a menu for example
    m_gesture.moveTo(event->position()) ? drag(event->position()) : pointAt(event->position());
}

void PictureCanvas::drag(QPointF position) {
    const QRectF picture = pictureRect();
    if (m_gesture.kind() == Gesture::Kind::Pan) {
        const QPointF step = m_gesture.takeStep(position);
        m_hasSpacePanned = true;
        if (m_linked) m_linked->pan({step.x() / picture.width(), step.y() / picture.height()});
    } else if (m_gesture.kind() == Gesture::Kind::Region) {
        Q_EMIT regionDragged(nearestImagePoint(picture, pictureSize(), m_gesture.start()),
                             nearestImagePoint(picture, pictureSize(), position), false);
    } else {
        pointAt(position);
    }
}

void PictureCanvas::pointAt(QPointF position) {
    const auto point = pointUnder(position);
    if (!point) return leavePicture();
    m_isPointedAt = true;
    setCursor(Qt::CrossCursor);
    Q_EMIT hovered(*point);
}

void PictureCanvas::mouseReleaseEvent(QMouseEvent* event) {
    if (!m_gesture.isHeldBy(event->button())) return QWidget::mouseReleaseEvent(event);
    m_gesture.moveTo(event->position());
    const Gesture done = m_gesture.release();
    if (done.kind() == Gesture::Kind::Pan || !hasPicture()) return;
    const auto from = nearestImagePoint(pictureRect(), pictureSize(), done.start());
    if (!done.isDrag()) {
        Q_EMIT clicked(from);
    } else if (done.kind() == Gesture::Kind::Region) {
        Q_EMIT regionDragged(
            from, nearestImagePoint(pictureRect(), pictureSize(), event->position()), true);
    }
}

void PictureCanvas::wheelEvent(QWheelEvent* event) {
    if (m_wheel->handle(event)) return;
    if (!m_linked || !pointUnder(event->position())) return event->ignore();
    const QRectF picture = pictureRect();
    const QPointF offset = event->position() - picture.topLeft();
    m_linked->zoomAt({offset.x() / picture.width(), offset.y() / picture.height()},
                     WheelRouter::zoomFactor(event));
    event->accept();
}

void PictureCanvas::contextMenuEvent(QContextMenuEvent* event) {
    const bool isMouse = event->reason() == QContextMenuEvent::Mouse;
    Q_EMIT contextMenuRequested(isMouse ? event->globalPos() : mapToGlobal(rect().center()));
}

void PictureCanvas::leaveEvent(QEvent* event) {
    leavePicture();
    QWidget::leaveEvent(event);
}

void PictureCanvas::leavePicture() {
    unsetCursor();
    if (std::exchange(m_isPointedAt, false)) Q_EMIT left();
}

void PictureCanvas::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    Q_EMIT focused();
}

void PictureCanvas::focusOutEvent(QFocusEvent* event) {
    m_isSpaceHeld = false;
    QWidget::focusOutEvent(event);
}

void PictureCanvas::keyPressEvent(QKeyEvent* event) {
    const bool hasTokens = hasPicture() && m_grid.count() > 0;
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier) {
        if (!event->isAutoRepeat()) m_hasSpacePanned = false;
        m_isSpaceHeld = true;
    } else if (const auto token = steppedReference(event->key());
               token && hasTokens && event->modifiers().testFlag(Qt::ShiftModifier)) {
        keep(*token);
    } else {
        QWidget::keyPressEvent(event);
    }
}

/// Space alone keeps the reference; held during a drag it pans.
void PictureCanvas::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Space || event->isAutoRepeat() || !m_isSpaceHeld)
        return QWidget::keyReleaseEvent(event);
    m_isSpaceHeld = false;
    if (!m_hasSpacePanned && !m_gesture.isActive() && reference()) keep(*reference());
}

/// The reference, or the middle, one token further; nothing for keys that are no arrows.
std::optional<engine::TokenIndex> PictureCanvas::steppedReference(int key) const {
    auto token = reference().value_or(engine::TokenIndex{m_grid.height / 2, m_grid.width / 2});
    switch (key) {
        case Qt::Key_Left:
            --token.col;
            return token;
        case Qt::Key_Right:
            ++token.col;
            return token;
        case Qt::Key_Up:
            --token.row;
            return token;
        case Qt::Key_Down:
            ++token.row;
            return token;
        default:
            return std::nullopt;
    }
}

/// The middle of a token, so that every grid finds it again.
void PictureCanvas::keep(engine::TokenIndex token) {
    if (!hasPicture() || !m_grid.contains(token)) return;
    const auto size = pictureSize();
    const double x = (token.col + 0.5) / m_grid.width, y = (token.row + 0.5) / m_grid.height;
    if (m_linked) m_linked->ensureVisible({x, y});
    Q_EMIT clicked({x * size.width, y * size.height});
}

}  // namespace widgets
