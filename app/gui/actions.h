// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/theme.h"

#include <analysis/similarity.h>
#include <figure/color_map.h>

#include <QObject>

#include <vector>

class QAction;
class QActionGroup;
class QMenuBar;

namespace app {

/// Every action of the window, with its words, keys and tool tip. What they do is connected by
/// whoever creates this.
class Actions : public QObject {
    Q_OBJECT

public:
    explicit Actions(QObject* parent);

    QAction *openPictures, *openModel, *quit;
    QAction *copyReadOut, *forgetReference;
    QAction *blocks, *inner;
    QAction *norms, *similarity, *switchMode;
    QAction *nextMeasure, *previousMeasure, *fixedRange;
    QAction *tokenGrid, *largerTiles, *smallerTiles, *usualTiles;
    QAction *timestepUp, *timestepDown, *recompute, *cancel;
    QAction *nextPicture, *previousPicture;
    QAction *keys, *about;
    std::vector<QAction*> measures;  ///< in the order of engine::allMeasures()
    QActionGroup *measureGroup, *normColors, *signedColors, *unsignedColors,
        *themes;  ///< data() holds the value as int

    void fill(QMenuBar* bar) const;
    /// Everything with a key, in the order of the menus.
    std::vector<QAction*> withKeys() const;

private:
    QAction* add(const QString& text, const QString& tip, const QList<QKeySequence>& keys = {});
    QAction* addChoice(QActionGroup* group, const QString& text, const QString& tip, int value,
                       bool isChecked);
    void addFileActions();
    void addViewActions();
    void addComputeActions();
    void addColorActions();
    void addThemeActions();

    std::vector<QAction*> m_all;
};

}  // namespace app
