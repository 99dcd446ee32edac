// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <model/model_info.h>

#include <QScrollArea>
#include <QString>

#include <vector>

namespace widgets {

class MapTile;

/// The tiles of all chosen layers in as many columns as fit, in a scroll area that shows a hint
/// while there are none.
class TileGrid : public QScrollArea {
    Q_OBJECT

public:
    static constexpr int kSmallestTile = 136, kLargestTile = 512, kUsualTile = 184;

    explicit TileGrid(QWidget* parent = nullptr);

    /// Replaces the tiles, unless they show exactly these layers already. \return whether it did.
    bool setLayers(const std::vector<engine::LayerInfo>& layers);
    int count() const { return int(m_tiles.size()); }
    MapTile* tile(std::size_t index) const { return m_tiles[index]; }

    /// Whether any part of the tile is in sight; only those need a map that follows the pointer.
    bool isInSight(std::size_t index) const;
    void reveal(std::size_t index);

    /// Width from which a column is opened; tiles then share what is left over.
    int tileWidth() const { return m_tileWidth; }
    void setTileWidth(int width);

    void setHint(const QString& hint);

Q_SIGNALS:
    void hovered(std::size_t index, engine::TokenIndex token);
    void clicked(std::size_t index, engine::TokenIndex token);
    void left(std::size_t index);
    /// Other tiles are in sight than before: scrolled, resized or replaced.
    void sightChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void arrange();
    void addTile(const engine::LayerInfo& layer, std::size_t index);

    QWidget* m_board;
    std::vector<MapTile*> m_tiles;
    int m_tileWidth = kUsualTile;
    QString m_hint;
};

}  // namespace widgets
