// SPDX-License-Identifier: GPL-3.0-or-later
// What the explorer's actions do: the other half of ExploreWorkspace.
#include "gui/actions.h"
#include "gui/definition_controller.h"
#include "gui/explore_page.h"
#include "gui/explore_workspace.h"
#include "gui/figure_controller.h"
#include "gui/figure_dialog.h"
#include "gui/file_dialogs.h"
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
#include <QGuiApplication>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

namespace app {

namespace {

constexpr int kTileStep = 24;
constexpr double kZoomStep = 1.5;

QString bytesText(std::size_t bytes) {
    return QString::fromStdString(engine::byteText(std::int64_t(bytes)));
}

}  // namespace

void ExploreWorkspace::connectFileActions() {
    auto* a = m_actions;
    const auto on = [this](QAction* action, auto&& what) {
        connect(action, &QAction::triggered, this, what);
    };
    on(a->openPictures, [this] {
        choosePictures(m_window, [this](const auto& files) { m_pictures->open(files); });
    });
    on(a->openFolder, [this] {
        chooseFolder(m_window, tr("Open all pictures of a folder"), [this](const auto& folder) {
            const auto pictures = core::picturesIn(folder);
            if (!pictures.empty()) return m_pictures->open(pictures);
            Q_EMIT problem(
                {tr("No pictures."),
                 tr("There are no pictures in %1.").arg(QString::fromStdString(folder.string())),
                 tr("The list stays as it is. Folders within it are not searched: choose one of "
                    "them.")});
        });
    });
    on(a->paste, [this] {
        const auto image = QGuiApplication::clipboard()->image();
        if (!image.isNull()) return m_pictures->paste(image);
        Q_EMIT problem({tr("Nothing to paste."), tr("There is no picture in the clipboard."),
                        tr("Copy a picture in another program, or open its file.")});
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
    on(a->pin, [this] {
        if (m_reference->pin()) return;
        Q_EMIT problem({tr("Not pinned."), tr("All nine pins are used."),
                        tr("Remove one in the panel Pins, or all with Unpin all.")});
    });
    on(a->unpinAll, [this] { m_reference->unpinAll(); });
    on(a->forgetReference, [this] { m_reference->forget(); });
    for (std::size_t i = 0; i < a->recalls.size(); ++i)
        on(a->recalls[i], [this, letter = char('A' + int(i))] { m_reference->recall(letter); });
}

void ExploreWorkspace::connectViewActions() {
    auto* a = m_actions;
    const auto on = [this](QAction* action, auto&& what) {
        connect(action, &QAction::triggered, this, what);
    };
    auto* tiles = m_page->tiles();
    on(a->filterLayers, [this] {
        m_page->raise(m_page->layers());
        m_page->layers()->focusFilter();
    });
    on(a->pinTile, [this] {
        if (const auto* tile = m_reference->tile()) togglePin(tile->id);
    });
    on(a->enlarge, [this, tiles] {
        const auto* tile = m_reference->tile();
        if (tiles->enlarged() >= 0 || !tile) return tiles->setEnlarged(-1);
        tiles->setEnlarged(tiles->indexOf(tile->id));
    });
    on(a->tokenGrid, [this](bool isOn) { m_page->board()->setGridVisible(isOn); });
    on(a->profileOverLayers, [this] { m_plots->setAxis(PlotController::Axis::Layers); });
    on(a->profileOverColumns, [this] { m_plots->setAxis(PlotController::Axis::Columns); });
    on(a->resetLayout, [this] { m_page->resetLayout(); });
}

void ExploreWorkspace::connectZoomActions() {
    auto* a = m_actions;
    const auto on = [this](QAction* action, auto&& what) {
        connect(action, &QAction::triggered, this, what);
    };
    auto* tiles = m_page->tiles();
    on(a->largerTiles, [tiles] { tiles->setTileWidth(tiles->tileWidth() + kTileStep); });
    on(a->smallerTiles, [tiles] { tiles->setTileWidth(tiles->tileWidth() - kTileStep); });
    on(a->usualTiles, [tiles] { tiles->setTileWidth(widgets::TileGrid::kUsualTile); });
    on(a->zoomIn, [tiles] { tiles->view()->zoomBy(kZoomStep); });
    on(a->zoomOut, [tiles] { tiles->view()->zoomBy(1 / kZoomStep); });
    on(a->zoomFit, [tiles] { tiles->view()->fit(); });
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
    on(a->generate, [this] {
        m_page->raise(m_page->prompt());
        m_page->prompt()->focusPrompt();
    });
    connect(a->fits, &QActionGroup::triggered, this,
            [this](QAction* action) { setFit(core::FitChoice(action->data().toInt())); });
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

void ExploreWorkspace::connectFigures() {
    connect(m_actions->exportFigure, &QAction::triggered, this,
            [this] { exportFigure(std::nullopt); });
    connect(m_actions->copyFigure, &QAction::triggered, this, [this] {
        m_figures->begin();
        m_figures->copy();
    });
    const auto isSeen = [this] {
        const auto* dialog = m_window->findChild<FigureDialog*>();
        return dialog && dialog->isVisible();
    };
    connect(m_figures, &FigureController::said, this, [this, isSeen](const auto& message) {
        if (isSeen()) return;  // the dialog says it
        m_figures->end();
        Q_EMIT noticed(message.title, message.text);
    });
    connect(m_figures, &FigureController::problem, this, [this, isSeen](const auto& message) {
        if (!isSeen()) Q_EMIT problem(message);
    });
}

void ExploreWorkspace::exportFigure(std::optional<int> tile) {
    m_figures->begin(tile);
    auto* dialog = new FigureDialog(m_figures, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

std::optional<int> ExploreWorkspace::enlargedTile() const {
    const int index = m_page->tiles()->enlarged();
    if (index < 0) return std::nullopt;
    return m_exploration.tiles()[std::size_t(index)].id;
}

core::FitChoice ExploreWorkspace::fit() const {
    const auto& shape = m_pictures->inputShape();
    const bool isKept = shape.size == core::SizeChoice::Kind::Keep;
    return isKept ? core::FitChoice::Keep : core::FitChoice(shape.fit);
}

void ExploreWorkspace::setFit(core::FitChoice choice) {
    auto shape = m_pictures->inputShape();
    const bool isKept = choice == core::FitChoice::Keep;
    for (auto* action : m_actions->fits->actions())
        action->setChecked(action->data().toInt() == int(choice));
    shape.size = isKept ? core::SizeChoice::Kind::Keep : core::SizeChoice::Kind::Native;
    shape.fit = isKept ? core::FitMode::Crop : core::FitMode(choice);
    if (shape == m_pictures->inputShape()) return;
    m_runner.restart();  // what runs answers for the pictures as they were
    forgetPhotos();
    m_pictures->setInputShape(shape);
    want();
}

/// A large capture says what it takes before it begins.
void ExploreWorkspace::confirm(std::size_t moments, std::size_t bytes,
                               const std::function<void()>& go) {
    auto* box = new QMessageBox(
        QMessageBox::NoIcon, tr("Timesteps to compute: %1").arg(moments),
        tr("Their activations take %1; the memory for activations is %2. What does not fit goes to "
           "disk, where %3 are free, and comes back when it is looked at.")
            .arg(bytesText(bytes), bytesText(m_cache.budget()), bytesText(m_cache.freeOnDisk())),
        QMessageBox::Cancel, m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    auto* compute = box->addButton(tr("Compute"), QMessageBox::AcceptRole);
    box->setDefaultButton(compute);
    connect(compute, &QPushButton::clicked, this, [go] { go(); });
    box->open();
}

}  // namespace app
