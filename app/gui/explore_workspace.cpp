// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/explore_workspace.h"

#include "gui/actions.h"
#include "gui/capture_jobs.h"
#include "gui/control_bar.h"
#include "gui/definition_controller.h"
#include "gui/explore_page.h"
#include "gui/explore_presenter.h"
#include "gui/figure_controller.h"
#include "gui/flip_controller.h"
#include "gui/generation_controller.h"
#include "gui/joint_plot_controller.h"
#include "gui/layer_controller.h"
#include "gui/map_controller.h"
#include "gui/matrix_controller.h"
#include "gui/messages.h"
#include "gui/picture_controller.h"
#include "gui/plot_controller.h"
#include "gui/preset_controller.h"
#include "gui/read_out_controller.h"
#include "gui/reference_controller.h"
#include "gui/settings_controller.h"
#include "gui/tile_menu.h"
#include "gui/view_controller.h"

#include <canvas/capture_matrix.h>
#include <canvas/picture_board.h>
#include <canvas/tile_grid.h>
#include <explore/map_reading.h>
#include <models/picture_list_model.h>
#include <panels/layer_tree_panel.h>
#include <panels/picture_strip.h>
#include <panels/pins_panel.h>
#include <panels/prompt_panel.h>
#include <panels/timestep_control.h>
#include <session/model_layers.h>

#include <QAction>
#include <QActionGroup>
#include <QSettings>
#include <QStandardPaths>

#include <utility>

namespace app {

namespace {

constexpr std::size_t kUsualBudget = 2000u * 1000 * 1000;

std::filesystem::path cacheFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::CacheLocation).toStdString();
}

/// Grids of pictures of \a size where a model's config cannot be read for them: in proportion.
std::vector<engine::LayerInfo> scaled(std::vector<engine::LayerInfo> layers, int nativeSide,
                                      engine::PixelSize size) {
    for (auto& layer : layers) {
        layer.grid.height = (layer.grid.height * size.height + nativeSide - 1) / nativeSide;
        layer.grid.width = (layer.grid.width * size.width + nativeSide - 1) / nativeSide;
    }
    return layers;
}

}  // namespace

ExploreWorkspace::ExploreWorkspace(core::ExtractionService* service, Actions* actions,
                                   QAbstractItemModel* models, core::JobList* jobs, QWidget* window)
    : QObject(window),
      m_window(window),
      m_actions(actions),
      m_list(new widgets::PictureListModel(this)),
      m_cache(kUsualBudget, cacheFolder()),
      m_runner(service, &m_cache, &m_exploration.subjects()),
      m_page(new ExplorePage(*actions, models, m_list, window)),
      m_pictures(new PictureController(&m_exploration, m_list, this)),
      m_reference(new ReferenceController(&m_exploration, m_page->board(), m_page->tiles(), this)),
      m_maps(new MapController(m_page->tiles(), sources(), this)),
      m_matrix(new MatrixController(m_page->matrix(), sources(), this)),
      m_plots(new PlotController(m_page->profile(), m_page->histogram(), m_reference, m_maps,
                                 sources(), this)),
      m_joint(new JointPlotController(m_page->joint(), m_reference, m_maps, sources(), this)),
      m_readOut(new ReadOutController(m_page->readOut(), m_reference, sources(), this)),
      m_generation(
          new GenerationController(&m_exploration, &m_runner, m_pictures, m_page->prompt(), this)),
      m_definition(new DefinitionController(m_page, m_reference, m_maps, sources(), this)),
      m_view(new ViewController(actions, m_page->showBar(), m_maps, m_reference, this)),
      m_layers(new LayerController(actions, &m_exploration, m_page->layers(), this)),
      m_settings(new SettingsController(actions, window, this)),
      m_presets(new PresetController(*actions, sources(),
                                     {m_pictures, m_layers, m_view, m_reference}, this)),
      m_presenter(
          new ExplorePresenter(sources(), {m_page, m_list, m_maps, m_reference, m_readOut}, this)),
      m_figures(new FigureController(sources(),
                                     {m_maps, m_definition, m_reference, m_pictures, m_list,
                                      [this] { return enlargedTile(); }, jobs},
                                     this)) {
    m_reference->setBestMatch([this](const core::TileSpec& tile) { return m_maps->best(tile.id); });
    m_readOut->setMapReading([this](const core::TileSpec& tile, engine::TokenIndex token) {
        const auto* values = m_maps->values(tile.id);
        return values && values->grid.contains(token) ? core::readingOf(*values, token) : QString();
    });
    connectExploration();
    connectBoard();
    connectTiles();
    connectReference();
    connectRunner();
    connectJobs(jobs);
    connectControllers();
    connectPanels();
    connectPlots();
    connectFileActions();
    connectEditActions();
    connectViewActions();
    connectZoomActions();
    connectComputeActions();
    connectFigures();
    new FlipController(m_page, m_maps, this);
    m_view->setOptions({});
    showHints();
    m_presenter->showMemory();
    refreshReading();
}

ExploreWorkspace::~ExploreWorkspace() = default;

ExploreSources ExploreWorkspace::sources() {
    return {&m_exploration, &m_cache, &m_runner, &m_reference->reference(), &m_reference->pins()};
}

void ExploreWorkspace::connectExploration() {
    using core::Exploration;
    connect(&m_exploration, &Exploration::boardChanged, this, [this] {
        showBoard();
        m_reference->keepCentre();
        want();
        readWords();
        m_presets->finish();
        Q_EMIT pictureChanged();
    });
    connect(&m_exploration, &Exploration::subjectChanged, this, [this] {
        showBoard();
        m_reference->keepCentre();
        want();
        m_runner.reconsider();
        showHints();
    });
    connect(&m_exploration, &Exploration::momentChanged, this, [this] {
        showBoard();
        want();
    });
    connect(&m_exploration, &Exploration::removed, this, [this](int id) {
        m_cache.forgetSubject(id);
        m_runner.forgetSubject(id);
        showOffers();
        m_maps->repaint();
    });
    connect(&m_exploration, &Exploration::tilesChanged, this, &ExploreWorkspace::showTiles);
    connect(&m_exploration, &Exploration::layersChanged, this, [this] {
        m_runner.setLayers(m_exploration.layers());
        m_presenter->showCost(m_matrix->bytesPerMoment());
        showOffers();
    });
    connect(&m_exploration, &Exploration::activeLayerChanged, this, [this] {
        m_reference->showMarks();
        refreshReading();
    });
}

void ExploreWorkspace::connectBoard() {
    using core::Exploration;
    using widgets::PictureBoard;
    using widgets::PictureStrip;
    auto* board = m_page->board();
    connect(board, &PictureBoard::timestepChosen, &m_exploration, &Exploration::setColumn);
    connect(board, &PictureBoard::activated, &m_exploration, &Exploration::setCurrent);
    connect(board, &PictureBoard::closeRequested, this,
            [this](int subject) { m_exploration.setBeside(subject, false); });
    auto* strip = m_page->strip();
    connect(strip, &PictureStrip::chosen, m_pictures, &PictureController::show);
    connect(strip, &PictureStrip::besideToggled, m_pictures, &PictureController::toggleBeside);
    connect(strip, &PictureStrip::removeRequested, m_pictures, &PictureController::remove);
    connect(m_pictures, &PictureController::problem, this, [this](const auto& message) {
        showBoard();  // the strip's selection goes back
        Q_EMIT problem(message);
    });
    connect(m_page->controls()->timestep(), &widgets::TimestepControl::timestepChanged,
            &m_exploration, &Exploration::setColumns);
}

void ExploreWorkspace::connectTiles() {
    using core::Exploration;
    using widgets::TileGrid;
    auto* tiles = m_page->tiles();
    connect(tiles, &TileGrid::moved, this, [this](int from, int to) {
        m_exploration.moveTile(std::size_t(from), std::size_t(to));
    });
    connect(tiles, &TileGrid::pinToggled, this, &ExploreWorkspace::togglePin);
    connect(tiles, &TileGrid::closeRequested, &m_exploration, &Exploration::closeTile);
    connect(tiles, &TileGrid::rangeDragged, this,
            [this](int, core::ColorRange range) { m_view->dragRange(range); });
    connect(tiles, &TileGrid::rangeWheel, m_view, &ViewController::scaleRange);
    connect(tiles, &TileGrid::timestepWheel, m_matrix, &MatrixController::step);
    connect(tiles, &TileGrid::layerWheel, m_matrix, &MatrixController::stepLayer);
    connect(tiles, &TileGrid::contextMenuRequested, this,
            [this](int id, const auto&, QPoint global) {
                const auto at = m_exploration.tileOf(id);
                if (!at) return;
                const auto tile = m_exploration.tiles()[*at];
                m_exploration.setActiveLayer(tile.key.layer);
                auto* menu = new TileMenu(tile, *m_actions, m_view, m_page);
                connect(menu, &TileMenu::pinToggled, this, [this, id] { togglePin(id); });
                connect(menu, &TileMenu::exportRequested, this, [this, id] { exportFigure(id); });
                menu->popup(global);
            });
}

void ExploreWorkspace::togglePin(int id) {
    const auto at = m_exploration.tileOf(id);
    if (!at) return;
    const auto& tile = m_exploration.tiles()[*at];
    if (tile.isPinned()) return m_exploration.closeTile(id);
    m_exploration.pinTile(id, m_maps->optionsOf(tile));
}

void ExploreWorkspace::connectReference() {
    connect(m_reference, &ReferenceController::changed, m_maps, &MapController::follow);
    connect(m_maps, &MapController::settled, this, [this] {
        m_reference->showMarks();
        refreshReading();
    });
    connect(m_reference, &ReferenceController::pinsChanged, this, [this] {
        m_presenter->showPins();
        m_maps->repaint();
        refreshReading();
    });
    connect(m_readOut, &ReadOutController::pinsRead, m_presenter, &ExplorePresenter::showPins);
    connect(m_maps, &MapController::shown, this, [this] {
        m_presenter->showOverlay();
        m_plots->refresh();
        m_joint->refresh();
    });
}

void ExploreWorkspace::connectRunner() {
    using core::CaptureRunner;
    using core::RepresentationCache;
    connect(&m_runner, &CaptureRunner::captured, this, [this] {
        m_maps->repaint();
        refreshReading();
        m_presets->finish();
    });
    connect(&m_runner, &CaptureRunner::statesChanged, this, [this] {
        m_maps->refresh();
        refreshReading();
    });
    connect(&m_cache, &RepresentationCache::arrived, this, [this] { m_maps->refresh(); });
    connect(&m_cache, &RepresentationCache::usageChanged, m_presenter,
            &ExplorePresenter::showMemory);
    connect(&m_cache, &RepresentationCache::lost, this,
            [this](const auto&, const engine::Error& error) {
                Q_EMIT problem(messageOf(tr("An activation was not kept."), error,
                                         tr("It is computed again when it is looked at.")));
            });
    connect(&m_runner, &CaptureRunner::failed, this,
            [this](const core::Moment&, const engine::Error& error) {
                Q_EMIT problem(messageOf(tr("Activations not computed."), error,
                                         tr("What was computed before it stays; F5 tries again.")));
            });
}

void ExploreWorkspace::connectJobs(core::JobList* jobs) {
    using core::CaptureRunner;
    new CaptureJobs(jobs, &m_runner, &m_exploration, this);
    auto* cancel = m_actions->cancel;
    connect(&m_runner, &CaptureRunner::started, cancel, [cancel] { cancel->setEnabled(true); });
    connect(&m_runner, &CaptureRunner::ended, cancel, [cancel] { cancel->setEnabled(false); });
}

void ExploreWorkspace::connectControllers() {
    connect(m_view, &ViewController::changed, this, &ExploreWorkspace::onViewChanged);
    connect(m_layers, &LayerController::problem, this, &ExploreWorkspace::problem);
    connect(m_settings, &SettingsController::changed, this, &ExploreWorkspace::applySettings);
    connect(m_settings, &SettingsController::wordsRead, this, [this] {
        m_maps->setWords(m_settings->words());
        m_definition->setWords(m_settings->words());
        showOffers();
        m_maps->refresh();
    });
    connect(m_presets, &PresetController::applied, this, &ExploreWorkspace::noticed);
}

void ExploreWorkspace::connectPanels() {
    connect(m_page->layers(), &widgets::LayerTreePanel::activated, this, &ExploreWorkspace::reveal);
    // single keys are for the explorer again
    connect(m_page->prompt(), &widgets::PromptPanel::generateRequested, this,
            [this] { m_page->matrix()->setFocus(); });
    connect(m_page, &ExplorePage::definitionShown, m_definition, &DefinitionController::renew);
    connect(m_matrix, &MatrixController::layerChosen, this, &ExploreWorkspace::reveal);
    connect(m_matrix, &MatrixController::confirmationNeeded, this, &ExploreWorkspace::confirm);
    connect(m_matrix, &MatrixController::playingChanged, m_actions->play, &QAction::setChecked);
    using widgets::PinsPanel;
    const auto letter = [this](int index) {
        return m_reference->pins().all()[std::size_t(index)].letter;
    };
    connect(m_page->pins(), &PinsPanel::chosen, this,
            [this, letter](int index) { m_reference->recall(letter(index)); });
    connect(m_page->pins(), &PinsPanel::removed, this,
            [this, letter](int index) { m_reference->unpin(letter(index)); });
    connect(m_page->pins(), &PinsPanel::cleared, m_reference, &ReferenceController::unpinAll);
}

void ExploreWorkspace::connectPlots() {
    connect(m_plots, &PlotController::layerChosen, this, &ExploreWorkspace::reveal);
    connect(m_plots, &PlotController::rangeDragged, m_view, &ViewController::dragRange);
}

/// Makes a layer the active one and brings its tile into sight.
void ExploreWorkspace::reveal(const engine::LayerPath& path) {
    m_exploration.setActiveLayer(path);
    const auto* tile = m_reference->tile();
    const auto at = tile ? m_exploration.tileOf(tile->id) : std::nullopt;
    if (at) m_page->tiles()->reveal(*at);
}

void ExploreWorkspace::showLayer(const engine::LayerPath& path) {
    m_layers->add(path);
    reveal(path);
}

void ExploreWorkspace::showBoard() {
    m_presenter->showBoard();
    m_reference->showMarks();
    m_presenter->showOverlay();
    showOffers();
}

void ExploreWorkspace::showTiles() {
    std::vector<core::CaptureKey> pinned;
    for (const auto& tile : m_exploration.tiles())
        if (tile.isPinned()) pinned.push_back(tile.key);
    m_presenter->showTiles();
    m_runner.setExtra(std::move(pinned));
    m_maps->refresh();
    m_reference->onTilesShown();
    refreshReading();
    showHints();
}

void ExploreWorkspace::showHints() {
    m_presenter->showHints(m_isOpeningModel, m_model.has_value());
}

void ExploreWorkspace::showOffers() {
    m_presenter->showOffers(m_settings->words());
}

void ExploreWorkspace::refreshReading() {
    m_readOut->refresh(m_view->options().map);
    m_definition->refresh();
    m_plots->refresh();
    m_joint->refresh();
    if (!m_reference->pins().all().empty()) m_presenter->showPins();
}

void ExploreWorkspace::onViewChanged(bool isOtherMap) {
    if (isOtherMap) want();
    m_reference->showMarks();
    m_presenter->showOverlay();
    refreshReading();
}

/// What is on the board is to be computed, the current subject first.
void ExploreWorkspace::want() {
    std::vector<core::Moment> moments;
    if (const auto* current = m_exploration.current()) moments.push_back(current->moment());
    for (const int id : m_exploration.board())
        if (const auto moment = m_exploration.subject(id)->moment();
            moments.empty() || moment != moments.front())
            moments.push_back(moment);
    // A difference to another timestep needs that one, too.
    const auto& map = m_view->options().map;
    if (map.kind == core::MapKind::Difference && map.differenceTo == core::DifferenceTo::Timestep)
        for (const int id : m_exploration.board())
            if (!m_exploration.subject(id)->isGeneration) moments.push_back({id, map.otherColumn});
    m_runner.setShown(std::move(moments));
    m_maps->refresh();
    refreshReading();
}

void ExploreWorkspace::readWords() {
    if (m_model) m_settings->readWords(*m_model, m_exploration.current());
}

/// A generation has its own question, and keeps its answers.
void ExploreWorkspace::forgetPhotos() {
    for (const auto& subject : m_exploration.subjects().all())
        if (!subject.isGeneration) m_cache.forgetSubject(subject.id);
    m_maps->repaint();  // ranges over all captures are others now
}

/// Photos are extracted otherwise from now on: what was captured of them answers another question.
void ExploreWorkspace::applySettings() {
    m_definition->setSettings(m_settings->settings());
    m_runner.setSettings(m_settings->settings());
    forgetPhotos();
    m_runner.restart();
    readWords();
    want();
}

void ExploreWorkspace::setModel(const engine::ModelInfo& model,
                                const std::vector<engine::LayerInfo>& layers) {
    m_isOpeningModel = false;
    m_model = model;
    m_cache.clear();
    m_definition->setModel(model);
    m_generation->setModel(model);
    m_figures->setModel(model);
    auto shape = m_pictures->inputShape();
    shape.nativeSide = model.nativeSide;
    shape.multiple = model.vaeScale;
    m_pictures->setInputShape(shape);
    m_exploration.setOffered(layers, {model.nativeSide, model.nativeSide},
                             [model, layers](engine::PixelSize size) {
                                 const auto fitting = core::unetLayersOf(model, size);
                                 return fitting ? *fitting : scaled(layers, model.nativeSide, size);
                             });
    m_page->layers()->setLayers(layers);
    m_layers->chooseAgain();
    m_runner.setModelOpen(true);
    readWords();
    want();
    showHints();
}

void ExploreWorkspace::setOpeningModel(bool isOpening) {
    m_isOpeningModel = isOpening;
    if (!isOpening && m_model) m_runner.setModelOpen(true);  // the attempt ended what was computed
    showHints();
}

void ExploreWorkspace::setPaused(bool isPaused) {
    m_runner.setPaused(isPaused);
    if (!isPaused) m_maps->repaint();  // tiles out of sight were not kept up to date
    if (isPaused) m_matrix->setPlaying(false);
}

QString ExploreWorkspace::pictureName() const {
    const auto* current = m_exploration.current();
    return current ? current->name : QString();
}

bool ExploreWorkspace::escape() {
    if (m_page->tiles()->enlarged() >= 0) {
        m_page->tiles()->setEnlarged(-1);
    } else if (m_matrix->isPlaying()) {
        m_matrix->setPlaying(false);
    } else if (m_actions->cancel->isEnabled()) {
        m_runner.cancel();
    } else if (m_reference->reference().kept()) {
        m_reference->forget();
    } else {
        return false;
    }
    return true;
}

void ExploreWorkspace::restore(const QSettings& settings) {
    m_page->restoreLayout(settings.value(QStringLiteral("explore/docks")).toByteArray(),
                          settings.value(QStringLiteral("explore/splitter")).toByteArray());
    const int budget = settings.value(QStringLiteral("explore/budget"), 2000).toInt();
    for (auto* action : m_actions->budgets->actions())
        if (action->data().toInt() == budget) action->trigger();
    m_figures->restore(settings);
}

void ExploreWorkspace::save(QSettings& settings) const {
    settings.setValue(QStringLiteral("explore/docks"), m_page->layoutState());
    settings.setValue(QStringLiteral("explore/splitter"), m_page->splitterState());
    if (const auto* chosen = m_actions->budgets->checkedAction())
        settings.setValue(QStringLiteral("explore/budget"), chosen->data().toInt());
    m_figures->save(settings);
}

}  // namespace app
