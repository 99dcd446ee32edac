// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/map_tile.h"

#include "canvas/drawing.h"
#include "canvas/geometry.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

namespace widgets {

namespace {

constexpr double kRadius = 6;
constexpr double kBarHeight = 8;
constexpr double kPadding = spacing::kSmall;

/// Long paths are written somewhat smaller before anything of them is left out. Step by step:
/// hinting makes widths jump.
QFont fontThatFits(QFont font, const QString& text, double width) {
    const double smallest = font.pointSizeF() * 0.8;
    while (QFontMetricsF(font).horizontalAdvance(text) > width &&
           font.pointSizeF() - 0.5 >= smallest)
        font.setPointSizeF(font.pointSizeF() - 0.5);
    return font;
}

QString gridText(const engine::LayerInfo& layer) {
    return QStringLiteral("%1 ch · %2×%3")
        .arg(layer.channels)
        .arg(layer.grid.width)
        .arg(layer.grid.height);
}

}  // namespace

MapTile::MapTile(const engine::LayerInfo& layer, QWidget* parent)
    : QWidget(parent), m_layer(layer) {
    const auto path = QString::fromStdString(layer.path.text());
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Map of %1, %2").arg(path, gridText(layer)));
    setToolTip(tr("%1\nL2 norm over the %2 channels of this module's output, float32.\nTokens "
                  "count from the upper "
                  "left; NumPy order is [y, x].\nClick keeps a token as reference A.")
                   .arg(path)
                   .arg(layer.channels));
    m_reason = tr("Not computed");
}

void MapTile::showMap(MapView view) {
    m_view = std::move(view);
    m_state = State::Ready;
    setAccessibleDescription(m_view.caption);
    update();
}

void MapTile::setComputing() {
    m_state = State::Computing;
    setAccessibleDescription(tr("Computing"));
    update();
}

void MapTile::setMissing(const QString& reason) {
    m_state = State::Missing;
    m_view = {};
    m_reason = reason;
    setAccessibleDescription(reason);
    update();
}

void MapTile::setMarks(std::optional<engine::TokenIndex> reference,
                       std::optional<engine::TokenIndex> kept) {
    if (m_reference == reference && m_kept == kept) return;
    m_reference = reference;
    m_kept = kept;
    update();
}

void MapTile::setActive(bool isActive) {
    if (std::exchange(m_isActive, isActive) != isActive) update();
}

QFont MapTile::smallFont() const {
    QFont font = this->font();
    font.setPointSizeF(std::max(7.0, font.pointSizeF() * 0.88));
    return font;
}

double MapTile::titleHeight() const {
    return fontMetrics().height() + QFontMetricsF(smallFont()).height() + spacing::kTiny;
}

double MapTile::footerHeight() const {
    return spacing::kTiny + kBarHeight + 2 + 2 * QFontMetricsF(smallFont()).height();
}

QRectF MapTile::mapRect() const {
    const QRectF area = QRectF(rect()).adjusted(kPadding, kPadding + titleHeight(), -kPadding,
                                                -kPadding - footerHeight());
    return fittedRect(QSizeF(m_layer.grid.width, m_layer.grid.height), area);
}

int MapTile::heightForWidth(int width) const {
    const double map =
        (width - 2 * kPadding) * m_layer.grid.height / std::max(1, m_layer.grid.width);
    return int(std::ceil(2 * kPadding + titleHeight() + map + footerHeight()));
}

QSize MapTile::sizeHint() const {
    return {192, heightForWidth(192)};
}

/// The tool tip belongs to the title: over the map it would hide what is looked at.
bool MapTile::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip &&
        mapRect().contains(static_cast<QHelpEvent*>(event)->pos())) {
        QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

void MapTile::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintFrame(painter);
    paintTitle(painter);
    paintMap(painter);
    if (!m_view.image.isNull()) paintFooter(painter);
}

void MapTile::paintFrame(QPainter& painter) const {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isMarked = m_isActive || hasFocus();
    painter.setPen(QPen(isMarked ? palette().color(QPalette::Highlight) : lineColor(palette()),
                        isMarked ? 1.5 : 1));
    painter.setBrush(palette().base());
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), kRadius, kRadius);
    painter.restore();
}

void MapTile::paintTitle(QPainter& painter) const {
    const QRectF line(kPadding, kPadding, width() - 2 * kPadding, fontMetrics().height());
    const auto path = QString::fromStdString(m_layer.path.text());
    painter.save();
    painter.setPen(palette().color(QPalette::Text));
    painter.setFont(fontThatFits(font(), path, line.width()));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(path, Qt::ElideMiddle, int(line.width())));
    painter.setFont(smallFont());
    painter.setPen(quietText(palette()));
    painter.drawText(line.translated(0, line.height()), Qt::AlignLeft | Qt::AlignTop,
                     gridText(m_layer));
    painter.restore();
}

void MapTile::paintMap(QPainter& painter) const {
    const QRectF map = mapRect();
    painter.setRenderHint(QPainter::SmoothPixmapTransform,
                          false);  // a token is a token, not a blur
    if (m_view.image.isNull()) {
        painter.fillRect(map, palette().color(QPalette::Window));
    } else {
        if (m_view.notFinite > 0) drawHatch(painter, map, palette());
        painter.setOpacity(m_state == State::Computing ? 0.35 : 1);
        painter.drawImage(map, m_view.image);
        painter.setOpacity(1);
    }
    if (m_state != State::Ready && m_view.image.isNull()) {
        painter.setPen(quietText(palette()));
        painter.drawText(map.adjusted(kPadding, 0, -kPadding, 0),
                         Qt::AlignCenter | Qt::TextWordWrap,
                         m_state == State::Computing ? QStringLiteral("…") : m_reason);
    }
    if (m_view.image.isNull()) return;
    painter.setClipRect(map.adjusted(-3, -3, 3, 3));
    if (m_kept) drawTokenMark(painter, cellRect(map, m_layer.grid, *m_kept), TokenMark::Kept);
    if (m_reference)
        drawTokenMark(painter, cellRect(map, m_layer.grid, *m_reference), TokenMark::Reference);
    painter.setClipping(false);
}

void MapTile::paintFooter(QPainter& painter) const {
    const QRectF map = mapRect();
    const QRectF bar(kPadding, map.bottom() + spacing::kTiny + 2, width() - 2 * kPadding,
                     kBarHeight);
    const bool isKnown = m_state == State::Ready;
    painter.setFont(smallFont());
    drawColorBar(painter, bar, m_view.range, m_view.colors, isKnown, palette());
    QString text = m_view.caption;
    if (isKnown && m_view.notFinite > 0)
        text = tr("%1 · %n NaN", nullptr, m_view.notFinite).arg(text);
    if (isKnown && m_view.clipped > 0)
        text = tr("%1 · %n clipped", nullptr, m_view.clipped).arg(text);
    const double height = painter.fontMetrics().height();
    painter.setPen(quietText(palette()));
    painter.drawText(QRectF(bar.left(), bar.bottom() + 2 + height, bar.width(), height),
                     Qt::AlignHCenter,
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, int(bar.width())));
}

void MapTile::mouseMoveEvent(QMouseEvent* event) {
    const auto token = tokenAt(mapRect(), m_layer.grid, event->position());
    if (!token) return leaveMap();
    m_isPointedAt = true;
    setCursor(Qt::CrossCursor);
    Q_EMIT hovered(*token);
}

void MapTile::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return QWidget::mousePressEvent(event);
    if (const auto token = tokenAt(mapRect(), m_layer.grid, event->position()))
        Q_EMIT clicked(*token);
}

void MapTile::leaveEvent(QEvent* event) {
    leaveMap();
    QWidget::leaveEvent(event);
}

void MapTile::leaveMap() {
    unsetCursor();
    if (std::exchange(m_isPointedAt, false)) Q_EMIT left();
}

/// With the keyboard the kept token moves by one token of this layer.
void MapTile::keyPressEvent(QKeyEvent* event) {
    const bool isMove = event->modifiers().testFlag(Qt::ShiftModifier);
    engine::TokenIndex token =
        m_kept.value_or(engine::TokenIndex{m_layer.grid.height / 2, m_layer.grid.width / 2});
    if (isMove && event->key() == Qt::Key_Left)
        --token.col;
    else if (isMove && event->key() == Qt::Key_Right)
        ++token.col;
    else if (isMove && event->key() == Qt::Key_Up)
        --token.row;
    else if (isMove && event->key() == Qt::Key_Down)
        ++token.row;
    else if (event->key() != Qt::Key_Space && event->key() != Qt::Key_Return)
        return QWidget::keyPressEvent(event);
    if (m_layer.grid.contains(token)) Q_EMIT clicked(token);
}

void MapTile::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange) updateGeometry();
    QWidget::changeEvent(event);
}

}  // namespace widgets
