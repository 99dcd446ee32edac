// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/action_set.h"
#include "gui/theme.h"

#include <analysis/similarity.h>
#include <figure/color_map.h>

#include <QObject>

#include <vector>

class QAction;
class QActionGroup;
class QMenu;
class QMenuBar;

namespace app {

/// What the window is for at the moment. It changes what a click on a token means.
enum class WindowMode { Explore, Label, Review };

/// Every action of the window that is not for labelling alone (those are LabelActions).
class Actions : public ActionSet {
    Q_OBJECT

public:
    explicit Actions(QObject* parent);

    // File
    QAction *openPictures, *openFolder, *paste, *removePicture, *openModel, *openLabels, *quit;
    QAction *openSession, *saveSession, *saveSessionAs;
    QMenu* recent = nullptr;  ///< filled by whoever knows what was opened
    QAction *nextPicture, *previousPicture, *beside, *exportFigure;
    // Edit
    QAction *undo, *redo;
    QAction *copyReadOut, *copyValues, *copyDefinition, *copyView, *copyFigure;
    QAction *pin, *unpinAll, *forgetReference;
    std::vector<QAction*> recalls;  ///< of the pins A to I, in order
    // View
    QAction *norms, *similarity, *switchMode, *nextMeasure, *previousMeasure;
    QAction *nextRange, *nextColors, *colorBlindSafe;
    QAction *blocks, *inner, *filterLayers;
    QAction *pinTile, *enlarge, *overlay, *moreOpaque, *lessOpaque;
    QAction *tokenGrid, *largerTiles, *smallerTiles, *usualTiles, *zoomIn, *zoomOut, *zoomFit;
    QAction *profileOverLayers, *profileOverColumns;
    QAction* resetLayout;
    // Compute
    QAction *columnUp, *columnDown, *firstColumn, *lastColumn, *layerUp, *layerDown;
    QAction *play, *captureAll, *recompute, *cancel;
    QAction *prompt, *seed, *generate;
    // Window, Settings, Help
    QAction *palette, *nextPane, *previousPane, *jobs;
    QAction *keys, *changeKeys, *firstSteps, *log, *about;
    /// Kinds of map besides the norm and similarities; data() as mapCodeOf().
    std::vector<QAction*> otherMaps;
    std::vector<QAction*> measures;  ///< in the order of engine::allMeasures()
    std::vector<QAction*> presets;   ///< in the order of core::presets()
    QActionGroup *measureGroup, *ranges, *positiveColors, *signedColors, *boundedColors, *themes,
        *languages, *modes, *fits, *protocols,
        *budgets;  ///< data() holds the value as int; budgets: MB

    /// \param label goes between the other menus, and takes their place while one labels.
    /// \param docks show and hide the explorer's panels.
    void fill(QMenuBar* bar, QMenu* label, const QList<QAction*>& docks);
    /// Actions and menus that mean nothing in \a mode go, and with them their keys.
    void setMode(WindowMode mode);

private:
    void addFileActions();
    void addEditActions();
    void addMapActions();
    void addLayerActions();
    void addColorActions();
    void addTileActions();
    void addComputeActions();
    void addChoices();
    void addThemeActions();
    void addWindowActions();
    void nameActions();
    void addLanguageActions();
    void addModeActions();
    QActionGroup* addColors(const std::vector<core::ColorMapId>& maps);
    void fillView(QMenu* view, const QList<QAction*>& docks);
    void fillCompute(QMenu* compute);

    std::vector<QAction*> m_exploreOnly;
    std::vector<QMenu*> m_exploreMenus;
    QMenu* m_labelMenu = nullptr;
};

}  // namespace app
