// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/definition_controller.h"

#include "gui/explore_page.h"
#include "gui/reference_controller.h"

#include <explore/map_definition.h>
#include <explore/map_reading.h>
#include <session/read_out.h>

#include <algorithm>

namespace app {

DefinitionController::DefinitionController(ExplorePage* page, const ReferenceController* reference,
                                           const MapController* maps, const ExploreSources& sources,
                                           QObject* parent)
    : QObject(parent), m_page(page), m_reference(reference), m_maps(maps), m_sources(sources) {}

void DefinitionController::refresh() {
    if (m_page->isDefinitionVisible()) renew();
}

void DefinitionController::renew() {
    m_page->setDefinition(definition(), facts());
}

/// As the published explorer's line, "Similarities, avg: 0.123±0.045", for every kind of map, and
/// the extremes.
QString DefinitionController::facts() const {
    const auto* tile = m_reference->tile();
    const auto* values = tile ? m_maps->values(tile->id) : nullptr;
    if (!values) return {};
    auto text = core::summaryOf(*values);
    if (const auto best = m_maps->best(tile->id))
        text += tr("; best match x%1 y%2: %3")
                    .arg(best->col)
                    .arg(best->row)
                    .arg(core::numberText(double(values->values[values->grid.indexOf(*best)])));
    return text;
}

QString DefinitionController::definition() const {
    const auto* tile = m_reference->tile();
    const auto* subject = tile ? m_sources.exploration->subject(tile->key.moment.subject) : nullptr;
    if (!subject) return {};
    core::DefinedMap map;
    map.layer = tile->layer;
    map.options = m_maps->optionsOf(*tile);
    map.model = QString::fromStdString(m_model.name);
    map.dtype = QStringLiteral("float32");  // the window opens models with LoadOptions' defaults
    map.range = m_maps->rangeModeOf(*tile);
    map.shown = m_maps->range(tile->id);
    map.word = m_words.value(map.options.textToken);
    if (const auto* values = m_maps->values(tile->id)) map.layer.grid = values->grid;
    describeSubject(map, *subject, tile->key.moment.column);
    describeReference(map, *tile);
    describeOther(map, *tile);
    return core::definitionOf(map);
}

void DefinitionController::describeSubject(core::DefinedMap& map, const core::Subject& subject,
                                           int column) const {
    map.picture = subject.name;
    map.size = subject.size();
    map.timestep = subject.timestepAt(column);
    map.seed = m_settings.seed;
    map.prompt = QString::fromStdString(m_settings.prompt);
    map.isPaperProtocol = m_settings.eulerInputScaling;
    if (!subject.isGeneration) return;
    const auto& request = subject.task.request;
    map.step = column + 1;
    map.steps = subject.steps.empty() ? request.steps : subject.steps.front()->count;
    map.scheduler = QString::fromStdString(request.scheduler.empty() ? m_model.schedulerClass
                                                                     : request.scheduler);
    map.guidance = request.guidance;
    map.prompt = QString::fromStdString(request.prompt);
    if (request.negativePrompt)
        map.negativePrompt = QString::fromStdString(*request.negativePrompt);
    map.isUnconditional = subject.task.isUnconditional;
    map.seed = request.seed;
    map.isPaperProtocol = false;
}

void DefinitionController::describeReference(core::DefinedMap& map,
                                             const core::TileSpec& tile) const {
    if (map.options.kind == core::MapKind::Correspondence) {
        const auto* matched = m_maps->matchedSubject();
        if (matched && matched->id != tile.key.moment.subject) map.referencePicture = matched->name;
        return;
    }
    const auto& place = m_reference->reference().reference();
    const auto* owner = place ? m_sources.exploration->subject(place->subject) : nullptr;
    if (!owner) return;
    map.reference = place->on(tile.layer.grid);
    if (owner->id != tile.key.moment.subject) map.referencePicture = owner->name;
}

void DefinitionController::describeOther(core::DefinedMap& map, const core::TileSpec& tile) const {
    const auto& options = map.options;
    if (options.hasOwnColors() || options.isDivided()) map.basisMaps = m_maps->basisMaps(tile.id);
    if (options.kind != core::MapKind::Difference) return;
    const auto* subject = m_sources.exploration->subject(tile.key.moment.subject);
    const auto* other = m_sources.exploration->subject(options.otherSubject);
    if (options.differenceTo == core::DifferenceTo::Picture && other) {
        map.otherPicture = other->name;
        if (other->column != tile.key.moment.column)
            map.otherTimestep = other->timestepAt(other->column);
    }
    if (options.differenceTo == core::DifferenceTo::Timestep && subject) {
        map.otherTimestep = subject->timestepAt(options.otherColumn);
        if (subject->isGeneration) map.otherStep = options.otherColumn + 1;
    }
}

}  // namespace app
