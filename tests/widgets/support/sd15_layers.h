// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <model/layer_selection.h>
#include <model/unet_config.h>

#include <string>
#include <vector>

namespace tests {

/// The layers of Stable Diffusion 1.5's U-Net for a picture of 512 x 512, from its shape alone.
inline std::vector<engine::LayerInfo> sd15Layers() {
    engine::UnetConfig config;
    config.blockOutChannels = {320, 640, 1280, 1280};
    config.downHasAttention = {true, true, true, false};
    config.upHasAttention = {false, true, true, true};
    config.heads = {8, 8, 8, 8};
    config.layersPerBlock = {2, 2, 2, 2};
    config.downTransformers = {{1, 1}, {1, 1}, {1, 1}, {1, 1}};
    config.upTransformers = {{1, 1, 1}, {1, 1, 1}, {1, 1, 1}, {1, 1, 1}};
    config.crossAttentionDim = 768;
    return engine::unetLayers(config, {64, 64});
}

/// Those that \a word stands for: "blocks", "inner" (45).
inline std::vector<engine::LayerPath> sd15Set(const std::string& word) {
    std::vector<engine::LayerPath> paths;
    const auto chosen = engine::selectLayers({word}, sd15Layers());
    if (chosen)
        for (const auto& layer : *chosen) paths.push_back(layer.path);
    return paths;
}

}  // namespace tests
