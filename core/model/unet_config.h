// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "model/model_info.h"
#include "model/schedule_config.h"
#include "model/text_config.h"
#include "model/vae_config.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace engine {

/// unet/config.json, checked: the SD 1.x / 2.x / SDXL graph family and networks distilled
/// from it. Plain data.
///
/// Absent keys take diffusers' defaults; unknown keys are ignored. Source: reference/models.md,
/// sections 1 and 2.
struct UnetConfig {
    int inChannels = 4, outChannels = 4;
    std::vector<int> blockOutChannels;   ///< one per level
    std::vector<bool> downHasAttention;  ///< CrossAttnDownBlock2D or DownBlock2D, per level
    std::vector<bool> upHasAttention;    ///< per up block, deepest first
    std::vector<int>
        heads;  ///< per level: `attention_head_dim` is the number of heads (historic misnaming)
    std::vector<int> layersPerBlock;  ///< resnets per level on the way down; one more on the way up
    /// Transformer blocks of every attention: per level, per up block (deepest first), and at the
    /// bottom. Distilled networks have fewer here and there.
    std::vector<std::vector<int>> downTransformers, upTransformers;
    int midTransformers = 1;
    /// The bottleneck: resnet, attention, resnet; one resnet; or nothing, as distilled networks may
    /// have it.
    enum class Mid { None, Resnet, CrossAttention };
    Mid mid = Mid::CrossAttention;
    int crossAttentionDim = 1280;
    bool linearProjection = false;
    bool upcastAttention = false;
    int normGroups = 32;
    double normEps = 1e-5;
    bool flipSinToCos = true;
    double freqShift = 0;
    int sampleSize = 64;  ///< latent cells per side; 64 where the file has none
    bool centerInputSample = false;
    bool hasTextTimeEmbedding = false;  ///< SDXL: addition_embed_type "text_time"
    int additionTimeEmbedDim = 256;
    int projectionInputDim = 2816;  ///< projection_class_embeddings_input_dim

    int levels() const { return int(blockOutChannels.size()); }
    int timeEmbedDim() const { return blockOutChannels[0] * 4; }

    /// \a fileName begins every message. Fails with BadFile (wrong type, disagreeing lengths,
    /// channels that the groups or heads do not divide) or Unsupported (another block type,
    /// activation, time-scale shift).
    static Result<UnetConfig> fromJson(const nlohmann::json& json, const std::string& fileName);
};

/// Every observable module of that network in the order in which its output is ready, with shapes
/// for a latent of \a latent cells (any size: strides round up, up-samplers follow the skips).
/// Computed from the config alone.
std::vector<LayerInfo> unetLayers(const UnetConfig& config, TokenGrid latent);

}  // namespace engine
