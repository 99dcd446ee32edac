// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to the engine: names torch.

#include "model/resnet.h"
#include "model/unet_config.h"

#include <optional>
#include <vector>

namespace engine {

/// Single-head self-attention over the map's tokens, with biases and a residual connection. Reads
/// the projections' names of early files (query, key, value, proj_attn) as well as today's.
struct VaeAttention {
    GroupNorm group_norm;
    Linear to_q, to_k, to_v, to_out;

    VaeAttention(const ModuleScope& scope, int channels, int groups);
    /// \param x [B, C, H, W]. \return [B, C, H, W].
    at::Tensor forward(const at::Tensor& x, NetworkRun& run) const;

private:
    TapId m_norm, m_q, m_k, m_v, m_out, m_output;
};

/// Resnet, attention, resnet.
struct VaeMidBlock {
    ResnetBlock first;
    VaeAttention attention;
    ResnetBlock second;
    TapId output;

    VaeMidBlock(const ModuleScope& scope, int channels, int groups);
    at::Tensor forward(at::Tensor x, NetworkRun& run) const;
};

struct VaeLevel {
    std::vector<ResnetBlock> resnets;
    std::optional<Downsample> downsampler;  ///< encoder only
    std::optional<Upsample> upsampler;      ///< decoder only
    TapId output = -1;
};

/// Picture -> moments of the latent's distribution. Source: reference/models.md, section 3.
class VaeEncoder {
public:
    VaeEncoder(const VaeConfig& config, WeightStore& weights);
    const TapRegistry& taps() const { return m_taps; }
    /// \param image [B, 3, H, W]. \return moments [B, 2 L, h, w]: mean, log-variance.
    at::Tensor forward(const at::Tensor& image, NetworkRun& run) const;

private:
    TapRegistry m_taps;
    Conv2d conv_in;
    TapId m_convIn;
    std::vector<VaeLevel> down_blocks;
    std::optional<VaeMidBlock> mid_block;
    GroupNorm conv_norm_out;
    Conv2d conv_out;
    TapId m_convNormOut, m_convOut, m_quantConv = -1;
    Conv2d quant_conv;
};

/// Latent -> picture.
class VaeDecoder {
public:
    VaeDecoder(const VaeConfig& config, WeightStore& weights);
    const TapRegistry& taps() const { return m_taps; }
    /// \param latent [B, L, h, w], divided by the scaling factor. \return [B, 3, H, W].
    at::Tensor forward(const at::Tensor& latent, NetworkRun& run) const;

private:
    TapRegistry m_taps;
    Conv2d post_quant_conv;
    TapId m_postQuantConv = -1;
    Conv2d conv_in;
    TapId m_convIn;
    std::optional<VaeMidBlock> mid_block;
    std::vector<VaeLevel> up_blocks;
    GroupNorm conv_norm_out;
    Conv2d conv_out;
    TapId m_convNormOut, m_convOut;
};

/// The two halves of AutoencoderKL.
struct Vae {
    VaeConfig config;
    VaeEncoder encoder;
    VaeDecoder decoder;

    Vae(const VaeConfig& vaeConfig, WeightStore& weights)
        : config(vaeConfig), encoder(vaeConfig, weights), decoder(vaeConfig, weights) {}
};

}  // namespace engine
