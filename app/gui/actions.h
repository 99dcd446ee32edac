// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

/// Actions with words, keys and tool tips. What they do is connected by whoever creates them.
class ActionSet : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    /// Everything with a key, in the order of the menus.
    std::vector<QAction*> withKeys() const;
    const std::vector<QAction*>& all() const { return m_all; }

protected:
    QAction* add(const QString& text, const QString& tip, const QList<QKeySequence>& keys = {});
    QAction* addChoice(QActionGroup* group, const QString& text, const QString& tip, int value,
                       bool isChecked);
    /// Buttons of \a action show its key beside its text: "Nothing  X".
    static void showKeyOnButtons(QAction* action);

private:
    std::vector<QAction*> m_all;
};

/// What the window is for at the moment. It changes what a click on a token means.
enum class WindowMode { Explore, Label, Review };

/// Every action of the window that is not for labelling alone (those are LabelActions).
class Actions : public ActionSet {
    Q_OBJECT

public:
    explicit Actions(QObject* parent);

    QAction *openPictures, *openModel, *openLabels, *quit;
    QAction *copyReadOut, *forgetReference;
    QAction *blocks, *inner;
    QAction *norms, *similarity, *switchMode;
    QAction *nextMeasure, *previousMeasure, *fixedRange;
    QAction *tokenGrid, *largerTiles, *smallerTiles, *usualTiles;
    QAction *timestepUp, *timestepDown, *recompute, *cancel;
    QAction *nextPicture, *previousPicture;
    QAction *keys, *about;
    std::vector<QAction*> measures;  ///< in the order of engine::allMeasures()
    QActionGroup *measureGroup, *normColors, *signedColors, *unsignedColors, *themes,
        *modes;  ///< data() holds the value as int

    /// \param label goes between the other menus, and takes their place while one labels.
    void fill(QMenuBar* bar, QMenu* label);
    /// Actions and menus that mean nothing in \a mode go, and with them their keys.
    void setMode(WindowMode mode);

private:
    void addFileActions();
    void addViewActions();
    void addComputeActions();
    void addColorActions();
    void addThemeActions();
    void addModeActions();

    std::vector<QMenu*> m_exploreMenus;
    QMenu* m_labelMenu = nullptr;
};

}  // namespace app
