// SPDX-License-Identifier: GPL-3.0-or-later
// What a tile holds and how it is painted; what is done to it: map_tile_input.cpp.
#include "canvas/map_tile.h"

#include "canvas/cell_values.h"
#include "canvas/drawing.h"
#include "canvas/geometry.h"
#include "canvas/linked_view.h"
#include "canvas/mark_painter.h"
#include "canvas/tile_button.h"
#include "canvas/wheel_router.h"

#include <session/read_out.h>

#include <QHelpEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

namespace widgets {

namespace {

constexpr int kUsualWidth = 192;
constexpr int kFrame = 4;          // nothing of the frame lies further in, round corners included
constexpr int kReadingDigits = 7;  // room kept for it, so that the path does not jump

QString pathText(const engine::LayerInfo& layer) {
    return QString::fromStdString(layer.path.text());
}

QString gridText(const engine::LayerInfo& layer) {
    return QStringLiteral("%1 ch · %2×%3")
        .arg(layer.channels)
        .arg(layer.grid.width)
        .arg(layer.grid.height);
}

/// Whether colour bar and caption of the two look the same.
bool hasSameFoot(const MapView& a, const MapView& b) {
    return a.range == b.range && a.colors == b.colors && a.caption == b.caption &&
           a.isRgb == b.isRgb && a.notFinite == b.notFinite && a.clippedLow == b.clippedLow &&
           a.clippedHigh == b.clippedHigh && a.swatches == b.swatches &&
           a.image.isNull() == b.image.isNull();
}

QString noteText(const TileInfo& info) {
    return info.note.isEmpty() ? gridText(info.layer)
                               : QStringLiteral("%1 · %2").arg(info.note, gridText(info.layer));
}

}  // namespace

MapTile::MapTile(const TileInfo& info, QWidget* parent)
    : QWidget(parent), m_wheel(new WheelRouter(this)), m_fonts(TileFonts::of(font())) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);  // what lies behind need not be painted first
    makeButtons();
    m_reason = tr("Not computed");
    connect(m_wheel, &WheelRouter::timestepWheel, this, &MapTile::timestepWheel);
    connect(m_wheel, &WheelRouter::layerWheel, this, &MapTile::layerWheel);
    connect(m_wheel, &WheelRouter::rangeWheel, this, &MapTile::rangeWheel);
    setInfo(info);
}

void MapTile::makeButtons() {
    m_pin =
        new TileButton(TileButton::Sign::Pin, tr("Keep this tile when layers change (K)"), this);
    m_close = new TileButton(TileButton::Sign::Close, tr("Close this tile (Delete)"), this);
    connect(m_pin, &QAbstractButton::clicked, this, [this] {
        m_pin->setChecked(m_info.isPinned);  // until setInfo() says otherwise
        Q_EMIT pinToggled(m_info.id);
    });
    connect(m_close, &QAbstractButton::clicked, this, [this] { Q_EMIT closeRequested(m_info.id); });
}

void MapTile::setInfo(const TileInfo& info) {
    m_info = info;
    m_pin->setChecked(info.isPinned);
    const auto path = pathText(info.layer), note = noteText(info);
    setAccessibleName(tr("Map of %1, %2").arg(path, note));
    setToolTip(tr("%1\n%2\nTokens count from the upper left; NumPy order is [y, x].\nClick keeps a "
                  "token as reference, Shift+drag averages a region, double click enlarges.")
                   .arg(path, note));
    refreshButtons();
    update();
}

void MapTile::showMap(MapView view) {
    const bool isFramed = m_state == State::Ready && !m_view.image.isNull();
    const bool isOnlyMap = isFramed && hasSameFoot(m_view, view);
    const QRectF before = notch();
    m_view = std::move(view);
    m_state = State::Ready;
    const bool hadReading = std::exchange(m_reading, std::nullopt).has_value();
    describe();
    if (!isFramed) return update();
    updateMap();
    if (!isOnlyMap) update(footDirt().toAlignedRect());
    if (hadReading) updateReading(before);
}

void MapTile::setComputing() {
    m_state = State::Computing;
    m_reading.reset();
    describe();
    update();
}

void MapTile::setMissing(const QString& reason) {
    m_state = State::Missing;
    m_view = {};
    m_reading.reset();
    m_reason = reason;
    describe();
    update();
}

void MapTile::setReading(std::optional<float> reading) {
    const bool isSame = m_reading.has_value() == reading.has_value() &&
                        (!reading || *m_reading == *reading);  // NaN is repainted: it is rare
    if (isSame) return;
    const QRectF before = notch();
    m_reading = reading;
    describe();
    updateReading(before);
}

QString MapTile::readingText() const {
    if (m_state == State::Computing) return QStringLiteral("…");
    if (m_state == State::Missing || !m_reading) return QStringLiteral("—");
    if (m_view.isCategorical) return core::tickText(double(*m_reading));
    return core::numberText(double(*m_reading));  // "NaN" for what is not finite
}

/// For those who do not see the tile: what the colours mean, what is not shown, and the reading.
void MapTile::describe() {
    QString text = m_state == State::Missing     ? m_reason
                   : m_state == State::Computing ? tr("Computing")
                                                 : m_view.caption;
    if (m_state == State::Ready) {
        if (m_view.notFinite > 0) text += tr(", %n NaN", nullptr, m_view.notFinite);
        if (m_view.clipped() > 0) text += tr(", %n clipped", nullptr, m_view.clipped());
        if (m_reading) text += tr(", %1 at the reference").arg(readingText());
    }
    setAccessibleDescription(text);
}

void MapTile::setMarks(const TokenMarks& marks) {
    if (m_marks == marks) return;
    m_marks = marks;
    updateMap();
}

std::optional<engine::TokenIndex> MapTile::reference() const {
    return m_marks.reference ? std::optional(m_marks.reference->first) : std::nullopt;
}

void MapTile::setActive(bool isActive) {
    if (std::exchange(m_isActive, isActive) != isActive) update();
}

void MapTile::setEnlarged(bool isEnlarged) {
    if (std::exchange(m_isEnlarged, isEnlarged) != isEnlarged) update();
}

void MapTile::setView(LinkedView* view) {
    if (m_linked == view) return;
    if (m_linked) m_linked->disconnect(this);
    m_linked = view;
    if (view) connect(view, &LinkedView::changed, this, qOverload<>(&QWidget::update));
    update();
}

QRectF MapTile::mapRect() const {
    const QSizeF tokens(m_info.layer.grid.width, m_info.layer.grid.height);
    return m_linked ? m_linked->contentRect(tokens, mapArea()) : fittedRect(tokens, mapArea());
}

/// Not kept: a hidden widget hears of its size only when it is shown.
TileLayout MapTile::parts() const {
    return TileLayout::of(size(), m_info.layer.grid, m_fonts);
}

QRectF MapTile::barRect() const {
    return rangeRect(parts().bar, rangeBar());
}

RangeBar MapTile::rangeBar() const {
    const bool isKnown = m_state == State::Ready;
    return {m_view.range,          m_view.colors,          isKnown,
            m_view.clippedLow > 0, m_view.clippedHigh > 0, isKnown ? m_reading : std::nullopt};
}

std::optional<engine::TokenIndex> MapTile::tokenUnder(QPointF position) const {
    const QRectF area = mapArea();
    const bool isSeen = position.x() >= area.left() && position.x() < area.right() &&
                        position.y() >= area.top() && position.y() < area.bottom();
    if (!isSeen) return std::nullopt;
    return tokenAt(mapRect(), m_info.layer.grid, position);
}

int MapTile::heightForWidth(int width) const {
    return TileLayout::heightFor(width, m_info.layer.grid, m_fonts);
}

QSize MapTile::sizeHint() const {
    return {kUsualWidth, heightForWidth(kUsualWidth)};
}

void MapTile::resizeEvent(QResizeEvent*) {
    placeButtons();
}

void MapTile::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange) {
        m_fonts = TileFonts::of(font());
        placeButtons();
        updateGeometry();
    }
    QWidget::changeEvent(event);
}

/// At the end of the second line, so that they cover no number.
void MapTile::placeButtons() {
    const int y = int(std::round(parts().note.center().y())) - TileButton::kSide / 2;
    const int right = int(parts().note.right()) + 3;
    m_close->move(right - TileButton::kSide, y);
    m_pin->move(right - 2 * TileButton::kSide, y);
}

/// Only the parts that are dirty: a map that follows the pointer changes neither frame nor names,
/// and with many tiles in sight these would take most of the time.
void MapTile::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    const TileLayout layout = parts();
    const QRegion& dirty = event->region();
    const auto isDirty = [&](const QRectF& part) { return dirty.intersects(part.toAlignedRect()); };
    // Whole pixels: the number in the same line, half a pixel away, is no reason to paint the path.
    const auto isTouched = [&](const QRectF& part) { return dirty.intersects(part.toRect()); };
    if (rect().adjusted(kFrame, kFrame, -kFrame, -kFrame).contains(dirty.boundingRect())) {
        for (const QRect& part : dirty - hiddenByMap()) painter.fillRect(part, palette().base());
    } else {
        painter.fillRect(rect(), palette().window());  // behind the round corners
        drawTileFrame(painter, rect(), m_isActive || hasFocus(), palette());
    }
    if (isDirty(layout.title)) paintReading(painter);
    if (isTouched(nameRect()) || isTouched(layout.note)) paintNames(painter);
    if (isDirty(mapDirt())) paintMap(painter);
    if (m_view.image.isNull()) return;
    const bool hasBar = !m_view.isRgb;  // else a legend, which says more than fits into a bar
    const bool isFootDirty =
        isDirty(layout.caption.adjusted(0, 1, 0, -1)) || (!hasBar && isDirty(barDirt()));
    if (isFootDirty)
        drawTileFoot(painter, layout, m_fonts, m_view, rangeBar(), palette());
    else if (hasBar && isDirty(barDirt()))
        paintBar(painter, dirty);
}

/// With its numbers only where these are dirty: the notch, which moves, lies above them.
void MapTile::paintBar(QPainter& painter, const QRegion& dirty) const {
    const TileLayout layout = parts();
    QRectF numbers = layout.numbers;
    numbers.setTop(layout.bar.bottom());
    painter.setFont(m_fonts.small);
    drawRangeBar(painter, layout.bar, rangeBar(), palette(),
                 dirty.intersects(numbers.toAlignedRect()));
}

/// Pixels that the map covers whole: nothing need be painted below them.
QRect MapTile::hiddenByMap() const {
    const bool isOpaque = m_state == State::Ready && m_view.notFinite == 0;
    if (!isOpaque || m_view.image.isNull()) return {};
    const QRectF map = mapRect().intersected(mapArea());
    return {QPoint(int(std::ceil(map.left())), int(std::ceil(map.top()))),
            QPoint(int(std::floor(map.right())) - 1, int(std::floor(map.bottom())) - 1)};
}

/// Of the first line: what the reading leaves.
QRectF MapTile::nameRect() const {
    const QFontMetricsF digits(m_fonts.number);
    const double count = std::max<double>(kReadingDigits, double(readingText().size()));
    return parts().title.adjusted(0, 0, -digits.horizontalAdvance(u'0') * count - spacing::kTiny,
                                  0);
}

/// The map with the lines around its marks.
QRectF MapTile::mapDirt() const {
    return mapArea().adjusted(-3, -3, 3, 3);
}

/// The colour bar with what stands out of it.
QRectF MapTile::barDirt() const {
    return parts().bar.adjusted(-4, -4, 4, 4);
}

/// All below the map: another range or measure changes neither frame nor names.
QRectF MapTile::footDirt() const {
    const TileLayout layout = parts();
    const QRectF inside = QRectF(rect()).adjusted(kFrame, kFrame, -kFrame, -kFrame);
    return inside.intersected(QRectF(0, layout.bar.top() - 4, width(), height()));
}

void MapTile::updateMap() {
    update(mapDirt().toAlignedRect());
}

QRectF MapTile::notch() const {
    return notchRect(parts().bar, rangeBar());
}

/// The number in the first line, and the notch in the colour bar.
void MapTile::updateReading(const QRectF& notchBefore) {
    const TileLayout layout = parts();
    QRectF number = layout.title;
    const double left = nameRect().right();
    const bool hasRoom = left == std::exchange(m_nameRight, left);
    if (hasRoom) number.setLeft(left + 1);  // else the path is written anew
    update(number.toAlignedRect());
    if (m_view.isRgb) return;
    update(notchBefore.united(notch()).toAlignedRect());
}

void MapTile::paintReading(QPainter& painter) const {
    painter.setFont(m_fonts.number);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(parts().title, Qt::AlignRight | Qt::AlignVCenter, readingText());
}

void MapTile::paintNames(QPainter& painter) {
    const TileLayout layout = parts();
    painter.setPen(palette().color(QPalette::Text));
    const QRectF line = nameRect();
    m_path.fit(pathText(m_info.layer), m_fonts.title, line.width());
    m_path.draw(painter, line);
    const bool hasButtons = m_pin->isVisibleTo(this) || m_close->isVisibleTo(this);
    const QRectF note = layout.note.adjusted(0, 0, hasButtons ? -2 * TileButton::kSide : 0, 0);
    m_note.fit(noteText(m_info), m_fonts.small, note.width());
    painter.setPen(quietText(palette()));
    m_note.draw(painter, note);
}

void MapTile::paintMap(QPainter& painter) const {
    if (m_view.image.isNull()) return paintNothing(painter);
    const QRectF map = mapRect(), area = mapArea();
    const auto& grid = m_info.layer.grid;
    drawMapCells(painter, map, area, m_view, m_state != State::Ready, palette());
    if (m_state == State::Ready)
        drawCellValues(painter, map, area, m_view, m_fonts.small, palette());
    painter.setFont(m_fonts.small);
    drawTokenMarks(
        painter, m_marks, [&](const engine::TokenRect& r) { return regionRect(map, grid, r); },
        area, MarkGround::Map);
}

void MapTile::paintNothing(QPainter& painter) const {
    const QRectF map = mapRect().intersected(mapArea());
    painter.fillRect(map, palette().color(QPalette::Window));
    painter.setFont(font());
    painter.setPen(quietText(palette()));
    painter.drawText(map.adjusted(TileLayout::kPadding, 0, -TileLayout::kPadding, 0),
                     Qt::AlignCenter | Qt::TextWordWrap,
                     m_state == State::Computing ? QStringLiteral("…") : m_reason);
}

}  // namespace widgets
