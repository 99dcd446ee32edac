// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/tile_grid.h"

#include "canvas/drawing.h"
#include "canvas/geometry.h"
#include "canvas/map_tile.h"

#include <QPainter>
#include <QResizeEvent>
#include <QScrollBar>

#include <algorithm>

namespace widgets {

namespace {

bool isSameLayer(const engine::LayerInfo& a, const engine::LayerInfo& b) {
    return a.path == b.path && a.channels == b.channels && a.grid == b.grid;
}

}  // namespace

TileGrid::TileGrid(QWidget* parent) : QScrollArea(parent), m_board(new QWidget) {
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
}

bool TileGrid::setLayers(const std::vector<engine::LayerInfo>& layers) {
    const bool isSame =
        std::equal(m_tiles.begin(), m_tiles.end(), layers.begin(), layers.end(),
                   [](const MapTile* t, const auto& l) { return isSameLayer(t->layer(), l); });
    if (isSame) return false;
    for (auto* tile : m_tiles) {
        tile->disconnect(this);
        tile->hide();
        tile->deleteLater();  // it may be in the middle of an event
    }
    m_tiles.clear();
    for (std::size_t i = 0; i < layers.size(); ++i) addTile(layers[i], i);
    verticalScrollBar()->setValue(0);
    arrange();
    return true;
}

void TileGrid::addTile(const engine::LayerInfo& layer, std::size_t index) {
    auto* tile = new MapTile(layer, m_board);
    connect(tile, &MapTile::hovered, this,
            [this, index](engine::TokenIndex t) { Q_EMIT hovered(index, t); });
    connect(tile, &MapTile::clicked, this,
            [this, index](engine::TokenIndex t) { Q_EMIT clicked(index, t); });
    connect(tile, &MapTile::left, this, [this, index] { Q_EMIT left(index); });
    tile->show();
    m_tiles.push_back(tile);
}

void TileGrid::arrange() {
    const int gap = spacing::kSmall, width = viewport()->width() - gap;
    const int columns = std::max(1, width / (m_tileWidth + gap));
    const int tileWidth = width / columns - gap;
    int x = gap, y = gap, rowHeight = 0, column = 0;
    for (auto* tile : m_tiles) {
        if (column == columns) {
            column = 0;
            x = gap;
            y += rowHeight + gap;
            rowHeight = 0;
        }
        const int height = tile->heightForWidth(tileWidth);
        tile->setGeometry(x, y, tileWidth, height);
        rowHeight = std::max(rowHeight, height);
        x += tileWidth + gap;
        ++column;
    }
    m_board->resize(viewport()->width(),
                    m_tiles.empty() ? viewport()->height() : y + rowHeight + gap);
    verticalScrollBar()->setSingleStep(rowHeight / 4 + 1);
    Q_EMIT sightChanged();
}

bool TileGrid::isInSight(std::size_t index) const {
    const QRect sight(-m_board->pos(), viewport()->size());
    return isVisible() && m_tiles[index]->geometry().intersects(sight);
}

void TileGrid::reveal(std::size_t index) {
    ensureWidgetVisible(m_tiles[index], 0, spacing::kSmall);
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

void TileGrid::paintEvent(QPaintEvent* event) {
    QScrollArea::paintEvent(event);
    if (!m_tiles.empty() || m_hint.isEmpty()) return;
    QPainter painter(viewport());
    painter.setPen(quietText(palette()));
    painter.drawText(viewport()->rect().adjusted(24, 24, -24, -24),
                     Qt::AlignCenter | Qt::TextWordWrap, m_hint);
}

}  // namespace widgets
