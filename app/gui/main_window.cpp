// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/main_window.h"

#include "gui/actions.h"
#include "gui/command_palette.h"
#include "gui/control_bar.h"
#include "gui/explore_jumps.h"
#include "gui/explore_page.h"
#include "gui/explore_workspace.h"
#include "gui/first_steps_controller.h"
#include "gui/job_controller.h"
#include "gui/label_actions.h"
#include "gui/label_controller.h"
#include "gui/label_files.h"
#include "gui/label_page.h"
#include "gui/label_workspace.h"
#include "gui/language.h"
#include "gui/model_controller.h"
#include "gui/picture_controller.h"
#include "gui/recent_files.h"
#include "gui/segments.h"
#include "gui/session_controller.h"
#include "gui/show_bar.h"
#include "gui/theme.h"
#include "gui/window_tools.h"

#include <canvas/patch_canvas.h>
#include <canvas/picture_board.h>
#include <canvas/tile_grid.h>
#include <models/model_list_model.h>
#include <models/picture_list_model.h>
#include <panels/activity_bar.h>
#include <panels/first_steps.h>
#include <panels/label_queue_panel.h>
#include <panels/label_tools_panel.h>
#include <panels/memory_meter.h>
#include <panels/message_bar.h>
#include <panels/picture_strip.h>
#include <session/job_list.h>
#include <session/log.h>
#include <session/opened_files.h>

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

namespace app {

namespace {

constexpr QSize kUsualSize(1280, 800);

std::vector<std::filesystem::path> localFiles(const QMimeData* data) {
    std::vector<std::filesystem::path> files;
    for (const auto& url : data->urls())
        if (url.isLocalFile()) files.emplace_back(url.toLocalFile().toStdString());
    return files;
}

}  // namespace

MainWindow::MainWindow(ThemeController* theme, core::ExtractionService::EngineSource source,
                       core::Log* log)
    : m_service(std::move(source)),
      m_theme(theme),
      m_jobs(new core::JobList(this)),
      m_log(log ? log : new core::Log(nullptr, this)),
      m_actions(new Actions(this)),
      m_labels(new LabelWorkspace(&m_service, this)),
      m_modelList(new widgets::ModelListModel(this)),
      m_messages(new widgets::MessageBar(this)),
      m_activity(new widgets::ActivityBar(this)),
      m_explorer(new ExploreWorkspace(&m_service, m_actions, m_modelList, m_jobs, this)) {
    build();
    m_models = new ModelController(&m_service, m_modelList, this);
    m_tools = new WindowTools(
        {m_actions, m_labels->actions(), m_jobs, m_log, m_activity, m_messages}, this);
    m_tools->jobs()->watch(m_models);
    m_tools->jobs()->watch(m_labels->controller()->maps());
    m_tools->setPanes([this] { return panes(); });
    fillPalette();
    connectModels();
    m_session = new SessionController(m_actions, m_explorer, m_models, this, this);
    m_recent = new RecentFiles(this);
    connectSession();
    connectExplorer();
    connectActions();
    connectLabels();
}

MainWindow::~MainWindow() {
    delete m_session;  // it listens to the others, which go after us
    delete m_tools;    // hears no last words of the others, which go after us
}

void MainWindow::build() {
    m_about = new QLabel(this);
    m_labelStatus = new QLabel(this);
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(m_explorer->page());
    m_pages->addWidget(m_labels->page());

    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_messages);
    layout->addWidget(m_pages, 1);
    auto* steps = new widgets::FirstSteps(this);
    m_firstSteps = new FirstStepsController(*m_actions, m_explorer, steps, this);
    layout->addWidget(steps);
    layout->addWidget(m_explorer->page()->readOutBar());
    setCentralWidget(page);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(m_about, 1);
    statusBar()->addWidget(m_labelStatus, 1);
    statusBar()->addPermanentWidget(m_activity);
    statusBar()->addPermanentWidget(m_explorer->page()->memory());
    m_actions->fill(menuBar(), m_labels->actions()->makeMenu(this),
                    m_explorer->page()->dockActions());
    const auto modes = m_actions->modes->actions();
    menuBar()->setCornerWidget(segments({modes.begin(), modes.end()}, this));
    setAcceptDrops(true);
    setWindowTitle(QStringLiteral("Denoscope"));
    resize(kUsualSize);
}

void MainWindow::connectModels() {
    auto* controls = m_explorer->page()->controls();
    connect(m_models, &ModelController::opening, this,
            [this] { m_explorer->setOpeningModel(true); });
    connect(m_models, &ModelController::opened, this, &MainWindow::onModelOpened);
    connect(m_models, &ModelController::failed, this,
            [this] { m_explorer->setOpeningModel(false); });
    connect(m_models, &ModelController::problem, m_messages, &widgets::MessageBar::show);
    connect(m_models, &ModelController::rowChanged, controls, &ControlBar::setModelRow);
    connect(controls, &ControlBar::modelChosen, m_models, &ModelController::openRow);
}

void MainWindow::onModelOpened(const engine::ModelInfo& model,
                               const std::vector<engine::LayerInfo>& layers) {
    m_explorer->setModel(model, layers);
    m_labels->controller()->setModel(model);
    refreshAbout();
}

/// The open model, and how pictures are brought to its size.
void MainWindow::refreshAbout() {
    const auto& model = m_models->model();
    if (!model) return;
    const auto* unet = model->component("unet");
    const auto fit = m_actions->fits->checkedAction()->text().remove(QLatin1Char('&'));
    auto text = QStringLiteral("%1 · %2 × %2 px")
                    .arg(QString::fromStdString(model->name))
                    .arg(model->nativeSide);
    if (unet)
        text += tr(" · U-Net %1 M parameters, %2")
                    .arg(double(unet->parameters) / 1e6, 0, 'f', 1)
                    .arg(QString::fromStdString(unet->dtype));
    m_about->setText(tr("%1 · pictures: %2").arg(text, fit));
}

void MainWindow::connectExplorer() {
    connect(m_explorer, &ExploreWorkspace::problem, m_messages, &widgets::MessageBar::show);
    connect(m_explorer, &ExploreWorkspace::noticed, this,
            [this](const QString& title, const QString& text) {
                m_messages->show({title, text, {}});
            });
    connect(m_explorer, &ExploreWorkspace::pictureChanged, this, &MainWindow::refreshTitle);
}

void MainWindow::connectSession() {
    connect(m_session, &SessionController::problem, m_messages, &widgets::MessageBar::show);
    connect(m_session, &SessionController::offered, m_messages, &widgets::MessageBar::offer);
    connect(m_session, &SessionController::titleChanged, this, &MainWindow::refreshTitle);
    connect(m_session, &SessionController::opened, this, [this] { setMode(WindowMode::Explore); });
    connect(m_explorer->pictures(), &PictureController::shapeChanged, this,
            &MainWindow::refreshAbout);
    m_recent->attach(m_actions->recent);
    connect(m_recent, &RecentFiles::chosen, this,
            [this](const std::filesystem::path& file) { openFiles({file}); });
    connect(m_recent, &RecentFiles::missing, this, [this](const QString& file) {
        m_messages->show({tr("Not opened."), tr("%1 is not there any more.").arg(file),
                          tr("The list keeps it, should it come back.")});
    });
    connect(m_recent, &RecentFiles::lastChosen, m_session, &SessionController::openLast);
    noteRecent();
}

void MainWindow::noteRecent() {
    const auto note = [this](RecentKind kind) {
        return [this, kind](const std::filesystem::path& file) { m_recent->note(kind, file); };
    };
    connect(m_session, &SessionController::opened, m_recent, note(RecentKind::Session));
    connect(m_explorer->pictures(), &PictureController::added, m_recent, note(RecentKind::Picture));
    connect(m_models, &ModelController::opened, m_recent, [this](const engine::ModelInfo& model) {
        m_recent->note(RecentKind::Model, model.folder);
    });
    connect(m_labels, &LabelWorkspace::opened, m_recent, [this] {
        m_recent->note(RecentKind::Labels, m_labels->controller()->session()->document().file());
    });
    connect(m_actions->recent, &QMenu::aboutToShow, m_recent,
            [this] { m_recent->setLast(m_session->last()); });
}

void MainWindow::connectActions() {
    auto* a = m_actions;
    const auto on = [this](QAction* action, auto&& what) {
        connect(action, &QAction::triggered, this, what);
    };
    on(a->openModel, &MainWindow::chooseModel);
    on(a->openLabels, [this] { m_labels->choose(); });
    on(a->quit, &QWidget::close);
    on(a->about, &MainWindow::showAbout);
    connect(a->fits, &QActionGroup::triggered, this, &MainWindow::refreshAbout);
    connect(a->themes, &QActionGroup::triggered, this,
            [this](QAction* action) { m_theme->apply(Theme(action->data().toInt())); });
    connect(a->languages, &QActionGroup::triggered, this, [this](const QAction* action) {
        m_messages->show({tr("Language: %1").arg(action->text().remove(QLatin1Char('&'))),
                          tr("It takes effect when Denoscope is started the next time."),
                          {}});
    });
}

void MainWindow::connectLabels() {
    connect(m_actions->modes, &QActionGroup::triggered, this,
            [this](QAction* action) { setMode(WindowMode(action->data().toInt())); });
    connect(m_labels, &LabelWorkspace::problem, m_messages, &widgets::MessageBar::show);
    connect(m_labels, &LabelWorkspace::statusChanged, m_labelStatus, &QLabel::setText);
    connect(m_labels, &LabelWorkspace::opened, this, [this] {
        if (m_mode == WindowMode::Explore) setMode(WindowMode::Label);
        const auto& file = m_labels->controller()->session()->document().file();
        setWindowTitle(
            QStringLiteral("%1 — Denoscope").arg(QString::fromStdString(file.filename().string())));
    });
    setMode(WindowMode::Explore);
}

/// What can be gone to by name.
void MainWindow::fillPalette() {
    auto* palette = m_tools->palette();
    palette->addSource(WindowMode::Explore, [this](const QString& query) {
        return timestepJumps(
            query, [this](int timestep) { m_explorer->exploration()->setColumns(timestep); });
    });
    palette->addSource(WindowMode::Explore, [this](const QString&) {
        return layerJumps(*m_explorer->exploration(),
                          [this](const engine::LayerPath& path) { m_explorer->showLayer(path); });
    });
    palette->addSource(WindowMode::Explore, [this](const QString&) {
        return pictureJumps(*m_explorer->pictureList(),
                            [this](int row) { m_explorer->pictures()->show(row); });
    });
    for (const auto mode : {WindowMode::Explore, WindowMode::Label})
        palette->addSource(mode, [this](const QString&) {
            return modelJumps(*m_modelList, [this](int row) { m_models->openRow(row); });
        });
}

/// In the order in which they are read.
std::vector<QWidget*> MainWindow::panes() const {
    std::vector<QWidget*> panes = {m_messages};
    const auto* page = m_explorer->page();
    if (m_mode == WindowMode::Explore) {
        panes.insert(panes.end(), {page->controls(), page->board(), page->strip(), page->showBar(),
                                   page->tiles()});
        for (auto* dock : page->findChildren<QDockWidget*>()) panes.push_back(dock->widget());
    } else {
        const auto* labels = m_labels->page();
        panes.insert(panes.end(), {labels->start(), labels->queue(), labels->photo(), labels->map(),
                                   labels->tools()});
    }
    panes.push_back(m_tools->jobsDock()->widget());
    return panes;
}

void MainWindow::setMode(WindowMode mode) {
    m_mode = mode;
    m_tools->setMode(mode);
    const bool isExploring = mode == WindowMode::Explore;
    m_actions->setMode(mode);
    m_labels->controller()->setMode(mode);
    m_session->setExploring(isExploring);
    m_pages->setCurrentIndex(isExploring ? 0 : 1);
    m_explorer->setPaused(!isExploring);  // what it shows is in sight again
    m_explorer->page()->readOutBar()->setVisible(isExploring);
    m_explorer->page()->memory()->setVisible(isExploring);
    m_firstSteps->setExploring(isExploring);
    m_about->setVisible(isExploring);
    m_labelStatus->setVisible(!isExploring);
    refreshTitle();
}

/// The session and its picture, or the label project that is open.
void MainWindow::refreshTitle() {
    QString name = m_explorer->pictureName();
    if (m_mode != WindowMode::Explore) {
        auto* session = m_labels->controller()->session();
        const auto file = session ? session->document().file().filename().string() : std::string();
        name = QString::fromStdString(file);
    }
    const bool isSession = m_mode == WindowMode::Explore && !m_session->file().empty();
    if (isSession)
        name = name.isEmpty() ? m_session->name() + QStringLiteral("[*]")
                              : QStringLiteral("%1[*] · %2").arg(m_session->name(), name);
    setWindowTitle(name.isEmpty() ? QStringLiteral("Denoscope")
                                  : QStringLiteral("%1 — Denoscope").arg(name));
    setWindowModified(isSession && m_session->isModified());
}

void MainWindow::openFiles(const std::vector<std::filesystem::path>& files) {
    const auto sorted = core::sortFiles(files);
    if (!sorted.sessions.empty()) return m_session->open(sorted.sessions.back());
    if (!sorted.models.empty()) m_models->open(sorted.models.back());
    m_explorer->pictures()->open(sorted.pictures);
    if (!sorted.labels.empty()) {
        setMode(WindowMode::Label);
        m_labels->controller()->open(sorted.labels.back());
    }
}

void MainWindow::say(const widgets::Message& message) {
    m_messages->show(message);
}

void MainWindow::findModels(const std::optional<std::filesystem::path>& demo) {
    if (demo) m_recent->setDemo(*demo);
    m_models->findModels(demo);
}

void MainWindow::chooseModel() {
    auto* dialog = new QFileDialog(this, tr("Open model folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& name) { m_models->open(name.toStdString()); });
    dialog->open();
}

void MainWindow::showAbout() {
    auto* box = new QMessageBox(QMessageBox::NoIcon, tr("About Denoscope"),
                                tr("<b>Denoscope %1</b><br>Looks inside diffusion "
                                   "models.<br><br>GNU General Public License, version 3 or later. "
                                   "Without any warranty.")
                                    .arg(QCoreApplication::applicationVersion()),
                                QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void MainWindow::clearOrCancel() {
    if (!m_messages->isEmpty()) return m_messages->dismiss();
    m_explorer->escape();
}

void MainWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) return clearOrCancel();
    QMainWindow::keyPressEvent(event);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    const auto again = [this] { close(); };
    event->setAccepted(m_labels->mayClose(again) && m_session->mayClose(again));
}

/// Coming back to the window is the moment at which another program may have written our file.
bool MainWindow::event(QEvent* event) {
    if (event->type() == QEvent::WindowActivate) m_labels->files()->checkFile();
    return QMainWindow::event(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!localFiles(event->mimeData()).empty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    const auto files = localFiles(event->mimeData());
    if (files.empty()) return;
    event->acceptProposedAction();
    openFiles(files);
}

void MainWindow::restore(const QSettings& settings) {
    const auto geometry = settings.value(QStringLiteral("window/geometry")).toByteArray();
    const QSize room = screen()->availableSize() - QSize(16, 48);  // with a frame around the window
    if (!restoreGeometry(geometry) && (room.width() < width() || room.height() < height()))
        setWindowState(Qt::WindowMaximized);
    m_explorer->restore(settings);
    m_recent->restore(settings);
    m_tools->restore(settings);
    m_firstSteps->restore(settings);
    const int theme = settings.value(QStringLiteral("window/theme"), int(Theme::System)).toInt();
    for (auto* action : m_actions->themes->actions())
        if (action->data().toInt() == theme) action->trigger();
    m_actions->languages->actions()[int(languageOf(settings))]->setChecked(true);
    m_labels->controller()->restore(settings);
}

void MainWindow::save(QSettings& settings) const {
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    m_explorer->save(settings);
    m_recent->save(settings);
    m_tools->save(settings);
    m_firstSteps->save(settings);
    settings.setValue(QStringLiteral("window/theme"), int(m_theme->theme()));
    setLanguage(settings, Language(m_actions->languages->checkedAction()->data().toInt()));
    m_labels->controller()->save(settings);
}

}  // namespace app
