// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/layer_controller.h"

#include "gui/actions.h"

#include <explore/exploration.h>
#include <model/layer_selection.h>
#include <panels/layer_tree_panel.h>

#include <QAction>

namespace app {

LayerController::LayerController(Actions* actions, core::Exploration* exploration,
                                 widgets::LayerTreePanel* panel, QObject* parent)
    : QObject(parent), m_actions(actions), m_exploration(exploration), m_panel(panel) {
    using widgets::LayerTreePanel;
    connect(panel, &LayerTreePanel::chosenChanged, this, [this](const auto& paths) {
        m_exploration->setLayers(paths);
        for (auto* action : {m_actions->blocks, m_actions->inner}) action->setChecked(false);
    });
    connect(panel, &LayerTreePanel::setRequested, this,
            [this](const QString& word) { choose({word.toStdString()}); });
    connect(actions->blocks, &QAction::triggered, this, [this] { choose({"blocks"}); });
    connect(actions->inner, &QAction::triggered, this, [this] { choose({"inner"}); });
}

void LayerController::choose(const std::vector<std::string>& words) {
    m_words = words;
    std::vector<engine::LayerPath> paths;
    for (const auto& word : words) {
        const auto chosen = engine::selectLayers({word}, m_exploration->offered());
        if (!chosen) continue;
        for (const auto& layer : *chosen) paths.push_back(layer.path);
    }
    if (paths.empty() && !m_exploration->offered().empty()) {
        Q_EMIT problem({tr("No such layers."), tr("This model has none of them."),
                        tr("The layers shown before stay.")});
        return;
    }
    showChoice(paths);
}

void LayerController::showChoice(const std::vector<engine::LayerPath>& paths) {
    m_exploration->setLayers(paths);
    m_panel->setChosen(paths);
    m_actions->blocks->setChecked(m_words == std::vector<std::string>{"blocks"});
    m_actions->inner->setChecked(m_words == std::vector<std::string>{"inner"});
}

}  // namespace app
