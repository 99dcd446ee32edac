// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/figure_maps.h"

#include "gui/map_controller.h"
#include "gui/shared_layers.h"

#include <explore/best_match.h>
#include <explore/capture_runner.h>
#include <explore/exploration.h>
#include <explore/representation_cache.h>
#include <explore/shown_marks.h>

#include <QFuture>
#include <QtConcurrentRun>

#include <algorithm>
#include <utility>

namespace app {

using core::CaptureState;

namespace {

constexpr int kMostRunning = 3;  // each holds activations in memory

/// A cell's place in the figure does not matter to its map.
bool isSameMap(const core::FigureCell& a, const core::FigureCell& b) {
    return a.tile.key == b.tile.key && a.tile.pinned == b.tile.pinned && a.source == b.source;
}

}  // namespace

FigureMaps::FigureMaps(const ExploreSources& sources, const MapController* maps, QObject* parent)
    : QObject(parent), m_sources(sources), m_maps(maps) {
    connect(sources.runner, &core::CaptureRunner::captured, this, &FigureMaps::advance);
    connect(sources.runner, &core::CaptureRunner::statesChanged, this, &FigureMaps::advance);
    connect(sources.cache, &core::RepresentationCache::arrived, this, &FigureMaps::advance);
}

void FigureMaps::reset(const std::optional<core::Place>& reference) {
    ++m_age;
    m_reference = reference;
    m_known.clear();
    m_cells.clear();
    m_states.clear();
    m_running.clear();
}

void FigureMaps::setCells(std::vector<core::FigureCell> cells) {
    m_cells = std::move(cells);
    m_states.assign(m_cells.size(), {});
    for (std::size_t i = 0; i < m_cells.size(); ++i)
        for (const auto& known : m_known)
            if (isSameMap(known.cell, m_cells[i])) m_states[i] = known.state;
    advance();
}

bool FigureMaps::isRunning(const core::FigureCell& cell) const {
    return std::any_of(m_running.begin(), m_running.end(),
                       [&cell](const auto& running) { return isSameMap(running, cell); });
}

bool FigureMaps::isDone() const {
    return std::all_of(m_states.begin(), m_states.end(), [](const Cell& cell) {
        return cell.values || !cell.problem.isEmpty() || !cell.isCaptured;
    });
}

int FigureMaps::missingCount() const {
    return int(std::count_if(m_states.begin(), m_states.end(),
                             [](const Cell& cell) { return !cell.isCaptured; }));
}

std::vector<core::Moment> FigureMaps::missingMoments() const {
    std::set<core::Moment> moments;
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
        if (m_states[i].isCaptured) continue;
        for (const auto& key : needed(m_cells[i]))
            if (!m_sources.cache->contains(key)) moments.insert(key.moment);
    }
    return {moments.begin(), moments.end()};
}

std::vector<int> FigureMaps::subjects() const {
    std::vector<int> subjects;
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
        if (!m_states[i].values) continue;
        for (const auto& key : needed(m_cells[i]))
            if (std::count(subjects.begin(), subjects.end(), key.moment.subject) == 0)
                subjects.push_back(key.moment.subject);
    }
    return subjects;
}

/// Whether it is made of another activation than its own, as MapController::otherKey() says.
bool FigureMaps::needsOther(const core::FigureCell& cell) {
    const auto kind = cell.tile.pinned->kind;
    return cell.tile.layer.keys == 0 &&
           (kind == core::MapKind::Difference || kind == core::MapKind::Correspondence);
}

/// The activations without which there is no map.
std::vector<core::CaptureKey> FigureMaps::needed(const core::FigureCell& cell) const {
    std::vector<core::CaptureKey> keys = {cell.tile.key};
    if (cell.source && *cell.source != cell.tile.key) keys.push_back(*cell.source);
    if (needsOther(cell))
        if (const auto other = m_maps->otherKey(cell.tile)) keys.push_back(*other);
    return keys;
}

bool FigureMaps::needsPlace(const core::FigureCell& cell) const {
    return core::isAboutReference(*cell.tile.pinned, cell.tile.layer);
}

/// Takes up what can be computed now, a few cells at a time.
void FigureMaps::advance() {
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
        auto& state = m_states[i];
        if (state.values || !state.problem.isEmpty() || isRunning(m_cells[i])) continue;
        if (needsPlace(m_cells[i]) && !m_reference) {
            state.problem = tr("No token is kept as reference");
            continue;
        }
        const auto keys = needed(m_cells[i]);
        state.isCaptured = std::all_of(keys.begin(), keys.end(), [this](const auto& key) {
            return m_sources.cache->contains(key);
        });
        if (state.isCaptured && int(m_running.size()) < kMostRunning) begin(i);
    }
    Q_EMIT changed();
}

void FigureMaps::begin(std::size_t index) {
    const auto& cell = m_cells[index];
    bool isHere = true;  // what is on disk begins to be read
    for (const auto& key : needed(cell)) isHere = m_sources.cache->get(key) != nullptr && isHere;
    if (!isHere) return;  // arrived() comes back to it
    const auto job = jobOf(cell);
    if (needsOther(cell) && !job.inputs.other) {
        m_states[index].problem = tr("There is nothing to compare with");
        return;
    }
    m_running.push_back(cell);
    QtConcurrent::run(&FigureMaps::compute, job)
        .then(this, [this, cell, age = m_age](const Cell& state) {
            if (age == m_age) take(cell, state);
        });
}

FigureMaps::Job FigureMaps::jobOf(const core::FigureCell& cell) const {
    Job job{{}, *cell.tile.pinned, nullptr};
    auto* cache = m_sources.cache;
    job.inputs.info = cell.tile.layer;
    job.inputs.layer = cache->get(cell.tile.key);
    const auto grid = job.inputs.layer->grid();
    if (needsPlace(cell)) job.inputs.reference = m_reference->on(grid);
    if (cell.source) {
        job.source = cache->get(*cell.source);
        job.inputs.reference = m_reference->on(job.source->grid());
    }
    if (cell.tile.layer.keys > 0) return job;
    if (job.options.kind == core::MapKind::Pca || job.options.kind == core::MapKind::Clusters)
        job.inputs.shared = sharedLayers(m_sources, cell.tile.key, job.options.pcaBasis);
    if (cell.source) job.inputs.shared = companyOf(m_sources, cell.tile.key, job.options);
    if (needsOther(cell))
        if (const auto other = m_maps->otherKey(cell.tile)) job.inputs.other = cache->get(*other);
    return job;
}

/// Divided by the largest divisor of its company, where it has any.
engine::SimilarityMap FigureMaps::similarityOf(const Job& job) {
    const auto measure = job.options.measure;
    const auto raw = [&](const engine::Representation& target) {
        return engine::rawSimilarityMap(*job.source, job.inputs.reference, target, measure);
    };
    if (job.inputs.shared.empty())
        return engine::similarityMap(*job.source, job.inputs.reference, *job.inputs.layer, measure);
    auto map = raw(*job.inputs.layer);
    float largest = map.divisor;
    for (const auto& companion : job.inputs.shared)
        largest = std::max(largest, raw(*companion).divisor);
    return engine::dividedMap(std::move(map), measure, largest);
}

/// In the thread pool.
FigureMaps::Cell FigureMaps::compute(const Job& job) {
    Cell cell;
    cell.basisMaps = std::max(1, int(job.inputs.shared.size()));
    if (!job.source) {
        auto made = core::computeMap(job.inputs, job.options);
        if (made)
            cell.values = std::make_shared<const core::MapValues>(std::move(*made));
        else
            cell.problem = QString::fromStdString(made.error().message);
        return cell;
    }
    const auto map = similarityOf(job);
    auto values = std::make_shared<core::MapValues>();
    values->grid = map.grid;
    values->values = map.values;
    values->isSigned = engine::isSigned(job.options.measure);
    values->natural = core::naturalRange(job.options.measure);
    if (job.source != job.inputs.layer) cell.best = core::bestMatch(map);
    cell.values = std::move(values);
    return cell;
}

void FigureMaps::take(const core::FigureCell& cell, const Cell& state) {
    std::erase_if(m_running, [&cell](const auto& running) { return isSameMap(running, cell); });
    m_known.push_back({cell, state});
    for (std::size_t i = 0; i < m_cells.size(); ++i)
        if (isSameMap(m_cells[i], cell)) m_states[i] = state;
    advance();
}

}  // namespace app
