// SPDX-License-Identifier: GPL-3.0-or-later
// The stable ids of all actions: keys.json and the palette's memory know an action by its id, so an
// id is never changed, and never given to another action.
#include "gui/actions.h"
#include "gui/label_actions.h"

#include <explore/map_options.h>
#include <explore/presets.h>

#include <QAction>
#include <QActionGroup>

#include <functional>
#include <initializer_list>
#include <utility>
#include <vector>

namespace app {

namespace {

void name(const char* mode, std::initializer_list<std::pair<QAction*, const char*>> actions) {
    for (const auto& [action, id] : actions)
        action->setObjectName(QLatin1String(mode) + QLatin1Char('.') + QLatin1String(id));
}

/// "explore.range.robust", the last word being that of the choice's value.
void nameChoices(const QString& begin, const QActionGroup* group,
                 const std::function<QString(int value)>& word) {
    for (auto* action : group->actions())
        action->setObjectName(begin + QLatin1Char('.') + word(action->data().toInt()));
}

std::function<QString(int)> oneOf(std::initializer_list<const char*> words) {
    return [all = std::vector<const char*>(words)](int value) {
        return QLatin1String(all[std::size_t(value)]);
    };
}

QString colorWord(int value) {
    const auto word = core::nameOf(core::ColorMapId(value));
    return QString::fromUtf8(word.data(), qsizetype(word.size()));
}

QString measureWord(int value) {
    const auto word = engine::idOf(engine::SimilarityMeasure(value));
    return QString::fromUtf8(word.data(), qsizetype(word.size()));
}

}  // namespace

void Actions::nameActions() {
    name("window", {{openModel, "openModel"},
                    {openLabels, "openLabels"},
                    {openSession, "openSession"},
                    {quit, "quit"},
                    {palette, "palette"},
                    {nextPane, "nextPane"},
                    {previousPane, "previousPane"},
                    {jobs, "jobs"},
                    {keys, "keys"},
                    {changeKeys, "changeKeys"},
                    {firstSteps, "firstSteps"},
                    {log, "log"},
                    {about, "about"}});
    name("explore", {{openPictures, "openPictures"},
                     {openFolder, "openFolder"},
                     {saveSession, "saveSession"},
                     {saveSessionAs, "saveSessionAs"},
                     {paste, "paste"},
                     {removePicture, "removePicture"},
                     {nextPicture, "nextPicture"},
                     {previousPicture, "previousPicture"},
                     {beside, "beside"},
                     {exportFigure, "exportFigure"},
                     {undo, "undo"},
                     {redo, "redo"},
                     {copyReadOut, "copyReadOut"},
                     {copyValues, "copyValues"},
                     {copyDefinition, "copyDefinition"},
                     {copyView, "copyView"},
                     {copyFigure, "copyFigure"},
                     {pin, "pinToken"},
                     {unpinAll, "unpinAll"},
                     {forgetReference, "forgetReference"},
                     {norms, "norms"},
                     {similarity, "similarity"},
                     {switchMode, "switchMap"},
                     {nextMeasure, "nextMeasure"},
                     {previousMeasure, "previousMeasure"},
                     {nextRange, "nextRange"},
                     {nextColors, "nextColors"},
                     {colorBlindSafe, "colorBlindSafe"},
                     {blocks, "blocks"},
                     {inner, "inner"},
                     {filterLayers, "filterLayers"},
                     {pinTile, "pinTile"},
                     {enlarge, "enlarge"},
                     {overlay, "overlay"},
                     {moreOpaque, "moreOpaque"},
                     {lessOpaque, "lessOpaque"},
                     {tokenGrid, "tokenGrid"},
                     {largerTiles, "largerTiles"},
                     {smallerTiles, "smallerTiles"},
                     {usualTiles, "usualTiles"},
                     {zoomIn, "zoomIn"},
                     {zoomOut, "zoomOut"},
                     {zoomFit, "zoomFit"},
                     {profileOverLayers, "profileOverLayers"},
                     {profileOverColumns, "profileOverTimesteps"},
                     {resetLayout, "resetLayout"},
                     {columnUp, "nextTimestep"},
                     {columnDown, "previousTimestep"},
                     {firstColumn, "firstTimestep"},
                     {lastColumn, "lastTimestep"},
                     {layerUp, "layerAbove"},
                     {layerDown, "layerBelow"},
                     {play, "play"},
                     {captureAll, "computeAll"},
                     {recompute, "computeAgain"},
                     {cancel, "cancel"},
                     {prompt, "prompt"},
                     {seed, "seed"},
                     {generate, "generate"}});
    for (std::size_t i = 0; i < recalls.size(); ++i)
        recalls[i]->setObjectName(QStringLiteral("explore.compareWith") + QChar(u'A' + int(i)));
    for (std::size_t i = 0; i < presets.size(); ++i)
        presets[i]->setObjectName(QStringLiteral("explore.preset.") +
                                  QString::fromStdString(core::presets()[i].id));
    nameChoices(QStringLiteral("explore.measure"), measureGroup, measureWord);
    nameChoices(QStringLiteral("explore.range"), ranges,
                oneOf({"map", "layer", "run", "fixed", "robust"}));
    nameChoices(QStringLiteral("explore.colors.positive"), positiveColors, colorWord);
    nameChoices(QStringLiteral("explore.colors.signed"), signedColors, colorWord);
    nameChoices(QStringLiteral("explore.colors.bounded"), boundedColors, colorWord);
    nameChoices(QStringLiteral("explore.fit"), fits, oneOf({"crop", "stretch", "pad", "keep"}));
    nameChoices(QStringLiteral("explore.protocol"), protocols, oneOf({"standard", "paper"}));
    nameChoices(QStringLiteral("explore.memory"), budgets,
                [](int megabytes) { return QString::number(megabytes); });
    nameChoices(QStringLiteral("window.mode"), modes, oneOf({"explore", "label", "review"}));
    nameChoices(QStringLiteral("window.theme"), themes, oneOf({"system", "light", "dark"}));
    nameChoices(QStringLiteral("window.language"), languages,
                oneOf({"system", "english", "german"}));
}

void LabelActions::nameActions() {
    name("label", {{next, "nextPicture"},
                   {previous, "previousPicture"},
                   {nextUndone, "nextNotDone"},
                   {previousUndone, "previousNotDone"},
                   {nextDisagreement, "nextDisagreement"},
                   {done, "done"},
                   {none, "nothing"},
                   {unsure, "unsure"},
                   {comment, "comment"},
                   {clearFilter, "showAll"},
                   {mark, "mark"},
                   {erase, "takeAway"},
                   {left, "cursorLeft"},
                   {right, "cursorRight"},
                   {up, "cursorUp"},
                   {down, "cursorDown"},
                   {accept, "acceptProposal"},
                   {acceptAll, "acceptAllProposals"},
                   {reject, "rejectProposal"},
                   {nextProposal, "nextProposal"},
                   {previousProposal, "previousProposal"},
                   {blind, "blind"},
                   {showRejected, "showRejected"},
                   {undo, "undo"},
                   {redo, "redo"},
                   {raw, "look.raw"},
                   {classicLook, "look.classic"},
                   {switchLook, "switchLook"},
                   {fitRange, "fitRange"},
                   {grid, "patchGrid"},
                   {zoomIn, "zoomIn"},
                   {zoomOut, "zoomOut"},
                   {fit, "fit"},
                   {acceptLabels, "acceptLabels"},
                   {rejectLabels, "rejectLabels"},
                   {classic, "classicPreset"},
                   {writeFlaskFiles, "writeFlaskFiles"},
                   {odd, "oddAlignment"},
                   {annotator, "annotator"},
                   {photos, "photos"},
                   {startOnModel, "startOnModel"},
                   {secondAnnotator, "secondAnnotator"},
                   {compare, "compare"},
                   {merge, "merge"},
                   {exportLabels, "export"},
                   {keepMine, "keepMine"},
                   {takeTheirs, "takeTheirs"}});
}

}  // namespace app
