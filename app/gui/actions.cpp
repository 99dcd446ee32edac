// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/actions.h"

#include "gui/language.h"
#include "gui/map_entries.h"

#include <base/byte_text.h>
#include <explore/map_options.h>
#include <explore/map_range.h>
#include <explore/presets.h>
#include <session/read_out.h>

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>

namespace app {

Actions::Actions(QObject* parent) : ActionSet(parent) {
    addModeActions();
    addThemeActions();
    addLanguageActions();
    openModel = add(tr("Open &model folder…"), tr("Open a model in the diffusers folder layout"),
                    {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O)});
    openLabels = add(tr("Open &labels…"),
                     tr("Go on with a label project, or start one on a folder of norm pictures"),
                     {QKeySequence(Qt::CTRL | Qt::Key_L)});
    openSession = add(tr("Open s&ession…"), tr("Open everything as it was when it was saved"));
    quit = add(tr("&Quit"), tr("Close Denoscope"), {QKeySequence::Quit});
    addWindowActions();
    keys = add(tr("&Keys"), tr("Show the key sheet"), {Qt::Key_F1, Qt::Key_Question});
    firstSteps = add(tr("&First steps"), tr("Show what to do first"));
    changeKeys = add(tr("&Keys…"), tr("Give actions other keys"));
    log = add(tr("&Log…"), tr("What the program did, and a text for a bug report"));
    about = add(tr("&About Denoscope"), tr("Version and licence"));
    const auto general = all().size();
    addFileActions();
    addEditActions();
    addMapActions();
    addLayerActions();
    addColorActions();
    addTileActions();
    addComputeActions();
    addChoices();
    m_exploreOnly.assign(all().begin() + std::ptrdiff_t(general), all().end());
    nameActions();
}

void Actions::addFileActions() {
    openPictures =
        add(tr("&Open pictures…"), tr("Open pictures; dropping them on the window does the same"),
            {QKeySequence::Open});
    openFolder = add(tr("Open &folder of pictures…"), tr("Open all pictures of a folder"));
    saveSession = add(tr("&Save session"),
                      tr("Save pictures, layers, maps, pins and settings, to go on later"),
                      {QKeySequence(Qt::CTRL | Qt::Key_S)});
    saveSessionAs = add(tr("Save session &as…"), tr("Save the session to another file"),
                        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S)});
    paste =
        add(tr("&Paste picture"), tr("Open the picture in the clipboard"), {QKeySequence::Paste});
    removePicture =
        add(tr("&Remove picture"), tr("Take the current picture out of the list; its file stays"));
    nextPicture = add(tr("&Next picture"), tr("Show the next picture"), {Qt::Key_D});
    previousPicture = add(tr("&Previous picture"), tr("Show the previous picture"), {Qt::Key_A});
    beside =
        add(tr("Next picture &beside"),
            tr("Show the next picture of the list beside the others, to compare"), {Qt::Key_B});
    exportFigure = add(tr("&Export figure…"), tr("Write the maps as a figure for a paper"),
                       {QKeySequence(Qt::CTRL | Qt::Key_E)});
}

void Actions::addEditActions() {
    undo = add(tr("&Undo"), tr("Take back the last change"), {QKeySequence(Qt::CTRL | Qt::Key_Z)});
    redo =
        add(tr("&Redo"), tr("Make the change again"),
            {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    copyReadOut = add(tr("&Copy read-out"), tr("Copy the read-out line"), {QKeySequence::Copy});
    copyValues = add(tr("Copy &values"), tr("Copy every tile's value at the reference, as a table"),
                     {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C)});
    copyDefinition =
        add(tr("Copy &definition"), tr("Copy the exact sentence that a paper needs about this map"),
            {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D)});
    copyView = add(tr("Copy v&iew"), tr("Copy the tiles as they are seen, as a picture"));
    copyFigure = add(tr("Copy &figure"),
                     tr("Copy the maps as a figure, as it was last exported: PDF, SVG and PNG"));
    pin = add(tr("&Pin token"), tr("Pin the token under the pointer: up to nine, A to I"),
              {Qt::Key_P});
    unpinAll = add(tr("&Unpin all"), tr("Forget all pinned tokens"));
    forgetReference = add(tr("&Forget reference"), tr("Let go of the kept token"));
    for (int i = 0; i < 9; ++i)
        recalls.push_back(add(tr("Compare with pin %1").arg(QChar(u'A' + i)),
                              tr("Make this pinned token the reference"),
                              {QKeySequence(Qt::Key_1 + i)}));
}

void Actions::addMapActions() {
    auto* shown = new QActionGroup(this);
    norms = addChoice(shown, tr("L2 norm"), tr("Tiles show the L2 norm of every token"),
                      int(core::MapKind::Norm), true);
    similarity = addChoice(shown, tr("Similarity"),
                           tr("Tiles show how similar every token is to the reference"),
                           int(core::MapKind::Similarity), false);
    auto entries = normEntries();
    entries.erase(entries.begin());  // the norm as it is
    for (const auto& entry : otherMapEntries()) entries.push_back(entry);
    for (const auto& entry : entries) {
        otherMaps.push_back(addChoice(shown, entry.name, tr("Every tile shows this kind of map"),
                                      entry.code, false));
        otherMaps.back()->setObjectName(QStringLiteral("explore.map.") + QLatin1String(entry.id));
    }
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
    for (const auto& preset : core::presets())
        presets.push_back(add(preset.name, preset.explanation));
}

void Actions::addLayerActions() {
    auto* levels = new QActionGroup(this);
    blocks =
        addChoice(levels, tr("Blocks"),
                  tr("One tile per block: conv_in, down, mid and up blocks, conv_out"), 0, true);
    inner = addChoice(
        levels, tr("Inner"),
        tr("One tile per published inner position: each resnet, attention and sampler"), 1, false);
    levels->setExclusionPolicy(QActionGroup::ExclusionPolicy::ExclusiveOptional);
    filterLayers = add(tr("&Choose layers…"), tr("Go to the tree of layers and filter it"),
                       {QKeySequence::Find});
    auto* axes = new QActionGroup(this);
    profileOverLayers = addChoice(axes, tr("Over layers"),
                                  tr("The profile shows the token in all layers shown"), 0, true);
    profileOverColumns =
        addChoice(axes, tr("Over timesteps"),
                  tr("The profile shows the token at all timesteps that were computed"), 1, false);
}

QActionGroup* Actions::addColors(const std::vector<core::ColorMapId>& maps) {
    auto* actions = new QActionGroup(this);
    for (const auto map : maps) {
        const auto name = core::nameOf(map);
        addChoice(actions, QString::fromUtf8(name.data(), qsizetype(name.size())),
                  tr("Colour the maps so"), int(map), map == maps.front());
    }
    return actions;
}

void Actions::addColorActions() {
    using enum core::ColorMapId;
    positiveColors = addColors({Magma, Inferno, Plasma, Viridis, Cividis, Gray});
    signedColors = addColors({CoolWarm, RdBu, OrangeBlue});
    boundedColors = addColors({Viridis, Cividis, Magma, Inferno, Plasma, Gray});
    nextColors = add(tr("&Next colours"), tr("Colour the maps with the next table"), {Qt::Key_C});
    colorBlindSafe = add(tr("Colours for &every eye"),
                         tr("Cividis for all maps: the same to every kind of colour vision"));
    ranges = new QActionGroup(this);
    using enum core::RangeMode;
    addChoice(ranges, tr("This &map"), tr("Colours span each map's own values"), int(Map), true);
    addChoice(ranges, tr("&Layer, all timesteps"),
              tr("Colours span all that was computed of the same layer"), int(Layer), false);
    addChoice(ranges, tr("Whole &run"), tr("Colours span all that was computed"), int(Run), false);
    addChoice(ranges, tr("&Fixed"),
              tr("Colours span −1 to 1 (0 to 1 for distances), or what was set on a colour bar"),
              int(Fixed), false);
    addChoice(
        ranges, tr("R&obust"),
        tr("Colours span the percentiles 0.5 to 99.5 of each map; what lies outside is marked"),
        int(Robust), false);
    nextRange = add(tr("Next range"), tr("Let the colours reach as far as the next mode says"),
                    {Qt::Key_L});
}

void Actions::addTileActions() {
    pinTile = add(tr("&Pin tile"), tr("Keep the active tile as it is, in front of the others"),
                  {QKeySequence(Qt::SHIFT | Qt::Key_P)});
    enlarge = add(tr("&Enlarge tile"), tr("Show the active tile alone, or all again"), {Qt::Key_F});
    overlay = add(tr("Map &over the picture"), tr("Draw the active layer's map over the pictures"),
                  {Qt::Key_O});
    tokenGrid = add(tr("Token &grid on the picture"),
                    tr("Draw the tokens of the active layer over the pictures"), {Qt::Key_G});
    for (auto* action : {overlay, tokenGrid}) action->setCheckable(true);
    moreOpaque = add(tr("More of the map"), tr("Make the map over the picture denser"),
                     {Qt::Key_BracketRight, Qt::Key_Period});
    lessOpaque = add(tr("Less of the map"), tr("Make the map over the picture more transparent"),
                     {Qt::Key_BracketLeft, Qt::Key_Comma});
    largerTiles = add(tr("&Larger tiles"), tr("Show larger tiles"), {Qt::Key_Plus, Qt::Key_Equal});
    smallerTiles = add(tr("S&maller tiles"), tr("Show smaller tiles"), {Qt::Key_Minus});
    usualTiles = add(tr("&Usual tile size"), tr("Show tiles of the usual size"), {Qt::Key_0});
    zoomIn = add(tr("Zoom &in"), tr("Zoom into all maps at once; numbers appear in large cells"),
                 {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)});
    zoomOut =
        add(tr("Zoom o&ut"), tr("Zoom out of all maps"), {QKeySequence(Qt::CTRL | Qt::Key_Minus)});
    zoomFit = add(tr("Whole ma&ps"), tr("Show whole maps"), {QKeySequence(Qt::CTRL | Qt::Key_0)});
    resetLayout = add(tr("&Reset layout"), tr("Put all panels back where they were at first"));
}

void Actions::addComputeActions() {
    columnUp = add(tr("&Next timestep"), tr("Go to the next timestep (more noise) or step"),
                   {Qt::Key_Right});
    columnDown = add(tr("&Previous timestep"),
                     tr("Go to the previous timestep (less noise) or step"), {Qt::Key_Left});
    firstColumn =
        add(tr("&First timestep"), tr("Go to the first timestep or step"), {Qt::Key_Home});
    lastColumn = add(tr("&Last timestep"), tr("Go to the last timestep or step"), {Qt::Key_End});
    layerUp = add(tr("Layer &above"), tr("Read from the previous layer"), {Qt::Key_Up});
    layerDown = add(tr("Layer &below"), tr("Read from the next layer"), {Qt::Key_Down});
    play = add(tr("Pla&y"), tr("Play through the timesteps or steps"), {Qt::Key_Space});
    play->setCheckable(true);
    captureAll = add(tr("Compute &all timesteps"),
                     tr("Compute every column of the matrix for the current picture"),
                     {QKeySequence(Qt::CTRL | Qt::Key_Return)});
    recompute = add(tr("&Compute again"),
                    tr("Compute what is missing, after a cancel or a failure"), {Qt::Key_F5});
    cancel = add(tr("C&ancel"), tr("Stop computing after the running module"),
                 {QKeySequence(Qt::CTRL | Qt::Key_Period)});
    cancel->setEnabled(false);
    setWhyNot(cancel, tr("Nothing is being computed."));
    prompt = add(tr("P&rompt for pictures…"),
                 tr("What the U-Net is told beside a picture; empty at first"));
    seed = add(tr("&Seed of the noise…"), tr("Which noise is added to pictures"));
    generate =
        add(tr("&Generate…"), tr("Generate a picture from a prompt and look into every step"),
            {QKeySequence(Qt::CTRL | Qt::Key_G)});
}

void Actions::addChoices() {
    fits = new QActionGroup(this);
    addChoice(fits, tr("&Crop to the model's square"), tr("Centred, as the anomaly study does"), 0,
              true);
    addChoice(fits, tr("&Stretch to the model's square"), tr("All of the picture, distorted"), 1,
              false);
    addChoice(fits, tr("&Pad to the model's square"), tr("All of the picture, black borders"), 2,
              false);
    addChoice(fits, tr("&Keep size and shape"),
              tr("The picture's own pixels, sides cut to multiples of 8"), 3, false);
    protocols = new QActionGroup(this);
    addChoice(protocols, tr("&Standard"), tr("Pixels −1 to 1, posterior mean, own noise"), 0, true);
    addChoice(protocols, tr("Anomaly &study"),
              tr("As the published study: pixels 0 to 1, posterior sample, Euler input scaling"), 1,
              false);
    budgets = new QActionGroup(this);
    for (const int megabytes : {512, 1000, 2000, 4000, 8000, 16000})
        addChoice(budgets,
                  QString::fromStdString(engine::byteText(std::int64_t(megabytes) * 1000 * 1000)),
                  tr("Activations beyond this go to disk"), megabytes, megabytes == 2000);
}

void Actions::addThemeActions() {
    themes = new QActionGroup(this);
    addChoice(themes, tr("&System"), tr("As the desktop"), int(Theme::System), true);
    addChoice(themes, tr("&Light"), tr("Light window"), int(Theme::Light), false);
    addChoice(themes, tr("&Dark"), tr("Dark window"), int(Theme::Dark), false);
}

void Actions::addWindowActions() {
    palette = add(tr("Command &palette…"), tr("Do anything by its name; go to a layer or timestep"),
                  {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P)});
    nextPane =
        add(tr("&Next pane"), tr("Give the keyboard to the next part of the window"), {Qt::Key_F6});
    previousPane = add(tr("P&revious pane"), tr("Give the keyboard to the part before"),
                       {QKeySequence(Qt::SHIFT | Qt::Key_F6)});
    jobs = add(tr("&Jobs"), tr("What is being computed, how fast, and how long yet"));
    jobs->setCheckable(true);
}

/// Each language by its own name, which its speakers find in every other one.
void Actions::addLanguageActions() {
    languages = new QActionGroup(this);
    const QString tip =
        tr("Language of the window, from the next start; files are the same in all");
    addChoice(languages, tr("&System"), tip, int(Language::System), true);
    addChoice(languages, QStringLiteral("&English"), tip, int(Language::English), false);
    addChoice(languages, QStringLiteral("&Deutsch"), tip, int(Language::German), false);
}

void Actions::addModeActions() {
    modes = new QActionGroup(this);
    const auto mode = [this](const QString& text, const QString& tip, WindowMode value,
                             Qt::Key key) {
        auto* action = addChoice(modes, text, tip, int(value), value == WindowMode::Explore);
        setDefaultKeys(action, {QKeySequence(Qt::CTRL | key)});
    };
    mode(tr("Explore"), tr("Look at activations: a click keeps a token as reference"),
         WindowMode::Explore, Qt::Key_1);
    mode(tr("Label"), tr("Mark anomalies: a click sets or takes away a patch"), WindowMode::Label,
         Qt::Key_2);
    mode(tr("Review"), tr("Judge somebody's labels, picture by picture"), WindowMode::Review,
         Qt::Key_3);
}

void Actions::setMode(WindowMode mode) {
    const bool isExploring = mode == WindowMode::Explore;
    for (auto* menu : m_exploreMenus) menu->menuAction()->setVisible(isExploring);
    m_labelMenu->menuAction()->setVisible(!isExploring);
    const bool isCancelling = cancel->isEnabled();
    for (auto* action : m_exploreOnly) action->setEnabled(isExploring);
    cancel->setEnabled(isCancelling && isExploring);
    modes->actions()[int(mode)]->setChecked(true);
}

void Actions::fill(QMenuBar* bar, QMenu* label, const QList<QAction*>& docks) {
    for (auto* dock : docks) {
        adopt(dock, QStringLiteral("explore.panel.") + dock->parent()->objectName(),
              tr("Show or hide the panel %1").arg(plainText(*dock)));
        m_exploreOnly.push_back(dock);
    }
    auto* file = bar->addMenu(tr("&File"));
    file->addActions({openPictures, openFolder, paste, openModel, openLabels});
    recent = file->addMenu(tr("Open re&cent"));
    file->addSeparator();
    file->addActions({openSession, saveSession, saveSessionAs});
    file->addSeparator();
    file->addActions(modes->actions());
    file->addSeparator();
    file->addActions({nextPicture, previousPicture, beside, removePicture});
    file->addSeparator();
    file->addAction(exportFigure);
    file->addSeparator();
    file->addAction(quit);
    auto* edit = bar->addMenu(tr("&Edit"));
    edit->addActions({undo, redo});
    edit->addSeparator();
    edit->addActions({copyReadOut, copyValues, copyDefinition, copyView, copyFigure});
    edit->addSeparator();
    edit->addAction(pin);
    edit->addMenu(tr("&Compare with"))->addActions({recalls.begin(), recalls.end()});
    edit->addActions({unpinAll, forgetReference});
    m_labelMenu = label;
    bar->addMenu(label);
    auto* view = bar->addMenu(tr("&View"));
    fillView(view, docks);
    auto* compute = bar->addMenu(tr("&Compute"));
    fillCompute(compute);
    m_exploreMenus = {edit, view, compute};
    auto* window = bar->addMenu(tr("&Window"));
    window->addAction(palette);
    window->addSeparator();
    window->addActions({nextPane, previousPane, jobs});
    auto* settings = bar->addMenu(tr("&Settings"));
    settings->addMenu(tr("&Theme"))->addActions(themes->actions());
    settings->addMenu(tr("&Language"))->addActions(languages->actions());
    settings->addAction(changeKeys);
    bar->addMenu(tr("&Help"))->addActions({keys, firstSteps, log, about});
    for (auto* menu : bar->findChildren<QMenu*>()) menu->setToolTipsVisible(true);
}

void Actions::fillView(QMenu* view, const QList<QAction*>& docks) {
    view->addMenu(tr("P&resets"))->addActions({presets.begin(), presets.end()});
    view->addSeparator();
    view->addActions({norms, similarity, switchMode});
    view->addMenu(tr("&Other maps"))->addActions({otherMaps.begin(), otherMaps.end()});
    auto* measure = view->addMenu(tr("M&easure"));
    measure->addActions(measureGroup->actions());
    measure->addSeparator();
    measure->addActions({nextMeasure, previousMeasure});
    auto* range = view->addMenu(tr("Ran&ge"));
    range->addActions(ranges->actions());
    range->addSeparator();
    range->addAction(nextRange);
    auto* colors = view->addMenu(tr("&Colours"));
    colors->addMenu(tr("&Norms"))->addActions(positiveColors->actions());
    colors->addMenu(tr("&Signed values"))->addActions(signedColors->actions());
    colors->addMenu(tr("&Values from 0 to 1"))->addActions(boundedColors->actions());
    colors->addSeparator();
    colors->addActions({nextColors, colorBlindSafe});
    view->addSeparator();
    view->addActions({blocks, inner, filterLayers});
    view->addSeparator();
    auto* tiles = view->addMenu(tr("&Tiles"));
    tiles->addActions({pinTile, enlarge, largerTiles, smallerTiles, usualTiles});
    tiles->addSeparator();
    tiles->addActions({zoomIn, zoomOut, zoomFit});
    view->addActions({tokenGrid, overlay, moreOpaque, lessOpaque});
    view->addSeparator();
    auto* panels = view->addMenu(tr("Pane&ls"));
    panels->addActions(docks);
    panels->addSeparator();
    panels->addActions({profileOverLayers, profileOverColumns});
    view->addAction(resetLayout);
}

void Actions::fillCompute(QMenu* compute) {
    compute->addActions({columnUp, columnDown, firstColumn, lastColumn, layerUp, layerDown, play});
    compute->addSeparator();
    compute->addActions({captureAll, recompute, cancel});
    compute->addSeparator();
    compute->addActions({generate, prompt, seed});
    compute->addMenu(tr("Pr&otocol"))->addActions(protocols->actions());
    compute->addMenu(tr("&Fit pictures"))->addActions(fits->actions());
    compute->addMenu(tr("&Memory for activations"))->addActions(budgets->actions());
}

}  // namespace app
