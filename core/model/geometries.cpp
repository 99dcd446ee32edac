// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/geometries.h"

namespace engine {
namespace {

UnetConfig stableDiffusion(std::vector<int> heads, int textChannels, bool isLinear,
                           int sampleSize) {
    UnetConfig c;
    c.blockOutChannels = {320, 640, 1280, 1280};
    c.downHasAttention = {true, true, true, false};
    c.upHasAttention = {false, true, true, true};
    c.heads = std::move(heads);
    c.transformerLayers = {1, 1, 1, 1};
    c.crossAttentionDim = textChannels;
    c.linearProjection = isLinear;
    c.sampleSize = sampleSize;
    return c;
}

UnetConfig stableDiffusionXl() {
    UnetConfig c;
    c.blockOutChannels = {320, 640, 1280};
    c.downHasAttention = {false, true, true};
    c.upHasAttention = {true, true, false};
    c.heads = {5, 10, 20};
    c.transformerLayers = {1, 2, 10};
    c.crossAttentionDim = 2048;
    c.linearProjection = true;
    c.sampleSize = 128;
    c.hasTextTimeEmbedding = true;
    c.additionTimeEmbedDim = 256;
    c.projectionInputDim = 2816;
    return c;
}

}  // namespace

std::optional<UnetConfig> publishedGeometry(const std::string& name) {
    if (name == "sd15") return stableDiffusion({8, 8, 8, 8}, 768, false, 64);
    if (name == "sd21") return stableDiffusion({5, 10, 20, 20}, 1024, true, 96);
    if (name == "sdxl") return stableDiffusionXl();
    return std::nullopt;
}

}  // namespace engine
