// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to the engine: names torch.

#include "extraction/engine.h"

#include <ATen/core/Tensor.h>

#include <string>
#include <unordered_map>
#include <vector>

namespace engine {

/// Number of one observable module of a network, in the order of computation.
using TapId = int;

/// All observable modules of one network. Filled while the network is built, constant afterwards.
class TapRegistry {
public:
    /// Registers the module whose output is ready next. Precondition: a new path.
    TapId add(const std::string& path);

    int size() const { return int(m_paths.size()); }
    const LayerPath& path(TapId id) const { return m_paths[std::size_t(id)]; }
    const std::vector<LayerPath>& paths() const { return m_paths; }
    /// The module's number, or -1.
    TapId find(const LayerPath& path) const;

private:
    std::vector<LayerPath> m_paths;
    std::unordered_map<LayerPath, TapId> m_ids;
};

/// Watches one run: hands wanted activations to the sink, reports progress, and ends the run when
/// it is cancelled or has nothing more to give. Never changes the computation.
class ActivationTap {
public:
    /// Precondition: every layer of \a observation is registered (see checkObservation()).
    ActivationTap(const TapRegistry& registry, const Observation& observation);

    bool wants(TapId id) const { return m_wanted[std::size_t(id)]; }
    /// Call with every module's output as soon as it is ready. Throws Interruption when cancelled,
    /// RunComplete when every wanted layer was seen and the observation stops there.
    void observe(TapId id, const at::Tensor& activation);
    /// The same for a module whose output exists only inside a fused operation. Precondition:
    /// !wants(id).
    void pass(TapId id);

private:
    const TapRegistry& m_registry;
    const Observation& m_observation;
    std::vector<bool> m_wanted;
    std::size_t m_remaining;
};

/// Fails with Usage if \a observation names a layer that the network lacks.
Status checkObservation(const TapRegistry& registry, const Observation& observation,
                        const std::string& network);

}  // namespace engine
