// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <panels/message_bar.h>
#include <representation/layer_path.h>
#endif

#include <QObject>

#include <string>
#include <vector>

namespace core {
class Exploration;
}
namespace widgets {
class LayerTreePanel;
}

namespace app {

class Actions;

/// Which layers are looked at: chosen by the menu, the tree, or a word such as "blocks". What was
/// chosen by a word is chosen anew in another model.
class LayerController : public QObject {
    Q_OBJECT

public:
    LayerController(Actions* actions, core::Exploration* exploration,
                    widgets::LayerTreePanel* panel, QObject* parent = nullptr);

    /// \a words as engine::selectLayers takes them. Where the model has none of them, the layers
    /// shown before stay, and problem() says so.
    void choose(const std::vector<std::string>& words);
    /// These, whichever words they go by.
    void setChosen(const std::vector<engine::LayerPath>& paths);
    /// One more, unless it is shown already.
    void add(const engine::LayerPath& path);
    /// The same words in the model that is open now.
    void chooseAgain() { choose(m_words); }

Q_SIGNALS:
    void problem(const widgets::Message& message);

private:
    std::vector<engine::LayerPath> pathsOf(const std::vector<std::string>& words) const;
    void showChoice(const std::vector<engine::LayerPath>& paths);

    Actions* m_actions;
    core::Exploration* m_exploration;
    widgets::LayerTreePanel* m_panel;
    std::vector<std::string> m_words = {"blocks"};
};

}  // namespace app
