// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to the engine: names torch.

#include "model/attention.h"
#include "model/resnet.h"
#include "model/unet_config.h"

#include <memory>
#include <optional>
#include <vector>

namespace engine {

/// One level on the way down: resnets with or without attention, then a down-sampler except at the
/// deepest level.
struct DownBlock {
    std::vector<ResnetBlock> resnets;
    std::vector<Transformer2D> attentions;  ///< empty or one per resnet
    std::optional<Downsample> downsampler;
    TapId output = -1;
};

/// One level on the way up: every resnet takes one skip.
struct UpBlock {
    std::vector<ResnetBlock> resnets;
    std::vector<Transformer2D> attentions;
    std::optional<Upsample> upsampler;
    TapId output = -1;
};

/// The bottleneck: resnet, (transformer, resnet) .
struct MidBlock {
    std::vector<ResnetBlock> resnets;
    std::vector<Transformer2D> attentions;
    TapId output = -1;
};

/// What one U-Net call is conditioned on.
struct UnetConditioning {
    at::Tensor timesteps;  ///< [B], may be real-numbered
    at::Tensor text;       ///< [B, 77, cross_attention_dim]
    at::Tensor
        textEmbeds;  ///< SDXL: [B, P], or undefined: then nothing is added to the time embedding
    at::Tensor timeIds;  ///< SDXL: [B, 6], or undefined
};

/// UNet2DConditionModel of the SD 1.x / 2.x / SDXL family. Source: reference/models.md,
/// section 2.1.
class Unet {
public:
    /// Builds the network that \a config describes. What does not fit is collected in \a weights.
    Unet(const UnetConfig& config, WeightStore& weights);

    const TapRegistry& taps() const { return m_taps; }
    const UnetConfig& config() const { return m_config; }
    /// \param sample [B, Cin, h, w], any h and w. \return [B, Cout, h, w].
    at::Tensor forward(const at::Tensor& sample, const UnetConditioning& conditioning,
                       NetworkRun& run) const;

private:
    MidBlock buildMid(const ModuleScope& scope);
    DownBlock buildDown(const ModuleScope& scope, int level, int in);
    UpBlock buildUp(const ModuleScope& scope, int index, std::vector<int>& skips, int in);
    Transformer2D buildAttention(const ModuleScope& scope, int level, int channels) const;

    at::Tensor embedTime(const UnetConditioning& conditioning, std::int64_t batch,
                         NetworkRun& run) const;

    UnetConfig m_config;
    TapRegistry m_taps;
    TapId m_timeProj, m_timeEmbedding, m_addTimeProj = -1, m_addEmbedding = -1, m_input, m_convIn,
                                       m_convNormOut, m_convOut;
    TimestepEmbedding time_embedding, add_embedding;
    Conv2d conv_in;
    std::vector<DownBlock> down_blocks;
    MidBlock mid_block;
    std::vector<UpBlock> up_blocks;
    GroupNorm conv_norm_out;
    Conv2d conv_out;
};

}  // namespace engine
