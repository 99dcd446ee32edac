// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/map_controller.h"

#include <canvas/map_tile.h>
#include <canvas/tile_grid.h>
#include <session/read_out.h>

namespace app {

namespace {

widgets::MapView normView(const engine::Representation& layer, const ViewOptions& options) {
    const auto& values = layer.norms().values();
    return widgets::makeMapView(layer.grid(), values, core::fullRange(values, false),
                                options.normColors, MapController::tr("L2 norm · this map"));
}

widgets::MapView similarityView(const engine::SimilarityMap& map, const ViewOptions& options) {
    const bool isSigned = engine::isSigned(options.measure);
    const auto range = options.isSimilarityRangeFixed
                           ? core::ColorRange{isSigned ? -1.0f : 0.0f, 1.0f}
                           : core::fullRange(map.values, isSigned);
    const auto extent =
        options.isSimilarityRangeFixed ? MapController::tr("fixed") : MapController::tr("this map");
    return widgets::makeMapView(
        map.grid, map.values, range, options.similarityColors(),
        QStringLiteral("%1 · %2").arg(core::fullNameOf(options.measure), extent));
}

}  // namespace

MapController::MapController(widgets::TileGrid* tiles, const core::LayerBoard* board,
                             const core::ReferenceSelection* selection, QObject* parent)
    : QObject(parent), m_tiles(tiles), m_board(board), m_selection(selection), m_similarity(this) {
    connect(&m_similarity, &core::HoverSimilarity::ready, this, &MapController::onReady);
    connect(tiles, &widgets::TileGrid::sightChanged, this, &MapController::refresh);
}

void MapController::setOptions(const ViewOptions& options) {
    m_options = options;
    refresh();
}

void MapController::onLayersChanged() {
    m_shown.assign(m_board->layers().size(), std::nullopt);
    refresh();
}

void MapController::refresh() {
    std::vector<core::SimilarityTask> tasks;
    for (std::size_t i = 0; i < m_shown.size() && int(i) < m_tiles->count(); ++i) {
        if (!m_tiles->isInSight(i)) continue;
        if (auto task = refreshTile(i)) tasks.push_back(std::move(*task));
    }
    m_similarity.request(std::move(tasks));
}

/// \return the similarity map that this tile still lacks.
std::optional<core::SimilarityTask> MapController::refreshTile(std::size_t index) {
    const auto& slot = m_board->layers()[index];
    auto* tile = m_tiles->tile(index);
    if (slot.state != core::LayerState::Ready) {
        m_shown[index].reset();
        if (slot.state == core::LayerState::Missing)
            tile->setMissing(tr("Not computed"));
        else if (tile->state() != widgets::MapTile::State::Computing)
            tile->setComputing();
        return std::nullopt;
    }
    if (m_options.mode == MapMode::Norm) {
        showNorms(index);
        return std::nullopt;
    }
    if (!m_selection->reference()) {
        m_shown[index].reset();
        tile->setMissing(tr("Point at a token"));
        return std::nullopt;
    }
    const auto reference = m_selection->reference()->on(slot.info.grid);
    if (m_shown[index] == Shown{slot.representation.get(), m_options, reference})
        return std::nullopt;
    return core::SimilarityTask{
        slot.representation, {reference}, slot.representation, m_options.measure};
}

void MapController::showNorms(std::size_t index) {
    const auto& layer = *m_board->layers()[index].representation;
    const Shown wanted{&layer, m_options, {}};
    if (m_shown[index] == wanted) return;
    m_tiles->tile(index)->showMap(normView(layer, m_options));
    m_shown[index] = wanted;
}

void MapController::onReady(const std::vector<core::SimilarityAnswer>& answers) {
    if (m_options.mode != MapMode::Similarity || !m_selection->reference()) return;
    for (const auto& [task, map] : answers) {
        const auto index = m_board->find(task.target->path());
        const bool isCurrent = index && *index < m_shown.size() &&
                               task.measure == m_options.measure &&
                               m_board->layers()[*index].representation == task.target;
        if (!isCurrent) continue;
        m_tiles->tile(*index)->showMap(similarityView(*map, m_options));
        m_shown[*index] = Shown{task.target.get(), m_options, task.reference.first};
    }
}

}  // namespace app
