// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/first_steps_controller.h"

#include "gui/actions.h"
#include "gui/explore_page.h"
#include "gui/explore_workspace.h"
#include "gui/view_controller.h"

#include <canvas/picture_board.h>
#include <canvas/tile_grid.h>
#include <panels/first_steps.h>

#include <QAction>
#include <QSettings>

namespace app {

namespace {

enum Step { kKeep, kCompare, kExport };

QString keyOf(const QAction* action) {
    return action->shortcut().toString(QKeySequence::NativeText);
}

}  // namespace

FirstStepsController::FirstStepsController(const Actions& actions, ExploreWorkspace* explorer,
                                           widgets::FirstSteps* steps, QObject* parent)
    : QObject(parent), m_actions(actions), m_steps(steps) {
    begin();
    const auto keep = [steps] { steps->setDone(kKeep); };
    connect(explorer->page()->board(), &widgets::PictureBoard::clicked, steps, keep);
    connect(explorer->page()->tiles(), &widgets::TileGrid::clicked, steps, keep);
    connect(explorer->view(), &ViewController::changed, steps, [steps, explorer] {
        if (explorer->view()->options().map.kind == core::MapKind::Similarity)
            steps->setDone(kCompare);
    });
    connect(actions.exportFigure, &QAction::triggered, steps, [steps] { steps->setDone(kExport); });
    connect(actions.firstSteps, &QAction::triggered, this, [this] {
        begin();
        m_isWanted = true;
        show();
    });
    connect(steps, &widgets::FirstSteps::finished, this, [this] {
        m_isWanted = false;
        show();
    });
}

void FirstStepsController::begin() {
    m_steps->setSteps({tr("Click a token of the picture"),
                       tr("%1: what is similar to it").arg(keyOf(m_actions.switchMode)),
                       tr("%1: save what you see as a figure").arg(keyOf(m_actions.exportFigure))});
}

void FirstStepsController::setExploring(bool isExploring) {
    m_isExploring = isExploring;
    show();
}

void FirstStepsController::show() {
    m_steps->setVisible(m_isWanted && m_isExploring);
}

void FirstStepsController::restore(const QSettings& settings) {
    m_isWanted = settings.value(QStringLiteral("hints/firstSteps"), true).toBool();
    show();
}

void FirstStepsController::save(QSettings& settings) const {
    settings.setValue(QStringLiteral("hints/firstSteps"), m_isWanted);
}

}  // namespace app
