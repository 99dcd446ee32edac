// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/map_controller.h"

#include <session/read_out.h>

#include <QObject>

#include <functional>
#include <optional>
#include <utility>
#include <vector>

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

    /// \a of a tile's token: what its map says there beyond the norm.
    void setMapReading(std::function<QString(const core::TileSpec&, engine::TokenIndex)> of) {
        m_mapReading = std::move(of);
    }
    /// Similarities by the measure of \a options, divided as they say.
    void refresh(const core::MapOptions& options);
    /// Of every pin, in its own picture and the layer that the line speaks of: norm, and similarity
    /// to the kept place; pinsRead() follows where similarities were still to be computed.
    std::vector<core::ReadOut> readPins();
    /// Every tile's value at the reference, a line each with its layer, tab separated.
    QString allValues(const MapController& maps) const;

Q_SIGNALS:
    void pinsRead();

private:
    /// What a layer's tokens are compared with, or why there is no number.
    struct Comparison {
        std::optional<core::SimilarityTask> task;
        core::Reading reading;
    };
    core::ReadOut readOut();
    core::ReadOut readOutAt(const core::Place& place) const;
    core::ReadOut readOutOfPin(const core::Place& place) const;
    std::optional<core::CaptureKey> keyOfPin(const core::Place& place) const;
    Comparison comparisonOf(const core::CaptureKey& target) const;
    core::Reading similarityTo(const core::TileSpec& tile, engine::TokenIndex token);
    QString referenceName() const;

    widgets::ReadOutBar* m_bar;
    const ReferenceController* m_reference;
    ExploreSources m_sources;
    std::function<QString(const core::TileSpec&, engine::TokenIndex)> m_mapReading;
    core::MapOptions m_options;
    core::HoverSimilarity m_similarity;
    /// Similarity of the layer's tokens to the kept place.
    std::optional<core::SimilarityAnswer> m_keptMap;
    core::HoverSimilarity m_pinSimilarity;
    std::vector<core::SimilarityTask> m_pinTasks;   // asked for last
    std::vector<core::SimilarityAnswer> m_pinMaps;  // their answers
    bool m_isReadingPins = false;
};

}  // namespace app
