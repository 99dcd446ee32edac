// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/result.h"
#include "model/model_info.h"

namespace engine {

/// unet/config.json, checked: the SD 1.x / 2.x / SDXL graph family. Plain data.
///
/// Absent keys take diffusers' defaults; unknown keys are ignored. Source: reference/models.md, sections 1 and 2.
struct UnetConfig {
    int inChannels = 4, outChannels = 4;
    std::vector<int> blockOutChannels;     ///< one per level
    std::vector<bool> downHasAttention;    ///< CrossAttnDownBlock2D or DownBlock2D, per level
    std::vector<bool> upHasAttention;      ///< per up block, deepest first
    std::vector<int> heads;                ///< per level: `attention_head_dim` is the number of heads (historic misnaming)
    std::vector<int> transformerLayers;    ///< per level
    bool midHasAttention = true;
    int layersPerBlock = 2;
    int crossAttentionDim = 768;
    bool linearProjection = false;
    bool upcastAttention = false;
    int normGroups = 32;
    double normEps = 1e-5;
    bool flipSinToCos = true;
    double freqShift = 0;
    int sampleSize = 64;                   ///< latent cells per side
    bool centerInputSample = false;
    bool hasTextTimeEmbedding = false;     ///< SDXL: addition_embed_type "text_time"
    int additionTimeEmbedDim = 256;
    int projectionInputDim = 2816;         ///< projection_class_embeddings_input_dim

    int levels() const { return int(blockOutChannels.size()); }
    int timeEmbedDim() const { return blockOutChannels[0] * 4; }

    /// \a fileName begins every message. Fails with BadFile (wrong type, disagreeing lengths, channels that the groups do
    /// not divide) or Unsupported (another block type, activation, time-scale shift).
    static Result<UnetConfig> fromJson(const nlohmann::json& json, const std::string& fileName);
};

/// Every observable module of that network in the order in which its output is ready, with shapes for a latent of
/// \a latent cells (any size: strides round up, up-samplers follow the skips). Computed from the config alone.
std::vector<LayerInfo> unetLayers(const UnetConfig& config, TokenGrid latent);

/// vae/config.json, checked: AutoencoderKL. Source: reference/models.md, section 3.
struct VaeConfig {
    int inChannels = 3, outChannels = 3, latentChannels = 4;
    std::vector<int> blockOutChannels;
    int layersPerBlock = 2;
    int normGroups = 32;
    double scalingFactor = 0.18215;
    double shiftFactor = 0.0;
    bool forceUpcast = true;
    bool hasQuantConv = true, hasPostQuantConv = true;
    int sampleSize = 512;

    int levels() const { return int(blockOutChannels.size()); }
    int scale() const { return 1 << (levels() - 1); }  ///< pixels per latent cell

    static Result<VaeConfig> fromJson(const nlohmann::json& json, const std::string& fileName);
};
/// Observable modules of the encoder ("encoder.…", "quant_conv") for a picture of \a image pixels, of the decoder
/// ("post_quant_conv", "decoder.…") for a latent of image / scale().
std::vector<LayerInfo> vaeEncoderLayers(const VaeConfig& config, TokenGrid image);
std::vector<LayerInfo> vaeDecoderLayers(const VaeConfig& config, TokenGrid latent);

/// text_encoder/config.json, checked: CLIPTextModel[WithProjection]. Source: reference/models.md, section 4.
struct TextConfig {
    enum class Activation { QuickGelu, Gelu };
    int vocabSize = 49408, hiddenSize = 768, intermediateSize = 3072, heads = 12, layers = 12;
    int maxPositions = 77, projectionDim = 768;
    double layerNormEps = 1e-5;
    Activation activation = Activation::QuickGelu;
    bool hasProjection = false;   ///< architectures names CLIPTextModelWithProjection

    static Result<TextConfig> fromJson(const nlohmann::json& json, const std::string& fileName);
};

/// scheduler/scheduler_config.json: what noising a picture needs; the samplers read more from `raw` later.
struct ScheduleConfig {
    std::string className = "DDIMScheduler";
    std::string betaSchedule = "linear";
    double betaStart = 0.0001, betaEnd = 0.02;
    int trainTimesteps = 1000;
    std::string predictionType = "epsilon";
    std::vector<float> trainedBetas;

    static Result<ScheduleConfig> fromJson(const nlohmann::json& json, const std::string& fileName);
};

}  // namespace engine
