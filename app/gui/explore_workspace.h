// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <explore/capture_runner.h>
#include <explore/exploration.h>
#include <explore/explorer_state.h>
#include <explore/representation_cache.h>
#include <model/model_info.h>
#include <panels/message_bar.h>
#include <session/extraction_service.h>
#endif

#include <QObject>

#include <functional>
#include <optional>
#include <vector>

class QAbstractItemModel;
class QSettings;

namespace core {
class JobList;
}
namespace widgets {
class PictureListModel;
}  // namespace widgets

namespace app {

class Actions;
class DefinitionController;
class ExplorePage;
class ExplorePresenter;
class FigureController;
class GenerationController;
class JointPlotController;
class LayerController;
class MapController;
class MatrixController;
class PictureController;
class PlotController;
class PresetController;
class ReadOutController;
class ReferenceController;
class SettingsController;
class ViewController;
struct ExploreSources;

/// The explorer as the window sees it: what is explored, what was captured, the page, and the
/// controllers between them. Says who hears of what; what each does is theirs.
class ExploreWorkspace : public QObject {
    Q_OBJECT

public:
    ExploreWorkspace(core::ExtractionService* service, Actions* actions, QAbstractItemModel* models,
                     core::JobList* jobs, QWidget* window);
    ~ExploreWorkspace() override;

    ExplorePage* page() const { return m_page; }
    core::Exploration* exploration() { return &m_exploration; }
    core::RepresentationCache* cache() { return &m_cache; }
    PictureController* pictures() const { return m_pictures; }
    const widgets::PictureListModel* pictureList() const { return m_list; }
    ReferenceController* reference() const { return m_reference; }
    ViewController* view() const { return m_view; }
    LayerController* layers() const { return m_layers; }
    SettingsController* settings() const { return m_settings; }
    MatrixController* matrix() const { return m_matrix; }

    /// Another model is open: nothing that was captured is of it.
    void setModel(const engine::ModelInfo& model, const std::vector<engine::LayerInfo>& layers);
    /// A model is being opened, or was not opened after all.
    void setOpeningModel(bool isOpening);
    bool isOpeningModel() const { return m_isOpeningModel; }
    void setPaused(bool isPaused);
    /// How pictures are brought to the model's size.
    void setFit(core::FitChoice choice);
    core::FitChoice fit() const;
    /// Makes a layer the active one, adding it to those shown where it is not among them.
    void showLayer(const engine::LayerPath& path);
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
    void connectExploration();
    void connectBoard();
    void connectTiles();
    void connectReference();
    void connectRunner();
    void connectJobs(core::JobList* jobs);
    void connectControllers();
    void connectPanels();
    void connectPlots();
    void connectFileActions();
    void connectEditActions();
    void connectViewActions();
    void connectZoomActions();
    void connectComputeActions();
    void connectFigures();

    void showBoard();
    void showTiles();
    void showHints();
    void showOffers();
    void refreshReading();
    void readWords();
    void onViewChanged(bool isOtherMap);
    void want();
    void forgetPhotos();
    void applySettings();
    void togglePin(int tile);
    void exportFigure(std::optional<int> tile);
    std::optional<int> enlargedTile() const;
    void reveal(const engine::LayerPath& path);
    void confirm(std::size_t moments, std::size_t bytes, const std::function<void()>& go);

    QWidget* m_window;
    Actions* m_actions;
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
    JointPlotController* m_joint;
    ReadOutController* m_readOut;
    GenerationController* m_generation;
    DefinitionController* m_definition;
    ViewController* m_view;
    LayerController* m_layers;
    SettingsController* m_settings;
    PresetController* m_presets;
    ExplorePresenter* m_presenter;
    FigureController* m_figures;

    std::optional<engine::ModelInfo> m_model;
    bool m_isOpeningModel = false;
};

}  // namespace app
