// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/map_controller.h"

#include <session/read_out.h>

#include <QObject>

#include <functional>
#include <optional>

namespace widgets {
class ReadOutBar;
}

namespace app {

class ReferenceController;

/// Keeps the read-out line true: after every change of pointer, layer, timestep, measure or
/// captures, not only after a move of the mouse (reference/ux.md, R27).
class ReadOutController : public QObject {
    Q_OBJECT

public:
    ReadOutController(widgets::ReadOutBar* bar, const ReferenceController* reference,
                      const ExploreSources& sources, QObject* parent = nullptr);

    void refresh(engine::SimilarityMeasure measure);
    /// Norm of a place in the layer that the line speaks of: its number, or why there is none.
    core::ReadOut readOutAt(const core::Place& place);
    /// The same in the place's own picture, where that is another one.
    core::ReadOut readOutOfPin(const core::Place& place);
    /// Every tile's value at the reference, a line each with its layer, tab separated.
    QString allValues(const MapController& maps) const;

private:
    core::ReadOut readOut();
    core::Reading similarityTo(const core::TileSpec& tile, engine::TokenIndex token);
    QString referenceName() const;

    widgets::ReadOutBar* m_bar;
    const ReferenceController* m_reference;
    ExploreSources m_sources;
    engine::SimilarityMeasure m_measure = engine::SimilarityMeasure::Cosine;
    core::HoverSimilarity m_similarity;
    /// Similarity of the layer's tokens to the kept place.
    std::optional<core::SimilarityAnswer> m_keptMap;
};

}  // namespace app
