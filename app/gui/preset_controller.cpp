// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/preset_controller.h"

#include "gui/actions.h"
#include "gui/layer_controller.h"
#include "gui/picture_controller.h"
#include "gui/reference_controller.h"
#include "gui/view_controller.h"

#include <explore/exploration.h>
#include <explore/representation_cache.h>

#include <QAction>

#include <algorithm>

namespace app {

PresetController::PresetController(const Actions& actions, const ExploreSources& sources,
                                   const Parts& parts, QObject* parent)
    : QObject(parent), m_sources(sources), m_parts(parts) {
    for (std::size_t i = 0; i < actions.presets.size(); ++i)
        connect(actions.presets[i], &QAction::triggered, this, [this, i] { apply(int(i)); });
}

void PresetController::apply(int index) {
    const auto& preset = core::presets()[std::size_t(index)];
    auto* exploration = m_sources.exploration;
    m_parts.layers->choose(preset.layers);
    auto options = m_parts.view->options();
    options.map = preset.options;
    options.setRange(preset.range);
    options.usesBounds = true;
    m_parts.view->setOptions(options);
    m_waiting = index;
    if (m_parts.pictures->showNamed(preset.demoPictures) == 0) finish();
    exploration->setColumns(preset.timestep);
    if (const auto layers = exploration->layers(); !layers.empty())
        exploration->setActiveLayer(layers.front().path);
    finish();
    Q_EMIT applied(preset.name, preset.explanation);
}

/// The reference is kept on the first picture once that is on the board, or once the norms are
/// there of which it is the largest.
void PresetController::finish() {
    if (!m_waiting || m_parts.pictures->isChanging()) return;
    const auto& preset = core::presets()[std::size_t(*m_waiting)];
    auto* exploration = m_sources.exploration;
    const auto* current = exploration->current();
    if (!current || exploration->layers().empty()) return;
    if (current->column != preset.timestep && !current->isGeneration)
        exploration->setColumns(preset.timestep);
    const auto place = placeOn(*current, preset);
    if (!place) return;
    m_waiting.reset();
    m_parts.reference->follow(*place);
}

/// Nothing while the map is missing whose largest token it is.
std::optional<core::Place> PresetController::placeOn(const core::Subject& subject,
                                                     const core::Preset& preset) const {
    if (!preset.atLargestNorm) return core::Place{subject.id, preset.reference};
    const auto& layer = m_sources.exploration->layers().front().path;
    const auto* norms = m_sources.cache->norms({subject.moment(), layer});
    if (!norms) return std::nullopt;
    const auto& values = norms->values();
    const auto largest = std::max_element(values.begin(), values.end()) - values.begin();
    return core::Place{subject.id, {norms->grid(), norms->grid().tokenOf(std::size_t(largest))}};
}

}  // namespace app
