// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/actions.h"

#include <session/extraction_service.h>

#include <QMainWindow>

#include <filesystem>
#include <optional>
#include <vector>

class QLabel;
class QSettings;
class QStackedWidget;

namespace core {
class JobList;
class Log;
}  // namespace core
namespace widgets {
class ActivityBar;
class FirstSteps;
class MessageBar;
class ModelListModel;
struct Message;
}  // namespace widgets

namespace app {

class ExploreWorkspace;
class FirstStepsController;
class LabelWorkspace;
class ModelController;
class RecentFiles;
class SessionController;
class ThemeController;
class WindowTools;

/// Creates the widgets and the controllers, and connects them. What the program knows lives in
/// core/session; what each part does, in the controllers.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// \param log where the window says what it does; null: one of its own, in memory.
    explicit MainWindow(ThemeController* theme,
                        core::ExtractionService::EngineSource source = engine::loadEngine,
                        core::Log* log = nullptr);
    ~MainWindow() override;

    /// The one way in for the command line, dialogs and dropped files.
    void openFiles(const std::vector<std::filesystem::path>& files);
    /// Lists the models of the usual places and the one in \a demo.
    void findModels(const std::optional<std::filesystem::path>& demo);

    /// In the message bar.
    void say(const widgets::Message& message);

    WindowMode mode() const { return m_mode; }
    void setMode(WindowMode mode);
    LabelWorkspace* labels() const { return m_labels; }
    ExploreWorkspace* explorer() const { return m_explorer; }
    SessionController* session() const { return m_session; }
    RecentFiles* recent() const { return m_recent; }
    WindowTools* tools() const { return m_tools; }
    core::JobList* jobs() const { return m_jobs; }

    void restore(const QSettings& settings);
    void save(QSettings& settings) const;

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    bool event(QEvent* event) override;

private:
    void build();
    void connectModels();
    void connectExplorer();
    void connectActions();
    void connectLabels();
    void connectSession();
    void noteRecent();
    void fillPalette();
    std::vector<QWidget*> panes() const;

    void onModelOpened(const engine::ModelInfo& model,
                       const std::vector<engine::LayerInfo>& layers);
    void refreshTitle();
    void refreshAbout();
    void chooseModel();
    void showAbout();
    void clearOrCancel();

    core::ExtractionService m_service;
    ThemeController* m_theme;
    core::JobList* m_jobs;
    core::Log* m_log;
    Actions* m_actions;
    LabelWorkspace* m_labels;
    widgets::ModelListModel* m_modelList;
    widgets::MessageBar* m_messages;
    widgets::ActivityBar* m_activity;
    ExploreWorkspace* m_explorer;
    FirstStepsController* m_firstSteps;
    QLabel *m_about, *m_labelStatus;
    QStackedWidget* m_pages;
    ModelController* m_models;
    SessionController* m_session;
    RecentFiles* m_recent;
    WindowTools* m_tools = nullptr;
    WindowMode m_mode = WindowMode::Explore;
};

}  // namespace app
