// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to the engine: names torch.

#include "model/layers.h"
#include "model/network_run.h"

#include <vector>

namespace engine {

/// Attention in which query i sees keys 0..i, for short texts: all scores at once.
/// \param q, k, v [B, T, heads * d]. \return [B, T, heads * d], contiguous.
at::Tensor causalAttention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                           int heads);

/// Self- or cross-attention of the U-Net; queries, keys and values without bias.
struct Attention {
    Linear to_q, to_k, to_v, to_out;  ///< to_out is "to_out.0" in files
    int heads = 1;

    Attention(const ModuleScope& scope, int channels, int contextChannels, int headCount);
    /// \param x [B, T, C]. \param context [B, Tk, Ck]: x itself for self-attention. \return [B, T,
    /// C].
    at::Tensor forward(const at::Tensor& x, const at::Tensor& context, NetworkRun& run) const;

private:
    TapId m_q, m_k, m_v, m_map, m_out, m_output;
};

/// C -> 8C, split into (value, gate), value * GELU(gate), 4C -> C. "ff.net.0.proj" and "ff.net.2"
/// in files.
struct FeedForward {
    Linear proj, out;

    FeedForward(const ModuleScope& scope, int channels);
    at::Tensor forward(const at::Tensor& x, NetworkRun& run) const;

private:
    TapId m_gated, m_out, m_output;
};

/// x += attn1(norm1(x)); x += attn2(norm2(x), text); x += ff(norm3(x)).
struct TransformerBlock {
    LayerNorm norm1;
    TapId norm1Tap;
    Attention attn1;
    LayerNorm norm2;
    TapId norm2Tap;
    Attention attn2;
    LayerNorm norm3;
    TapId norm3Tap;
    FeedForward ff;
    TapId output;

    TransformerBlock(const ModuleScope& scope, int channels, int textChannels, int heads);
    at::Tensor forward(at::Tensor x, const at::Tensor& text, NetworkRun& run) const;
};

/// Transformer over the tokens of a map, with a residual connection around it.
/// Source: reference/models.md, section 2.1; the group norm's epsilon is 1e-6.
struct Transformer2D {
    GroupNorm norm;
    TapId normTap;
    Linear proj_in;  ///< a 1x1 convolution in older checkpoints: the same arithmetic on tokens
    TapId projInTap;
    std::vector<TransformerBlock> transformer_blocks;
    Linear proj_out;
    TapId projOutTap;
    TapId output;
    bool isLinear;  ///< decides only the shape in which proj_in and proj_out are observed

    Transformer2D(const ModuleScope& scope, int channels, int textChannels, int heads, int layers,
                  int groups, bool isLinearProjection);
    /// \param x [B, C, H, W]. \param text [B, Tk, Ck]. \return [B, C, H, W].
    at::Tensor forward(const at::Tensor& x, const at::Tensor& text, NetworkRun& run) const;
};

}  // namespace engine
