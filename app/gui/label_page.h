// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QStackedWidget;

namespace widgets {
class ColorBar;
class LabelQueueModel;
class LabelQueuePanel;
class LabelToolsPanel;
class LinkedView;
class PatchCanvas;
class ReadOutBar;
}  // namespace widgets

namespace app {

class LabelActions;

/// The labeler's page: the queue, photo and map side by side at the same zoom, the tools, and the
/// read-out. Only puts the parts together.
class LabelPage : public QWidget {
    Q_OBJECT

public:
    explicit LabelPage(const LabelActions& actions, QWidget* parent = nullptr);

    QWidget* start() const { return m_start; }  ///< what is shown without a project
    widgets::LabelQueueModel* queueModel() const { return m_queueModel; }
    widgets::LabelQueuePanel* queue() const { return m_queue; }
    widgets::LinkedView* view() const { return m_view; }
    widgets::PatchCanvas* photo() const { return m_photo; }
    widgets::PatchCanvas* map() const { return m_map; }
    widgets::ColorBar* colorBar() const { return m_colorBar; }
    widgets::LabelToolsPanel* tools() const { return m_tools; }
    widgets::ReadOutBar* readOut() const { return m_readOut; }

    void setCaption(const QString& text);
    void setHint(const QString& text);  ///< the keys that matter most
    void setPhotoVisible(bool isVisible);
    /// Without a project the page says how to begin.
    void setProjectOpen(bool isOpen);
    void setBusy(const QString& what);  ///< in place of the invitation

Q_SIGNALS:
    void openRequested();
    void photosRequested();

private:
    QWidget* makeStart();
    QWidget* makeWork(const LabelActions& actions);

    QStackedWidget* m_stack;
    QWidget* m_start = nullptr;
    QLabel* m_busy = nullptr;
    widgets::LinkedView* m_view;
    widgets::LabelQueueModel* m_queueModel;
    widgets::LabelQueuePanel* m_queue = nullptr;
    widgets::PatchCanvas *m_photo = nullptr, *m_map = nullptr;
    widgets::ColorBar* m_colorBar = nullptr;
    widgets::LabelToolsPanel* m_tools = nullptr;
    widgets::ReadOutBar* m_readOut = nullptr;
    QLabel *m_caption = nullptr, *m_hint = nullptr;
};

}  // namespace app
