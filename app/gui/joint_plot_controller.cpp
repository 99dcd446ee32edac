// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/joint_plot_controller.h"

#include "gui/map_controller.h"
#include "gui/reference_controller.h"
#include "gui/shared_layers.h"

#include <explore/joint_histogram.h>
#include <explore/map_definition.h>
#include <plots/joint_histogram_plot.h>

#include <QEvent>

namespace app {

namespace {

constexpr int kDrawMs = 80;  // as the other plots

}  // namespace

JointPlotController::JointPlotController(widgets::JointHistogramPlot* plot,
                                         const ReferenceController* reference,
                                         const MapController* maps, const ExploreSources& sources,
                                         QObject* parent)
    : QObject(parent), m_plot(plot), m_reference(reference), m_maps(maps), m_sources(sources) {
    m_drawing.setSingleShot(true);
    m_drawing.setInterval(kDrawMs);
    m_similarity.setProductsBudget(0);
    plot->installEventFilter(this);
    connect(&m_drawing, &QTimer::timeout, this, &JointPlotController::draw);
    connect(&m_similarity, &core::HoverSimilarity::ready, this,
            [this](const auto& answers) { show(answers.front()); });
}

/// Brought to the front, it is up to date.
bool JointPlotController::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Show) refresh();
    return QObject::eventFilter(watched, event);
}

void JointPlotController::refresh() {
    m_drawing.start();
}

void JointPlotController::draw() {
    if (!m_plot->isVisible()) return;
    const auto* tile = m_reference->tile();
    const auto& place = m_reference->reference().reference();
    const auto* owner = place ? m_sources.exploration->subject(place->subject) : nullptr;
    if (!tile || !owner) return m_plot->clear(tr("Point at a token"));
    if (tile->layer.keys > 0) return m_plot->clear(tr("An attention map has no tokens to compare"));
    const bool isOwn = owner->id == tile->key.moment.subject;
    const core::CaptureKey sourceKey{isOwn ? tile->key.moment : owner->moment(), tile->key.layer};
    const auto layer = m_sources.cache->get(tile->key), source = m_sources.cache->get(sourceKey);
    if (!layer || !source) return m_plot->clear(tr("Nothing computed yet"));
    const auto options = m_maps->optionsOf(*tile);
    m_similarity.request({{source, place->on(source->grid()), layer, options.measure,
                           companyOf(m_sources, tile->key, options)}});
}

void JointPlotController::show(const core::SimilarityAnswer& answer) {
    const auto* tile = m_reference->tile();
    if (!tile) return;
    const auto& norms = answer.task.target->norms();
    auto options = m_maps->optionsOf(*tile);
    options.kind = core::MapKind::Similarity;
    std::optional<widgets::JointHistogramPlot::Mark> mark;
    if (const auto& place = m_reference->reference().reference()) {
        const auto token = place->on(norms.grid()).first;
        mark = {double(norms.at(token)), double(answer.map->at(token))};
    }
    m_plot->setHistogram(core::jointHistogramOf(norms.values(), answer.map->values),
                         m_maps->options().positiveColors, core::titleOf({}, tile->layer),
                         core::titleOf(options, tile->layer, m_maps->referenceName()),
                         QString::fromStdString(tile->key.layer.text()), mark);
}

}  // namespace app
