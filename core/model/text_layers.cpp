// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layer_walk.h"
#include "model/text_config.h"

namespace engine {

/// CLIPTextTransformer's forward pass. Source: reference/models.md, section 4.
std::vector<LayerInfo> textEncoderLayers(const TextConfig& config) {
    LayerWalk walk;
    const auto hidden = [&](const std::string& path) {
        walk.text(path, config.hiddenSize, config.maxPositions);
    };
    hidden("text_model.embeddings");
    for (int k = 0; k < config.layers; ++k) {
        const std::string layer = indexed("text_model.encoder.layers", k);
        hidden(layer + ".layer_norm1");
        for (const char* name : {".q_proj", ".k_proj", ".v_proj", ".out_proj", ""})
            hidden(layer + ".self_attn" + name);
        hidden(layer + ".layer_norm2");
        walk.text(layer + ".mlp.fc1", config.intermediateSize, config.maxPositions);
        hidden(layer + ".mlp.fc2");
        hidden(layer + ".mlp");
        hidden(layer);
    }
    hidden("text_model.final_layer_norm");
    return walk.take();
}

}  // namespace engine
