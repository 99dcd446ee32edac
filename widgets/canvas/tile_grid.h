// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/linked_view.h"
#include "canvas/tile_info.h"

#include <figure/color_map.h>
#include <representation/token_grid.h>

#include <QPointer>
#include <QScrollArea>
#include <QString>

#include <optional>
#include <vector>

namespace widgets {

class MapTile;
class WheelRouter;

/// The tiles of all chosen layers in as many columns as fit, in a scroll area that shows a hint
/// while there are none. All share one zoom. One tile can be enlarged to fill the area.
///
/// It only says what its user wants: a tile that was dragged, pinned or closed stays as it is until
/// setTiles() says otherwise.
class TileGrid : public QScrollArea {
    Q_OBJECT

public:
    static constexpr int kSmallestTile = 136, kLargestTile = 512, kUsualTile = 184;

    explicit TileGrid(QWidget* parent = nullptr);

    /// Shows these tiles in this order; those that stay (isSameTile) keep their maps. With a
    /// \a group over 1, so many tiles belong side by side: the same layer in that many pictures.
    /// \return whether any tile is new, and so still without a map.
    bool setTiles(const std::vector<TileInfo>& tiles, int group = 1);
    int count() const { return int(m_tiles.size()); }
    MapTile* tile(std::size_t index) const { return m_tiles[index]; }
    /// -1 where there is none of that id.
    int indexOf(int id) const;

    /// Whether any part of the tile is in sight; only those need a map that follows the pointer.
    bool isInSight(std::size_t index) const;
    void reveal(std::size_t index);

    /// Width from which a column is opened; tiles then share what is left over.
    int tileWidth() const { return m_tileWidth; }
    void setTileWidth(int width);

    /// The tile that fills the area, or -1 for all of them.
    void setEnlarged(int index);
    int enlarged() const;

    /// The zoom that all tiles share, its own until another one is given; null: its own again.
    void setView(LinkedView* view);
    LinkedView* view() const { return m_view; }

    void setHint(const QString& hint);

Q_SIGNALS:
    void hovered(std::size_t index, engine::TokenIndex token);
    void clicked(std::size_t index, engine::TokenIndex token);
    void left(std::size_t index);
    /// Other tiles are in sight than before: scrolled, resized, enlarged or replaced.
    void sightChanged();
    void enlargedChanged(int index);
    /// A tile was dragged or stepped from one place to another, as QList::move().
    void moved(int fromIndex, int toIndex);
    // as the tile's
    void regionDragged(int id, engine::TokenRect tokens, bool isDone);
    void rangeDragged(int id, core::ColorRange range);
    void contextMenuRequested(int id, std::optional<engine::TokenIndex> token, QPoint global);
    void pinToggled(int id);
    void closeRequested(int id);
    void timestepWheel(int steps);
    void layerWheel(int steps);
    void rangeWheel(double factor);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void arrange();
    void arrangeEnlarged(MapTile* tile);
    MapTile* makeTile(const TileInfo& info);
    MapTile* takeTile(const TileInfo& info);
    void dropTile(MapTile* tile);
    void dragTile(int id, QPoint global, bool isDone);
    void moveTile(int from, int to);

    QWidget* m_board;
    QWidget* m_dropLine;
    LinkedView* m_ownView;
    QPointer<LinkedView> m_view;
    WheelRouter* m_wheel;
    std::vector<MapTile*> m_tiles;
    int m_group = 1;
    int m_tileWidth = kUsualTile;
    std::optional<int> m_enlargedId;
    int m_scrolledTo = 0;  // before a tile was enlarged
    QString m_hint;
};

}  // namespace widgets
