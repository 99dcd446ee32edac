// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "model/model_info.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace engine {

/// vae/config.json, checked: AutoencoderKL. Plain data. Absent keys take diffusers' defaults;
/// unknown keys are ignored. Source: reference/models.md, section 3.
struct VaeConfig {
    int inChannels = 3, outChannels = 3, latentChannels = 4;
    std::vector<int> blockOutChannels;
    int layersPerBlock = 1;
    int normGroups = 32;
    double scalingFactor = 0.18215;
    double shiftFactor = 0.0;
    bool forceUpcast = true;
    bool hasQuantConv = true, hasPostQuantConv = true;
    int sampleSize = 32;  ///< pixels per side

    int levels() const { return int(blockOutChannels.size()); }
    int scale() const { return 1 << (levels() - 1); }  ///< pixels per latent cell

    /// \a fileName begins every message. Fails with BadFile or Unsupported, as
    /// UnetConfig::fromJson.
    static Result<VaeConfig> fromJson(const nlohmann::json& json, const std::string& fileName);
};

/// Observable modules of the encoder ("encoder.…", "quant_conv") for a picture of \a image pixels,
/// of the decoder
/// ("post_quant_conv", "decoder.…") for a latent of image / scale(), in the order in which their
/// outputs are ready.
std::vector<LayerInfo> vaeEncoderLayers(const VaeConfig& config, TokenGrid image);
std::vector<LayerInfo> vaeDecoderLayers(const VaeConfig& config, TokenGrid latent);

/// What the name "vae-out" of the second grammar gives for a picture of \a image pixels.
LayerInfo vaeOutLayer(TokenGrid image);

}  // namespace engine
