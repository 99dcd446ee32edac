// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/layer_controller.h"

#include "gui/actions.h"

#include <explore/exploration.h>
#include <model/layer_selection.h>
#include <panels/layer_tree_panel.h>

#include <QAction>

#include <algorithm>

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
    const auto paths = pathsOf(words);
    if (paths.empty() && !m_exploration->offered().empty()) {
        Q_EMIT problem(
            {tr("No such layers."), tr("This model has none of them."),
             tr("The layers shown before stay. The tree of layers has all that there are.")});
        return;
    }
    showChoice(paths);
}

std::vector<engine::LayerPath> LayerController::pathsOf(
    const std::vector<std::string>& words) const {
    std::vector<engine::LayerPath> paths;
    for (const auto& word : words) {
        const auto chosen = engine::selectLayers({word}, m_exploration->offered());
        if (!chosen) continue;
        for (const auto& layer : *chosen) paths.push_back(layer.path);
    }
    return paths;
}

void LayerController::setChosen(const std::vector<engine::LayerPath>& paths) {
    for (const char* word : {"blocks", "inner"})
        if (!paths.empty() && paths == pathsOf({word})) m_words = {word};
    showChoice(paths);
    const bool isByWord = paths == pathsOf(m_words);
    if (isByWord) return;
    for (auto* action : {m_actions->blocks, m_actions->inner}) action->setChecked(false);
}

void LayerController::add(const engine::LayerPath& path) {
    std::vector<engine::LayerPath> paths;
    for (const auto& layer : m_exploration->layers()) paths.push_back(layer.path);
    if (std::find(paths.begin(), paths.end(), path) != paths.end()) return;
    paths.push_back(path);
    m_exploration->setLayers(paths);
    m_panel->setChosen(paths);
    for (auto* action : {m_actions->blocks, m_actions->inner}) action->setChecked(false);
}

void LayerController::showChoice(const std::vector<engine::LayerPath>& paths) {
    m_exploration->setLayers(paths);
    m_panel->setChosen(paths);
    m_actions->blocks->setChecked(m_words == std::vector<std::string>{"blocks"});
    m_actions->inner->setChecked(m_words == std::vector<std::string>{"inner"});
}

}  // namespace app
