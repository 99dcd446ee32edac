// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/figure_choice.h"

#include <QDialog>
#include <QPointer>

class QLabel;
class QProgressBar;
class QPushButton;
class QToolButton;

namespace widgets {
class FigurePreview;
class MessageBar;
struct Message;
}  // namespace widgets

namespace app {

class FigureController;
class FigureLookForm;
class FigureWhatForm;

/// "Export figure": the settings on the left, on the right the figure as it will be printed, which
/// follows every change. Stays open after an export: the next venue wants another width.
class FigureDialog : public QDialog {
    Q_OBJECT

public:
    FigureDialog(FigureController* figures, QWidget* parent = nullptr);
    ~FigureDialog() override;

    widgets::FigurePreview* preview() const { return m_preview; }
    /// Writes to \a path, as after the file dialog.
    void exportTo(const QString& path);

private:
    QWidget* settingsSide();
    QWidget* previewSide();
    void orderTabs();
    void refresh();
    void refreshState();
    void refreshZoom();
    void choose(const FigureChoice& choice);
    void askForFile();
    void say(const widgets::Message& message);

    QPointer<FigureController> m_figures;  // which goes first when the window does
    widgets::MessageBar* m_messages;
    FigureWhatForm* m_what;
    FigureLookForm* m_look;
    widgets::FigurePreview* m_preview;
    QLabel *m_state, *m_zoom;
    QToolButton *m_trueSize, *m_fit;
    QProgressBar* m_progress;
    QPushButton *m_compute, *m_export, *m_copy, *m_close;
};

}  // namespace app
