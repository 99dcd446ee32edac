// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/map_values.h"
#include "explore/pca_map.h"

#include <analysis/k_means.h>

#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <vector>

namespace core {

/// What the maps of one layer in several pictures or at several timesteps share: the axes of their
/// PCA, or the centres of their clusters. Computed once, by whichever map needs it first while the
/// others wait. Any thread.
class MapStage {
public:
    const PcaColors& colors(std::span<const SharedRepresentation> parts);
    /// Null where it was stopped before there were any.
    const engine::Clusters* clusters(std::span<const SharedRepresentation> parts, int count,
                                     const std::stop_token& stop);

private:
    std::mutex m_mutex;
    std::optional<PcaColors> m_colors;
    std::optional<engine::Clusters> m_clusters;
};

/// Hands the same stage to maps that share, as long as the activations it is made from live: a tile
/// that comes into sight later need not have it computed anew. One thread.
class MapStages {
public:
    /// The stage of \a inputs, or null where a map of \a options shares nothing: the layer is not
    /// in its own list, or the list is of the layer alone.
    std::shared_ptr<MapStage> stageOf(const MapInputs& inputs, const MapOptions& options);

private:
    struct Entry {
        MapKind kind = MapKind::Pca;
        int clusters = 0;
        std::vector<std::weak_ptr<const engine::Representation>> parts;
        std::shared_ptr<MapStage> stage;
    };
    std::vector<Entry> m_entries;
};

}  // namespace core
