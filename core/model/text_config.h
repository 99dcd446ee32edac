// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "model/model_info.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace engine {

/// text_encoder/config.json, checked: CLIPTextModel[WithProjection]. Plain data. Absent keys take
/// the defaults of transformers' CLIPTextConfig; unknown keys are ignored. Source:
/// reference/models.md, section 4.
struct TextConfig {
    enum class Activation { QuickGelu, Gelu };
    int vocabSize = 49408, hiddenSize = 512, intermediateSize = 2048, heads = 8, layers = 12;
    int maxPositions = 77, projectionDim = 512;
    double layerNormEps = 1e-5;
    Activation activation = Activation::QuickGelu;
    bool hasProjection = false;  ///< architectures names CLIPTextModelWithProjection

    /// \a fileName begins every message. Fails with BadFile or Unsupported, as
    /// UnetConfig::fromJson.
    static Result<TextConfig> fromJson(const nlohmann::json& json, const std::string& fileName);
};

/// Observable modules of the text encoder ("text_model.…") in the order in which their outputs are
/// ready: sequences of maxPositions text tokens, without a grid.
std::vector<LayerInfo> textEncoderLayers(const TextConfig& config);

}  // namespace engine
