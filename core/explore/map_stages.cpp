// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/map_stages.h"

#include <algorithm>

namespace core {

const PcaColors& MapStage::colors(std::span<const SharedRepresentation> parts) {
    const std::lock_guard lock(m_mutex);
    if (!m_colors) m_colors = pcaColorsOf(parts);
    return *m_colors;
}

const engine::Clusters* MapStage::clusters(std::span<const SharedRepresentation> parts, int count,
                                           const std::stop_token& stop) {
    const std::lock_guard lock(m_mutex);
    if (!m_clusters) {
        engine::KMeansOptions options;
        options.clusters = count;
        m_clusters = engine::kMeans(parts, options, stop);
    }
    return m_clusters ? &*m_clusters : nullptr;
}

std::shared_ptr<MapStage> MapStages::stageOf(const MapInputs& inputs, const MapOptions& options) {
    const bool isOfClusters = options.kind == MapKind::Clusters;
    if (!isOfClusters && (options.kind != MapKind::Pca || inputs.colors)) return nullptr;
    const auto& parts = inputs.shared;
    if (parts.size() < 2 || std::ranges::find(parts, inputs.layer) == parts.end()) return nullptr;
    std::erase_if(m_entries, [](const Entry& entry) {
        return std::ranges::any_of(entry.parts, [](const auto& part) { return part.expired(); });
    });
    const int clusters = isOfClusters ? options.clusters : 0;
    for (const auto& entry : m_entries)
        if (entry.kind == options.kind && entry.clusters == clusters &&
            std::ranges::equal(entry.parts, parts, {},
                               [](const auto& part) { return part.lock(); }))
            return entry.stage;
    m_entries.push_back(
        {options.kind, clusters, {parts.begin(), parts.end()}, std::make_shared<MapStage>()});
    return m_entries.back().stage;
}

}  // namespace core
