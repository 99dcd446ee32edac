// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/read_out_controller.h"

#include "gui/reference_controller.h"
#include "gui/shared_layers.h"

#include <panels/read_out_bar.h>
#include <session/read_out.h>

#include <algorithm>

namespace app {

using core::Reading;

namespace {

constexpr int kMostLayerColumns = 32;  // longer paths (attention maps) push the rest of the line

}  // namespace

ReadOutController::ReadOutController(widgets::ReadOutBar* bar, const ReferenceController* reference,
                                     const ExploreSources& sources, QObject* parent)
    : QObject(parent), m_bar(bar), m_reference(reference), m_sources(sources) {
    m_similarity.setProductsBudget(0);  // one map per kept token is no hovering
    connect(&m_similarity, &core::HoverSimilarity::ready, this, [this](const auto& answers) {
        m_keptMap = answers.front();
        refresh(m_options);
    });
    m_pinSimilarity.setProductsBudget(0);
    connect(&m_pinSimilarity, &core::HoverSimilarity::ready, this, [this](const auto& answers) {
        m_pinMaps = answers;
        if (!m_isReadingPins) Q_EMIT pinsRead();
    });
}

void ReadOutController::refresh(const core::MapOptions& options) {
    m_options = options;
    m_bar->setText(core::readOutText(readOut()));
}

core::ReadOut ReadOutController::readOut() {
    const auto& place = m_reference->reference().reference();
    const auto* tile = m_reference->tile();
    core::ReadOut r = readOutAt(place.value_or(core::Place{}));
    r.measure = m_options.measure;
    r.referenceName = referenceName();
    if (!place || !tile) {
        r.token.reset();
        r.norm = r.zScore = r.percentile = Reading::missing();
        return r;
    }
    r.similarity = similarityTo(*tile, *r.token);
    if (m_mapReading) r.map = m_mapReading(*tile, *r.token);
    return r;
}

/// Where a pin's activation in the active tile's layer is.
std::optional<core::CaptureKey> ReadOutController::keyOfPin(const core::Place& place) const {
    const auto* tile = m_reference->tile();
    const auto* subject = m_sources.exploration->subject(place.subject);
    if (!tile || !subject) return std::nullopt;
    if (subject->id == tile->key.moment.subject) return tile->key;
    return core::CaptureKey{subject->moment(), tile->key.layer};
}

core::ReadOut ReadOutController::readOutOfPin(const core::Place& place) const {
    auto r = readOutAt(place);
    const auto key = keyOfPin(place);
    if (!key || *key == m_reference->tile()->key) return r;
    r.norm = r.zScore = r.percentile = Reading::missing();
    if (const auto* norms = m_sources.cache->norms(*key)) {
        r.token = place.on(norms->grid()).first;
        core::readNorms(r, *norms, *r.token);
    }
    return r;
}

/// All maps that are lacking are asked for at once, because a new question ends the one before.
std::vector<core::ReadOut> ReadOutController::readPins() {
    std::vector<Comparison> comparisons;
    std::vector<core::SimilarityTask> tasks;
    for (const auto& pin : m_reference->pins().all()) {
        const auto key = keyOfPin(pin.place);
        comparisons.push_back(key ? comparisonOf(*key) : Comparison{});
        const auto& task = comparisons.back().task;
        if (task && std::find(tasks.begin(), tasks.end(), *task) == tasks.end())
            tasks.push_back(*task);
    }
    if (tasks != m_pinTasks) {
        m_pinTasks = tasks;
        m_pinMaps.clear();
        m_isReadingPins = true;  // small ones are answered before request() returns
        m_pinSimilarity.request(std::move(tasks));
        m_isReadingPins = false;
    }
    std::vector<core::ReadOut> read;
    for (const auto& pin : m_reference->pins().all()) {
        auto r = readOutOfPin(pin.place);
        const auto& [task, reading] = comparisons[read.size()];
        r.similarity = reading;
        for (const auto& answer : m_pinMaps)
            if (task == answer.task && r.token)
                r.similarity = Reading::of(double(answer.map->at(*r.token)));
        read.push_back(std::move(r));
    }
    return read;
}

core::ReadOut ReadOutController::readOutAt(const core::Place& place) const {
    core::ReadOut r;
    for (const auto& layer : m_sources.exploration->layers())
        r.layerColumns = std::max(r.layerColumns, int(layer.path.text().size()));
    r.layerColumns = std::min(r.layerColumns, kMostLayerColumns);
    const auto* tile = m_reference->tile();
    // without a tile there is still a picture, and its timestep
    const auto* subject = tile ? m_sources.exploration->subject(tile->key.moment.subject)
                               : m_sources.exploration->current();
    if (!subject) return r;
    const int column = tile ? tile->key.moment.column : subject->column;
    r.picture = subject->size();
    if (subject->isGeneration) r.moment = subject->momentText(column);
    r.timestep = column;
    if (!tile) return r;
    r.layer = tile->key.layer;
    r.grid = tile->layer.grid;
    if (place.spot.grid.count() == 0) return r;
    r.token = place.on(r.grid).first;
    const auto* norms = m_sources.cache->norms(tile->key);
    if (norms)
        core::readNorms(r, *norms, *r.token);
    else if (const auto state = m_sources.runner->stateOf(tile->key);
             state == core::CaptureState::Queued || state == core::CaptureState::Running)
        r.norm = r.zScore = r.percentile = Reading::computing();
    return r;
}

/// The kept place of a pin bears its letter.
QString ReadOutController::referenceName() const {
    const auto& kept = m_reference->reference().kept();
    for (const auto& pin : m_reference->pins().all())
        if (kept == pin.place) return QString(QLatin1Char(pin.letter));
    return QStringLiteral("ref");
}

ReadOutController::Comparison ReadOutController::comparisonOf(
    const core::CaptureKey& target) const {
    const auto& kept = m_reference->reference().kept();
    const auto* subject = kept ? m_sources.exploration->subject(kept->subject) : nullptr;
    const auto* tile = m_reference->tile();
    if (!subject || !tile || tile->layer.keys > 0) return {};
    const bool isOwn = subject->id == target.moment.subject;
    const core::CaptureKey sourceKey{isOwn ? target.moment : subject->moment(), target.layer};
    const auto there = m_sources.cache->get(target), source = m_sources.cache->get(sourceKey);
    if (source && there)
        return {core::SimilarityTask{source, kept->on(source->grid()), there, m_options.measure,
                                     companyOf(m_sources, target, m_options)},
                Reading::computing()};
    const auto state = m_sources.runner->stateOf(there ? sourceKey : target);
    const bool isComing = state != core::CaptureState::Empty && state != core::CaptureState::Failed;
    return {std::nullopt, isComing ? Reading::computing() : Reading::missing()};
}

Reading ReadOutController::similarityTo(const core::TileSpec& tile, engine::TokenIndex token) {
    const auto [wanted, reading] = comparisonOf(tile.key);
    if (!wanted) return reading;
    const auto isThere = [&, task = *wanted] { return m_keptMap && m_keptMap->task == task; };
    if (!isThere()) m_similarity.request({*wanted});
    if (!isThere()) return Reading::computing();  // a small layer was answered at once
    return Reading::of(double(m_keptMap->map->at(token)));
}

QString ReadOutController::allValues(const MapController& maps) const {
    const auto& place = m_reference->reference().reference();
    if (!place) return {};
    QString text;
    for (const auto& tile : m_sources.exploration->tiles()) {
        const auto* values = maps.values(tile.id);
        const auto* subject = m_sources.exploration->subject(tile.key.moment.subject);
        if (!values || values->values.empty() || !subject) continue;
        const auto token = place->on(values->grid).first;
        text += QStringLiteral("%1\t%2\t%3\tx%4 y%5\t%6\t%7\n")
                    .arg(subject->name, subject->momentText(tile.key.moment.column),
                         QString::fromStdString(tile.key.layer.text()))
                    .arg(token.col)
                    .arg(token.row)
                    .arg(maps.titleOf(tile))
                    .arg(double(values->values[values->grid.indexOf(token)]), 0, 'g', 9);
    }
    return text;
}

}  // namespace app
