// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/actions.h"

#include <panels/message_bar.h>

#include <QObject>

#include <functional>

class QWidget;

namespace core {
class ExtractionService;
}

namespace app {

class LabelActions;
class LabelController;
class LabelFiles;
class LabelPage;

/// The labeler as the window sees it: puts page, actions and controllers together.
class LabelWorkspace : public QObject {
    Q_OBJECT

public:
    LabelWorkspace(core::ExtractionService* service, QWidget* window);
    ~LabelWorkspace() override;

    LabelPage* page() const { return m_page; }
    LabelActions* actions() const { return m_actions; }
    LabelController* controller() const { return m_controller; }
    LabelFiles* files() const { return m_files; }

    /// Asks for a project file or a folder of norm pictures.
    void choose();
    /// Whether the window may close. When the project cannot be written, asks, and \a then is
    /// called if the user closes all the same: the journal has every edit.
    bool mayClose(const std::function<void()>& then);

Q_SIGNALS:
    void opened();  ///< a project: show the page
    void problem(const widgets::Message& message);
    void statusChanged(const QString& text);

private:
    QWidget* m_window;
    LabelActions* m_actions;
    LabelPage* m_page;
    LabelController* m_controller;
    LabelFiles* m_files;
};

}  // namespace app
