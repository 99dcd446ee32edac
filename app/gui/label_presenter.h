// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <annotation/label_session.h>
#endif

#include "gui/actions.h"

#include <QObject>

#include <optional>

namespace app {

class LabelActions;
class LabelMapController;
class LabelPage;

/// What the labeler's page says: queue, marks, outline, keyboard's cursor, proposals, read-out.
/// Follows the session's signals, also after edits of its own window.
class LabelPresenter : public QObject {
    Q_OBJECT

public:
    LabelPresenter(LabelPage* page, LabelActions* actions, LabelMapController* maps,
                   QObject* parent = nullptr);

    void setSession(core::LabelSession* session);  ///< null: there is none
    void setMode(WindowMode mode);
    /// Another annotator's project, whose labels are shown on pictures that are done; or null.
    void setOther(const core::LabelProject* other);

    /// Everything anew.
    void showPicture();
    /// The keyboard's cursor; the first key only shows where it is.
    void moveCursor(core::CursorMove move);

private:
    void refreshPicture();
    void refreshMarks();
    void refreshProposals();
    void refreshHover();
    QString stateText() const;
    QString reviewText() const;

    LabelPage* m_page;
    LabelActions* m_actions;
    LabelMapController* m_maps;
    core::LabelSession* m_session = nullptr;
    const core::LabelProject* m_other = nullptr;
    std::optional<engine::TokenIndex> m_hovered;
    WindowMode m_mode = WindowMode::Explore;
    bool m_isKeyCursorShown = false;
};

}  // namespace app
