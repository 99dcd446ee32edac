// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/figure_gatherer.h"

#include "gui/definition_controller.h"
#include "gui/figure_maps.h"
#include "gui/map_controller.h"
#include "gui/reference_controller.h"

#include <canvas/short_names.h>
#include <explore/shown_marks.h>

#include <algorithm>
#include <set>

namespace app {

using What = FigureChoice::What;

namespace {

constexpr int kUsualMoments = 6;
constexpr int kTimesteps = 1000;

}  // namespace

FigureGatherer::FigureGatherer(const ExploreSources& sources, const MapController* maps,
                               const DefinitionController* definition,
                               const ReferenceController* reference)
    : m_sources(sources), m_maps(maps), m_definition(definition), m_active(reference) {}

void FigureGatherer::begin(std::optional<int> tile) {
    m_reference = m_sources.reference->reference();
    m_pins = *m_sources.pins;
    const auto* active = m_active->tile();
    m_tile = tile ? *tile : active ? active->id : 0;
}

FigureOffer FigureGatherer::offer() const {
    FigureOffer offer;
    const auto& exploration = *m_sources.exploration;
    const auto* current = exploration.current();
    if (!current) return offer;
    offer.isOfSteps = current->isGeneration;
    if (offer.isOfSteps)
        offer.columns =
            current->steps.empty() ? current->task.request.steps : current->steps.front()->count;
    else
        offer.columns = kTimesteps;
    for (const auto& layer : exploration.layers()) offer.layers.push_back(layer.path);
    // Timesteps and steps are no common axis.
    for (const int id : exploration.board())
        if (exploration.subject(id)->isGeneration == offer.isOfSteps)
            offer.pictures.emplace_back(id, exploration.subject(id)->name);
    std::set<int> columns = {current->column};
    for (const auto& [id, name] : offer.pictures)
        for (const auto& layer : offer.layers)
            for (const int column : m_sources.cache->columnsOf(id, layer)) columns.insert(column);
    offer.captured.assign(columns.begin(), columns.end());
    offer.tile = exploration.tileOf(m_tile) ? m_tile : 0;
    return offer;
}

FigureChoice FigureGatherer::completed(FigureChoice choice) const {
    const auto offered = offer();
    std::erase_if(choice.layers, [&](const auto& path) {
        return std::count(offered.layers.begin(), offered.layers.end(), path) == 0;
    });
    std::erase_if(choice.pictures, [&](int id) {
        return std::none_of(offered.pictures.begin(), offered.pictures.end(),
                            [id](const auto& picture) { return picture.first == id; });
    });
    std::erase_if(choice.moments, [&](int column) { return column >= offered.columns; });
    if (choice.layers.empty()) choice.layers = offered.layers;
    if (choice.moments.empty()) choice.moments = core::spread(offered.captured, kUsualMoments);
    if (choice.pictures.empty())
        for (const auto& [id, name] : offered.pictures) choice.pictures.push_back(id);
    const auto* current = m_sources.exploration->current();
    // What is no axis has one value: the one that is looked at.
    const auto settle = [](auto& values, const auto& usual) {
        if (values.size() == 1) return;
        const bool isThere = std::count(values.begin(), values.end(), usual) > 0;
        values = {isThere || values.empty() ? usual : values.front()};
    };
    if (!hasAxis(choice, core::FigureAxis::Layers))
        settle(choice.layers, m_sources.exploration->activeLayer());
    if (!hasAxis(choice, core::FigureAxis::Pictures) && current)
        settle(choice.pictures, current->id);
    choice.arrangement.isGrid = choice.what == What::Grid;
    return choice;
}

std::vector<core::FigureCell> FigureGatherer::cells(const FigureChoice& choice,
                                                    std::optional<int> enlarged) const {
    const auto& exploration = *m_sources.exploration;
    if (choice.what == What::Grid) {
        const core::FigureGrid grid{choice.arrangement.rowAxis,
                                    choice.arrangement.columnAxis,
                                    choice.layers,
                                    choice.moments,
                                    choice.pictures,
                                    m_maps->options().map};
        return core::cellsOf(exploration, grid, m_reference);
    }
    std::vector<core::FigureCell> cells;
    const auto only = choice.what == What::Tile ? std::optional(m_tile) : enlarged;
    for (const auto& tile : exploration.tiles())
        if (!only || tile.id == *only)
            cells.push_back(core::cellOf(exploration, tile, m_maps->optionsOf(tile), m_reference));
    return cells;
}

std::vector<core::ShownMap> FigureGatherer::maps(const FigureChoice& choice,
                                                 const FigureMaps& computed) const {
    std::vector<core::ShownMap> maps;
    for (std::size_t i = 0; i < computed.cells().size(); ++i)
        if (computed.cell(i).values) maps.push_back(shownMap(choice, computed, i));
    return maps;
}

core::ShownMap FigureGatherer::shownMap(const FigureChoice& choice, const FigureMaps& computed,
                                        std::size_t index) const {
    const auto& cell = computed.cells()[index];
    const auto& state = computed.cell(index);
    const auto& tile = cell.tile;
    core::ShownMap shown;
    shown.defined = m_definition->describe(tile, m_reference);
    shown.defined.layer.grid = state.values->grid;
    shown.defined.shown = rangeOf(computed, index);
    shown.defined.basisMaps = state.basisMaps;
    shown.defined.referenceTimestep.reset();
    if (cell.source && cell.source->moment.column != tile.key.moment.column)
        if (const auto* owner = m_sources.exploration->subject(cell.source->moment.subject))
            shown.defined.referenceTimestep = owner->timestepAt(cell.source->moment.column);
    shown.values = state.values;
    shown.subject = tile.key.moment.subject;
    shown.column = tile.key.moment.column;
    shown.moment = momentOf(tile.key.moment);
    if (choice.hasShortNames)
        shown.layerName = widgets::shortLayerName(QString::fromStdString(tile.key.layer.text()));
    shown.barTitle = titleOf(tile);
    shown.colors = core::colorsOf(*state.values, m_maps->options());
    const bool isAbout = core::isAboutReference(*tile.pinned, tile.layer);
    shown.marks = core::figureMarks(shown.subject, state.values->grid, m_pins,
                                    isAbout ? m_reference : std::nullopt, state.best);
    shown.row = cell.row;
    shown.gridColumn = cell.column;
    return shown;
}

/// A pin's letter names the reference of the moment of begin().
QString FigureGatherer::titleOf(const core::TileSpec& tile) const {
    if (!core::isAboutReference(*tile.pinned, tile.layer)) return m_maps->titleOf(tile);
    const auto pin = m_reference ? m_pins.indexAt(*m_reference) : std::nullopt;
    const auto name = pin ? QString(QLatin1Char(m_pins.all()[*pin].letter)) : QStringLiteral("ref");
    return core::titleOf(*tile.pinned, tile.layer, name);
}

QString FigureGatherer::momentOf(const core::Moment& moment) const {
    const auto* subject = m_sources.exploration->subject(moment.subject);
    // Short: how many steps there are is in the definition.
    if (subject && subject->isGeneration)
        return QStringLiteral("step %1").arg(moment.column + 1);  // in English, as papers are
    return QStringLiteral("t %1").arg(moment.column);
}

core::RangedMap FigureGatherer::ranged(const FigureMaps& computed, std::size_t index) const {
    const auto& tile = computed.cells()[index].tile;
    return {tile.key.layer, *tile.pinned, computed.cell(index).values.get()};
}

/// As in the window; maps that share a range are those on the tiles and in the figure.
core::ColorRange FigureGatherer::rangeOf(const FigureMaps& computed, std::size_t index) const {
    const auto others = [&] {
        auto maps = m_maps->rangedMaps();
        for (std::size_t i = 0; i < computed.cells().size(); ++i)
            if (computed.cell(i).values) maps.push_back(ranged(computed, i));
        return maps;
    };
    return core::shownRange(ranged(computed, index), m_maps->options(),
                            m_maps->rangeModeOf(computed.cells()[index].tile), *m_sources.cache,
                            others);
}

std::vector<core::ShownPicture> FigureGatherer::pictures(
    const FigureChoice& choice, const std::vector<core::ShownMap>& maps) const {
    std::vector<core::ShownPicture> pictures;
    if (!choice.hasPictures) return pictures;
    const bool isMarked = std::any_of(maps.begin(), maps.end(), [](const core::ShownMap& map) {
        return core::isAboutReference(map.defined.options, map.defined.layer);
    });
    for (const auto& map : maps) {
        auto made = picture(map, isMarked);
        const bool isThere =
            !made || std::any_of(pictures.begin(), pictures.end(), [&](const auto& other) {
                return other.subject == made->subject && other.picture == made->picture;
            });
        if (!isThere) pictures.push_back(std::move(*made));
    }
    return pictures;
}

/// The picture that \a map is of, with its marks on the same grid.
std::optional<core::ShownPicture> FigureGatherer::picture(const core::ShownMap& map,
                                                          bool isMarked) const {
    const auto* subject = m_sources.exploration->subject(map.subject);
    const auto pixels = subject ? subject->pictureAt(map.column) : nullptr;
    if (!pixels) return std::nullopt;
    return core::ShownPicture{pixels,
                              map.subject,
                              map.column,
                              subject->name,
                              subject->isGeneration ? map.moment : QString(),
                              core::figureMarks(map.subject, map.values->grid, m_pins,
                                                isMarked ? m_reference : std::nullopt, {})};
}

}  // namespace app
