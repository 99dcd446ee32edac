// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/text_encoder.h"

#include "model/attention.h"

#include <ATen/ATen.h>

namespace engine {

ClipAttention::ClipAttention(const ModuleScope& scope, int channels, int headCount)
    : q_proj(scope / "q_proj", channels, channels),
      k_proj(scope / "k_proj", channels, channels),
      v_proj(scope / "v_proj", channels, channels),
      out_proj(scope / "out_proj", channels, channels),
      heads(headCount),
      m_q(scope.tap("q_proj")),
      m_k(scope.tap("k_proj")),
      m_v(scope.tap("v_proj")),
      m_out(scope.tap("out_proj")),
      m_output(scope.tap()) {}

at::Tensor ClipAttention::forward(const at::Tensor& x, ActivationTap& tap) const {
    const auto q = q_proj(x);  // [B, T, C]
    tap.observe(m_q, q);
    const auto k = k_proj(x);
    tap.observe(m_k, k);
    const auto v = v_proj(x);
    tap.observe(m_v, v);
    const auto out = out_proj(causalAttention(q, k, v, heads));
    tap.observe(m_out, out);
    tap.observe(m_output, out);
    return out;
}

ClipLayer::ClipLayer(const ModuleScope& scope, const TextConfig& config)
    : layer_norm1(scope / "layer_norm1", config.hiddenSize, config.layerNormEps),
      norm1Tap(scope.tap("layer_norm1")),
      self_attn(scope / "self_attn", config.hiddenSize, config.heads),
      layer_norm2(scope / "layer_norm2", config.hiddenSize, config.layerNormEps),
      norm2Tap(scope.tap("layer_norm2")),
      fc1(scope / "mlp.fc1", config.hiddenSize, config.intermediateSize),
      fc2(scope / "mlp.fc2", config.intermediateSize, config.hiddenSize),
      fc1Tap(scope.tap("mlp.fc1")),
      fc2Tap(scope.tap("mlp.fc2")),
      mlpTap(scope.tap("mlp")),
      output(scope.tap()),
      activation(config.activation) {}

at::Tensor ClipLayer::forward(at::Tensor x, ActivationTap& tap) const {
    auto h = layer_norm1(x);  // [B, T, C]
    tap.observe(norm1Tap, h);
    x = x + self_attn.forward(h, tap);
    h = layer_norm2(x);
    tap.observe(norm2Tap, h);
    h = fc1(h);  // [B, T, 4C]
    tap.observe(fc1Tap, h);
    h = activation == TextConfig::Activation::QuickGelu ? h * at::sigmoid(1.702 * h)
                                                        : at::gelu(h, "none");
    h = fc2(h);
    tap.observe(fc2Tap, h);
    tap.observe(mlpTap, h);
    x = x + h;
    tap.observe(output, x);
    return x;
}

TextEncoder::TextEncoder(const TextConfig& config, WeightStore& weights) : m_config(config) {
    const ModuleScope root(weights, m_taps);
    const auto model = root / "text_model";
    token_embedding =
        model.take("embeddings.token_embedding.weight", {config.vocabSize, config.hiddenSize});
    position_embedding = model.take("embeddings.position_embedding.weight",
                                    {config.maxPositions, config.hiddenSize});
    m_embeddings = model.tap("embeddings");
    layers.reserve(std::size_t(config.layers));
    for (int k = 0; k < config.layers; ++k)
        layers.emplace_back(model.at("encoder.layers", k), config);
    final_layer_norm =
        LayerNorm(model / "final_layer_norm", config.hiddenSize, config.layerNormEps);
    m_finalLayerNorm = model.tap("final_layer_norm");
    if (config.hasProjection)
        text_projection =
            Linear(root / "text_projection", config.hiddenSize, config.projectionDim, false);
}

TextStates TextEncoder::forward(const at::Tensor& ids, ActivationTap& tap) const {
    TextStates states;
    auto x = token_embedding.rows(ids) +
             position_embedding.tensor().narrow(0, 0, ids.size(1));  // [B, T, C]
    tap.observe(m_embeddings, x);
    states.hiddenStates.push_back(x);
    for (const auto& layer : layers) {
        x = layer.forward(x, tap);
        states.hiddenStates.push_back(x);
    }
    states.lastHiddenState = final_layer_norm(x);
    tap.observe(m_finalLayerNorm, states.lastHiddenState);
    states.penultimateFinalLayerNorm = final_layer_norm(states.hiddenStates[layers.size() - 1]);

    // The end token has the largest id of the vocabulary; argmax gives its first occurrence.
    const auto end = ids.argmax(-1);  // [B]
    states.poolerOutput =
        states.lastHiddenState.index({at::arange(ids.size(0), ids.options()), end});
    if (text_projection.weight.defined()) states.textEmbeds = text_projection(states.poolerOutput);
    return states;
}

}  // namespace engine
