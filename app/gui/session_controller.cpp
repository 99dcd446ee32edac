// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/session_controller.h"

#include "gui/actions.h"
#include "gui/explore_workspace.h"
#include "gui/file_dialogs.h"
#include "gui/matrix_controller.h"
#include "gui/messages.h"
#include "gui/model_controller.h"
#include "gui/picture_controller.h"

#include <QAction>
#include <QDateTime>
#include <QFileInfo>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>

#include <utility>

namespace app {

namespace fs = std::filesystem;

SessionController::SessionController(Actions* actions, ExploreWorkspace* explorer,
                                     ModelController* models, QWidget* window, QObject* parent)
    : QObject(parent),
      m_actions(actions),
      m_window(window),
      m_pictures(explorer->pictures()),
      m_keeper(explorer, models),
      m_history(&m_keeper),
      m_opener(window) {
    m_keepLater.setSingleShot(true);
    m_keepLater.setInterval(kKeepAfterMs);
    connect(&m_keepLater, &QTimer::timeout, this, &SessionController::keep);
    connect(&m_history, &StateHistory::changed, this, [this] {
        const bool isWorthIt = m_history.stack()->count() > 0 || m_isKept;
        if (m_recovery && isWorthIt && !m_keepLater.isActive()) m_keepLater.start();
    });
    connect(&m_opener, &SessionOpener::problem, this, &SessionController::problem);
    connect(explorer->matrix(), &MatrixController::playingChanged, &m_history,
            &StateHistory::setPlaying);
    connectActions();
}

SessionController::~SessionController() = default;

void SessionController::connectActions() {
    auto* stack = m_history.stack();
    connect(m_actions->undo, &QAction::triggered, &m_history, &StateHistory::undo);
    connect(m_actions->redo, &QAction::triggered, &m_history, &StateHistory::redo);
    connect(m_actions->saveSession, &QAction::triggered, this, &SessionController::save);
    connect(m_actions->saveSessionAs, &QAction::triggered, this, &SessionController::saveAs);
    connect(m_actions->openSession, &QAction::triggered, this,
            [this] { chooseSession(m_window, [this](const fs::path& file) { open(file); }); });
    for (const auto changed : {&QUndoStack::undoTextChanged, &QUndoStack::redoTextChanged})
        connect(stack, changed, this, &SessionController::refreshActions);
    connect(stack, &QUndoStack::indexChanged, this, &SessionController::refreshActions);
    connect(stack, &QUndoStack::cleanChanged, this, &SessionController::titleChanged);
    refreshActions();
}

void SessionController::setExploring(bool isExploring) {
    m_isExploring = isExploring;
    refreshActions();
}

void SessionController::refreshActions() {
    const auto* stack = m_history.stack();
    const auto say = [this](QAction* action, const QString& verb, const QString& text, bool can) {
        action->setEnabled(can && m_isExploring);
        action->setText(text.isEmpty() ? verb : tr("%1: %2").arg(verb, text));
    };
    say(m_actions->undo, tr("&Undo"), stack->undoText(), stack->canUndo());
    say(m_actions->redo, tr("&Redo"), stack->redoText(), stack->canRedo());
}

QString SessionController::name() const {
    return QString::fromStdString(m_file.stem().string());
}

// ---- opening

void SessionController::open(const fs::path& file) {
    m_history.flush();
    if (m_file.empty() || !isModified()) return openNow(file);
    ask(tr("Open another session"), [this, file] { openNow(file); });
}

void SessionController::openNow(const fs::path& file) {
    m_opener.open(file, [this, file](const core::ExplorerState& state) { begin(state, file); });
}

void SessionController::begin(const core::ExplorerState& state, const fs::path& file) {
    std::error_code ignored;
    const auto path = file.empty() ? file : fs::absolute(file, ignored);
    m_isKept = true;
    m_history.begin(m_keeper.adopted(state), [this, path] {
        m_file = path;
        if (!path.empty()) Q_EMIT opened(path);
        Q_EMIT titleChanged();
    });
}

// ---- saving

void SessionController::saveAnd(std::function<void()> then) {
    if (!m_file.empty()) return saveTo(m_file, std::move(then));
    chooseNewSession(m_window, m_file, [this, then](const fs::path& file) { saveTo(file, then); });
}

void SessionController::saveAs() {
    chooseNewSession(m_window, m_file, [this](const fs::path& file) { saveTo(file); });
}

/// What is changed while the disk works stays a change.
void SessionController::saveTo(const fs::path& file, std::function<void()> then) {
    m_history.flush();
    std::error_code ignored;
    const auto path = fs::absolute(file, ignored);
    const auto state = m_keeper.now();
    m_writer.setPassing(m_pictures->clips());
    m_writer.write(path, state, [this, path, state, then](const engine::Status& status) {
        if (!status)
            return Q_EMIT problem(messageOf(tr("Session not saved."), status.error(),
                                            tr("What the file held before is untouched.")));
        m_file = path;
        m_history.flush();
        if (m_history.state() == state) m_history.stack()->setClean();
        Q_EMIT opened(path);
        Q_EMIT titleChanged();
        if (then) then();
    });
}

bool SessionController::mayClose(const std::function<void()>& then) {
    m_history.flush();
    if (m_file.empty() || !isModified()) return true;
    ask(tr("Close the window"), [this, then] {
        m_file.clear();  // it was asked about
        then();
    });
    return false;
}

void SessionController::ask(const QString& title, std::function<void()> then) {
    auto* box = new QMessageBox(QMessageBox::NoIcon, title,
                                tr("The session %1 has changed since it was saved.").arg(name()),
                                QMessageBox::Cancel, m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    auto* keep = box->addButton(tr("Save"), QMessageBox::AcceptRole);
    auto* drop = box->addButton(tr("Do not save"), QMessageBox::DestructiveRole);
    box->setDefaultButton(keep);
    connect(keep, &QPushButton::clicked, this, [this, then] { saveAnd(then); });
    connect(drop, &QPushButton::clicked, this, [then] { then(); });
    box->open();
}

// ---- against a crash

void SessionController::keepIn(const fs::path& folder) {
    auto recovery = core::Recovery::begin(folder);
    if (!recovery)
        return Q_EMIT problem(messageOf(tr("Changes are not kept against a crash."),
                                        recovery.error(), tr("Sessions can be saved as usual.")));
    m_recovery.emplace(std::move(*recovery));
    offerLeft();
}

void SessionController::offerLeft() {
    const auto left = m_recovery->leftBehind();
    if (left.empty()) return;
    const auto file = left.front();
    const auto time = QFileInfo(QString::fromStdString(file.string())).lastModified();
    Q_EMIT offered(
        {tr("Denoscope did not end properly."),
         tr("What was open on %1 was kept.").arg(QLocale().toString(time, QLocale::ShortFormat)),
         {}},
        tr("Restore"), [this, file] { restore(file); },
        [this, file] {
            m_recovery->settle(file);  // not offered again, but not gone either
            offerLeft();
        });
}

/// What was left stays where it is until it is kept anew: a crash on the way loses nothing.
void SessionController::restore(const fs::path& left) {
    m_opener.open(left, [this, left](const core::ExplorerState& state) {
        m_restored = left;
        begin(state, {});
        m_keepLater.start();
    });
}

void SessionController::keep() {
    if (!m_recovery || m_keeper.isApplying()) return;  // comes back when that is done
    m_keeping.setPassing(m_pictures->clips());
    m_keeping.write(m_recovery->file(), m_history.state(), [this](const engine::Status& status) {
        if (!status || m_restored.empty()) return;
        m_recovery->settle(std::exchange(m_restored, {}));
    });
}

void SessionController::end() {
    if (!m_recovery) return;
    m_history.flush();
    if (m_keepLater.isActive()) keep();
    m_keepLater.stop();
    m_keeping.finish();
    m_writer.finish();
    m_recovery->end();
    m_recovery.reset();
}

fs::path SessionController::last() const {
    return m_recovery ? m_recovery->last() : fs::path();
}

void SessionController::openLast() {
    const auto file = last();
    m_opener.open(file, [this](const core::ExplorerState& state) { begin(state, {}); });
}

}  // namespace app
