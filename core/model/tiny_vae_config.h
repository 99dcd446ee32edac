// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "model/model_info.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace engine {

/// vae/config.json of an AutoencoderTiny (TAESD), checked. Plain data. Absent keys take diffusers'
/// defaults; unknown keys are ignored.
struct TinyVaeConfig {
    int inChannels = 3, outChannels = 3, latentChannels = 4;
    int channels = 64;                              ///< of every level
    std::vector<int> encoderBlocks, decoderBlocks;  ///< how many, per level in order of use
    double scalingFactor = 1, shiftFactor = 0;

    int scale() const { return 1 << (encoderBlocks.size() - 1); }  ///< pixels per latent cell

    /// \a fileName begins every message. Fails with BadFile or Unsupported, as
    /// UnetConfig::fromJson; levels of different widths, which its layers cannot join, are BadFile.
    static Result<TinyVaeConfig> fromJson(const nlohmann::json& json, const std::string& fileName);
};

/// One entry of the network's list of layers.
struct TinyVaeLayer {
    enum class Kind { Convolution, Relu, Block, Upsample };
    Kind kind = Kind::Convolution;
    int in = 0, out = 0;  ///< channels
    int stride = 1;       ///< of a convolution
    bool hasBias = true;
};
/// `encoder.layers` and `decoder.layers`: the whole architecture.
std::vector<TinyVaeLayer> tinyEncoderPlan(const TinyVaeConfig& config);
std::vector<TinyVaeLayer> tinyDecoderPlan(const TinyVaeConfig& config);

/// Observable modules of both halves, as vaeEncoderLayers() and vaeDecoderLayers().
std::vector<LayerInfo> tinyEncoderLayers(const TinyVaeConfig& config, TokenGrid image);
std::vector<LayerInfo> tinyDecoderLayers(const TinyVaeConfig& config, TokenGrid latent);

}  // namespace engine
