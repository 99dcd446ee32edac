// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window_tools.h"

#include "cli/version.h"
#include "gui/command_palette.h"
#include "gui/job_controller.h"
#include "gui/key_bindings.h"
#include "gui/key_dialog.h"
#include "gui/key_sheet.h"
#include "gui/label_actions.h"
#include "gui/log_dialog.h"
#include "gui/menu_paths.h"
#include "gui/panes.h"

#include <panels/activity_bar.h>
#include <panels/jobs_panel.h>
#include <session/log.h>

#include <QAction>
#include <QDockWidget>
#include <QFileInfo>
#include <QMainWindow>
#include <QMenuBar>
#include <QSettings>

#include <utility>

namespace app {

namespace {

constexpr int kLayoutVersion = 1;

/// The text of `denoscope --version --full`, or as much of it as there is.
QString versions() {
    const auto full = versionText(true);
    if (full) return QString::fromStdString(*full);
    const auto compiled = versionText(false);
    return QString::fromStdString((compiled ? *compiled : std::string()) + full.error().message);
}

}  // namespace

WindowTools::WindowTools(const Parts& parts, QMainWindow* window)
    : QObject(window),
      m_parts(parts),
      m_window(window),
      m_keys(new KeyBindings({parts.actions, parts.labels}, this)),
      m_palette(new CommandPalette({parts.actions, parts.labels}, window->menuBar(), window)),
      m_jobs(new JobController(parts.jobs, parts.activity, parts.log, this)) {
    makeJobsDock();
    connectActions();
    connectLog();
    connect(m_keys, &KeyBindings::problem, parts.messages, &widgets::MessageBar::show);
}

WindowTools::~WindowTools() = default;

void WindowTools::makeJobsDock() {
    m_jobsDock = new QDockWidget(tr("Jobs"), m_window);
    m_jobsDock->setObjectName(QStringLiteral("jobs"));
    m_jobsDock->setWidget(new widgets::JobsPanel(m_parts.jobs, m_jobsDock));
    m_window->addDockWidget(Qt::RightDockWidgetArea, m_jobsDock);
    m_jobsDock->hide();
    auto* action = m_parts.actions->jobs;
    connect(action, &QAction::toggled, m_jobsDock, &QDockWidget::setVisible);
    // Not visibilityChanged: that is also said when the window is minimised.
    connect(m_jobsDock->toggleViewAction(), &QAction::toggled, action, &QAction::setChecked);
    connect(m_parts.activity, &widgets::ActivityBar::clicked, this, &WindowTools::showJobs);
}

void WindowTools::showJobs() {
    m_jobsDock->show();
    m_jobsDock->raise();
}

void WindowTools::connectActions() {
    auto* a = m_parts.actions;
    const auto on = [this](QAction* action, auto&& what) {
        connect(action, &QAction::triggered, this, what);
    };
    on(a->palette, [this] { m_palette->open(m_mode); });
    on(a->keys, &WindowTools::showKeys);
    on(a->changeKeys, &WindowTools::changeKeys);
    on(a->log, &WindowTools::showLog);
    on(a->nextPane, [this] { focusPane(m_panes(), 1); });
    on(a->previousPane, [this] { focusPane(m_panes(), -1); });
    const auto showCancelKey = [this] {
        m_parts.activity->setCancelKey(keyNames(m_parts.actions->cancel->shortcuts()));
    };
    connect(a->cancel, &QAction::changed, this, showCancelKey);
    showCancelKey();
}

void WindowTools::connectLog() {
    connect(m_parts.messages, &widgets::MessageBar::added, this,
            [this](const widgets::Message& message) {
                m_parts.log->add(
                    core::LogLevel::Warning, QStringLiteral("message"),
                    QStringList{message.title, message.text, message.safe}.join(QLatin1Char(' ')));
            });
}

void WindowTools::showKeys() {
    auto* sheet = new KeySheet(*m_parts.actions, *m_parts.labels, m_mode, m_window);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    sheet->open();
}

void WindowTools::changeKeys() {
    auto* dialog = new KeyDialog(m_keys, menuPaths(*m_window->menuBar()), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void WindowTools::showLog() {
    auto* dialog = new LogDialog(m_parts.log, versions, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();  // beside the window: what it does can be watched
}

void WindowTools::restore(const QSettings& settings) {
    const auto folder = QFileInfo(settings.fileName()).absolutePath().toStdString();
    if (const auto notice = m_keys->load(std::filesystem::path(folder) / "keys.json"))
        m_parts.messages->show(*notice);
    m_palette->restore(settings);
    m_window->restoreState(settings.value(QStringLiteral("window/docks")).toByteArray(),
                           kLayoutVersion);
}

void WindowTools::save(QSettings& settings) const {
    m_palette->save(settings);
    settings.setValue(QStringLiteral("window/docks"), m_window->saveState(kLayoutVersion));
}

}  // namespace app
