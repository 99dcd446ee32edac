// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/reference_controller.h"

#include <canvas/map_tile.h>
#include <canvas/picture_canvas.h>
#include <canvas/tile_grid.h>

#include <utility>

namespace app {

ReferenceController::ReferenceController(widgets::PictureCanvas* picture, widgets::TileGrid* tiles,
                                         const core::LayerBoard* board, QObject* parent)
    : QObject(parent), m_picture(picture), m_tiles(tiles), m_board(board) {
    connectPicture();
    connectTiles();
}

void ReferenceController::connectPicture() {
    using widgets::PictureCanvas;
    connect(m_picture, &PictureCanvas::hovered, this,
            [this](engine::ImagePoint p) { update(m_selection.point(spotOnPicture(p))); });
    connect(m_picture, &PictureCanvas::clicked, this,
            [this](engine::ImagePoint p) { update(m_selection.keep(spotOnPicture(p))); });
    connect(m_picture, &PictureCanvas::left, this, [this] { update(m_selection.leave()); });
}

void ReferenceController::connectTiles() {
    using widgets::TileGrid;
    connect(m_tiles, &TileGrid::hovered, this, [this](std::size_t index, engine::TokenIndex token) {
        const bool isOtherLayer = std::exchange(m_pointedLayer, index) != index;
        const bool isOtherSpot = m_selection.point(spotOnTile(index, token));
        update(isOtherLayer || isOtherSpot);
    });
    connect(m_tiles, &TileGrid::clicked, this, [this](std::size_t index, engine::TokenIndex token) {
        m_chosenLayer = m_board->layers()[index].info.path;
        m_selection.keep(spotOnTile(index, token));
        update(true);
    });
    connect(m_tiles, &TileGrid::left, this, [this] {
        m_pointedLayer.reset();
        m_selection.leave();
        update(true);
    });
}

core::Spot ReferenceController::spotOnPicture(engine::ImagePoint point) const {
    return core::Spot::ofPixel(point, m_picture->pictureSize());
}

core::Spot ReferenceController::spotOnTile(std::size_t index, engine::TokenIndex token) const {
    return {m_tiles->tile(index)->layer().grid, token};
}

std::optional<std::size_t> ReferenceController::layer() const {
    if (m_pointedLayer && *m_pointedLayer < m_board->layers().size()) return m_pointedLayer;
    if (const auto chosen = m_board->find(m_chosenLayer)) return chosen;
    return m_board->preferred();
}

void ReferenceController::keepCentre() {
    if (m_selection.kept() || !m_picture->hasPicture()) return;
    const auto size = m_picture->pictureSize();
    update(m_selection.keep(spotOnPicture({size.width / 2.0, size.height / 2.0})));
}

void ReferenceController::forget() {
    update(m_selection.forget());
}

void ReferenceController::onLayersChanged(bool areTilesNew) {
    if (areTilesNew && m_pointedLayer) {
        m_pointedLayer.reset();
        m_selection.leave();
    }
    update(true);
}

void ReferenceController::update(bool isChanged) {
    if (!isChanged) return;
    showMarks();
    Q_EMIT changed();
}

void ReferenceController::showMarks() {
    const auto marksOn = [this](const engine::TokenGrid& grid) {
        widgets::TokenMarks marks;
        if (const auto& spot = m_selection.reference())
            marks.reference = engine::TokenRect{spot->on(grid)};
        if (const auto& spot = m_selection.kept())
            marks.pins = {{QLatin1Char('A'), Qt::white, engine::TokenRect{spot->on(grid)}}};
        return marks;
    };
    const auto active = layer();
    for (std::size_t i = 0; i < m_board->layers().size() && int(i) < m_tiles->count(); ++i) {
        auto* tile = m_tiles->tile(i);
        tile->setMarks(marksOn(tile->layer().grid));
        tile->setActive(active == i);
    }
    const auto grid = active ? m_board->layers()[*active].info.grid : engine::TokenGrid{};
    m_picture->setMarks(grid, grid.count() > 0 ? marksOn(grid) : widgets::TokenMarks());
}

}  // namespace app
