// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/main_window.h"

#include "gui/actions.h"
#include "gui/control_bar.h"
#include "gui/key_sheet.h"
#include "gui/label_actions.h"
#include "gui/label_controller.h"
#include "gui/label_files.h"
#include "gui/label_page.h"
#include "gui/label_workspace.h"
#include "gui/map_controller.h"
#include "gui/model_controller.h"
#include "gui/picture_controller.h"
#include "gui/read_out_controller.h"
#include "gui/reference_controller.h"
#include "gui/segments.h"
#include "gui/theme.h"

#include <canvas/geometry.h>
#include <canvas/picture_canvas.h>
#include <canvas/tile_grid.h>
#include <models/model_list_model.h>
#include <models/picture_list_model.h>
#include <panels/activity_bar.h>
#include <panels/message_bar.h>
#include <panels/picture_strip.h>
#include <panels/read_out_bar.h>
#include <panels/timestep_control.h>
#include <session/opened_files.h>

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QKeyEvent>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QScreen>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

namespace {

constexpr int kTileStep = 24;
constexpr QSize kUsualSize(1280, 800);

std::vector<std::filesystem::path> localFiles(const QMimeData* data) {
    std::vector<std::filesystem::path> files;
    for (const auto& url : data->urls())
        if (url.isLocalFile()) files.emplace_back(url.toLocalFile().toStdString());
    return files;
}

}  // namespace

MainWindow::MainWindow(ThemeController* theme, core::ExtractionService::EngineSource source)
    : m_service(std::move(source)),
      m_theme(theme),
      m_actions(new Actions(this)),
      m_labels(new LabelWorkspace(&m_service, this)) {
    build();
    m_models = new ModelController(&m_service, m_modelList, this);
    m_pictures = new PictureController(m_pictureList, this);
    m_extraction = new ExtractionController(&m_service, this);
    m_reference = new ReferenceController(m_picture, m_tiles, &m_extraction->board(), this);
    m_maps = new MapController(m_tiles, &m_extraction->board(), &m_reference->selection(), this);
    m_readOut = new ReadOutController(m_readOutBar, &m_extraction->board(),
                                      &m_reference->selection(), this);
    connectModels();
    connectPictures();
    connectExtraction();
    connectView();
    connectActions();
    connectColors();
    connectLabels();
    setOptions({});
    refreshHints();
    refreshReadOut();
}

MainWindow::~MainWindow() = default;

void MainWindow::build() {
    m_pictureList = new widgets::PictureListModel(this);
    m_modelList = new widgets::ModelListModel(this);
    m_controls = new ControlBar(*m_actions, m_modelList, this);
    m_messages = new widgets::MessageBar(this);
    m_picture = new widgets::PictureCanvas(this);
    m_strip = new widgets::PictureStrip(m_pictureList, this);
    m_tiles = new widgets::TileGrid(this);
    m_readOutBar = new widgets::ReadOutBar(this);
    m_readOutBar->setObjectName(QStringLiteral("exploreReadOut"));  // the labeler has one, too
    m_activity = new widgets::ActivityBar(this);
    m_about = new QLabel(this);
    m_labelStatus = new QLabel(this);
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(makeExplorePage());
    m_pages->addWidget(m_labels->page());

    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_messages);
    layout->addWidget(m_pages, 1);
    setCentralWidget(page);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(m_about, 1);
    statusBar()->addWidget(m_labelStatus, 1);
    statusBar()->addPermanentWidget(m_activity);
    m_actions->fill(menuBar(), m_labels->actions()->makeMenu(this));
    const auto modes = m_actions->modes->actions();
    menuBar()->setCornerWidget(segments({modes.begin(), modes.end()}, this));
    setAcceptDrops(true);
    setWindowTitle(QStringLiteral("Denoscope"));
    resize(kUsualSize);
}

QWidget* MainWindow::makeExplorePage() {
    auto* left = new QWidget(this);
    auto* leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(widgets::spacing::kTiny, 0, 0, widgets::spacing::kTiny);
    leftLayout->setSpacing(0);
    leftLayout->addWidget(m_picture, 1);
    leftLayout->addWidget(m_strip);
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->addWidget(left);
    m_splitter->addWidget(m_tiles);
    m_splitter->setStretchFactor(0, 2);
    m_splitter->setStretchFactor(1, 3);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({460, 820});

    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_controls);
    layout->addWidget(m_splitter, 1);
    layout->addWidget(m_readOutBar);
    return page;
}

void MainWindow::connectModels() {
    connect(m_models, &ModelController::opening, this, [this](const QString& name) {
        m_isOpeningModel = true;
        m_activity->begin(tr("Opening %1").arg(name), false);
        refreshHints();
    });
    connect(m_models, &ModelController::opened, this, &MainWindow::onModelOpened);
    connect(m_models, &ModelController::failed, this, [this] {
        m_isOpeningModel = false;
        m_activity->end();
        m_extraction->resume();
        refreshHints();
    });
    connect(m_models, &ModelController::problem, m_messages, &widgets::MessageBar::show);
    connect(m_models, &ModelController::rowChanged, m_controls, &ControlBar::setModelRow);
    connect(m_controls, &ControlBar::modelChosen, m_models, &ModelController::openRow);
}

void MainWindow::onModelOpened(const engine::ModelInfo& model) {
    m_isOpeningModel = false;
    m_activity->end();
    const auto* unet = model.component("unet");
    m_about->setText(QStringLiteral("%1 · %2 × %2 px%3")
                         .arg(QString::fromStdString(model.name))
                         .arg(model.nativeSide)
                         .arg(unet ? tr(" · U-Net %1 M parameters, %2")
                                         .arg(double(unet->parameters) / 1e6, 0, 'f', 1)
                                         .arg(QString::fromStdString(unet->dtype))
                                   : QString()));
    if (m_pictures->setInputShape({model.nativeSide, model.vaeScale}))
        m_extraction->setPicture(nullptr);
    m_extraction->setModelOpen(true);
    m_labels->controller()->setModel(model);
    refreshHints();
}

void MainWindow::connectPictures() {
    connect(m_pictures, &PictureController::shown, this, &MainWindow::onPictureShown);
    connect(m_pictures, &PictureController::problem, m_messages, &widgets::MessageBar::show);
    connect(m_pictures, &PictureController::kept, m_strip, &widgets::PictureStrip::setCurrentRow);
    connect(m_strip, &widgets::PictureStrip::chosen, m_pictures, &PictureController::show);
}

void MainWindow::onPictureShown(int row, const std::shared_ptr<const core::Picture>& picture) {
    const auto name = QString::fromStdString(m_pictureList->entry(row).path.filename().string());
    m_picture->setPicture(core::toImage(*picture), name);
    m_strip->setCurrentRow(row);
    m_pictureName = name;
    refreshTitle();
    m_extraction->setPicture(picture);
    m_reference->keepCentre();
    refreshReadOut();
    refreshHints();
}

void MainWindow::connectExtraction() {
    connect(m_extraction, &ExtractionController::boardReset, this, &MainWindow::onBoardReset);
    connect(m_extraction, &ExtractionController::layerArrived, this, [this] {
        m_maps->refresh();
        refreshReadOut();
    });
    connect(m_extraction, &ExtractionController::ended, this, [this] {
        m_activity->end();
        m_actions->cancel->setEnabled(false);
        m_maps->refresh();
        refreshReadOut();
    });
    connect(m_extraction, &ExtractionController::computing, this, [this](const QString& what) {
        m_activity->begin(what, true);
        m_actions->cancel->setEnabled(true);
    });
    connect(m_extraction, &ExtractionController::progress, m_activity,
            &widgets::ActivityBar::setProgress);
    connect(m_extraction, &ExtractionController::cancelling, m_activity,
            &widgets::ActivityBar::setCancelling);
    connect(m_extraction, &ExtractionController::problem, m_messages, &widgets::MessageBar::show);
    connect(m_activity, &widgets::ActivityBar::cancelRequested, m_extraction,
            &ExtractionController::cancel);
}

void MainWindow::onBoardReset(bool layersChanged) {
    if (layersChanged) {
        std::vector<widgets::TileInfo> tiles;
        for (const auto& slot : m_extraction->board().layers())
            tiles.push_back({int(tiles.size()), slot.info});
        const bool areTilesNew = m_tiles->setTiles(tiles);
        m_maps->onLayersChanged();
        m_reference->onLayersChanged(areTilesNew);
    }
    m_maps->refresh();
    refreshReadOut();
}

void MainWindow::connectView() {
    connect(m_reference, &ReferenceController::changed, this, [this] {
        m_maps->refresh();
        refreshReadOut();
    });
    connect(m_controls->timestep(), &widgets::TimestepControl::timestepChanged, this,
            [this](int timestep) {
                m_extraction->setTimestep(timestep);
                refreshReadOut();
            });
    connect(m_controls, &ControlBar::measureChosen, this,
            [this](int index) { m_actions->measures[std::size_t(index)]->trigger(); });
}

void MainWindow::connectActions() {
    auto* a = m_actions;
    const auto on = [this](QAction* action, auto&& what) {
        connect(action, &QAction::triggered, this, what);
    };
    on(a->openPictures, &MainWindow::choosePictures);
    on(a->openModel, &MainWindow::chooseModel);
    on(a->openLabels, [this] { m_labels->choose(); });
    on(a->quit, &QWidget::close);
    on(a->copyReadOut, [this] { m_readOutBar->copy(); });
    on(a->forgetReference, [this] { m_reference->forget(); });
    on(a->nextPicture, [this] { m_pictures->showNeighbour(1); });
    on(a->previousPicture, [this] { m_pictures->showNeighbour(-1); });
    on(a->blocks, [this] { m_extraction->setLevel(LayerLevel::Blocks); });
    on(a->inner, [this] { m_extraction->setLevel(LayerLevel::Inner); });
    on(a->switchMode, [a] { (a->norms->isChecked() ? a->similarity : a->norms)->trigger(); });
    on(a->nextMeasure, [this] { stepMeasure(1); });
    on(a->previousMeasure, [this] { stepMeasure(-1); });
    on(a->tokenGrid, [this](bool isOn) { m_picture->setGridVisible(isOn); });
    on(a->largerTiles, [this] { m_tiles->setTileWidth(m_tiles->tileWidth() + kTileStep); });
    on(a->smallerTiles, [this] { m_tiles->setTileWidth(m_tiles->tileWidth() - kTileStep); });
    on(a->usualTiles, [this] { m_tiles->setTileWidth(widgets::TileGrid::kUsualTile); });
    on(a->timestepUp, [this] { m_controls->timestep()->stepUp(); });
    on(a->timestepDown, [this] { m_controls->timestep()->stepDown(); });
    on(a->recompute, [this] { m_extraction->recompute(); });
    on(a->cancel, [this] { m_extraction->cancel(); });
    on(a->keys, [this] {
        auto* sheet = new KeySheet(*m_actions, *m_labels->actions(), m_mode, this);
        sheet->setAttribute(Qt::WA_DeleteOnClose);
        sheet->open();
    });
    on(a->about, &MainWindow::showAbout);
    connect(a->themes, &QActionGroup::triggered, this,
            [this](QAction* action) { m_theme->apply(Theme(action->data().toInt())); });
}

void MainWindow::connectColors() {
    auto* a = m_actions;
    const auto change = [this](auto&& what) {
        return [this, what](QAction* action) {
            ViewOptions options = m_maps->options();
            what(options, action->data().toInt());
            setOptions(options);
        };
    };
    const auto on = [&](QActionGroup* group, auto&& what) {
        connect(group, &QActionGroup::triggered, this, change(what));
    };
    using core::ColorMapId;
    on(a->norms->actionGroup(), [](ViewOptions& o, int value) { o.mode = MapMode(value); });
    on(a->measureGroup,
       [](ViewOptions& o, int value) { o.measure = engine::SimilarityMeasure(value); });
    on(a->normColors, [](ViewOptions& o, int value) { o.normColors = ColorMapId(value); });
    on(a->signedColors, [](ViewOptions& o, int value) { o.signedColors = ColorMapId(value); });
    on(a->unsignedColors, [](ViewOptions& o, int value) { o.unsignedColors = ColorMapId(value); });
    connect(a->fixedRange, &QAction::toggled, this, [this](bool isOn) {
        ViewOptions options = m_maps->options();
        options.isSimilarityRangeFixed = isOn;
        setOptions(options);
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

void MainWindow::setMode(WindowMode mode) {
    m_mode = mode;
    const bool isExploring = mode == WindowMode::Explore;
    m_actions->setMode(mode);
    m_extraction->setPaused(!isExploring);
    m_labels->controller()->setMode(mode);
    m_pages->setCurrentIndex(isExploring ? 0 : 1);
    m_about->setVisible(isExploring);
    m_labelStatus->setVisible(!isExploring);
    refreshTitle();
}

/// The picture or the label project that is open.
void MainWindow::refreshTitle() {
    QString name = m_pictureName;
    if (m_mode != WindowMode::Explore) {
        auto* session = m_labels->controller()->session();
        const auto file = session ? session->document().file().filename().string() : std::string();
        name = QString::fromStdString(file);
    }
    setWindowTitle(name.isEmpty() ? QStringLiteral("Denoscope")
                                  : QStringLiteral("%1 — Denoscope").arg(name));
}

void MainWindow::setOptions(const ViewOptions& options) {
    m_maps->setOptions(options);
    const auto& all = engine::allMeasures();
    m_controls->setMeasure(int(std::find(all.begin(), all.end(), options.measure) - all.begin()));
    m_controls->setMeasureEnabled(options.mode == MapMode::Similarity);
    refreshReadOut();
}

void MainWindow::stepMeasure(int step) {
    const auto& all = m_actions->measures;
    const auto at = std::find(all.begin(), all.end(), m_actions->measureGroup->checkedAction());
    const auto count = std::ptrdiff_t(all.size());
    all[std::size_t((at - all.begin() + step + count) % count)]->trigger();
    m_actions->similarity->trigger();
}

void MainWindow::refreshReadOut() {
    m_readOut->refresh({m_reference->layer(), m_extraction->timestep(), m_picture->pictureSize(),
                        m_maps->options().measure});
}

void MainWindow::refreshHints() {
    const bool hasModel = m_models->model().has_value();
    m_picture->setHint(tr("Drop pictures here, or open them with Ctrl+O."));
    m_tiles->setHint(
        m_isOpeningModel ? tr("Opening the model…")
        : !hasModel
            ? tr("Choose a model above, or drop its folder here. It is read, never run: folders in "
                 "the diffusers layout with safetensors weights.")
        : !m_picture->hasPicture() ? tr("Open a picture to see what the model makes of it.")
                                   : QString());
}

void MainWindow::openFiles(const std::vector<std::filesystem::path>& files) {
    const auto sorted = core::sortFiles(files);
    if (!sorted.models.empty()) m_models->open(sorted.models.back());
    m_pictures->open(sorted.pictures);
    if (!sorted.labels.empty()) {
        setMode(WindowMode::Label);
        m_labels->controller()->open(sorted.labels.back());
    }
}

void MainWindow::findModels(const std::optional<std::filesystem::path>& demo) {
    m_models->findModels(demo);
}

void MainWindow::choosePictures() {
    auto* dialog = new QFileDialog(this, tr("Open pictures"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilter(
        tr("Pictures (*.png *.jpg *.jpeg *.webp *.bmp *.tif *.tiff);;All files (*)"));
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList& names) {
        std::vector<std::filesystem::path> files;
        for (const auto& name : names) files.emplace_back(name.toStdString());
        m_pictures->open(files);
    });
    dialog->open();
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
    if (!m_messages->isEmpty())
        m_messages->dismiss();
    else if (m_actions->cancel->isEnabled())
        m_extraction->cancel();
    else
        m_reference->forget();
}

void MainWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) return clearOrCancel();
    QMainWindow::keyPressEvent(event);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    event->setAccepted(m_labels->mayClose([this] { close(); }));
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
    m_splitter->restoreState(settings.value(QStringLiteral("window/splitter")).toByteArray());
    const int theme = settings.value(QStringLiteral("window/theme"), int(Theme::System)).toInt();
    for (auto* action : m_actions->themes->actions())
        if (action->data().toInt() == theme) action->trigger();
    m_labels->controller()->restore(settings);
}

void MainWindow::save(QSettings& settings) const {
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("window/splitter"), m_splitter->saveState());
    settings.setValue(QStringLiteral("window/theme"), int(m_theme->theme()));
    m_labels->controller()->save(settings);
}

}  // namespace app
