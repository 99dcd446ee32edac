// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/plot_controller.h"

#include "gui/reference_controller.h"
#include "gui/shared_layers.h"

#include <explore/map_definition.h>
#include <explore/token_profile.h>
#include <plots/histogram_plot.h>
#include <plots/profile_plot.h>

#include <QtConcurrentRun>

#include <cmath>

namespace app {

namespace {

constexpr int kDrawMs = 80;  // plots follow when the pointer rests; the maps have precedence

/// Norms at the scale of the options.
std::vector<float> scaled(const engine::NormMap& norms, core::NormScale scale) {
    auto values = norms.values();
    if (scale == core::NormScale::Log)
        for (auto& value : values) value = std::log(value);
    if (scale == core::NormScale::ZScore)
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = float(norms.zScore(norms.grid().tokenOf(i)));
    if (scale == core::NormScale::Percentile)
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = float(norms.percentile(norms.grid().tokenOf(i)));
    return values;
}

core::TokenStanding nothing() {
    const double nan = std::nan("");
    return {nan, nan, nan, nan, nan, nan, nan};
}

}  // namespace

PlotController::PlotController(widgets::ProfilePlot* profile, widgets::HistogramPlot* histogram,
                               const ReferenceController* reference, const MapController* maps,
                               const ExploreSources& sources, QObject* parent)
    : QObject(parent),
      m_profile(profile),
      m_histogram(histogram),
      m_reference(reference),
      m_maps(maps),
      m_sources(sources) {
    m_drawing.setSingleShot(true);
    m_drawing.setInterval(kDrawMs);
    m_similarity.setProductsBudget(0);
    connect(&m_similarity, &core::HoverSimilarity::ready, this, &PlotController::onSimilarities);
    connect(&m_drawing, &QTimer::timeout, this, &PlotController::draw);
    connect(profile, &widgets::ProfilePlot::chosen, this, &PlotController::choose);
    connect(histogram, &widgets::HistogramPlot::rangeDragged, this, &PlotController::rangeDragged);
}

void PlotController::setAxis(Axis axis) {
    m_axis = axis;
    refresh();
}

void PlotController::refresh() {
    m_drawing.start();
}

void PlotController::draw() {
    if (m_profile->isVisible()) drawProfile();
    if (m_histogram->isVisible()) drawHistogram();
}

/// The layers of the active tile's moment, or the captured columns of its layer.
std::vector<PlotController::Stop> PlotController::stops() const {
    std::vector<Stop> stops;
    const auto* tile = m_reference->tile();
    const auto* subject = tile ? m_sources.exploration->subject(tile->key.moment.subject) : nullptr;
    if (!subject) return stops;
    if (m_axis == Axis::Layers) {
        for (const auto& layer : m_sources.exploration->layers())
            if (layer.keys == 0)
                stops.push_back(
                    {{tile->key.moment, layer.path}, QString::fromStdString(layer.path.text())});
    } else {
        for (const int column : m_sources.cache->columnsOf(subject->id, tile->key.layer))
            stops.push_back(
                {{{subject->id, column}, tile->key.layer}, subject->momentText(column)});
    }
    return stops;
}

void PlotController::drawProfile() {
    m_stops = stops();
    ++m_ranking;  // what is being ranked is of other stops
    const auto& place = m_reference->reference().reference();
    const auto* tile = m_reference->tile();
    if (m_stops.empty() || !place || !tile) return m_profile->clear(tr("Point at a token"));
    m_options = m_maps->optionsOf(*tile);
    if (m_options.kind == core::MapKind::Similarity) return askSimilarities(*place);
    if (m_options.kind != core::MapKind::Norm) m_options = {};
    std::vector<Map> maps(m_stops.size());
    for (std::size_t i = 0; i < m_stops.size(); ++i) {
        const auto* norms = m_sources.cache->norms(m_stops[i].key);
        if (!norms) continue;
        maps[i] = {scaled(*norms, m_options.normScale),
                   norms->grid().indexOf(place->on(norms->grid()).first)};
    }
    rank(std::move(maps));
}

core::SharedRepresentation PlotController::inMemory(const core::CaptureKey& key) const {
    const bool isThere = m_sources.cache->stateOf(key) == core::CaptureState::Memory;
    return isThere ? m_sources.cache->get(key) : nullptr;
}

/// How alike the pointed token is to the kept one, among all tokens of each layer. Only what is in
/// memory: a profile must not bring everything back from disk.
void PlotController::askSimilarities(const core::Place& place) {
    const auto& kept = m_reference->reference().kept();
    if (!kept) return m_profile->clear(tr("Click a token to compare with"));
    std::vector<core::SimilarityTask> tasks;
    m_asked.clear();
    m_place = place;
    for (std::size_t i = 0; i < m_stops.size(); ++i) {
        const auto& key = m_stops[i].key;
        const auto* owner = m_sources.exploration->subject(kept->subject);
        const bool isOwn = kept->subject == key.moment.subject;
        if (!owner) continue;
        const auto target = inMemory(key);
        const auto source = isOwn ? target : inMemory({owner->moment(), key.layer});
        if (!target || !source) continue;
        tasks.push_back({source, kept->on(source->grid()), target, m_options.measure,
                         companyOf(m_sources, key, m_options)});
        m_asked.push_back(i);
    }
    if (tasks.empty()) return m_profile->clear(tr("Nothing computed yet"));
    m_similarity.request(std::move(tasks));
}

void PlotController::onSimilarities(const std::vector<core::SimilarityAnswer>& answers) {
    std::vector<Map> maps(m_stops.size());
    for (std::size_t i = 0; i < answers.size() && i < m_asked.size(); ++i) {
        const auto& map = *answers[i].map;
        if (m_asked[i] < maps.size())
            maps[m_asked[i]] = {map.values, map.grid.indexOf(m_place.on(map.grid).first)};
    }
    rank(std::move(maps));
}

/// Percentiles of many maps take longer than a frame: in the thread pool; the latest counts.
void PlotController::rank(std::vector<Map> maps) {
    const auto id = ++m_ranking;
    QtConcurrent::run([maps = std::move(maps)] {
        std::vector<core::TokenStanding> standings;
        for (const auto& map : maps)
            standings.push_back(map.values.empty() ? nothing()
                                                   : core::standingOf(map.values, map.token));
        return standings;
    }).then(this, [this, id](const std::vector<core::TokenStanding>& standings) {
        if (id == m_ranking && standings.size() == m_stops.size()) showProfile(standings);
    });
}

void PlotController::showProfile(const std::vector<core::TokenStanding>& standings) {
    const auto* tile = m_reference->tile();
    if (!tile) return;
    std::vector<widgets::ProfilePlot::Point> points;
    int current = -1;
    for (std::size_t i = 0; i < m_stops.size(); ++i) {
        if (m_stops[i].key == tile->key) current = int(i);
        points.push_back({m_stops[i].label, standings[i]});
    }
    const bool isRaw =
        m_options.kind == core::MapKind::Norm && m_options.normScale == core::NormScale::Raw;
    m_profile->setLogarithmic(isRaw && m_axis == Axis::Layers);
    m_profile->setProfile(std::move(points), m_axis == Axis::Layers ? tr("layer") : tr("timestep"),
                          core::titleOf(m_options, tile->layer, m_maps->referenceName()), current);
}

void PlotController::drawHistogram() {
    const auto* tile = m_reference->tile();
    const auto* values = tile ? m_maps->values(tile->id) : nullptr;
    if (!values || !values->rgb.empty()) return m_histogram->clear(tr("No map with one value"));
    std::optional<double> marked;
    if (const auto& place = m_reference->reference().reference())
        marked = double(values->values[values->grid.indexOf(place->on(values->grid).first)]);
    const auto title = QStringLiteral("%1 · %2").arg(
        m_maps->titleOf(*tile), QString::fromStdString(tile->key.layer.text()));
    m_histogram->setHistogram(core::histogramOf(values->values), m_maps->range(tile->id),
                              m_maps->colorsOf(*tile), title, marked);
}

void PlotController::choose(int index) {
    if (index < 0 || std::size_t(index) >= m_stops.size()) return;
    const auto key = m_stops[std::size_t(index)].key;
    if (m_axis == Axis::Columns) return m_sources.exploration->setColumns(key.moment.column);
    m_sources.exploration->setActiveLayer(key.layer);
    Q_EMIT layerChosen(key.layer);
}

}  // namespace app
