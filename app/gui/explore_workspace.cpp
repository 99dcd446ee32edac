// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/explore_workspace.h"

#include "gui/actions.h"
#include "gui/control_bar.h"
#include "gui/definition_controller.h"
#include "gui/explore_page.h"
#include "gui/generation_controller.h"
#include "gui/map_controller.h"
#include "gui/matrix_controller.h"
#include "gui/messages.h"
#include "gui/picture_controller.h"
#include "gui/plot_controller.h"
#include "gui/read_out_controller.h"
#include "gui/reference_controller.h"
#include "gui/show_bar.h"

#include <base/byte_text.h>
#include <canvas/capture_matrix.h>
#include <canvas/map_tile.h>
#include <canvas/picture_board.h>
#include <canvas/tile_grid.h>
#include <explore/presets.h>
#include <explore/prompt_words.h>
#include <model/layer_selection.h>
#include <models/picture_list_model.h>
#include <panels/activity_bar.h>
#include <panels/layer_tree_panel.h>
#include <panels/memory_meter.h>
#include <panels/picture_strip.h>
#include <panels/pins_panel.h>
#include <panels/prompt_panel.h>
#include <panels/timestep_control.h>
#include <session/model_layers.h>
#include <session/read_out.h>

#include <QAction>
#include <QActionGroup>
#include <QSettings>
#include <QStandardPaths>
#include <QtConcurrentRun>

#include <algorithm>
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

std::string bytesText(std::size_t bytes) {
    return engine::byteText(std::int64_t(bytes));
}

}  // namespace

ExploreWorkspace::ExploreWorkspace(core::ExtractionService* service, Actions* actions,
                                   QAbstractItemModel* models, widgets::ActivityBar* activity,
                                   QWidget* window)
    : QObject(window),
      m_window(window),
      m_actions(actions),
      m_activity(activity),
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
      m_readOut(new ReadOutController(m_page->readOut(), m_reference, sources(), this)),
      m_generation(
          new GenerationController(&m_exploration, &m_runner, m_pictures, m_page->prompt(), this)),
      m_definition(new DefinitionController(m_page, m_reference, m_maps, sources(), this)) {
    m_reference->setBestMatch([this](const core::TileSpec& tile) { return m_maps->best(tile.id); });
    connectBoard();
    connectTiles();
    connectRunner();
    connectShowBar();
    connectPanels();
    connectFileActions();
    connectEditActions();
    connectMapActions();
    connectViewActions();
    connectComputeActions();
    connectColors();
    setOptions({});
    showHints();
    showMemory();
    refreshReading();
}

ExploreWorkspace::~ExploreWorkspace() = default;

ExploreSources ExploreWorkspace::sources() {
    return {&m_exploration, &m_cache, &m_runner, &m_reference->reference(), &m_reference->pins()};
}

void ExploreWorkspace::connectBoard() {
    using core::Exploration;
    using widgets::PictureBoard;
    connect(&m_exploration, &Exploration::boardChanged, this, [this] {
        showBoard();
        m_reference->keepCentre();
        want();
        readWords();
        finishPreset();
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
        refreshShowBar();
        m_maps->repaint();
    });
    auto* board = m_page->board();
    connect(board, &PictureBoard::timestepChosen, &m_exploration, &Exploration::setColumn);
    connect(board, &PictureBoard::activated, &m_exploration, &Exploration::setCurrent);
    connect(board, &PictureBoard::closeRequested, this,
            [this](int subject) { m_exploration.setBeside(subject, false); });
    auto* strip = m_page->strip();
    using widgets::PictureStrip;
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

void ExploreWorkspace::showBoard() {
    std::vector<widgets::PicturePane> panes;
    const auto* current = m_exploration.current();
    for (const int id : m_exploration.board()) {
        const auto& subject = *m_exploration.subject(id);
        const auto* picture = subject.pictureAt(subject.column);
        panes.push_back({id, subject.name, picture ? core::toImage(*picture) : QImage(),
                         subject.column,
                         subject.isGeneration ? subject.momentText(subject.column) : QString(),
                         current && current->id == id});
    }
    m_page->board()->setPanes(panes);
    if (current) m_page->strip()->setCurrentRow(m_list->rowOf(current->id));
    const bool isPhoto = !current || !current->isGeneration;
    auto* timestep = m_page->controls()->timestep();
    timestep->setEnabled(isPhoto);
    if (current && isPhoto) {
        const QSignalBlocker quiet(timestep);
        timestep->setTimestep(current->column);
    }
    m_reference->showMarks();
    showOverlay();
    refreshShowBar();
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
    const auto& map = m_maps->options().map;
    if (map.kind == core::MapKind::Difference && map.differenceTo == core::DifferenceTo::Timestep)
        for (const int id : m_exploration.board())
            if (!m_exploration.subject(id)->isGeneration) moments.push_back({id, map.otherColumn});
    m_runner.setShown(std::move(moments));
    m_maps->refresh();
    refreshReading();
}

void ExploreWorkspace::connectTiles() {
    using core::Exploration;
    using widgets::TileGrid;
    connect(&m_exploration, &Exploration::tilesChanged, this, &ExploreWorkspace::showTiles);
    connect(&m_exploration, &Exploration::layersChanged, this, [this] {
        m_runner.setLayers(m_exploration.layers());
        showCost();
        refreshShowBar();
    });
    connect(&m_exploration, &Exploration::activeLayerChanged, this, [this] {
        m_reference->showMarks();
        refreshReading();
    });
    auto* tiles = m_page->tiles();
    connect(tiles, &TileGrid::moved, this, [this](int from, int to) {
        m_exploration.moveTile(std::size_t(from), std::size_t(to));
    });
    connect(tiles, &TileGrid::pinToggled, this, [this](int id) {
        const auto at = m_exploration.tileOf(id);
        if (!at) return;
        const auto& tile = m_exploration.tiles()[*at];
        if (tile.isPinned()) return m_exploration.closeTile(id);
        m_exploration.pinTile(id, m_maps->optionsOf(tile));
    });
    connect(tiles, &TileGrid::closeRequested, &m_exploration, &Exploration::closeTile);
    connect(tiles, &TileGrid::rangeDragged, this,
            [this](int, core::ColorRange range) { dragRange(range); });
    connect(tiles, &TileGrid::timestepWheel, m_matrix, &MatrixController::step);
    connect(tiles, &TileGrid::layerWheel, m_matrix, &MatrixController::stepLayer);
    connect(tiles, &TileGrid::rangeWheel, this, [this](double factor) {
        const auto* tile = m_reference->tile();
        if (!tile) return;
        const auto range = m_maps->range(tile->id);
        const float middle = (range.low + range.high) / 2;
        const float half = float(factor) * (range.high - range.low) / 2;
        dragRange({middle - half, middle + half});
    });
    connect(tiles, &TileGrid::contextMenuRequested, this,
            [this](int id, const auto&, QPoint global) { tileMenu(id, global); });
    connect(m_reference, &ReferenceController::changed, this, [this] {
        m_maps->refresh();
        refreshReading();
    });
    connect(m_reference, &ReferenceController::pinsChanged, this, [this] {
        showPins();
        m_maps->repaint();
        refreshReading();
    });
    connect(m_readOut, &ReadOutController::pinsRead, this, &ExploreWorkspace::showPins);
    connect(m_maps, &MapController::shown, this, [this] {
        if (m_maps->options().map.kind == core::MapKind::Similarity) m_reference->showMarks();
        showOverlay();
        m_plots->refresh();
    });
}

void ExploreWorkspace::showTiles() {
    std::vector<widgets::TileInfo> infos;
    std::vector<core::CaptureKey> pinned;
    const bool isOne = m_exploration.board().size() == 1;
    for (const auto& tile : m_exploration.tiles()) {
        const auto& subject = *m_exploration.subject(tile.key.moment.subject);
        const auto note = isOne && !tile.isPinned()
                              ? QString()
                              : QStringLiteral("%1 · %2").arg(
                                    subject.name, subject.momentText(tile.key.moment.column));
        infos.push_back({tile.id, tile.layer, note, tile.isPinned()});
        if (tile.isPinned()) pinned.push_back(tile.key);
    }
    m_page->tiles()->setTiles(infos, m_exploration.groupSize());
    m_runner.setExtra(std::move(pinned));
    m_maps->refresh();
    m_reference->onTilesShown();
    refreshReading();
    showHints();
}

void ExploreWorkspace::connectRunner() {
    using core::CaptureRunner;
    connect(&m_runner, &CaptureRunner::captured, this, [this] {
        m_maps->repaint();
        refreshReading();
        finishPreset();
    });
    connect(&m_runner, &CaptureRunner::statesChanged, this, [this] {
        m_maps->refresh();
        refreshReading();
    });
    connect(&m_cache, &core::RepresentationCache::arrived, this, [this] { m_maps->refresh(); });
    connect(&m_cache, &core::RepresentationCache::usageChanged, this,
            &ExploreWorkspace::showMemory);
    connect(&m_cache, &core::RepresentationCache::lost, this,
            [this](const auto&, const engine::Error& error) {
                Q_EMIT problem(messageOf(tr("An activation was not kept."), error,
                                         tr("It is computed again when it is looked at.")));
            });
    connect(&m_runner, &CaptureRunner::started, this,
            [this](const core::Moment& moment, int count) {
                const auto* subject = m_exploration.subject(moment.subject);
                const int waiting = m_runner.waitingCount();
                auto text = subject && subject->isGeneration
                                ? tr("Generating %1").arg(subject->name)
                                : tr("Computing t %1, layers: %2").arg(moment.column).arg(count);
                if (waiting > 0) text = tr("%1 · %n more", nullptr, waiting).arg(text);
                m_activity->begin(text, true);
                m_actions->cancel->setEnabled(true);
            });
    connect(&m_runner, &CaptureRunner::progress, m_activity, &widgets::ActivityBar::setProgress);
    connect(&m_runner, &CaptureRunner::cancelling, m_activity,
            &widgets::ActivityBar::setCancelling);
    connect(&m_runner, &CaptureRunner::ended, this, [this] {
        if (m_isOpeningModel) return;
        m_activity->end();
        m_actions->cancel->setEnabled(false);
    });
    connect(&m_runner, &CaptureRunner::failed, this,
            [this](const core::Moment&, const engine::Error& error) {
                Q_EMIT problem(messageOf(tr("Activations not computed."), error,
                                         tr("What was computed before it stays; F5 tries again.")));
            });
    connect(m_activity, &widgets::ActivityBar::cancelRequested, &m_runner, &CaptureRunner::cancel);
}

void ExploreWorkspace::setModel(const engine::ModelInfo& model,
                                const std::vector<engine::LayerInfo>& layers) {
    m_isOpeningModel = false;
    m_model = model;
    m_cache.clear();
    m_definition->setModel(model);
    m_generation->setModel(model);
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
    chooseLayers(m_layerWords);
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

void ExploreWorkspace::connectShowBar() {
    auto* bar = m_page->showBar();
    connect(bar, &ShowBar::optionsChosen, this, [this](const core::MapOptions& options) {
        auto view = m_maps->options();
        view.map = options;
        setOptions(view);
    });
    connect(bar, &ShowBar::rangeChosen, this, &ExploreWorkspace::setRange);
    connect(&m_words, &QFutureWatcherBase::finished, this, [this] {
        m_wordList = m_words.result();
        m_maps->setWords(m_wordList);
        m_definition->setWords(m_wordList);
        refreshShowBar();
        m_maps->refresh();
    });
}

void ExploreWorkspace::readWords() {
    if (!m_model) return;
    const auto* current = m_exploration.current();
    auto text = m_settings.prompt;
    if (current && current->isGeneration) {
        const auto& request = current->task.request;
        const bool isGuided = request.guidance > 1;
        text = isGuided && current->task.isUnconditional ? request.negativePrompt.value_or("")
                                                         : request.prompt;
    }
    const auto prompt = QString::fromStdString(text);
    m_words.setFuture(
        QtConcurrent::run([model = *m_model, prompt] { return core::promptWords(model, prompt); }));
}

void ExploreWorkspace::refreshShowBar() {
    auto* bar = m_page->showBar();
    std::vector<std::pair<int, QString>> subjects;
    for (const auto& subject : m_exploration.subjects().all())
        if (m_exploration.isOnBoard(subject.id)) subjects.emplace_back(subject.id, subject.name);
    bar->setSubjects(subjects);
    QStringList paths;
    int channels = 1;
    bool hasCross = false;
    for (const auto& layer : m_exploration.layers()) {
        paths << QString::fromStdString(layer.path.text());
        channels = std::max(channels, layer.channels);
        hasCross = hasCross || core::isCrossAttention(layer);
    }
    bar->setLayers(paths);
    bar->setChannels(channels);
    bar->setWords(m_wordList, hasCross);
}

void ExploreWorkspace::setOptions(const ViewOptions& options) {
    const auto before = m_maps->options().map;
    m_maps->setOptions(options);
    const auto& map = options.map;
    m_page->showBar()->setOptions(map, options.range());
    m_actions->norms->setChecked(map.kind == core::MapKind::Norm);
    m_actions->similarity->setChecked(map.kind == core::MapKind::Similarity);
    const auto& all = engine::allMeasures();
    const auto measure = std::find(all.begin(), all.end(), map.measure) - all.begin();
    m_actions->measures[std::size_t(measure)]->setChecked(true);
    for (auto* action : m_actions->ranges->actions())
        action->setChecked(action->data().toInt() == int(options.range()));
    if (!(before == map)) want();
    m_reference->showMarks();
    showOverlay();
    refreshReading();
}

void ExploreWorkspace::setKind(core::MapKind kind) {
    auto options = m_maps->options();
    options.map.kind = kind;
    setOptions(options);
}

void ExploreWorkspace::setRange(core::RangeMode mode) {
    auto options = m_maps->options();
    options.setRange(mode);
    options.usesBounds = true;
    const auto* tile = m_reference->tile();
    const bool hasBounds = tile && m_maps->values(tile->id) && m_maps->values(tile->id)->natural;
    if (mode == core::RangeMode::Fixed && tile && !hasBounds)
        options.fixed = m_maps->range(tile->id);  // locks what is seen
    setOptions(options);
}

/// What a colour bar was dragged to holds for all tiles: so they can be compared.
void ExploreWorkspace::dragRange(core::ColorRange range) {
    auto options = m_maps->options();
    options.setRange(core::RangeMode::Fixed);
    options.usesBounds = false;
    options.fixed = range;
    setOptions(options);
}

void ExploreWorkspace::chooseLayers(const std::vector<std::string>& words) {
    std::vector<engine::LayerPath> paths;
    for (const auto& word : words) {
        const auto chosen = engine::selectLayers({word}, m_exploration.offered());
        if (!chosen) continue;
        for (const auto& layer : *chosen) paths.push_back(layer.path);
    }
    if (paths.empty() && !m_exploration.offered().empty()) {
        Q_EMIT problem({tr("No such layers."), tr("This model has none of them."),
                        tr("The layers shown before stay.")});
        return;
    }
    m_exploration.setLayers(paths);
    m_page->layers()->setChosen(paths);
    m_actions->blocks->setChecked(words == std::vector<std::string>{"blocks"});
    m_actions->inner->setChecked(words == std::vector<std::string>{"inner"});
}

void ExploreWorkspace::connectPanels() {
    using widgets::LayerTreePanel;
    auto* layers = m_page->layers();
    connect(layers, &LayerTreePanel::chosenChanged, this, [this](const auto& paths) {
        m_exploration.setLayers(paths);
        for (auto* action : {m_actions->blocks, m_actions->inner}) action->setChecked(false);
    });
    connect(layers, &LayerTreePanel::setRequested, this, [this](const QString& word) {
        m_layerWords = {word.toStdString()};
        chooseLayers(m_layerWords);
    });
    const auto reveal = [this](const engine::LayerPath& path) {
        m_exploration.setActiveLayer(path);
        const auto* tile = m_reference->tile();
        const auto at = tile ? m_exploration.tileOf(tile->id) : std::nullopt;
        if (at) m_page->tiles()->reveal(*at);
    };
    connect(layers, &LayerTreePanel::activated, this, reveal);
    // single keys are for the explorer again
    connect(m_page->prompt(), &widgets::PromptPanel::generateRequested, this,
            [this] { m_page->matrix()->setFocus(); });
    connect(m_page, &ExplorePage::definitionShown, m_definition, &DefinitionController::renew);
    connect(m_matrix, &MatrixController::layerChosen, this, reveal);
    connect(m_plots, &PlotController::layerChosen, this, reveal);
    connect(m_plots, &PlotController::rangeDragged, this, &ExploreWorkspace::dragRange);
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

void ExploreWorkspace::showCost() {
    m_page->layers()->setCost(
        tr("Layers: %1 · %2 per picture and timestep")
            .arg(m_exploration.layers().size())
            .arg(QString::fromStdString(bytesText(m_matrix->bytesPerMoment()))));
}

void ExploreWorkspace::showMemory() {
    m_page->memory()->setUsage(qint64(m_cache.bytesInMemory()), qint64(m_cache.budget()),
                               qint64(m_cache.bytesOnDisk()));
}

void ExploreWorkspace::showPins() {
    std::vector<widgets::PinsPanel::Row> rows;
    const auto read = m_readOut->readPins();
    for (const auto& pin : m_reference->pins().all()) {
        const auto* subject = m_exploration.subject(pin.place.subject);
        const auto& r = read[rows.size()];
        const auto color = core::colorOfPin(pin.letter);
        const auto token = r.token.value_or(engine::TokenIndex());
        const bool isKnown = r.norm.state == core::Reading::State::Known;
        rows.push_back({QLatin1Char(pin.letter), QColor(color.r, color.g, color.b),
                        QStringLiteral("%1 · x%2 y%3")
                            .arg(subject ? subject->name : QString())
                            .arg(token.col)
                            .arg(token.row),
                        isKnown ? core::numberText(r.norm.value) : QStringLiteral("—"),
                        core::similarityNumber(r.similarity),
                        m_reference->reference().kept() == pin.place});
    }
    m_page->pins()->setRows(rows);
}

void ExploreWorkspace::refreshReading() {
    m_readOut->refresh(m_maps->options().map.measure);
    m_definition->refresh();
    m_plots->refresh();
    if (!m_reference->pins().all().empty()) showPins();
}

/// The active layer's map over each picture that has one.
void ExploreWorkspace::showOverlay() {
    const auto& options = m_maps->options();
    const auto* active = m_reference->tile();
    for (const int id : m_exploration.board()) {
        QImage map;
        for (const auto& tile : m_exploration.tiles()) {
            const auto index = m_exploration.tileOf(tile.id);
            const bool isIts = options.isOverlaid && active && index &&
                               tile.key.moment.subject == id &&
                               tile.key.layer == active->key.layer && !tile.isPinned();
            if (isIts) map = m_page->tiles()->tile(*index)->view().image;
        }
        m_page->board()->setOverlay(id, map, options.overlayOpacity);
    }
}

void ExploreWorkspace::showHints() {
    m_page->board()->setHint(tr("Drop pictures here, or open them with Ctrl+O."));
    m_page->tiles()->setHint(
        m_isOpeningModel ? tr("Opening the model…")
        : !m_model
            ? tr("Choose a model above, or drop its folder here. It is read, never run: folders in "
                 "the diffusers layout with safetensors weights.")
        : m_exploration.board().empty()  ? tr("Open a picture to see what the model makes of it.")
        : m_exploration.layers().empty() ? tr("Choose layers: Blocks, Inner, or some of the tree.")
                                         : QString());
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
}

void ExploreWorkspace::save(QSettings& settings) const {
    settings.setValue(QStringLiteral("explore/docks"), m_page->layoutState());
    settings.setValue(QStringLiteral("explore/splitter"), m_page->splitterState());
    if (const auto* chosen = m_actions->budgets->checkedAction())
        settings.setValue(QStringLiteral("explore/budget"), chosen->data().toInt());
}

}  // namespace app
