// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <session/layer_board.h>
#include <session/reference_selection.h>

#include <QObject>

#include <optional>

namespace widgets {
class PictureCanvas;
class TileGrid;
}  // namespace widgets

namespace app {

/// Follows the pointer over the picture and the tiles: which spot is the reference, which layer the
/// read-out speaks of, and the outlines that show both everywhere.
class ReferenceController : public QObject {
    Q_OBJECT

public:
    ReferenceController(widgets::PictureCanvas* picture, widgets::TileGrid* tiles,
                        const core::LayerBoard* board, QObject* parent = nullptr);

    const core::ReferenceSelection& selection() const { return m_selection; }
    /// The layer under the pointer, else the one last clicked, else the usual one; nothing on an
    /// empty board.
    std::optional<std::size_t> layer() const;

    /// Keeps the centre of the picture unless a spot is kept: something to be similar to from the
    /// start.
    void keepCentre();
    /// Forgets the kept spot.
    void forget();
    /// The board was filled anew; \a areTilesNew: the pointer is over none of the old tiles any
    /// more.
    void onLayersChanged(bool areTilesNew);

Q_SIGNALS:
    /// Another spot, or another layer to read from.
    void changed();

private:
    void connectPicture();
    void connectTiles();
    void update(bool isChanged);
    void showMarks();
    core::Spot spotOnPicture(engine::ImagePoint point) const;
    core::Spot spotOnTile(std::size_t index, engine::TokenIndex token) const;

    widgets::PictureCanvas* m_picture;
    widgets::TileGrid* m_tiles;
    const core::LayerBoard* m_board;
    core::ReferenceSelection m_selection;
    std::optional<std::size_t> m_pointedLayer;
    engine::LayerPath m_chosenLayer;  // empty until a tile is clicked
};

}  // namespace app
