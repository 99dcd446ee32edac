// SPDX-License-Identifier: GPL-3.0-or-later
// What the explorer's actions do: the other half of ExploreWorkspace.
#include "gui/actions.h"
#include "gui/definition_controller.h"
#include "gui/explore_page.h"
#include "gui/explore_workspace.h"
#include "gui/map_controller.h"
#include "gui/matrix_controller.h"
#include "gui/picture_controller.h"
#include "gui/plot_controller.h"
#include "gui/read_out_controller.h"
#include "gui/reference_controller.h"

#include <base/byte_text.h>
#include <canvas/linked_view.h>
#include <canvas/picture_board.h>
#include <canvas/tile_grid.h>
#include <explore/presets.h>
#include <models/picture_list_model.h>
#include <panels/layer_tree_panel.h>
#include <panels/memory_meter.h>
#include <panels/picture_strip.h>
#include <panels/prompt_panel.h>
#include <panels/read_out_bar.h>
#include <session/opened_files.h>

#include <QAction>
#include <QActionGroup>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QInputDialog>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

namespace app {

namespace {

constexpr int kTileStep = 24;
constexpr double kZoomStep = 1.5;

QAction* neighbour(const QActionGroup* group, int step) {
    const auto all = group->actions();
    const auto at = all.indexOf(group->checkedAction());
    return all[(at + step + all.size()) % all.size()];
}

}  // namespace

void ExploreWorkspace::connectFileActions() {
    auto* a = m_actions;
    const auto on = [this](QAction* action, auto&& what) {
        connect(action, &QAction::triggered, this, what);
    };
    on(a->openPictures, &ExploreWorkspace::choosePictures);
    on(a->openFolder, &ExploreWorkspace::chooseFolder);
    on(a->paste, [this] {
        const auto image = QGuiApplication::clipboard()->image();
        if (!image.isNull()) return m_pictures->paste(image);
        Q_EMIT problem({tr("Nothing to paste."), tr("There is no picture in the clipboard."), {}});
    });
    on(a->nextPicture, [this] { m_pictures->showNeighbour(1); });
    on(a->previousPicture, [this] { m_pictures->showNeighbour(-1); });
    on(a->beside, [this] {
        for (int row = m_page->strip()->currentRow() + 1; row < m_list->rowCount(); ++row)
            if (!m_list->entry(row).isOnBoard) return m_pictures->toggleBeside(row);
    });
    on(a->removePicture, [this] { m_pictures->remove(m_page->strip()->currentRow()); });
}

void ExploreWorkspace::connectEditActions() {
    auto* a = m_actions;
    const auto on = [this](QAction* action, auto&& what) {
        connect(action, &QAction::triggered, this, what);
    };
    on(a->copyReadOut, [this] { m_page->readOut()->copy(); });
    on(a->copyValues, [this] {
        m_maps->refreshAll();
        QGuiApplication::clipboard()->setText(m_readOut->allValues(*m_maps));
    });
    on(a->copyDefinition, [this] {
        m_definition->renew();
        QGuiApplication::clipboard()->setText(m_page->definition());
    });
    on(a->copyView,
       [this] { QGuiApplication::clipboard()->setPixmap(m_page->tiles()->viewport()->grab()); });
    on(a->pin, &ExploreWorkspace::pinToken);
    on(a->unpinAll, [this] { m_reference->unpinAll(); });
    on(a->forgetReference, [this] { m_reference->forget(); });
    for (std::size_t i = 0; i < a->recalls.size(); ++i)
        on(a->recalls[i], [this, letter = char('A' + int(i))] { m_reference->recall(letter); });
}

void ExploreWorkspace::pinToken() {
    if (m_reference->pin()) return;
    Q_EMIT problem({tr("Not pinned."), tr("All nine pins are used."),
                    tr("Remove one in the panel Pins, or all with Unpin all.")});
}

void ExploreWorkspace::connectMapActions() {
    auto* a = m_actions;
    const auto on = [this](QAction* action, auto&& what) {
        connect(action, &QAction::triggered, this, what);
    };
    on(a->norms, [this] { setKind(core::MapKind::Norm); });
    on(a->similarity, [this] { setKind(core::MapKind::Similarity); });
    on(a->switchMode, [this] {
        const bool isNorm = m_maps->options().map.kind == core::MapKind::Norm;
        setKind(isNorm ? core::MapKind::Similarity : core::MapKind::Norm);
    });
    on(a->nextMeasure, [this] { stepMeasure(1); });
    on(a->previousMeasure, [this] { stepMeasure(-1); });
    connect(a->measureGroup, &QActionGroup::triggered, this, [this](QAction* action) {
        auto options = m_maps->options();
        options.map.kind = core::MapKind::Similarity;
        options.map.measure = engine::SimilarityMeasure(action->data().toInt());
        setOptions(options);
    });
    connect(a->ranges, &QActionGroup::triggered, this,
            [this](QAction* action) { setRange(core::RangeMode(action->data().toInt())); });
    on(a->nextRange, [this] { neighbour(m_actions->ranges, 1)->trigger(); });
    for (std::size_t i = 0; i < a->presets.size(); ++i)
        on(a->presets[i], [this, i] { apply(int(i)); });
}

void ExploreWorkspace::stepMeasure(int step) {
    neighbour(m_actions->measureGroup, step)->trigger();
}

void ExploreWorkspace::connectColors() {
    auto* a = m_actions;
    const auto on = [this](QActionGroup* group, core::ColorMapId ViewOptions::*which) {
        connect(group, &QActionGroup::triggered, this, [this, which](QAction* action) {
            auto options = m_maps->options();
            options.*which = core::ColorMapId(action->data().toInt());
            setOptions(options);
        });
    };
    on(a->positiveColors, &ViewOptions::positiveColors);
    on(a->signedColors, &ViewOptions::signedColors);
    on(a->boundedColors, &ViewOptions::boundedColors);
    connect(a->nextColors, &QAction::triggered, this, &ExploreWorkspace::nextColors);
    connect(a->colorBlindSafe, &QAction::triggered, this, [this] {
        for (auto* group : {m_actions->positiveColors, m_actions->boundedColors})
            for (auto* action : group->actions())
                if (action->data().toInt() == int(core::ColorMapId::Cividis)) action->trigger();
        for (auto* action : m_actions->signedColors->actions())
            if (action->data().toInt() == int(core::ColorMapId::CoolWarm)) action->trigger();
    });
}

/// Of the group that the active tile wears.
void ExploreWorkspace::nextColors() {
    const auto* tile = m_reference->tile();
    const auto* values = tile ? m_maps->values(tile->id) : nullptr;
    auto* group = values && values->isSigned  ? m_actions->signedColors
                  : values && values->natural ? m_actions->boundedColors
                                              : m_actions->positiveColors;
    neighbour(group, 1)->trigger();
}

void ExploreWorkspace::connectViewActions() {
    auto* a = m_actions;
    const auto on = [this](QAction* action, auto&& what) {
        connect(action, &QAction::triggered, this, what);
    };
    auto* tiles = m_page->tiles();
    on(a->blocks, [this] {
        m_layerWords = {"blocks"};
        chooseLayers(m_layerWords);
    });
    on(a->inner, [this] {
        m_layerWords = {"inner"};
        chooseLayers(m_layerWords);
    });
    on(a->filterLayers, [this] {
        m_page->raise(m_page->layers());
        m_page->layers()->focusFilter();
    });
    on(a->pinTile, [this] {
        if (const auto* tile = m_reference->tile()) Q_EMIT m_page->tiles()->pinToggled(tile->id);
    });
    on(a->enlarge, [this, tiles] {
        const auto* tile = m_reference->tile();
        if (tiles->enlarged() >= 0 || !tile) return tiles->setEnlarged(-1);
        tiles->setEnlarged(tiles->indexOf(tile->id));
    });
    const auto fade = [this](double by) {
        auto options = m_maps->options();
        options.overlayOpacity = std::clamp(options.overlayOpacity + by, 0.1, 1.0);
        setOptions(options);
    };
    on(a->overlay, [this](bool isOn) {
        auto options = m_maps->options();
        options.isOverlaid = isOn;
        setOptions(options);
    });
    on(a->moreOpaque, [fade] { fade(0.1); });
    on(a->lessOpaque, [fade] { fade(-0.1); });
    on(a->tokenGrid, [this](bool isOn) { m_page->board()->setGridVisible(isOn); });
    on(a->largerTiles, [tiles] { tiles->setTileWidth(tiles->tileWidth() + kTileStep); });
    on(a->smallerTiles, [tiles] { tiles->setTileWidth(tiles->tileWidth() - kTileStep); });
    on(a->usualTiles, [tiles] { tiles->setTileWidth(widgets::TileGrid::kUsualTile); });
    on(a->zoomIn, [tiles] { tiles->view()->zoomBy(kZoomStep); });
    on(a->zoomOut, [tiles] { tiles->view()->zoomBy(1 / kZoomStep); });
    on(a->zoomFit, [tiles] { tiles->view()->fit(); });
    on(a->profileOverLayers, [this] { m_plots->setAxis(PlotController::Axis::Layers); });
    on(a->profileOverColumns, [this] { m_plots->setAxis(PlotController::Axis::Columns); });
    on(a->resetLayout, [this] { m_page->resetLayout(); });
}

void ExploreWorkspace::connectComputeActions() {
    auto* a = m_actions;
    const auto on = [this](QAction* action, auto&& what) {
        connect(action, &QAction::triggered, this, what);
    };
    on(a->columnUp, [this] { m_matrix->step(1); });
    on(a->columnDown, [this] { m_matrix->step(-1); });
    on(a->firstColumn, [this] { m_matrix->toEnd(true); });
    on(a->lastColumn, [this] { m_matrix->toEnd(false); });
    on(a->layerUp, [this] { m_matrix->stepLayer(-1); });
    on(a->layerDown, [this] { m_matrix->stepLayer(1); });
    on(a->play, [this](bool isOn) { m_matrix->setPlaying(isOn); });
    on(a->captureAll, [this] { m_matrix->captureAll(); });
    on(a->recompute, [this] { m_runner.recompute(); });
    on(a->cancel, [this] { m_runner.cancel(); });
    on(a->prompt, &ExploreWorkspace::askPrompt);
    on(a->seed, &ExploreWorkspace::askSeed);
    on(a->generate, [this] {
        m_page->raise(m_page->prompt());
        m_page->prompt()->focusPrompt();
    });
    connect(a->fits, &QActionGroup::triggered, this, [this](QAction* action) {
        auto shape = m_pictures->inputShape();
        const int choice = action->data().toInt();
        shape.size = choice == 3 ? core::SizeChoice::Kind::Keep : core::SizeChoice::Kind::Native;
        shape.fit = choice == 3 ? core::FitMode::Crop : core::FitMode(choice);
        if (shape == m_pictures->inputShape()) return;
        m_runner.restart();  // what runs answers for the pictures as they were
        forgetPhotos();
        m_pictures->setInputShape(shape);
        want();
    });
    connect(a->protocols, &QActionGroup::triggered, this, [this](QAction* action) {
        const bool isPaper = action->data().toInt() == 1;
        m_settings.pixelRange = isPaper ? engine::PixelRange::Paper : engine::PixelRange::Standard;
        m_settings.latent = isPaper ? engine::LatentMode::Sample : engine::LatentMode::Mean;
        m_settings.eulerInputScaling = isPaper;
        m_settings.textTimeConditioning = !isPaper;
        applySettings();
    });
    connect(a->budgets, &QActionGroup::triggered, this, [this](QAction* action) {
        m_cache.setBudget(std::size_t(action->data().toInt()) * 1000 * 1000);
    });
    connect(m_page->memory(), &widgets::MemoryMeter::clicked, this, [this] {
        auto* menu = new QMenu(m_page);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addActions(m_actions->budgets->actions());
        menu->popup(m_page->memory()->mapToGlobal(QPoint(0, 0)));
    });
}

/// A generation has its own question, and keeps its answers.
void ExploreWorkspace::forgetPhotos() {
    for (const auto& subject : m_exploration.subjects().all())
        if (!subject.isGeneration) m_cache.forgetSubject(subject.id);
    m_maps->repaint();  // ranges over all captures are others now
}

/// Photos are extracted otherwise from now on: what was captured of them answers another question.
void ExploreWorkspace::applySettings() {
    m_definition->setSettings(m_settings);
    m_runner.setSettings(m_settings);
    forgetPhotos();
    m_runner.restart();
    readWords();
    want();
}

void ExploreWorkspace::askPrompt() {
    auto* dialog = new QInputDialog(m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Prompt for pictures"));
    dialog->setLabelText(tr(
        "What the U-Net is told beside a picture. The study uses the empty prompt; words matter\n"
        "for cross-attention maps."));
    dialog->setTextValue(QString::fromStdString(m_settings.prompt));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& text) {
        m_settings.prompt = text.toStdString();
        applySettings();
    });
    dialog->open();
}

void ExploreWorkspace::askSeed() {
    auto* dialog = new QInputDialog(m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setInputMode(QInputDialog::IntInput);
    dialog->setWindowTitle(tr("Seed of the noise"));
    dialog->setLabelText(tr("The noise that is added to pictures is drawn from this seed."));
    dialog->setIntRange(0, 2147483647);
    dialog->setIntValue(int(m_settings.seed));
    connect(dialog, &QInputDialog::intValueSelected, this, [this](int value) {
        m_settings.seed = std::uint64_t(value);
        applySettings();
    });
    dialog->open();
}

/// A large capture says what it takes before it begins.
void ExploreWorkspace::confirm(std::size_t moments, std::size_t bytes,
                               const std::function<void()>& go) {
    const auto text = [](std::size_t count) {
        return QString::fromStdString(engine::byteText(std::int64_t(count)));
    };
    auto* box = new QMessageBox(
        QMessageBox::NoIcon, tr("Timesteps to compute: %1").arg(moments),
        tr("Their activations take %1; the memory for activations is %2. What does not fit goes to "
           "disk, where %3 are free, and comes back when it is looked at.")
            .arg(text(bytes), text(m_cache.budget()), text(m_cache.freeOnDisk())),
        QMessageBox::Cancel, m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    auto* compute = box->addButton(tr("Compute"), QMessageBox::AcceptRole);
    box->setDefaultButton(compute);
    connect(compute, &QPushButton::clicked, this, [go] { go(); });
    box->open();
}

void ExploreWorkspace::apply(int index) {
    const auto& preset = core::presets()[std::size_t(index)];
    m_layerWords = preset.layers;
    chooseLayers(preset.layers);
    auto options = m_maps->options();
    options.map = preset.options;
    options.setRange(preset.range);
    options.usesBounds = true;
    setOptions(options);
    m_preset = index;
    if (m_pictures->showNamed(preset.demoPictures) == 0) finishPreset();
    m_exploration.setColumns(preset.timestep);
    if (const auto first = m_exploration.layers(); !first.empty())
        m_exploration.setActiveLayer(first.front().path);
    finishPreset();
    Q_EMIT noticed(preset.name, preset.explanation);
}

/// The reference is kept on the first picture once that is on the board, or once the norms are
/// there of which it is the largest.
void ExploreWorkspace::finishPreset() {
    if (!m_preset || m_pictures->isChanging()) return;
    const auto& preset = core::presets()[std::size_t(*m_preset)];
    const auto* current = m_exploration.current();
    if (!current || m_exploration.layers().empty()) return;
    if (current->column != preset.timestep && !current->isGeneration)
        m_exploration.setColumns(preset.timestep);
    core::Place place{current->id, preset.reference};
    if (preset.atLargestNorm) {
        const core::CaptureKey key{current->moment(), m_exploration.layers().front().path};
        const auto* norms = m_cache.norms(key);
        if (!norms) return;  // captured() comes back to it
        const auto& values = norms->values();
        const auto largest = std::max_element(values.begin(), values.end()) - values.begin();
        place.spot = {norms->grid(), norms->grid().tokenOf(std::size_t(largest))};
    }
    m_preset.reset();
    m_reference->keep(place);
}

void ExploreWorkspace::tileMenu(int id, QPoint global) {
    const auto at = m_exploration.tileOf(id);
    if (!at) return;
    const auto tile = m_exploration.tiles()[*at];
    m_exploration.setActiveLayer(tile.key.layer);
    auto* menu = new QMenu(m_page);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(
        {m_actions->pin, m_actions->copyReadOut, m_actions->copyValues, m_actions->copyDefinition});
    menu->addSeparator();
    menu->addAction(tile.isPinned() ? tr("Unpin tile") : tr("Pin tile"), this,
                    [this, id] { Q_EMIT m_page->tiles()->pinToggled(id); });
    menu->addAction(tr("Difference to this timestep"), this, [this, tile] {
        auto options = m_maps->options();
        options.map.kind = core::MapKind::Difference;
        options.map.differenceTo = core::DifferenceTo::Timestep;
        options.map.otherColumn = tile.key.moment.column;
        setOptions(options);
    });
    menu->addAction(tr("Difference to this layer"), this, [this, tile] {
        auto options = m_maps->options();
        options.map.kind = core::MapKind::Difference;
        options.map.differenceTo = core::DifferenceTo::Layer;
        options.map.otherLayer = tile.key.layer;
        setOptions(options);
    });
    menu->addAction(tr("Difference to this picture"), this, [this, tile] {
        auto options = m_maps->options();
        options.map.kind = core::MapKind::Difference;
        options.map.differenceTo = core::DifferenceTo::Picture;
        options.map.otherSubject = tile.key.moment.subject;
        setOptions(options);
    });
    menu->addSeparator();
    menu->addAction(m_actions->enlarge);
    menu->popup(global);
}

void ExploreWorkspace::choosePictures() {
    auto* dialog = new QFileDialog(m_window, tr("Open pictures"));
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

void ExploreWorkspace::chooseFolder() {
    auto* dialog = new QFileDialog(m_window, tr("Open all pictures of a folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& name) {
        const auto pictures = core::picturesIn(name.toStdString());
        if (!pictures.empty()) return m_pictures->open(pictures);
        Q_EMIT problem({tr("No pictures."), tr("There are no pictures in %1.").arg(name), {}});
    });
    dialog->open();
}

}  // namespace app
