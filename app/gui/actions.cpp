// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/actions.h"

#include <session/read_out.h>

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>

namespace app {

Actions::Actions(QObject* parent) : ActionSet(parent) {
    addModeActions();
    addFileActions();
    addViewActions();
    addColorActions();
    addComputeActions();
    addThemeActions();
    keys = add(tr("&Keys"), tr("Show the key sheet"), {Qt::Key_F1, Qt::Key_Question});
    about = add(tr("&About Denoscope"), tr("Version and licence"));
}

QAction* ActionSet::add(const QString& text, const QString& tip,
                        const QList<QKeySequence>& shortcuts) {
    auto* action = new QAction(text, this);
    action->setShortcuts(shortcuts);
    action->setStatusTip(tip);
    const auto key =
        shortcuts.isEmpty() ? QString() : shortcuts.front().toString(QKeySequence::NativeText);
    action->setToolTip(key.isEmpty() ? tip : QStringLiteral("%1 (%2)").arg(tip, key));
    m_all.push_back(action);
    return action;
}

QAction* ActionSet::addChoice(QActionGroup* group, const QString& text, const QString& tip,
                              int value, bool isChecked) {
    auto* action = add(text, tip);
    action->setCheckable(true);
    action->setChecked(isChecked);
    action->setData(value);
    group->addAction(action);
    return action;
}

void ActionSet::showKeyOnButtons(QAction* action) {
    QString key = action->shortcut().toString(QKeySequence::NativeText);
    if (key == QLatin1String("Return")) key = QStringLiteral("⏎");
    if (key == QLatin1String("Backspace")) key = QStringLiteral("⌫");
    const QString text = action->text().remove(QLatin1Char('&'));
    action->setIconText(QStringLiteral("%1  %2").arg(text, key));
}

void Actions::addFileActions() {
    openPictures =
        add(tr("&Open pictures…"), tr("Open pictures; dropping them on the window does the same"),
            {QKeySequence::Open});
    openModel = add(tr("Open &model folder…"), tr("Open a model in the diffusers folder layout"),
                    {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O)});
    openLabels = add(tr("Open &labels…"),
                     tr("Go on with a label project, or start one on a folder of norm pictures"),
                     {QKeySequence(Qt::CTRL | Qt::Key_L)});
    quit = add(tr("&Quit"), tr("Close Denoscope"), {QKeySequence::Quit});
    copyReadOut = add(tr("&Copy read-out"), tr("Copy the read-out line"), {QKeySequence::Copy});
    forgetReference = add(tr("&Forget reference A"), tr("Let go of the kept token"));
    nextPicture = add(tr("&Next picture"), tr("Show the next picture"), {Qt::Key_D});
    previousPicture = add(tr("&Previous picture"), tr("Show the previous picture"), {Qt::Key_A});
}

void Actions::addViewActions() {
    auto* levels = new QActionGroup(this);
    blocks =
        addChoice(levels, tr("Blocks"),
                  tr("One tile per block: conv_in, down, mid and up blocks, conv_out"), 0, true);
    inner = addChoice(
        levels, tr("Inner"),
        tr("One tile per published inner position: each resnet, attention and sampler"), 1, false);
    auto* shown = new QActionGroup(this);
    norms = addChoice(shown, tr("Norm"), tr("Tiles show the L2 norm of every token"), 0, true);
    similarity = addChoice(shown, tr("Similarity"),
                           tr("Tiles show how similar every token is to the reference"), 1, false);
    switchMode = add(tr("&Switch norm and similarity"),
                     tr("Switch all tiles between norm and similarity"), {Qt::Key_N});
    nextMeasure = add(tr("Next measure"), tr("Compare by the next measure"), {Qt::Key_M});
    previousMeasure = add(tr("Previous measure"), tr("Compare by the previous measure"),
                          {QKeySequence(Qt::SHIFT | Qt::Key_M)});
    measureGroup = new QActionGroup(this);
    for (const auto measure : engine::allMeasures())
        measures.push_back(addChoice(measureGroup, core::fullNameOf(measure),
                                     tr("Compare tokens by this measure"), int(measure),
                                     measure == engine::SimilarityMeasure::Cosine));
    fixedRange =
        add(tr("&Fixed similarity range"), tr("Colours span −1 to 1 (0 to 1 for distances) in all "
                                              "tiles, else the values of each map"));
    tokenGrid = add(tr("Token &grid on the picture"),
                    tr("Draw the tokens of the chosen layer over the picture"), {Qt::Key_G});
    for (auto* action : {fixedRange, tokenGrid}) action->setCheckable(true);
    fixedRange->setChecked(true);
    largerTiles = add(tr("&Larger tiles"), tr("Show larger tiles"), {Qt::Key_Plus, Qt::Key_Equal});
    smallerTiles = add(tr("S&maller tiles"), tr("Show smaller tiles"), {Qt::Key_Minus});
    usualTiles = add(tr("&Usual tile size"), tr("Show tiles of the usual size"), {Qt::Key_0});
}

void Actions::addColorActions() {
    using enum core::ColorMapId;
    const auto group = [this](const std::vector<core::ColorMapId>& maps) {
        auto* actions = new QActionGroup(this);
        for (const auto map : maps)
            addChoice(
                actions,
                QString::fromUtf8(core::nameOf(map).data(), qsizetype(core::nameOf(map).size())),
                tr("Colour the maps so"), int(map), map == maps.front());
        return actions;
    };
    normColors = group({Magma, Inferno, Plasma, Viridis, Cividis, Gray});
    signedColors = group({CoolWarm, RdBu});
    unsignedColors = group({Viridis, Cividis, Magma, Inferno, Plasma, Gray});
}

void Actions::addComputeActions() {
    timestepUp = add(tr("&Later timestep"), tr("Go to the next of the usual timesteps: more noise"),
                     {Qt::Key_Right});
    timestepDown = add(tr("&Earlier timestep"),
                       tr("Go to the previous of the usual timesteps: less noise"), {Qt::Key_Left});
    recompute = add(tr("&Compute again"), tr("Compute the activations again"), {Qt::Key_F5});
    cancel = add(tr("C&ancel"), tr("Stop computing after the running module"),
                 {QKeySequence(Qt::CTRL | Qt::Key_Period)});
    cancel->setEnabled(false);
}

void Actions::addThemeActions() {
    themes = new QActionGroup(this);
    addChoice(themes, tr("&System"), tr("As the desktop"), int(Theme::System), true);
    addChoice(themes, tr("&Light"), tr("Light window"), int(Theme::Light), false);
    addChoice(themes, tr("&Dark"), tr("Dark window"), int(Theme::Dark), false);
}

void Actions::addModeActions() {
    modes = new QActionGroup(this);
    addChoice(modes, tr("Explore"), tr("Look at activations: a click keeps a token as reference"),
              int(WindowMode::Explore), true)
        ->setShortcut(Qt::CTRL | Qt::Key_1);
    addChoice(modes, tr("Label"), tr("Mark anomalies: a click sets or takes away a patch"),
              int(WindowMode::Label), false)
        ->setShortcut(Qt::CTRL | Qt::Key_2);
    addChoice(modes, tr("Review"), tr("Judge somebody's labels, picture by picture"),
              int(WindowMode::Review), false)
        ->setShortcut(Qt::CTRL | Qt::Key_3);
}

void Actions::setMode(WindowMode mode) {
    const bool isExploring = mode == WindowMode::Explore;
    for (auto* menu : m_exploreMenus) menu->menuAction()->setVisible(isExploring);
    m_labelMenu->menuAction()->setVisible(!isExploring);
    for (auto* action :
         {copyReadOut,  forgetReference, blocks,       inner,           norms,
          similarity,   switchMode,      nextMeasure,  previousMeasure, fixedRange,
          tokenGrid,    largerTiles,     smallerTiles, usualTiles,      timestepUp,
          timestepDown, recompute,       nextPicture,  previousPicture, openPictures})
        action->setEnabled(isExploring);
    modes->actions()[int(mode)]->setChecked(true);
}

void Actions::fill(QMenuBar* bar, QMenu* label) {
    auto* file = bar->addMenu(tr("&File"));
    file->addActions({openPictures, openModel, openLabels});
    file->addSeparator();
    file->addActions(modes->actions());
    file->addSeparator();
    file->addActions({nextPicture, previousPicture});
    file->addSeparator();
    file->addAction(quit);
    auto* edit = bar->addMenu(tr("&Edit"));
    edit->addActions({copyReadOut, forgetReference});
    m_labelMenu = label;
    bar->addMenu(label);

    auto* view = bar->addMenu(tr("&View"));
    view->addActions({norms, similarity, switchMode});
    auto* measure = view->addMenu(tr("M&easure"));
    measure->addActions(measureGroup->actions());
    measure->addSeparator();
    measure->addActions({nextMeasure, previousMeasure});
    view->addAction(fixedRange);
    view->addSeparator();
    view->addActions({blocks, inner});
    view->addSeparator();
    auto* colors = view->addMenu(tr("&Colours"));
    colors->addMenu(tr("&Norms"))->addActions(normColors->actions());
    colors->addMenu(tr("&Signed similarity"))->addActions(signedColors->actions());
    colors->addMenu(tr("&Unsigned similarity"))->addActions(unsignedColors->actions());
    view->addActions({tokenGrid, largerTiles, smallerTiles, usualTiles});
    view->addSeparator();
    auto* compute = bar->addMenu(tr("&Compute"));
    compute->addActions({timestepUp, timestepDown, recompute, cancel});
    m_exploreMenus = {edit, view, compute};
    bar->addMenu(tr("&Theme"))->addActions(themes->actions());
    bar->addMenu(tr("&Help"))->addActions({keys, about});
    for (auto* menu : bar->findChildren<QMenu*>()) menu->setToolTipsVisible(true);
}

std::vector<QAction*> ActionSet::withKeys() const {
    std::vector<QAction*> found;
    for (auto* action : m_all)
        if (!action->shortcut().isEmpty()) found.push_back(action);
    return found;
}

}  // namespace app
