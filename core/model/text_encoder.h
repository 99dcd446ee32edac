// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to the engine: names torch.

#include "model/layers.h"
#include "model/unet_config.h"

#include <vector>

namespace engine {

/// Causal self-attention with biases.
struct ClipAttention {
    Linear q_proj, k_proj, v_proj, out_proj;
    int heads;

    ClipAttention(const ModuleScope& scope, int channels, int headCount);
    at::Tensor forward(const at::Tensor& x, ActivationTap& tap) const;

private:
    TapId m_q, m_k, m_v, m_out, m_output;
};

/// x += self_attn(layer_norm1(x)); x += fc2(act(fc1(layer_norm2(x)))).
struct ClipLayer {
    LayerNorm layer_norm1;
    TapId norm1Tap;
    ClipAttention self_attn;
    LayerNorm layer_norm2;
    TapId norm2Tap;
    Linear fc1, fc2;  ///< "mlp.fc1", "mlp.fc2"
    TapId fc1Tap, fc2Tap, mlpTap, output;
    TextConfig::Activation activation;

    ClipLayer(const ModuleScope& scope, const TextConfig& config);
    at::Tensor forward(at::Tensor x, ActivationTap& tap) const;
};

struct TextStates {
    std::vector<at::Tensor>
        hiddenStates;            ///< [B, 77, width] each; 0 the embeddings, k the output of layer k
    at::Tensor lastHiddenState;  ///< after the final norm
    at::Tensor penultimateFinalLayerNorm;  ///< final norm of hiddenStates[n - 1] (clip skip 1)
    at::Tensor poolerOutput;               ///< [B, width]: the final-norm state at the end token
    at::Tensor textEmbeds;                 ///< [B, projection] or undefined
};

/// CLIPTextModel and CLIPTextModelWithProjection. Source: reference/models.md, section 4.
class TextEncoder {
public:
    TextEncoder(const TextConfig& config, WeightStore& weights);
    const TapRegistry& taps() const { return m_taps; }
    const TextConfig& config() const { return m_config; }
    /// \param ids [B, T] int64, each below vocabSize, T at most maxPositions.
    TextStates forward(const at::Tensor& ids, ActivationTap& tap) const;

private:
    TextConfig m_config;
    TapRegistry m_taps;
    Weight token_embedding, position_embedding;
    TapId m_embeddings;
    std::vector<ClipLayer> layers;
    LayerNorm final_layer_norm;
    TapId m_finalLayerNorm;
    Linear text_projection;
};

}  // namespace engine
