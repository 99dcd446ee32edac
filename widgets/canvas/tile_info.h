// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <model/model_info.h>

#include <QString>

namespace widgets {

/// Which map a tile is for. A plain value.
struct TileInfo {
    int id = 0;  ///< the explorer's number of the tile; unique within a grid of tiles
    engine::LayerInfo layer;
    QString note{};         ///< of which moment: "cat.png · t 50"; may be empty
    bool isPinned = false;  ///< stays when other layers are chosen
};

/// Whether one tile can go on as the other: only note and pin may differ.
inline bool isSameTile(const TileInfo& a, const TileInfo& b) {
    return a.id == b.id && a.layer.path == b.layer.path && a.layer.channels == b.layer.channels &&
           a.layer.grid == b.layer.grid;
}

}  // namespace widgets
