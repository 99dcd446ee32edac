// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/explore_sources.h"

#ifndef Q_MOC_RUN
#include <session/hover_similarity.h>
#endif

#include <QObject>
#include <QTimer>

#include <memory>

namespace widgets {
class JointHistogramPlot;
}  // namespace widgets

namespace app {

class MapController;
class ReferenceController;

/// Norm against similarity to the reference, over the tokens of the active tile's layer. Follows
/// the reference, once it rests for a moment, while it is seen.
class JointPlotController : public QObject {
    Q_OBJECT

public:
    JointPlotController(widgets::JointHistogramPlot* plot, const ReferenceController* reference,
                        const MapController* maps, const ExploreSources& sources,
                        QObject* parent = nullptr);
    void refresh();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void draw();
    void show(const core::SimilarityAnswer& answer);

    widgets::JointHistogramPlot* m_plot;
    const ReferenceController* m_reference;
    const MapController* m_maps;
    ExploreSources m_sources;
    core::HoverSimilarity m_similarity;
    QTimer m_drawing;
};

}  // namespace app
