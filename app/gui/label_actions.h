// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/actions.h"

class QMenu;

namespace app {

/// Every action of the labeler. Only enabled in the modes in which they mean something, so that
/// keys can be the same as in the explorer.
class LabelActions : public ActionSet {
    Q_OBJECT

public:
    explicit LabelActions(QObject* parent);

    QAction *next, *previous, *nextUndone, *previousUndone, *nextDisagreement;
    QAction *done, *none, *unsure, *comment, *clearFilter;
    QAction *mark, *erase;
    QAction *left, *right, *up, *down;
    QAction *accept, *acceptAll, *reject, *nextProposal, *previousProposal, *blind, *showRejected;
    QAction *undo, *redo;
    QAction *raw, *classicLook, *switchLook, *fitRange, *grid, *zoomIn, *zoomOut, *fit;
    QAction *acceptLabels, *rejectLabels;
    QAction *classic, *writeFlaskFiles, *odd, *annotator, *photos;
    QAction *startOnModel, *secondAnnotator, *compare, *merge, *exportLabels, *keepMine,
        *takeTheirs;

    QString whyNot(const QAction& action) const override;
    /// A menu with all of them, owned by \a parent.
    QMenu* makeMenu(QWidget* parent) const;
    /// \param hasSession whether a project is open.
    void setMode(WindowMode mode, bool hasSession);
    /// The Flask tool's keys: left and right go through the queue.
    void setClassic(bool isClassic);

private:
    void addQueue();
    void addMarking();
    void addProposals();
    void addLook();
    void addProject();
    void nameActions();
    void addReasons();

    bool m_hasSession = false;
};

}  // namespace app
