// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/tile_grid.h"

#include "canvas/drawing.h"
#include "canvas/geometry.h"
#include "canvas/linked_view.h"
#include "canvas/map_tile.h"
#include "canvas/tile_arrangement.h"
#include "canvas/wheel_router.h"

#include <QPainter>
#include <QResizeEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <utility>

namespace widgets {

namespace {

constexpr int kGap = spacing::kSmall;
constexpr int kScrollMargin = 32;  // a drag this near to the edge scrolls

/// Where a dragged tile would come to stand.
QWidget* makeDropLine(QWidget* board) {
    auto* line = new QWidget(board);
    line->setAttribute(Qt::WA_TransparentForMouseEvents);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Highlight);
    line->setObjectName(QStringLiteral("dropLine"));
    line->hide();
    return line;
}

}  // namespace

TileGrid::TileGrid(QWidget* parent)
    : QScrollArea(parent),
      m_board(new QWidget),
      m_dropLine(makeDropLine(m_board)),
      m_ownView(new LinkedView(this)),
      m_view(m_ownView),
      m_wheel(new WheelRouter(this)) {
    setWidget(m_board);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(
        Qt::ScrollBarAlwaysOn);   // else the columns would jump when it appears
    setFocusPolicy(Qt::NoFocus);  // the tiles take it
    m_board->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
    setAccessibleName(tr("Layers"));
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &TileGrid::sightChanged);
    connect(m_wheel, &WheelRouter::timestepWheel, this, &TileGrid::timestepWheel);
    connect(m_wheel, &WheelRouter::layerWheel, this, &TileGrid::layerWheel);
    connect(m_wheel, &WheelRouter::rangeWheel, this, &TileGrid::rangeWheel);
}

bool TileGrid::setTiles(const std::vector<TileInfo>& infos, int group) {
    std::vector<MapTile*> tiles;
    std::size_t kept = 0;
    for (const auto& info : infos) {
        tiles.push_back(takeTile(info));
        kept += tiles.back() != nullptr;
    }
    for (auto* tile : m_tiles) dropTile(tile);  // what is left has no place any more
    m_tiles.clear();
    for (std::size_t i = 0; i < infos.size(); ++i) {
        m_tiles.push_back(tiles[i] ? tiles[i] : makeTile(infos[i]));
        if (i > 0) QWidget::setTabOrder(m_tiles[i - 1], m_tiles[i]);
    }
    m_group = group;
    if (kept == 0) verticalScrollBar()->setValue(0);
    if (m_enlargedId && indexOf(*m_enlargedId) < 0) {
        setEnlarged(-1);
    } else {
        arrange();
    }
    viewport()->update();
    return kept < infos.size();
}

/// Out of the tiles so far the one that can go on as \a info, or null.
MapTile* TileGrid::takeTile(const TileInfo& info) {
    const auto found = std::find_if(m_tiles.begin(), m_tiles.end(), [&](const MapTile* tile) {
        return isSameTile(tile->info(), info);
    });
    if (found == m_tiles.end()) return nullptr;
    MapTile* tile = *found;
    m_tiles.erase(found);
    tile->setInfo(info);
    return tile;
}

void TileGrid::dropTile(MapTile* tile) {
    tile->disconnect(this);
    tile->hide();
    tile->deleteLater();  // it may be in the middle of an event
}

MapTile* TileGrid::makeTile(const TileInfo& info) {
    auto* tile = new MapTile(info, m_board);
    const auto index = [this, id = info.id] { return std::size_t(indexOf(id)); };
    connect(tile, &MapTile::hovered, this,
            [this, index](engine::TokenIndex t) { Q_EMIT hovered(index(), t); });
    connect(tile, &MapTile::clicked, this,
            [this, index](engine::TokenIndex t) { Q_EMIT clicked(index(), t); });
    connect(tile, &MapTile::left, this, [this, index] { Q_EMIT left(index()); });
    connect(tile, &MapTile::regionDragged, this, &TileGrid::regionDragged);
    connect(tile, &MapTile::rangeDragged, this, &TileGrid::rangeDragged);
    connect(tile, &MapTile::contextMenuRequested, this, &TileGrid::contextMenuRequested);
    connect(tile, &MapTile::pinToggled, this, &TileGrid::pinToggled);
    connect(tile, &MapTile::closeRequested, this, &TileGrid::closeRequested);
    connect(tile, &MapTile::timestepWheel, this, &TileGrid::timestepWheel);
    connect(tile, &MapTile::layerWheel, this, &TileGrid::layerWheel);
    connect(tile, &MapTile::rangeWheel, this, &TileGrid::rangeWheel);
    connect(tile, &MapTile::moveDragged, this, &TileGrid::dragTile);
    connect(tile, &MapTile::moveCancelled, m_dropLine, &QWidget::hide);
    connect(tile, &MapTile::moveStepped, this,
            [this](int id, int step) { moveTile(indexOf(id), indexOf(id) + step); });
    connect(tile, &MapTile::enlargeToggled, this,
            [this](int id) { setEnlarged(m_enlargedId ? -1 : indexOf(id)); });
    tile->setView(m_view);
    return tile;
}

int TileGrid::indexOf(int id) const {
    const auto found = std::find_if(m_tiles.begin(), m_tiles.end(),
                                    [id](const MapTile* tile) { return tile->id() == id; });
    return found == m_tiles.end() ? -1 : int(found - m_tiles.begin());
}

void TileGrid::arrange() {
    m_dropLine->hide();
    if (const int index = enlarged(); index >= 0)
        return arrangeEnlarged(m_tiles[std::size_t(index)]);
    const auto columns = columnsFor(viewport()->width(), m_tileWidth, kSmallestTile, kGap, m_group);
    int x = kGap, y = kGap, rowHeight = 0, column = 0;
    for (auto* tile : m_tiles) {
        if (column == columns.count) {
            column = 0;
            x = kGap;
            y += rowHeight + kGap;
            rowHeight = 0;
        }
        const int height = tile->heightForWidth(columns.width);
        tile->setGeometry(x, y, columns.width, height);
        tile->show();
        rowHeight = std::max(rowHeight, height);
        x += columns.width + kGap;
        ++column;
    }
    m_board->resize(viewport()->width(),
                    m_tiles.empty() ? viewport()->height() : y + rowHeight + kGap);
    verticalScrollBar()->setSingleStep(rowHeight / 4 + 1);
    Q_EMIT sightChanged();
}

void TileGrid::arrangeEnlarged(MapTile* tile) {
    for (auto* each : m_tiles) each->setVisible(each == tile);
    m_board->resize(viewport()->size());
    tile->setGeometry(m_board->rect().adjusted(kGap, kGap, -kGap, -kGap));
    Q_EMIT sightChanged();
}

int TileGrid::enlarged() const {
    return m_enlargedId ? indexOf(*m_enlargedId) : -1;
}

void TileGrid::setEnlarged(int index) {
    Q_ASSERT(index < count());
    const auto id = index < 0 ? std::nullopt : std::optional(m_tiles[std::size_t(index)]->id());
    if (id == m_enlargedId) return;
    if (!m_enlargedId) m_scrolledTo = verticalScrollBar()->value();
    m_enlargedId = id;
    for (auto* tile : m_tiles) tile->setEnlarged(tile->id() == id);
    auto* focused = index < 0 ? nullptr : m_tiles[std::size_t(index)];
    if (focused) focused->setFocus(Qt::OtherFocusReason);
    arrange();
    if (!id) verticalScrollBar()->setValue(m_scrolledTo);
    Q_EMIT enlargedChanged(index);
}

void TileGrid::setView(LinkedView* view) {
    m_view = view ? view : m_ownView;
    for (auto* tile : m_tiles) tile->setView(m_view);
}

void TileGrid::dragTile(int id, QPoint global, bool isDone) {
    if (m_enlargedId) return;
    const QPoint at = m_board->mapFromGlobal(global);
    std::vector<QRect> places;
    for (const auto* tile : m_tiles) places.push_back(tile->geometry());
    const auto drop = dropPlaceAt(places, at, kGap);
    m_dropLine->setGeometry(drop.line);
    m_dropLine->raise();
    m_dropLine->setVisible(!isDone);
    if (!isDone) return ensureVisible(at.x(), at.y(), 0, kScrollMargin);
    const int from = indexOf(id);
    moveTile(from, int(drop.before) - (int(drop.before) > from ? 1 : 0));
}

void TileGrid::moveTile(int from, int to) {
    if (from >= 0 && to >= 0 && to < count() && from != to) Q_EMIT moved(from, to);
}

bool TileGrid::isInSight(std::size_t index) const {
    const QRect sight(-m_board->pos(), viewport()->size());
    const auto* tile = m_tiles[index];
    return isVisible() && !tile->isHidden() && tile->geometry().intersects(sight);
}

void TileGrid::reveal(std::size_t index) {
    if (!m_enlargedId) return ensureWidgetVisible(m_tiles[index], 0, spacing::kSmall);
    setEnlarged(int(index));
}

void TileGrid::setTileWidth(int width) {
    m_tileWidth = std::clamp(width, kSmallestTile, kLargestTile);
    arrange();
}

void TileGrid::setHint(const QString& hint) {
    m_hint = hint;
    viewport()->update();
}

void TileGrid::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    arrange();
}

/// Between the tiles; over a tile it has been asked first.
void TileGrid::wheelEvent(QWheelEvent* event) {
    if (!m_wheel->handle(event)) QScrollArea::wheelEvent(event);
}

void TileGrid::paintEvent(QPaintEvent* event) {
    QScrollArea::paintEvent(event);
    if (!m_tiles.empty() || m_hint.isEmpty()) return;
    QPainter painter(viewport());
    painter.setPen(quietText(palette()));
    painter.drawText(viewport()->rect().adjusted(24, 24, -24, -24),
                     Qt::AlignCenter | Qt::TextWordWrap, m_hint);
}

}  // namespace widgets
