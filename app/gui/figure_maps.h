// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/explore_sources.h"

#ifndef Q_MOC_RUN
#include <explore/figure_cells.h>
#include <explore/map_values.h>
#endif

#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace app {

class MapController;

/// Computes the maps of a figure's cells from what was captured, in the thread pool, a few at a
/// time: activations that lie on disk are in memory only while their map is made. What was computed
/// once is kept until reset(), so that a figure can be rearranged at once.
class FigureMaps : public QObject {
    Q_OBJECT

public:
    /// What has become of a cell.
    struct Cell {
        std::shared_ptr<const core::MapValues> values;  ///< null: not there (yet)
        std::optional<engine::TokenIndex> best;         ///< of a similarity to another picture
        int basisMaps = 1;                              ///< \sa DefinedMap
        QString problem;         ///< why there can be no such map; empty: there is one, or will be
        bool isCaptured = true;  ///< whether the activations that it needs are there
    };

    FigureMaps(const ExploreSources& sources, const MapController* maps, QObject* parent = nullptr);

    /// What is explored may have changed: nothing that was computed counts any more. \param
    /// reference of the maps that follow.
    void reset(const std::optional<core::Place>& reference);
    void setCells(std::vector<core::FigureCell> cells);
    const std::vector<core::FigureCell>& cells() const { return m_cells; }
    const Cell& cell(std::size_t index) const { return m_states[index]; }
    /// Every cell is there, has a problem, or is not captured.
    bool isDone() const;
    int missingCount() const;
    /// The moments whose capture would bring what is missing.
    std::vector<core::Moment> missingMoments() const;
    /// Whose activations the maps that are there are made from, in the order of the cells.
    std::vector<int> subjects() const;

Q_SIGNALS:
    void changed();

private:
    struct Job {
        core::MapInputs inputs;
        core::MapOptions options;
        core::SharedRepresentation source;  ///< of a similarity; its company is inputs.shared
    };
    struct Known {
        core::FigureCell cell;
        Cell state;
    };

    static Cell compute(const Job& job);
    static engine::SimilarityMap similarityOf(const Job& job);
    void advance();
    bool isRunning(const core::FigureCell& cell) const;
    std::vector<core::CaptureKey> needed(const core::FigureCell& cell) const;
    Job jobOf(const core::FigureCell& cell) const;
    static bool needsOther(const core::FigureCell& cell);
    bool needsPlace(const core::FigureCell& cell) const;
    void begin(std::size_t index);
    void take(const core::FigureCell& cell, const Cell& state);

    ExploreSources m_sources;
    const MapController* m_maps;
    std::optional<core::Place> m_reference;
    std::vector<core::FigureCell> m_cells;
    std::vector<Cell> m_states;               // of the cells
    std::vector<Known> m_known;               // also of earlier cells
    std::vector<core::FigureCell> m_running;  // the same
    int m_age = 0;  // answers to questions from before reset() are dropped
};

}  // namespace app
