// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tap.h"

#include "base/guarded.h"
#include "model/attention_map.h"
#include "tensor/tensor_bridge.h"

#include <ATen/ATen.h>

namespace engine {
namespace {

bool needsShape(const LayerPath& asked) {
    const auto request = LayerRequest::parse(asked);
    return request && (request->isNamed || request->module.text().ends_with(".map"));
}

std::unordered_map<LayerPath, LayerInfo> shapesFor(const Observation& observation,
                                                   const ListLayers& listLayers) {
    std::unordered_map<LayerPath, LayerInfo> shapes;
    if (!listLayers ||
        std::none_of(observation.layers.begin(), observation.layers.end(), needsShape))
        return shapes;
    for (auto& layer : listLayers()) shapes.emplace(layer.path, layer);
    return shapes;
}

/// [B, T, C] -> [B, C, h, w]; what is a map stays one.
at::Tensor onGrid(const at::Tensor& activation, TokenGrid grid) {
    if (activation.dim() != 3) return activation;
    return activation.transpose(1, 2).reshape(
        {activation.size(0), activation.size(2), grid.height, grid.width});
}

}  // namespace

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

ActivationTap::ActivationTap(const TapRegistry& registry, const Observation& observation,
                             TensorSink sink)
    : m_registry(&registry),
      m_observation(&observation),
      m_sink(std::move(sink)),
      m_wanted(std::size_t(registry.size())),
      m_remaining(observation.layers.size()) {
    if (!m_sink)
        m_sink = [&observation](const LayerPath& path, const at::Tensor& activation) {
            observation.sink(path, toArray(activation));
        };
}

Result<ActivationTap> ActivationTap::open(const TapRegistry& registry,
                                          const Observation& observation,
                                          const std::string& network, const ListLayers& listLayers,
                                          TensorSink sink) {
    ActivationTap tap(registry, observation, std::move(sink));
    const auto shapes = shapesFor(observation, listLayers);
    for (const auto& asked : observation.layers)
        if (auto known = tap.want(asked, network, shapes); !known) return known.error();
    return tap;
}

Status ActivationTap::want(const LayerPath& asked, const std::string& network,
                           const std::unordered_map<LayerPath, LayerInfo>& shapes) {
    auto request = LayerRequest::parse(asked);
    if (!request) return request.error();
    const TapId id = m_registry->find(request->module);
    if (id < 0)
        return Error{ErrorCode::Usage, "The " + network + " has no layer " + asked.text() + "."};
    Wanted wanted{asked, *request, {}};
    if (const auto it = shapes.find(request->module); it != shapes.end())
        wanted.module = it->second;
    if (auto fits = request->describe(asked, wanted.module); !fits) return fits.error();
    m_wanted[std::size_t(id)].push_back(std::move(wanted));
    return {};
}

void ActivationTap::pass(TapId id) {
    if (m_observation->stop.stop_requested())
        throw Interruption(
            {ErrorCode::Cancelled, "Stopped before " + m_registry->path(id).text() + "."});
    if (m_observation->progress) m_observation->progress(double(id + 1) / m_registry->size());
}

void ActivationTap::observe(TapId id, const at::Tensor& activation) {
    pass(id);
    for (const auto& [asked, request, module] : m_wanted[std::size_t(id)])
        m_sink(asked, request.isNamed ? onGrid(activation, module.grid) : activation);
    countDown(id);
}

void ActivationTap::observeAttention(TapId id, const at::Tensor& q, const at::Tensor& k,
                                     int heads) {
    pass(id);
    for (const auto& [asked, request, module] : m_wanted[std::size_t(id)])
        m_sink(asked, attentionMap(q, k, heads, request.attention, module));
    countDown(id);
}

void ActivationTap::countDown(TapId id) {
    if (!wants(id)) return;
    m_remaining -= m_wanted[std::size_t(id)].size();
    if (m_remaining == 0 && m_observation->stopAfterDeepest) throw RunComplete();
}

}  // namespace engine
