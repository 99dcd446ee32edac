// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tap.h"

#include "base/guarded.h"
#include "tensor/tensor_bridge.h"

#include <ATen/ATen.h>

namespace engine {

TapId TapRegistry::add(const std::string& path) {
    const auto id = TapId(m_paths.size());
    const bool isNew = m_ids.emplace(LayerPath(path), id).second;
    TORCH_INTERNAL_ASSERT(isNew, path);
    m_paths.emplace_back(path);
    return id;
}

TapId TapRegistry::find(const LayerPath& path) const {
    const auto it = m_ids.find(path);
    return it == m_ids.end() ? -1 : it->second;
}

ActivationTap::ActivationTap(const TapRegistry& registry, const Observation& observation)
    : m_registry(registry),
      m_observation(observation),
      m_wanted(std::size_t(registry.size()), false),
      m_remaining(observation.layers.size()) {
    for (const auto& layer : observation.layers) m_wanted[std::size_t(registry.find(layer))] = true;
}

void ActivationTap::pass(TapId id) {
    if (m_observation.stop.stop_requested())
        throw Interruption(
            {ErrorCode::Cancelled, "Stopped before " + m_registry.path(id).text() + "."});
    if (m_observation.progress) m_observation.progress(double(id + 1) / m_registry.size());
}

void ActivationTap::observe(TapId id, const at::Tensor& activation) {
    pass(id);
    if (!wants(id)) return;
    m_observation.sink(m_registry.path(id), toArray(activation));
    if (--m_remaining == 0 && m_observation.stopAfterDeepest) throw RunComplete();
}

Status checkObservation(const TapRegistry& registry, const Observation& observation,
                        const std::string& network) {
    for (const auto& layer : observation.layers)
        if (registry.find(layer) < 0)
            return Error{ErrorCode::Usage,
                         "The " + network + " has no layer " + layer.text() + "."};
    return {};
}

}  // namespace engine
