// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>

class QAbstractItemModel;
class QActionGroup;
class QDockWidget;
class QLabel;
class QSplitter;

namespace widgets {
class CaptureMatrix;
class HistogramPlot;
class JointHistogramPlot;
class LayerTreePanel;
class MemoryMeter;
class PictureBoard;
class PictureListModel;
class PictureStrip;
class PinsPanel;
class ProfilePlot;
class PromptPanel;
class ReadOutBar;
class TileGrid;
}  // namespace widgets

namespace app {

class Actions;
class ControlBar;
class ShowBar;

/// The explorer's page: pictures left, tiles right, docks below. A main
/// window of its own, so that docks and their layout belong to the page. Only puts the parts
/// together.
class ExplorePage : public QMainWindow {
    Q_OBJECT

public:
    ExplorePage(const Actions& actions, QAbstractItemModel* models,
                widgets::PictureListModel* pictures, QWidget* parent = nullptr);

    ControlBar* controls() const { return m_controls; }
    ShowBar* showBar() const { return m_show; }
    widgets::PictureBoard* board() const { return m_board; }
    widgets::PictureStrip* strip() const { return m_strip; }
    widgets::TileGrid* tiles() const { return m_tiles; }
    widgets::CaptureMatrix* matrix() const { return m_matrix; }
    widgets::LayerTreePanel* layers() const { return m_layers; }
    widgets::ProfilePlot* profile() const { return m_profile; }
    widgets::HistogramPlot* histogram() const { return m_histogram; }
    widgets::JointHistogramPlot* joint() const { return m_joint; }
    widgets::PinsPanel* pins() const { return m_pins; }
    widgets::PromptPanel* prompt() const { return m_prompt; }
    widgets::ReadOutBar* readOut() const { return m_readOut; }
    QWidget* readOutBar() const;  ///< the same, to be placed below everything
    widgets::MemoryMeter* memory() const { return m_memory; }

    /// The exact sentence about the active tile, and what its map holds.
    void setDefinition(const QString& text, const QString& facts);
    const QString& definition() const { return m_sentence; }
    bool isDefinitionVisible() const;

Q_SIGNALS:
    void definitionShown();

public:
    /// Brings a dock to the front, opening it where it was closed.
    void raise(QWidget* content);
    /// Actions that show and hide the docks.
    QList<QAction*> dockActions() const;
    void resetLayout();
    QByteArray layoutState() const;
    void restoreLayout(const QByteArray& docks, const QByteArray& splitter);
    QByteArray splitterState() const;

private:
    QDockWidget* dock(const QString& name, const char* id, QWidget* content);
    void makeDocks(const Actions& actions);
    QWidget* axisBar(const Actions& actions, QDockWidget* dock);

    ControlBar* m_controls;
    ShowBar* m_show;
    widgets::PictureBoard* m_board;
    widgets::PictureStrip* m_strip;
    widgets::TileGrid* m_tiles;
    widgets::CaptureMatrix* m_matrix;
    widgets::LayerTreePanel* m_layers;
    widgets::ProfilePlot* m_profile;
    widgets::HistogramPlot* m_histogram;
    widgets::JointHistogramPlot* m_joint;
    widgets::PinsPanel* m_pins;
    widgets::PromptPanel* m_prompt;
    widgets::ReadOutBar* m_readOut;
    widgets::MemoryMeter* m_memory;
    QLabel* m_definition;
    QString m_sentence;
    QSplitter* m_splitter;
    QList<QDockWidget*> m_docks;
    QByteArray m_usual;  // the layout as it was built
};

}  // namespace app
