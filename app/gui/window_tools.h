// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/actions.h"

#ifndef Q_MOC_RUN
#include <panels/message_bar.h>
#endif

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

class QDockWidget;
class QMainWindow;
class QSettings;

namespace core {
class JobList;
class Log;
}  // namespace core
namespace widgets {
class ActivityBar;
}

namespace app {

class CommandPalette;
class JobController;
class KeyBindings;
class LabelActions;

/// What every mode of the window has: the command palette, keys that can be changed, the dock of
/// jobs, the log, and the way from pane to pane.
class WindowTools : public QObject {
    Q_OBJECT

public:
    struct Parts {
        Actions* actions = nullptr;
        LabelActions* labels = nullptr;
        core::JobList* jobs = nullptr;
        core::Log* log = nullptr;
        widgets::ActivityBar* activity = nullptr;
        widgets::MessageBar* messages = nullptr;
    };
    /// The menus are filled already.
    WindowTools(const Parts& parts, QMainWindow* window);
    ~WindowTools() override;

    CommandPalette* palette() const { return m_palette; }
    KeyBindings* keys() const { return m_keys; }
    JobController* jobs() const { return m_jobs; }
    QDockWidget* jobsDock() const { return m_jobsDock; }
    /// \param panes what the keyboard goes round, in their order.
    void setPanes(std::function<std::vector<QWidget*>()> panes) { m_panes = std::move(panes); }
    void setMode(WindowMode mode) { m_mode = mode; }

    /// Also reads keys.json beside the settings' file.
    void restore(const QSettings& settings);
    void save(QSettings& settings) const;

private:
    void makeJobsDock();
    void connectActions();
    void connectLog();
    void showKeys();
    void changeKeys();
    void showLog();
    void showJobs();

    Parts m_parts;
    QMainWindow* m_window;
    KeyBindings* m_keys;
    CommandPalette* m_palette;
    JobController* m_jobs;
    QDockWidget* m_jobsDock = nullptr;
    std::function<std::vector<QWidget*>()> m_panes;
    WindowMode m_mode = WindowMode::Explore;
};

}  // namespace app
