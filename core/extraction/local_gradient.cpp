// SPDX-License-Identifier: GPL-3.0-or-later
// Backwards through the U-Net.
#include "base/guarded.h"
#include "extraction/local_model.h"
#include "extraction/observed_runs.h"
#include "extraction/unet_call.h"
#include "tensor/tensor_bridge.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>

namespace engine {
namespace {

/// The activation of \a layer with the graph that made it.
Result<at::Tensor> activationWithGraph(const Unet& network, const UnetCall& call,
                                       const LayerPath& layer, const std::vector<Edit>& edits,
                                       std::stop_token stop) {
    Observation observation;
    observation.layers = {layer};
    observation.stopAfterDeepest = true;
    observation.stop = std::move(stop);
    at::Tensor activation;
    const auto ran = runNetwork(network, call.sample, call.conditioning, observation, edits,
                                [&](const LayerPath&, const at::Tensor& a) { activation = a; });
    if (!ran) return ran.error();
    if (activation.defined() && activation.requires_grad()) return activation;
    return Error{ErrorCode::Usage,
                 layer.text() + " does not depend on the sample: it has no gradient."};
}

}  // namespace

Result<UnetGradient> LocalModel::unetGradient(const UnetInputs& inputs, const LayerPath& layer,
                                              const NdArray& cotangent, std::stop_token stop) {
    return guarded("Differentiating the U-Net", [&]() -> Result<UnetGradient> {
        const c10::InferenceMode recording(false);
        const EagerScope plain;
        const auto network = m_parts.differentiableUnet();
        if (!network) return network.error();
        auto call = readUnetInputs(inputs, (*network)->config());
        if (!call) return call.error();
        const auto leaf = [&](const at::Tensor& t) {
            return t.clone().to(m_parts.device()).requires_grad_(true);
        };
        const auto here = [&](const at::Tensor& t) {
            return t.defined() ? t.to(m_parts.device()) : t;
        };
        auto& given = call->conditioning;
        const UnetCall moved{
            leaf(call->sample),
            {here(given.timesteps), leaf(given.text), here(given.textEmbeds), here(given.timeIds)}};
        const auto activation =
            activationWithGraph(**network, moved, layer, inputs.edits, std::move(stop));
        if (!activation) return activation.error();
        if (!activation->sizes().equals(cotangent.shape()))
            return wrongShape("cotangent",
                              shapeText({activation->sizes().data(), activation->sizes().size()}),
                              cotangent);
        const auto gradients = torch::autograd::grad(
            {*activation}, {moved.sample, moved.conditioning.text},
            {toFloatTensor(cotangent).to(m_parts.device())}, /*retain_graph=*/false,
            /*create_graph=*/false, /*allow_unused=*/true);
        const auto orZeros = [](const at::Tensor& gradient, const at::Tensor& of) {
            return toArray(gradient.defined() ? gradient : at::zeros_like(of));
        };
        return UnetGradient{toArray(*activation), orZeros(gradients[0], moved.sample),
                            orZeros(gradients[1], moved.conditioning.text)};
    });
}

}  // namespace engine
