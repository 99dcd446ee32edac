// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/explorer_state_keeper.h"
#include "gui/session_opener.h"
#include "gui/session_writer.h"
#include "gui/state_history.h"

#ifndef Q_MOC_RUN
#include <explore/recovery.h>
#include <panels/message_bar.h>
#endif

#include <QObject>
#include <QTimer>

#include <filesystem>
#include <functional>
#include <optional>

namespace app {

class Actions;
class ExploreWorkspace;
class ModelController;
class PictureController;

/// The session that is open: its file, whether it has changed since, undo, and what is kept against
/// a crash.
class SessionController : public QObject {
    Q_OBJECT

public:
    /// How long after a change the running state is written.
    static constexpr int kKeepAfterMs = 1000;

    SessionController(Actions* actions, ExploreWorkspace* explorer, ModelController* models,
                      QWidget* window, QObject* parent = nullptr);
    ~SessionController() override;

    StateHistory* history() { return &m_history; }
    ExplorerStateKeeper* keeper() { return &m_keeper; }

    /// Empty: what is open has no file.
    const std::filesystem::path& file() const { return m_file; }
    QString name() const;
    bool isModified() const { return !m_history.stack()->isClean(); }

    /// Opens a session in place of what is open; asks first where that has a file and was changed.
    void open(const std::filesystem::path& file);
    /// Writes to the file it has, or asks for one.
    void save() { saveAnd({}); }
    void saveAs();
    void saveTo(const std::filesystem::path& file, std::function<void()> then = {});
    /// Whether the window may close. A session with a file that was changed asks; \a then is called
    /// if the window is to close after all.
    bool mayClose(const std::function<void()>& then);
    /// Undo, redo and saving mean something else, or nothing, while one labels.
    void setExploring(bool isExploring);

    /// Keeps the running state in \a folder from now on, and offers what a crash left there.
    void keepIn(const std::filesystem::path& folder);
    /// The clean end.
    void end();
    /// What was open when the window was closed last; empty where nothing is kept.
    std::filesystem::path last() const;
    void openLast();

Q_SIGNALS:
    void problem(const widgets::Message& message);
    /// Something to be decided in the message bar.
    void offered(const widgets::Message& message, const QString& action,
                 const std::function<void()>& accept, const std::function<void()>& refuse);
    void titleChanged();
    void opened(const std::filesystem::path& file);  ///< or saved

private:
    void connectActions();
    void refreshActions();
    void saveAnd(std::function<void()> then);
    void ask(const QString& title, std::function<void()> then);
    void openNow(const std::filesystem::path& file);
    void begin(const core::ExplorerState& state, const std::filesystem::path& file);
    void keep();
    void offerLeft();
    void restore(const std::filesystem::path& left);

    Actions* m_actions;
    QWidget* m_window;
    PictureController* m_pictures;
    ExplorerStateKeeper m_keeper;
    StateHistory m_history;
    SessionOpener m_opener;
    SessionWriter m_writer, m_keeping;
    std::optional<core::Recovery> m_recovery;
    std::filesystem::path m_restored;  // to be settled once it is kept anew
    std::filesystem::path m_file;
    QTimer m_keepLater;
    bool m_isExploring = true, m_isKept = false;
};

}  // namespace app
