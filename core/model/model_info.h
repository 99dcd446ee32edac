// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "representation/layer_path.h"
#include "representation/token_grid.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace engine {

/// One observable module of a network and the shape of its output for a given input size.
struct LayerInfo {
    LayerPath path;
    std::string name{};  ///< in the second grammar (layer_names.h), empty where it has none
    int channels = 0;    ///< of an attention map: its heads
    TokenGrid grid{};    ///< 0 x 0 where the output is no map (time_embedding, keys of the text)
    int textTokens = 0;  ///< number of text tokens of to_k/to_v outputs of cross-attention, else 0
    bool isSequence =
        false;  ///< shape [B, tokens, channels] instead of [B, channels, height, width]
    bool isFlat =
        false;     ///< shape [B, channels, height * width]: the group norm of the VAE's attention
    int keys = 0;  ///< of an attention map, shape [B, channels, tokens, keys]; else 0
    bool isCrossAttention = false;  ///< of an attention map: the keys are text tokens
    /// No module's output, or too large to be given unasked: attention maps, the network's input.
    /// "all" and patterns leave it out unless they say so.
    bool isOnRequest = false;
    int rows = 1;  ///< per picture, where not one: add_time_proj has one per time id

    /// Of the output for \a batch pictures.
    std::vector<std::int64_t> shape(std::int64_t batch) const {
        const std::int64_t tokens = grid.count();
        if (keys > 0) return {batch, channels, tokens, keys};
        if (textTokens > 0) return {batch, textTokens, channels};
        if (tokens == 0) return {batch * rows, channels};
        if (isSequence) return {batch, tokens, channels};
        if (isFlat) return {batch, channels, tokens};
        return {batch, channels, grid.height, grid.width};
    }
};

/// One part of a model: its class, where it lies, how big it is.
struct ComponentInfo {
    std::string name;       ///< "unet", "vae", "text_encoder", "tokenizer", "scheduler"
    std::string className;  ///< "UNet2DConditionModel"
    std::filesystem::path folder;
    std::vector<std::filesystem::path> weightFiles;
    std::string dtype;  ///< "F16"; empty where there are no weights
    std::int64_t parameters = 0;
};

/// What is known of a model without computing anything with it.
struct ModelInfo {
    std::string name;  ///< the folder's name, or ORG/NAME of a Hugging Face cache entry
    std::filesystem::path folder;
    std::string pipeline;  ///< "StableDiffusionPipeline"; empty for a bare component
    std::vector<ComponentInfo> components;
    int latentChannels = 4;
    int vaeScale = 8;      ///< pixels per latent cell and side
    int nativeSide = 512;  ///< sample_size x vaeScale: what the model was trained on, in pixels
    std::string predictionType = "epsilon";
    std::string schedulerClass;

    const ComponentInfo* component(const std::string& componentName) const {
        for (const auto& c : components)
            if (c.name == componentName) return &c;
        return nullptr;
    }
};

}  // namespace engine
