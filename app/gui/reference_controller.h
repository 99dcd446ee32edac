// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <canvas/token_marks.h>
#include <explore/exploration.h>
#include <explore/pins.h>
#include <explore/reference.h>
#endif

#include <QObject>
#include <QPointer>

#include <functional>
#include <optional>

namespace widgets {
class MapTile;
class PictureBoard;
class TileGrid;
}  // namespace widgets

namespace app {

/// Follows the pointer over pictures and tiles: which place is the reference, which are pinned,
/// which tile the read-out speaks of, and the marks that show all of it everywhere.
class ReferenceController : public QObject {
    Q_OBJECT

public:
    ReferenceController(core::Exploration* exploration, widgets::PictureBoard* board,
                        widgets::TileGrid* tiles, QObject* parent = nullptr);
    /// \a of a tile: where its similarity is largest, if it shows one of another picture.
    void setBestMatch(std::function<std::optional<engine::TokenIndex>(const core::TileSpec&)> of) {
        m_bestMatch = std::move(of);
    }

    const core::ExplorerReference& reference() const { return m_reference; }
    const core::Pins& pins() const { return m_pins; }
    /// The tile under the pointer, else the current picture's of the active layer, else the first;
    /// nothing without tiles.
    const core::TileSpec* tile() const;

    /// Keeps the centre of the current picture unless a place is kept, or was let go of: something
    /// to be similar to from the start.
    void keepCentre();
    void keep(const core::Place& place);
    /// As keep(), as a late part of something that the user asked for before.
    void follow(const core::Place& place);
    /// Moves the kept place by tokens of the active layer.
    void move(int rows, int cols);
    void forget();
    /// What was kept and pinned before: exactly this.
    void restore(const std::optional<core::Place>& kept, const core::Pins& pins);
    /// Pins the reference. \return whether there was room.
    bool pin();
    void unpin(char letter);
    void unpinAll();
    /// Makes a pinned place the kept one.
    void recall(char letter);
    /// Other tiles may be shown: the pointer is over none of those that went.
    void onTilesShown();
    /// Marks anew: maps are others.
    void showMarks();

Q_SIGNALS:
    void changed();  ///< another reference, or another tile to read from
    /// Another place is kept, or none. \a isFollowing: not because the user asked for that now.
    void keptChanged(bool isFollowing);
    void pinsChanged();

private:
    void connectBoard();
    void connectTiles();
    /// Marks that follow the pointer wait for changed(): who hears it shows them with the maps.
    enum class Marks { AtOnce, WithTheMaps };
    void update(bool isChanged, Marks marks = Marks::AtOnce);
    widgets::TokenMarks marksOn(int subject, const engine::TokenGrid& grid) const;
    engine::PixelSize sizeOf(int subject) const;

    core::Exploration* m_exploration;
    widgets::PictureBoard* m_board;
    widgets::TileGrid* m_tiles;
    std::function<std::optional<engine::TokenIndex>(const core::TileSpec&)> m_bestMatch;
    core::ExplorerReference m_reference;
    core::Pins m_pins;
    std::optional<core::Place> m_saidKept;  // by keptChanged()
    bool m_isForgotten = false;             // nothing is kept, as the user wants it
    bool m_isFollowing = false;
    std::optional<int> m_pointed;                // tile
    QPointer<widgets::MapTile> m_pointedWidget;  // which may go while its tile stays
};

}  // namespace app
