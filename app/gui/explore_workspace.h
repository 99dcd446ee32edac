// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/view_options.h"

#ifndef Q_MOC_RUN
#include <explore/capture_runner.h>
#include <explore/exploration.h>
#include <explore/representation_cache.h>
#include <model/model_info.h>
#include <panels/message_bar.h>
#include <session/extraction_service.h>
#endif

#include <QFutureWatcher>
#include <QObject>
#include <QStringList>

#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

class QAbstractItemModel;
class QSettings;

namespace widgets {
class ActivityBar;
class PictureListModel;
}  // namespace widgets

namespace app {

class Actions;
class DefinitionController;
class ExplorePage;
class GenerationController;
class MapController;
class MatrixController;
class PictureController;
class PlotController;
class ReadOutController;
class ReferenceController;
struct ExploreSources;

/// The explorer as the window sees it: what is explored, what was captured, the page, and the
/// controllers between them. Says who hears of what; what each does is theirs.
class ExploreWorkspace : public QObject {
    Q_OBJECT

public:
    ExploreWorkspace(core::ExtractionService* service, Actions* actions, QAbstractItemModel* models,
                     widgets::ActivityBar* activity, QWidget* window);
    ~ExploreWorkspace() override;

    ExplorePage* page() const { return m_page; }
    core::Exploration* exploration() { return &m_exploration; }
    core::RepresentationCache* cache() { return &m_cache; }
    PictureController* pictures() const { return m_pictures; }

    /// Another model is open: nothing that was captured is of it.
    void setModel(const engine::ModelInfo& model, const std::vector<engine::LayerInfo>& layers);
    /// A model is being opened, or was not opened after all.
    void setOpeningModel(bool isOpening);
    void setPaused(bool isPaused);
    void choosePictures();
    void chooseFolder();
    /// Esc: what is in the way goes first. \return whether there was anything to let go of.
    bool escape();
    QString pictureName() const;
    void restore(const QSettings& settings);
    void save(QSettings& settings) const;

Q_SIGNALS:
    void problem(const widgets::Message& message);
    void pictureChanged();  ///< another one is current
    /// Something worth knowing that is no failure.
    void noticed(const QString& title, const QString& text);

private:
    ExploreSources sources();
    void connectBoard();
    void connectTiles();
    void connectRunner();
    void connectShowBar();
    void connectPanels();
    void connectFileActions();
    void connectEditActions();
    void connectMapActions();
    void connectViewActions();
    void connectComputeActions();
    void connectColors();

    void showBoard();
    void showTiles();
    void showPins();
    void showOverlay();
    void showHints();
    void showCost();
    void showMemory();
    void refreshReading();
    void refreshShowBar();
    void setOptions(const ViewOptions& options);
    void setKind(core::MapKind kind);
    void setRange(core::RangeMode mode);
    void dragRange(core::ColorRange range);
    void stepMeasure(int step);
    void nextColors();
    void chooseLayers(const std::vector<std::string>& words);
    void apply(int preset);
    void finishPreset();
    void want();
    void forgetPhotos();
    void applySettings();
    void askPrompt();
    void askSeed();
    void readWords();
    void confirm(std::size_t moments, std::size_t bytes, const std::function<void()>& go);
    void pinToken();
    void tileMenu(int tile, QPoint global);

    QWidget* m_window;
    Actions* m_actions;
    widgets::ActivityBar* m_activity;
    widgets::PictureListModel* m_list;
    core::Exploration m_exploration;
    core::RepresentationCache m_cache;
    core::CaptureRunner m_runner;
    ExplorePage* m_page;
    PictureController* m_pictures;
    ReferenceController* m_reference;
    MapController* m_maps;
    MatrixController* m_matrix;
    PlotController* m_plots;
    ReadOutController* m_readOut;
    GenerationController* m_generation;
    DefinitionController* m_definition;

    std::optional<engine::ModelInfo> m_model;
    engine::ExtractionRequest m_settings;
    QFutureWatcher<QStringList> m_words;
    QStringList m_wordList;
    std::optional<int> m_preset;  // whose reference waits for a map
    bool m_isOpeningModel = false;
    std::vector<std::string> m_layerWords = {"blocks"};
};

}  // namespace app
