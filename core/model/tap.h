// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to the engine: names torch.

#include "extraction/engine.h"
#include "model/layer_request.h"

#include <ATen/core/Tensor.h>

#include <functional>
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

/// The shapes of a network's layers for the input at hand; asked only where a run needs them.
using ListLayers = std::function<std::vector<LayerInfo>()>;
/// As ActivationSink, before the activation leaves the device, the graph and its memory layout.
using TensorSink = std::function<void(const LayerPath& path, const at::Tensor& activation)>;

/// Watches one run: hands wanted activations to the sink, reports progress, and ends the run when
/// it is cancelled or has nothing more to give. Never changes the computation.
class ActivationTap {
public:
    /// \param network for messages. \param listLayers may be empty where no layer has a name in the
    /// second grammar or is an attention map. \param sink instead of the observation's.
    /// \a registry and \a observation must outlive the tap.
    /// Fails with Usage if \a observation names a layer that the network lacks, and as
    /// LayerRequest.
    static Result<ActivationTap> open(const TapRegistry& registry, const Observation& observation,
                                      const std::string& network, const ListLayers& listLayers = {},
                                      TensorSink sink = {});

    bool wants(TapId id) const { return !m_wanted[std::size_t(id)].empty(); }
    /// Call with every module's output as soon as it is ready. Throws Interruption when cancelled,
    /// RunComplete when every wanted layer was seen and the observation stops there.
    void observe(TapId id, const at::Tensor& activation);
    /// The same where softmax(q k^T / sqrt(d)) goes by: what of it is wanted is computed here.
    /// \param q [B, T, heads * d]. \param k [B, Tk, heads * d].
    void observeAttention(TapId id, const at::Tensor& q, const at::Tensor& k, int heads);
    /// The same for a module whose output exists only inside a fused operation. Precondition:
    /// !wants(id).
    void pass(TapId id);

private:
    /// One array to hand out.
    struct Wanted {
        LayerPath asked;
        LayerRequest request;
        LayerInfo module;  ///< known where named or an attention map
    };

    ActivationTap(const TapRegistry& registry, const Observation& observation, TensorSink sink);
    Status want(const LayerPath& asked, const std::string& network,
                const std::unordered_map<LayerPath, LayerInfo>& shapes);
    void countDown(TapId id);

    const TapRegistry* m_registry;
    const Observation* m_observation;
    TensorSink m_sink;
    std::vector<std::vector<Wanted>> m_wanted;  // by module
    std::size_t m_remaining;
};

}  // namespace engine
