// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/label_actions.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>

namespace app {

LabelActions::LabelActions(QObject* parent) : ActionSet(parent) {
    addQueue();
    addMarking();
    addProposals();
    addLook();
    addProject();
    for (auto* action : {blind, showRejected, grid, classic, writeFlaskFiles, odd})
        action->setCheckable(true);
    for (auto* action : {done, none, unsure, accept, reject, blind, acceptLabels, rejectLabels})
        showKeyOnButtons(action);
    nameActions();
    addReasons();
}

void LabelActions::addReasons() {
    setWhyNot(undo, tr("There is nothing to take back."));
    setWhyNot(redo, tr("There is nothing to make again."));
    for (const auto* action : {acceptLabels, rejectLabels})
        setWhyNot(action, tr("Labels are judged in the mode Review."));
    for (const auto* action : {raw, fitRange})
        setWhyNot(action, tr("These pictures are 8-bit; there are no raw norms."));
    for (const auto* action : {keepMine, takeTheirs})
        setWhyNot(action, tr("No other program has changed the project."));
}

QString LabelActions::whyNot(const QAction& action) const {
    return m_hasSession ? ActionSet::whyNot(action) : tr("Open a label project first.");
}

void LabelActions::addQueue() {
    next = add(tr("&Next picture"), tr("Show the next picture of the queue"), {Qt::Key_D});
    previous = add(tr("&Previous picture"), tr("Show the previous picture"), {Qt::Key_A});
    nextUndone = add(tr("Next not &done"), tr("Show the next picture without a decision"),
                     {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D)});
    previousUndone = add(tr("Previous not d&one"), tr("Show the one before without a decision"),
                         {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A)});
    nextDisagreement = add(tr("Next dis&agreement"),
                           tr("Show the next picture on which the two annotators differ"),
                           {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N)});
    done = add(tr("Done"), tr("Done with this picture, on to the next one that is not"),
               {Qt::Key_Return, Qt::Key_Enter});
    none = add(tr("Nothing"), tr("Looked at, nothing there; on to the next that is not done"),
               {Qt::Key_X});
    unsure = add(tr("Unsure"), tr("Not sure; a second time takes it back"), {Qt::Key_U});
    comment = add(tr("&Comment…"), tr("Write a comment on this picture"), {Qt::Key_C});
    clearFilter = add(tr("Show &all pictures"), tr("Clear the filter of the queue"));
}

void LabelActions::addMarking() {
    mark = add(tr("&Mark or unmark"), tr("Set or take away the patch at the keyboard's cursor"),
               {Qt::Key_M});
    erase =
        add(tr("Ta&ke away"), tr("Take away the label at the keyboard's cursor"), {Qt::Key_Delete});
    left = add(tr("Cursor left"), tr("Move the keyboard's cursor by one patch"), {Qt::Key_Left});
    right = add(tr("Cursor right"), tr("Move the keyboard's cursor by one patch"), {Qt::Key_Right});
    up = add(tr("Cursor up"), tr("Move the keyboard's cursor by one patch"), {Qt::Key_Up});
    down = add(tr("Cursor down"), tr("Move the keyboard's cursor by one patch"), {Qt::Key_Down});
    undo = add(tr("&Undo"), tr("Take back the last edit"), {QKeySequence::Undo});
    redo =
        add(tr("&Redo"), tr("Make the edit again"),
            {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    acceptLabels =
        add(tr("Accept"), tr("The labels of this picture are right; on to the next"), {Qt::Key_Y});
    rejectLabels =
        add(tr("Reject"), tr("The labels of this picture are wrong; on to the next"), {Qt::Key_R});
}

void LabelActions::addProposals() {
    accept = add(tr("Accept"), tr("Make the current proposal a label"), {Qt::Key_Space});
    acceptAll = add(tr("All"), tr("Make all open proposals labels"),
                    {QKeySequence(Qt::SHIFT | Qt::Key_Space)});
    reject =
        add(tr("Reject"), tr("Refuse the current proposal; it is remembered"), {Qt::Key_Backspace});
    nextProposal = add(tr("Next proposal"), tr("Go to the next proposal"), {Qt::Key_Tab});
    previousProposal = add(tr("Previous proposal"), tr("Go to the proposal before"),
                           {QKeySequence(Qt::SHIFT | Qt::Key_Tab), Qt::Key_Backtab});
    blind = add(tr("&Blind"), tr("Hide proposals and scores, for labels that they did not sway"),
                {Qt::Key_B});
    showRejected = add(tr("Show &refused proposals"), tr("Mark refused proposals with a cross"));
}

void LabelActions::addLook() {
    auto* looks = new QActionGroup(this);
    raw = addChoice(looks, tr("Raw norms"), tr("One colour scale for all pictures"), 0, false);
    classicLook =
        addChoice(looks, tr("Classic 8-bit"),
                  tr("Grey, each picture's highest norm white: the study's look"), 1, true);
    switchLook =
        add(tr("Switch raw and classic &look"), tr("Switch between the two looks"), {Qt::Key_L});
    fitRange = add(tr("Fit"), tr("Let the colours span all maps known so far"));
    grid = add(tr("Patch &grid"), tr("Draw the lines between patches"), {Qt::Key_G});
    zoomIn = add(tr("Zoom &in"), tr("Show picture and map larger"), {Qt::Key_Plus, Qt::Key_Equal});
    zoomOut = add(tr("Zoom &out"), tr("Show picture and map smaller"), {Qt::Key_Minus});
    fit = add(tr("&Fit"), tr("Show all of picture and map"), {Qt::Key_F, Qt::Key_0});
}

void LabelActions::addProject() {
    startOnModel = add(tr("Label a folder of &photos…"),
                       tr("Start a project whose norm maps the open model computes"));
    classic = add(tr("&Classic preset"),
                  tr("The web labeler's habits: left and right go through the queue, so does the "
                     "right button; red dots; 8-bit look"));
    writeFlaskFiles = add(tr("&Write the web labeler's files"),
                          tr("After each edit also write its JSON file beside the picture"));
    odd = add(tr("O&dd alignment"), tr("Let patches begin at any token; recorded in the project"));
    annotator = add(tr("&Annotator…"), tr("Whose name new labels carry"));
    photos = add(tr("&Photos beside the maps…"),
                 tr("Show the photos of a folder, in the order of their names, beside the maps"));
    secondAnnotator =
        add(tr("Start a &second annotator's project…"), tr("The same queue with nothing said yet"));
    compare = add(tr("Com&pare with another annotator…"),
                  tr("Agreement of two projects, and where they differ"));
    merge = add(tr("Mer&ge with…"), tr("Take over the labels of another project or folder"));
    exportLabels = add(tr("&Export labels…"),
                       tr("Write the study's array, a table or the web labeler's files"),
                       {QKeySequence(Qt::CTRL | Qt::Key_E)});
    keepMine = add(tr("&Keep my version"),
                   tr("Write over what another program wrote; a copy of it is kept"));
    takeTheirs = add(tr("Take the &other version"), tr("Load what another program wrote"));
}

QMenu* LabelActions::makeMenu(QWidget* parent) const {
    auto* menu = new QMenu(tr("&Label"), parent);
    menu->addActions({undo, redo});
    menu->addSeparator();
    menu->addActions({next, previous, nextUndone, previousUndone, nextDisagreement, clearFilter});
    menu->addSeparator();
    menu->addActions({done, none, unsure, comment});
    auto* marking = menu->addMenu(tr("&Marking"));
    marking->addActions({mark, erase, left, right, up, down, odd});
    auto* proposals = menu->addMenu(tr("P&roposals"));
    proposals->addActions(
        {accept, acceptAll, reject, nextProposal, previousProposal, blind, showRejected});
    auto* look = menu->addMenu(tr("&View"));
    look->addActions({raw, classicLook, switchLook, fitRange, grid, zoomIn, zoomOut, fit, photos});
    auto* review = menu->addMenu(tr("Re&view"));
    review->addActions({acceptLabels, rejectLabels, secondAnnotator, compare, merge});
    menu->addSeparator();
    menu->addActions({startOnModel, classic, writeFlaskFiles, annotator, exportLabels});
    menu->addSeparator();
    menu->addActions({keepMine, takeTheirs});
    for (auto* sub : {marking, proposals, look, review}) sub->setToolTipsVisible(true);
    return menu;
}

void LabelActions::setMode(WindowMode mode, bool hasSession) {
    m_hasSession = hasSession;
    const bool isHere = mode != WindowMode::Explore;
    for (auto* action : all()) action->setEnabled(isHere && hasSession);
    for (auto* action : {startOnModel, classic, annotator}) action->setEnabled(isHere);
    for (auto* action : {acceptLabels, rejectLabels})
        action->setEnabled(mode == WindowMode::Review && hasSession);
}

void LabelActions::setClassic(bool isClassic) {
    using Keys = QList<QKeySequence>;
    setDefaultKeys(next, isClassic ? Keys{Qt::Key_D, Qt::Key_Right} : Keys{Qt::Key_D});
    setDefaultKeys(previous, isClassic ? Keys{Qt::Key_A, Qt::Key_Left} : Keys{Qt::Key_A});
    setDefaultKeys(left, isClassic ? Keys{Qt::SHIFT | Qt::Key_Left} : Keys{Qt::Key_Left});
    setDefaultKeys(right, isClassic ? Keys{Qt::SHIFT | Qt::Key_Right} : Keys{Qt::Key_Right});
}

}  // namespace app
