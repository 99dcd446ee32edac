// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/map_controller.h"

#include "gui/shared_layers.h"

#include <canvas/map_tile.h>
#include <canvas/tile_grid.h>
#include <explore/best_match.h>
#include <explore/cluster_map.h>
#include <explore/correspondence_map.h>
#include <explore/map_definition.h>
#include <session/read_out.h>

#include <algorithm>
#include <utility>

namespace app {

using core::MapKind;
using core::RangeMode;

namespace {

constexpr int kFrameMs = 16;

bool isAttention(const core::TileSpec& tile) {
    return tile.layer.keys > 0;
}

QRgb rgbOf(core::Rgb color) {
    return qRgb(color.r, color.g, color.b);
}

std::vector<widgets::Swatch> clusterSwatches(const core::MapValues& values) {
    std::vector<widgets::Swatch> swatches;
    for (int number = 1; number <= int(values.shares.size()); ++number)
        swatches.push_back(
            {rgbOf(core::clusterColor(number)), QString::number(number),
             QStringLiteral("%1 %").arg(100 * values.shares[std::size_t(number - 1)], 0, 'f', 0)});
    return swatches;
}

/// Of places half way to the four sides.
std::vector<widgets::Swatch> wheelSwatches() {
    const engine::TokenGrid grid{65, 65};
    const auto of = [&](engine::TokenIndex token, const QString& name) {
        return widgets::Swatch{rgbOf(core::wheelColor(token, grid)), name, {}};
    };
    return {of({32, 44}, MapController::tr("right")), of({20, 32}, MapController::tr("top")),
            of({32, 20}, MapController::tr("left")), of({44, 32}, MapController::tr("bottom"))};
}

}  // namespace

MapController::MapController(widgets::TileGrid* tiles, const ExploreSources& sources,
                             QObject* parent)
    : QObject(parent), m_tiles(tiles), m_sources(sources), m_similarity(this) {
    m_patience.setSingleShot(true);
    m_patience.setInterval(kFrameMs);
    m_patience.setTimerType(Qt::PreciseTimer);
    connect(&m_patience, &QTimer::timeout, this, [this] { settle(true); });
    connect(&m_similarity, &core::HoverSimilarity::ready, this, &MapController::onSimilarities);
    connect(&m_computer, &core::MapComputer::ready, this, &MapController::onMaps);
    connect(tiles, &widgets::TileGrid::sightChanged, this, &MapController::refresh);
}

void MapController::setOptions(const core::ViewOptions& options) {
    m_options = options;
    m_isChanged = true;  // colours or range, even where no number is another one
    refresh();
}

void MapController::setWords(const QStringList& words) {
    m_words = words;
}

core::MapOptions MapController::optionsOf(const core::TileSpec& tile) const {
    return tile.pinned.value_or(m_options.map);
}

RangeMode MapController::rangeModeOf(const core::TileSpec& tile) const {
    return isAttention(tile) ? RangeMode::Map : m_options.range(optionsOf(tile).kind);
}

QString MapController::referenceName() const {
    const auto& place = m_sources.reference->reference();
    if (place)
        if (const auto index = m_sources.pins->indexAt(*place))
            return QString(QLatin1Char(m_sources.pins->all()[*index].letter));
    return QStringLiteral("ref");
}

QString MapController::titleOf(const core::TileSpec& tile) const {
    const auto options = optionsOf(tile);
    QString word;
    if (core::isCrossAttention(tile.layer)) {
        word = m_words.value(options.textToken);
    } else if (core::isSelfAttention(tile.layer) || options.kind == MapKind::Similarity) {
        word = referenceName();
    } else if (options.kind == MapKind::Correspondence) {
        if (const auto* subject = matchedSubject()) word = subject->name;
    } else if (options.kind == MapKind::Difference) {
        const auto key = otherKey(tile);
        const auto* other = key ? m_sources.exploration->subject(key->moment.subject) : nullptr;
        if (options.differenceTo == core::DifferenceTo::Layer)
            word = QString::fromStdString(options.otherLayer.text());
        else if (other && options.differenceTo == core::DifferenceTo::Picture)
            word = other->name;
        else if (other)
            word = other->momentText(key->moment.column);
    }
    return core::titleOf(options, tile.layer, word);
}

core::ColorMapId MapController::colorsOf(const core::TileSpec& tile) const {
    const auto* shown = values(tile.id);
    return shown ? core::colorsOf(*shown, m_options) : m_options.positiveColors;
}

void MapController::refreshAll() {
    m_isForAll = true;
    refresh();
    m_isForAll = false;
}

void MapController::repaint() {
    m_isChanged = true;
    refresh();
}

void MapController::follow() {
    m_isFollowing = true;
    refresh();
}

void MapController::refresh() {
    const auto& tiles = m_sources.exploration->tiles();
    std::erase_if(m_drawn, [&](const auto& drawn) {
        return !m_sources.exploration->tileOf(drawn.first).has_value();
    });
    m_similarities.clear();
    m_tasks.clear();
    for (std::size_t i = 0; i < tiles.size() && int(i) < m_tiles->count(); ++i)
        if (m_isForAll || m_tiles->isInSight(i) || isActive(tiles[i]))
            refreshTile(i);
        else if (const auto at = m_drawn.find(tiles[i].id); at != m_drawn.end())
            at->second.isCurrent = false;  // asked again once it is seen
    m_isAsking = true;
    m_similarity.request(std::exchange(m_similarities, {}));
    m_computer.request(std::exchange(m_tasks, {}));
    m_isAsking = false;
    settle(paint());
}

/// Marks and numbers come in one frame with the maps of their token, unless these take longer.
/// \param isPainted whether any map is another one than before: they cannot wait.
void MapController::settle(bool isPainted) {
    if (m_similarity.isBusy() && !isPainted) {
        if (!m_patience.isActive()) m_patience.start();
        return;
    }
    m_patience.stop();
    showReadings();
    if (std::exchange(m_isFollowing, false) || isPainted) Q_EMIT settled();
}

/// The active layer's maps are shown on the pictures, too.
bool MapController::isActive(const core::TileSpec& tile) const {
    return tile.key.layer == m_sources.exploration->activeLayer();
}

void MapController::refreshTile(std::size_t index) {
    const auto& tile = m_sources.exploration->tiles()[index];
    const auto layer = m_sources.cache->get(tile.key);
    if (!layer) return showWaiting(index, tile.key);
    if (optionsOf(tile).kind == MapKind::Similarity && !isAttention(tile))
        askSimilarity(index, layer);
    else
        askMap(index, layer);
}

void MapController::showWaiting(std::size_t index, const core::CaptureKey& missing) {
    using enum core::CaptureState;
    switch (m_sources.runner->stateOf(missing)) {
        case Failed:
            return showMissing(index, tr("Failed; F5 tries again"));
        case Empty:
            return showMissing(index, tr("Not computed"));
        default:
            break;
    }
    m_drawn[m_sources.exploration->tiles()[index].id].isCurrent = false;
    auto* shown = m_tiles->tile(index);
    if (shown->state() != widgets::MapTile::State::Computing) shown->setComputing();
}

void MapController::showMissing(std::size_t index, const QString& why) {
    m_drawn.erase(m_sources.exploration->tiles()[index].id);
    m_tiles->tile(index)->setMissing(why);
}

void MapController::askSimilarity(std::size_t index, const core::SharedRepresentation& layer) {
    const auto& tile = m_sources.exploration->tiles()[index];
    const auto place = m_sources.reference->reference();
    const auto* subject = place ? m_sources.exploration->subject(place->subject) : nullptr;
    if (!subject) return showMissing(index, tr("Point at a token"));
    // The reference's own moment, except that a pinned tile keeps to itself.
    const bool isOwn = subject->id == tile.key.moment.subject;
    const core::CaptureKey sourceKey{isOwn ? tile.key.moment : subject->moment(), tile.key.layer};
    const auto source = sourceKey == tile.key ? layer : m_sources.cache->get(sourceKey);
    if (!source) return showWaiting(index, sourceKey);
    Question question{tile.key, optionsOf(tile),          layer.get(), source.get(),
                      {},       place->on(source->grid())};
    core::SimilarityTask task{source, question.reference, layer, question.options.measure,
                              companyOf(m_sources, tile.key, question.options)};
    for (const auto& each : task.company) question.shared.push_back(each.get());
    auto& drawn = m_drawn[tile.id];
    if (drawn.isCurrent && drawn.question == question) return;
    drawn.isCurrent = false;
    drawn.question = std::move(question);
    drawn.held = layer;
    drawn.heldOther = source;
    m_similarities.push_back(std::move(task));
}

std::optional<core::CaptureKey> MapController::otherKey(const core::TileSpec& tile) const {
    const auto options = optionsOf(tile);
    auto key = tile.key;
    if (options.kind == MapKind::Correspondence) {
        const auto* subject = matchedSubject();
        if (!subject) return std::nullopt;
        const bool isOwn = subject->id == key.moment.subject;
        if (!isOwn) key.moment = subject->moment();
        return key;
    }
    switch (options.differenceTo) {
        case core::DifferenceTo::Layer:
            key.layer = options.otherLayer;
            break;
        case core::DifferenceTo::Timestep:
            key.moment.column = options.otherColumn;
            break;
        case core::DifferenceTo::Picture: {
            const auto* other = m_sources.exploration->subject(options.otherSubject);
            if (!other) return std::nullopt;
            key.moment = other->moment();
        }
    }
    return key;
}

void MapController::askMap(std::size_t index, const core::SharedRepresentation& layer) {
    const auto& tile = m_sources.exploration->tiles()[index];
    core::MapTask task;
    task.tile = tile.id;
    task.options = optionsOf(tile);
    task.inputs.info = tile.layer;
    task.inputs.layer = layer;
    Question question{tile.key, task.options, layer.get(), nullptr, {}, {}};
    if (isAttention(tile)) {
        const auto place = m_sources.reference->reference();
        if (core::isSelfAttention(tile.layer) && !place)
            return showMissing(index, tr("Point at a token"));
        if (place) question.reference = place->on(layer->grid());
        if (core::isCrossAttention(tile.layer)) question.reference = {};
    } else if (task.options.kind == MapKind::Difference ||
               task.options.kind == MapKind::Correspondence) {
        const auto key = otherKey(tile);
        const bool isDifference = task.options.kind == MapKind::Difference;
        if (!key)
            return showMissing(index, isDifference ? tr("Choose what to compare with")
                                                   : tr("Click a token of the other picture"));
        task.inputs.other = m_sources.cache->get(*key);
        if (!task.inputs.other) return showWaiting(index, *key);
        question.other = task.inputs.other.get();
    } else if (task.options.kind == MapKind::Pca || task.options.kind == MapKind::Clusters) {
        task.inputs.shared = sharedLayers(m_sources, tile.key, task.options.pcaBasis);
        for (const auto& each : task.inputs.shared) question.shared.push_back(each.get());
    }
    task.inputs.reference = question.reference;
    auto& drawn = m_drawn[tile.id];
    if (drawn.question == question && (drawn.isCurrent || drawn.isAsked)) {
        if (drawn.isAsked) m_tasks.push_back(std::move(task));
        return;
    }
    drawn = {std::move(question), nullptr, std::nullopt, layer, task.inputs.other, drawn.range};
    if (!isAttention(tile) && !core::MapComputer::isQuick(task.options)) {
        drawn.isAsked = true;
        m_tiles->tile(index)->setComputing();
        return m_tasks.push_back(std::move(task));
    }
    onMaps({core::MapComputer::compute(task)});
}

void MapController::onSimilarities(const std::vector<core::SimilarityAnswer>& answers) {
    for (const auto& [task, map] : answers)
        for (auto& [id, drawn] : m_drawn) {
            const bool isIts = !drawn.isCurrent && drawn.held == task.target &&
                               drawn.heldOther == task.source &&
                               drawn.question.reference == task.reference &&
                               drawn.question.options.kind == MapKind::Similarity &&
                               drawn.question.options.measure == task.measure &&
                               std::ranges::equal(drawn.question.shared, task.company, {}, {},
                                                  [](const auto& layer) { return layer.get(); });
            if (!isIts) continue;
            auto values = std::make_shared<core::MapValues>();
            values->grid = map->grid;
            values->values = map->values;
            values->isSigned = engine::isSigned(task.measure);
            values->natural = core::ColorRange{values->isSigned ? -1.0f : 0.0f, 1.0f};
            drawn.best = task.source == task.target ? std::nullopt : core::bestMatch(*map);
            take(id, std::move(values));
        }
    if (!m_isAsking) settle(paint());
}

void MapController::onMaps(const std::vector<core::MapAnswer>& answers) {
    for (const auto& answer : answers) {
        const auto index = m_sources.exploration->tileOf(answer.tile);
        const auto at = m_drawn.find(answer.tile);
        if (!index || at == m_drawn.end()) continue;
        if (answer.error)
            showMissing(*index, QString::fromStdString(answer.error->message));
        else
            take(answer.tile, answer.values);
    }
    if (!m_isAsking) settle(paint());
}

void MapController::take(int tile, std::shared_ptr<const core::MapValues> values) {
    auto& drawn = m_drawn[tile];
    drawn.values = std::move(values);
    drawn.isCurrent = true;
    drawn.isAsked = false;
    drawn.isPainted = false;
    m_isChanged = true;
}

/// What is drawn on the tiles: for ranges that maps share.
std::vector<core::RangedMap> MapController::rangedMaps() const {
    std::vector<core::RangedMap> maps;
    for (const auto& tile : m_sources.exploration->tiles())
        if (const auto* shown = values(tile.id))
            maps.push_back({tile.key.layer, optionsOf(tile), shown});
    return maps;
}

core::ColorRange MapController::rangeOf(const core::TileSpec& tile,
                                        const core::MapValues& values) const {
    return core::shownRange({tile.key.layer, optionsOf(tile), &values}, m_options,
                            rangeModeOf(tile), *m_sources.cache, [this] { return rangedMaps(); });
}

/// Colours what is there. A range shared by many maps changes with each of them, so all tiles are
/// looked at; those whose numbers and colours stay are not touched. \return whether there was
/// anything to look at.
bool MapController::paint() {
    if (!std::exchange(m_isChanged, false)) return false;
    const auto& tiles = m_sources.exploration->tiles();
    for (std::size_t i = 0; i < tiles.size() && int(i) < m_tiles->count(); ++i) {
        const auto at = m_drawn.find(tiles[i].id);
        if (at == m_drawn.end() || !at->second.isCurrent) continue;
        if (!m_tiles->isInSight(i) && !isActive(tiles[i])) continue;
        if (const auto* standIn = standInOf(tiles[i]))
            paintStandIn(*standIn, i);
        else
            paintTile(tiles[i], i, at->second);
    }
    Q_EMIT shown();
    return true;
}

void MapController::paintTile(const core::TileSpec& tile, std::size_t index, Drawn& drawn) {
    const auto& values = *drawn.values;
    auto* shown = m_tiles->tile(index);
    const auto range = rangeOf(tile, values);
    const auto colors = colorsOf(tile);
    const bool isSame = drawn.isPainted && drawn.range == range && drawn.colors == colors &&
                        shown->view().caption == captionOf(tile, values) &&
                        shown->state() == widgets::MapTile::State::Ready;
    if (isSame) return;
    drawn.range = range;
    drawn.colors = colors;
    drawn.isPainted = true;
    shown->showMap(viewOf(tile, drawn));
}

QString MapController::captionOf(const core::TileSpec& tile, const core::MapValues& values) const {
    return values.rgb.empty()
               ? QStringLiteral("%1 · %2").arg(titleOf(tile), core::nameOf(rangeModeOf(tile)))
               : rgbCaption(tile, values);
}

widgets::MapView MapController::viewOf(const core::TileSpec& tile, const Drawn& drawn) const {
    const auto& values = *drawn.values;
    if (!values.rgb.empty()) return rgbView(tile, values);
    return widgets::makeMapView(values.grid, values.values, drawn.range, drawn.colors,
                                captionOf(tile, values));
}

void MapController::setFlipped(bool isFlipped) {
    if (std::exchange(m_isFlipped, isFlipped) == isFlipped) return;
    for (auto& [id, drawn] : m_drawn) drawn.isPainted = false;
    m_isChanged = true;
    settle(paint());
}

/// The reference's tile of the same layer, whose map is shown on \a tile while it is flipped.
const core::TileSpec* MapController::standInOf(const core::TileSpec& tile) const {
    const auto* subject = m_isFlipped ? matchedSubject() : nullptr;
    if (!subject || tile.isPinned() || tile.key.moment.subject == subject->id) return nullptr;
    for (const auto& other : m_sources.exploration->tiles()) {
        const bool isIts = !other.isPinned() && other.key.moment.subject == subject->id &&
                           other.key.layer == tile.key.layer;
        if (isIts) return values(other.id) ? &other : nullptr;
    }
    return nullptr;
}

/// Its caption says whose map it is.
void MapController::paintStandIn(const core::TileSpec& standIn, std::size_t index) {
    auto drawn = m_drawn.at(standIn.id);
    drawn.range = rangeOf(standIn, *drawn.values);
    drawn.colors = colorsOf(standIn);
    auto view = viewOf(standIn, drawn);
    const auto* subject = m_sources.exploration->subject(standIn.key.moment.subject);
    view.caption = tr("%1: %2").arg(subject->name, view.caption);
    m_tiles->tile(index)->showMap(std::move(view));
}

widgets::MapView MapController::rgbView(const core::TileSpec& tile,
                                        const core::MapValues& values) const {
    auto view =
        widgets::makeRgbView(values.grid, values.rgb, rgbCaption(tile, values), values.notFinite);
    view.values = values.values;
    view.isCategorical = values.isCategorical();
    if (values.isCategorical())
        view.swatches = clusterSwatches(values);
    else if (optionsOf(tile).kind == MapKind::Correspondence)
        view.swatches = wheelSwatches();
    return view;
}

/// With what only the map knows: how much its axes explain, from how many maps they come.
QString MapController::rgbCaption(const core::TileSpec& tile, const core::MapValues& values) const {
    const auto kind = optionsOf(tile).kind;
    const int maps = basisMaps(tile.id);
    if (kind == MapKind::Correspondence) return titleOf(tile);
    if (kind == MapKind::Clusters)
        return maps > 1 ? tr("%1 of %2 maps").arg(titleOf(tile)).arg(maps) : titleOf(tile);
    const auto& share = values.explained;
    return tr("%1 · %2 + %3 + %4 % of variance")
        .arg(maps > 1 ? tr("PCA of %1 maps").arg(maps) : titleOf(tile))
        .arg(100 * share[0], 0, 'f', 0)
        .arg(100 * share[1], 0, 'f', 0)
        .arg(100 * share[2], 0, 'f', 0);
}

/// The value at the reference on every tile whose map answers the present question.
void MapController::showReadings() {
    const auto place = m_sources.reference->reference();
    const auto& tiles = m_sources.exploration->tiles();
    for (std::size_t i = 0; i < tiles.size() && int(i) < m_tiles->count(); ++i) {
        const auto at = m_drawn.find(tiles[i].id);
        const bool isKnown = place && !standInOf(tiles[i]) && at != m_drawn.end() &&
                             at->second.isCurrent && at->second.values &&
                             !at->second.values->values.empty();
        std::optional<float> reading;
        if (isKnown) {
            const auto& map = *at->second.values;
            reading = map.values[map.grid.indexOf(place->on(map.grid).first)];
        }
        m_tiles->tile(i)->setReading(reading);
    }
}

const core::MapValues* MapController::values(int tile) const {
    const auto at = m_drawn.find(tile);
    return at != m_drawn.end() && at->second.isCurrent ? at->second.values.get() : nullptr;
}

std::optional<engine::TokenIndex> MapController::best(int tile) const {
    const auto at = m_drawn.find(tile);
    return at != m_drawn.end() && at->second.isCurrent ? at->second.best : std::nullopt;
}

const core::Subject* MapController::matchedSubject() const {
    const auto& kept = m_sources.reference->kept();
    const auto& place = kept ? kept : m_sources.reference->reference();
    return place ? m_sources.exploration->subject(place->subject) : nullptr;
}

int MapController::basisMaps(int tile) const {
    const auto at = m_drawn.find(tile);
    return at == m_drawn.end() ? 1 : std::max(1, int(at->second.question.shared.size()));
}

core::ColorRange MapController::range(int tile) const {
    const auto at = m_drawn.find(tile);
    return at != m_drawn.end() ? at->second.range : core::ColorRange{};
}

}  // namespace app
