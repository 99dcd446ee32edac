// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/read_out_controller.h"

#include "gui/reference_controller.h"

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
        refresh(m_measure);
    });
}

void ReadOutController::refresh(engine::SimilarityMeasure measure) {
    m_measure = measure;
    m_bar->setText(core::readOutText(readOut()));
}

core::ReadOut ReadOutController::readOut() {
    const auto& place = m_reference->reference().reference();
    const auto* tile = m_reference->tile();
    core::ReadOut r = readOutAt(place.value_or(core::Place{}));
    r.measure = m_measure;
    r.referenceName = referenceName();
    if (!place || !tile) {
        r.token.reset();
        r.norm = r.zScore = r.percentile = Reading::missing();
        return r;
    }
    r.similarity = similarityTo(*tile, *r.token);
    return r;
}

core::ReadOut ReadOutController::readOutOfPin(const core::Place& place) {
    auto r = readOutAt(place);
    const auto* tile = m_reference->tile();
    const auto* subject = m_sources.exploration->subject(place.subject);
    if (!tile || !subject || subject->id == tile->key.moment.subject) return r;
    r.norm = r.zScore = r.percentile = Reading::missing();
    if (const auto* norms = m_sources.cache->norms({subject->moment(), tile->key.layer})) {
        r.token = place.on(norms->grid()).first;
        core::readNorms(r, *norms, *r.token);
    }
    return r;
}

core::ReadOut ReadOutController::readOutAt(const core::Place& place) {
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

Reading ReadOutController::similarityTo(const core::TileSpec& tile, engine::TokenIndex token) {
    const auto& kept = m_reference->reference().kept();
    const auto* subject = kept ? m_sources.exploration->subject(kept->subject) : nullptr;
    if (!subject || tile.layer.keys > 0) return Reading::missing();
    const bool isOwn = subject->id == tile.key.moment.subject;
    const core::CaptureKey sourceKey{isOwn ? tile.key.moment : subject->moment(), tile.key.layer};
    const auto target = m_sources.cache->get(tile.key);
    const auto source = m_sources.cache->get(sourceKey);
    if (!source || !target) {
        const auto state = m_sources.runner->stateOf(target ? sourceKey : tile.key);
        const bool isComing =
            state != core::CaptureState::Empty && state != core::CaptureState::Failed;
        return isComing ? Reading::computing() : Reading::missing();
    }
    const core::SimilarityTask wanted{source, kept->on(source->grid()), target, m_measure};
    const auto isThere = [&] { return m_keptMap && m_keptMap->task == wanted; };
    if (!isThere()) m_similarity.request({wanted});
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
