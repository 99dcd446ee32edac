// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/actions.h"
#include "gui/extraction_controller.h"
#include "gui/view_options.h"

#include <session/extraction_service.h>

#include <QMainWindow>

#include <filesystem>
#include <optional>
#include <vector>

class QLabel;
class QSettings;
class QSplitter;
class QStackedWidget;

namespace widgets {
class ActivityBar;
class MessageBar;
class ModelListModel;
class PictureCanvas;
class PictureListModel;
class PictureStrip;
class ReadOutBar;
class TileGrid;
}  // namespace widgets

namespace app {

class ControlBar;
class LabelWorkspace;
class MapController;
class ModelController;
class PictureController;
class ReadOutController;
class ReferenceController;
class ThemeController;

/// Creates the widgets and the controllers, and connects them. What the program knows lives in
/// core/session; what each part does, in the controllers.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(ThemeController* theme,
                        core::ExtractionService::EngineSource source = engine::loadEngine);
    ~MainWindow() override;

    /// The one way in for the command line, dialogs and dropped files.
    void openFiles(const std::vector<std::filesystem::path>& files);
    /// Lists the models of the usual places and the one in \a demo.
    void findModels(const std::optional<std::filesystem::path>& demo);

    WindowMode mode() const { return m_mode; }
    void setMode(WindowMode mode);
    LabelWorkspace* labels() const { return m_labels; }

    void restore(const QSettings& settings);
    void save(QSettings& settings) const;

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    bool event(QEvent* event) override;

private:
    void build();
    QWidget* makeExplorePage();
    void connectLabels();
    void connectModels();
    void connectPictures();
    void connectExtraction();
    void connectView();
    void connectActions();
    void connectColors();

    void onModelOpened(const engine::ModelInfo& model);
    void onPictureShown(int row, const std::shared_ptr<const core::Picture>& picture);
    void onBoardReset(bool layersChanged);
    void refreshReadOut();
    void refreshHints();
    void refreshTitle();
    void setOptions(const ViewOptions& options);
    void stepMeasure(int step);
    void choosePictures();
    void chooseModel();
    void showAbout();
    void clearOrCancel();

    core::ExtractionService m_service;
    ThemeController* m_theme;
    Actions* m_actions;
    LabelWorkspace* m_labels;

    widgets::PictureListModel* m_pictureList;
    widgets::ModelListModel* m_modelList;
    ControlBar* m_controls;
    widgets::MessageBar* m_messages;
    widgets::PictureCanvas* m_picture;
    widgets::PictureStrip* m_strip;
    widgets::TileGrid* m_tiles;
    widgets::ReadOutBar* m_readOutBar;
    widgets::ActivityBar* m_activity;
    QLabel *m_about, *m_labelStatus;
    QSplitter* m_splitter;
    QStackedWidget* m_pages;

    ModelController* m_models;
    PictureController* m_pictures;
    ExtractionController* m_extraction;
    ReferenceController* m_reference;
    MapController* m_maps;
    ReadOutController* m_readOut;
    QString m_pictureName;  // of the one explored
    WindowMode m_mode = WindowMode::Explore;
    bool m_isOpeningModel = false;
};

}  // namespace app
