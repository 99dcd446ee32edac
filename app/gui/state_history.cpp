// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/state_history.h"

#include <QUndoCommand>

#include <utility>

namespace app {

using core::ExplorerState;
using core::StateChange;

/// The whole state before and after. The first redo() does nothing: the change was made already.
class StateHistory::Step : public QUndoCommand {
public:
    Step(StateHistory* history, StateChange change, int run, ExplorerState before,
         ExplorerState after)
        : QUndoCommand(nameOf(change)),
          m_history(history),
          m_change(change),
          m_run(run),
          m_before(std::move(before)),
          m_after(std::move(after)) {}

    void undo() override { m_history->goTo(m_before); }
    void redo() override {
        if (std::exchange(m_isMade, true)) m_history->goTo(m_after);
    }
    int id() const override { return int(m_change); }
    bool mergeWith(const QUndoCommand* other) override {
        const auto& next = static_cast<const Step&>(*other);
        if (next.m_run != m_run) return false;
        m_after = next.m_after;
        setObsolete(m_before == m_after);
        return true;
    }
    void follow(const ExplorerState& after) { m_after = after; }

private:
    StateHistory* m_history;
    StateChange m_change;
    int m_run;
    ExplorerState m_before, m_after;
    bool m_isMade = false;
};

StateHistory::StateHistory(ExplorerStateKeeper* keeper, QObject* parent)
    : QObject(parent), m_keeper(keeper), m_last(keeper->now()) {
    m_stack.setUndoLimit(kLimit);
    m_looking.setSingleShot(true);
    m_looking.setInterval(0);
    connect(&m_looking, &QTimer::timeout, this, &StateHistory::look);
    connect(keeper, &ExplorerStateKeeper::changed, &m_looking, [this] { m_looking.start(); });
    connect(keeper, &ExplorerStateKeeper::followed, this, &StateHistory::follow);
    connect(keeper, &ExplorerStateKeeper::settled, this, &StateHistory::onSettled);
}

void StateHistory::flush() {
    if (m_looking.isActive()) look();
}

/// A board that waits for its pictures is looked at when it is there: settled() says so.
void StateHistory::look() {
    m_looking.stop();
    if (m_keeper->isApplying() || m_keeper->isWaiting()) return;
    auto state = m_keeper->now();
    if (!m_hasBegun) {
        m_last = std::move(state);
        m_hasBegun = !m_last.board.empty() && !m_keeper->isOpening();
        return;
    }
    if (state == m_last) return;
    record(std::move(state));
    Q_EMIT changed();
}

/// Not a step of its own: it belongs to what was done last.
void StateHistory::follow() {
    auto state = m_keeper->now();
    auto expected = m_last;
    expected.reference = state.reference;
    if (m_keeper->isApplying() || state != expected) return m_looking.start();
    m_last = std::move(state);
    const bool isLatest = m_stack.index() == m_stack.count() && m_stack.count() > 0;
    if (isLatest) latest()->follow(m_last);
    Q_EMIT changed();
}

StateHistory::Step* StateHistory::latest() {
    return const_cast<Step*>(static_cast<const Step*>(m_stack.command(m_stack.index() - 1)));
}

int StateHistory::runOf(StateChange change) {
    const bool isAnother = std::exchange(m_change, change) != change;
    const bool isPaused = !m_pause.isValid() || m_pause.elapsed() > kPauseMs;
    const bool isOpeningOn = change == StateChange::PicturesAdded && m_wasOpening;
    const bool isPlayed = change == StateChange::Column && m_isPlaying;
    const bool goesOn = isOpeningOn || isPlayed || (core::isContinuous(change) && !isPaused);
    if (isAnother || !goesOn) ++m_run;
    m_pause.start();
    m_wasOpening = m_keeper->isOpening();
    return m_run;
}

void StateHistory::record(ExplorerState state) {
    auto before = std::exchange(m_last, std::move(state));
    if (before.model.empty() && !m_last.model.empty()) return;  // no going back to no model
    const auto change = core::changeBetween(before, m_last);
    const int run = runOf(change);
    m_stack.push(new Step(this, change, run, std::move(before), m_last));
}

void StateHistory::setPlaying(bool isPlaying) {
    flush();
    m_change = StateChange::None;  // a run begins or ends
    m_isPlaying = isPlaying;
}

void StateHistory::undo() {
    if (m_then) return;
    flush();
    m_stack.undo();
}

void StateHistory::redo() {
    if (m_then) return;
    flush();
    m_stack.redo();
}

void StateHistory::goTo(const ExplorerState& state) {
    m_change = StateChange::None;
    m_last = state;
    m_keeper->apply(state);
    Q_EMIT changed();
}

void StateHistory::begin(const ExplorerState& state, std::function<void()> then) {
    m_looking.stop();
    m_then = std::move(then);
    goTo(state);
}

/// What could not be brought back is not there: the next step starts from what is.
void StateHistory::onSettled() {
    m_looking.stop();
    m_last = m_keeper->now();
    m_hasBegun = true;
    if (m_then) {
        m_stack.clear();
        std::exchange(m_then, nullptr)();
    }
    Q_EMIT changed();
}

QString nameOf(StateChange change) {
    using enum StateChange;
    switch (change) {
        case None:
        case Several:
            return StateHistory::tr("Layers and map");
        case Model:
            return StateHistory::tr("Open model");
        case PicturesAdded:
            return StateHistory::tr("Open pictures");
        case Generated:
            return StateHistory::tr("Generate");
        case PicturesRemoved:
            return StateHistory::tr("Remove picture");
        case PicturesMoved:
            return StateHistory::tr("Move picture");
        case Board:
            return StateHistory::tr("Show picture");
        case Column:
            return StateHistory::tr("Timestep");
        case Layers:
            return StateHistory::tr("Layers");
        case ActiveLayer:
            return StateHistory::tr("Active layer");
        case TilePinned:
            return StateHistory::tr("Pin tile");
        case TileUnpinned:
            return StateHistory::tr("Unpin tile");
        case TilesMoved:
            return StateHistory::tr("Move tile");
        case Map:
            return StateHistory::tr("Kind of map");
        case Channel:
            return StateHistory::tr("Channel");
        case OtherColumn:
            return StateHistory::tr("Timestep compared with");
        case Word:
            return StateHistory::tr("Word");
        case Range:
        case RangeNumbers:
            return StateHistory::tr("Colour range");
        case Colors:
            return StateHistory::tr("Colours");
        case Overlay:
            return StateHistory::tr("Map over the picture");
        case Opacity:
            return StateHistory::tr("Density of the map");
        case Reference:
            return StateHistory::tr("Reference");
        case ReferenceForgotten:
            return StateHistory::tr("Forget reference");
        case Pinned:
            return StateHistory::tr("Pin token");
        case Unpinned:
            return StateHistory::tr("Unpin token");
        case Prompt:
            return StateHistory::tr("Prompt for pictures");
        case Seed:
            return StateHistory::tr("Seed of the noise");
        case Protocol:
            return StateHistory::tr("Protocol");
        case Fit:
            return StateHistory::tr("Fit pictures");
    }
    return {};
}

}  // namespace app
