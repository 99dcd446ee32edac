// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <explore/explorer_state.h>
#endif

#include <QObject>

#include <map>
#include <optional>

namespace app {

class ExploreWorkspace;
class ModelController;

/// Reads off the explorer what the user set in it, and brings it back to what was read before.
///
/// Going back may wait: for a model that is opened, and for pictures that are read. Until then the
/// state is said to be the one gone back to; a later apply() overtakes an earlier one.
class ExplorerStateKeeper : public QObject {
    Q_OBJECT

public:
    ExplorerStateKeeper(ExploreWorkspace* explorer, ModelController* models,
                        QObject* parent = nullptr);

    core::ExplorerState now() const;
    /// Layers that the model does not have, and pictures that cannot be read, are left out of what
    /// is shown. An empty model stands for the one that is open.
    void apply(const core::ExplorerState& state);
    bool isApplying() const { return m_target.has_value(); }
    /// Whether the board waits for pictures: the state is between two.
    bool isWaiting() const;
    /// Whether pictures or a model are being opened.
    bool isOpening() const;
    /// \a state with the numbers that the explorer knows its pictures by; for others new ones, so
    /// that nothing that was captured of one subject is ever taken for another's.
    core::ExplorerState adopted(const core::ExplorerState& state) const;

Q_SIGNALS:
    void changed();   ///< something may be different; hovering changes nothing
    void followed();  ///< another reference, as a late part of an earlier change
    void settled();   ///< what apply() began is done

private:
    void connectParts();
    void connectWaiting();
    int columnOf(const core::SubjectState& subject) const;
    core::ExtractionChoices extraction() const;
    void onModel();
    void applyPictures();
    void applySettings();
    void finish();
    void dropOthers();
    void applyColumns();
    void applyTiles();
    void takeColumn(int subject);

    ExploreWorkspace* m_explorer;
    ModelController* m_models;
    std::optional<core::ExplorerState> m_target;  // what is being applied
    bool m_isAwaitingModel = false, m_isAwaitingPictures = false;
    std::map<int, int> m_columns;  // of generations that have not come so far yet
};

}  // namespace app
