// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/explorer_state_keeper.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <QUndoStack>

#include <functional>

namespace app {

/// Undo and redo of everything that changes the explorer's state. Each step is the whole state
/// before and after: they cannot drift apart, and nobody who changes something has to know of it.
///
/// What changed is looked at once control is back in the event loop; a run of such changes as a
/// slider makes is one step, and one that ends where it began is none.
class StateHistory : public QObject {
    Q_OBJECT

public:
    static constexpr int kLimit = 200;
    /// A run of changes ends with a pause of so many milliseconds.
    static constexpr int kPauseMs = 1000;

    explicit StateHistory(ExplorerStateKeeper* keeper, QObject* parent = nullptr);

    QUndoStack* stack() { return &m_stack; }
    const QUndoStack* stack() const { return &m_stack; }
    void undo();
    void redo();
    /// Makes a step of what changed and was not looked at yet.
    void flush();
    /// All columns of one tour are one step.
    void setPlaying(bool isPlaying);
    /// Goes on from \a state, with nothing to go back to; \a then is called once it is there.
    void begin(const core::ExplorerState& state, std::function<void()> then);
    const core::ExplorerState& state() const { return m_last; }
    /// Whether what is opened first is there: changes are steps from now on.
    bool hasBegun() const { return m_hasBegun; }

Q_SIGNALS:
    void changed();  ///< another state

private:
    class Step;

    void look();
    void follow();
    void record(core::ExplorerState state);
    int runOf(core::StateChange change);
    Step* latest();
    void goTo(const core::ExplorerState& state);
    void onSettled();

    ExplorerStateKeeper* m_keeper;
    QUndoStack m_stack;
    QTimer m_looking;
    QElapsedTimer m_pause;
    core::ExplorerState m_last;
    core::StateChange m_change = core::StateChange::None;  // of the latest step
    int m_run = 0;
    bool m_isPlaying = false, m_wasOpening = false;
    bool m_hasBegun = false;  // what is opened first is nothing to go back from
    std::function<void()> m_then;
};

/// What undo's menu calls a change.
QString nameOf(core::StateChange change);

}  // namespace app
