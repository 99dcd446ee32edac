// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/map_controller.h"

#ifndef Q_MOC_RUN
#include <explore/token_profile.h>
#endif

#include <QObject>
#include <QTimer>

#include <vector>

namespace widgets {
class HistogramPlot;
class ProfilePlot;
}  // namespace widgets

namespace app {

class ReferenceController;

/// The reference token over layers or over timesteps, and the histogram of the active tile.
class PlotController : public QObject {
    Q_OBJECT

public:
    enum class Axis { Layers, Columns };

    PlotController(widgets::ProfilePlot* profile, widgets::HistogramPlot* histogram,
                   const ReferenceController* reference, const MapController* maps,
                   const ExploreSources& sources, QObject* parent = nullptr);

    void setAxis(Axis axis);
    Axis axis() const { return m_axis; }
    /// Once nothing has changed for a moment: a plot takes longer to draw than all maps. Only what
    /// is visible is computed.
    void refresh();

Q_SIGNALS:
    void layerChosen(const engine::LayerPath& path);
    void rangeDragged(core::ColorRange range);

private:
    struct Stop {
        core::CaptureKey key;
        QString label;
    };
    /// Values of one stop and the token among them; empty: not computed.
    struct Map {
        std::vector<float> values;
        std::size_t token = 0;
    };
    void draw();
    void rank(std::vector<Map> maps);
    void drawProfile();
    core::SharedRepresentation inMemory(const core::CaptureKey& key) const;
    void askSimilarities(const core::Place& place);
    void onSimilarities(const std::vector<core::SimilarityAnswer>& answers);
    void showProfile(const std::vector<core::TokenStanding>& standings);
    void drawHistogram();
    std::vector<Stop> stops() const;
    void choose(int index);

    widgets::ProfilePlot* m_profile;
    widgets::HistogramPlot* m_histogram;
    const ReferenceController* m_reference;
    const MapController* m_maps;
    ExploreSources m_sources;
    Axis m_axis = Axis::Layers;
    std::vector<Stop> m_stops;
    int m_ranking = 0;
    core::MapOptions m_options;  // of the profile
    core::Place m_place;
    std::vector<std::size_t> m_asked;  // stops of the similarities asked for
    core::HoverSimilarity m_similarity;
    QTimer m_drawing;
};

}  // namespace app
