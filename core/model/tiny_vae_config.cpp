// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tiny_vae_config.h"

#include "model/config_reader.h"
#include "model/layer_walk.h"

#include <algorithm>

namespace engine {
namespace {

using Kind = TinyVaeLayer::Kind;

/// One width for all levels of a half, of which \a countsKey gives the blocks per level.
int widthOf(ConfigReader& reader, const char* widthsKey, const char* countsKey,
            std::vector<int> absent, std::vector<int>& counts) {
    const auto widths = reader.integers(widthsKey, {64, 64, 64, 64}, {1, 65536});
    counts = reader.integers(countsKey, std::move(absent), {0, 64});
    reader.require(!widths.empty() && widths.size() <= 8, widthsKey, "1 to 8 levels");
    reader.require(counts.size() == widths.size(), countsKey,
                   "one number for each of the " + std::to_string(widths.size()) + " " + widthsKey);
    if (widths.empty()) return 64;
    reader.require(std::ranges::count(widths, widths.front()) == std::ptrdiff_t(widths.size()),
                   widthsKey, "the same width at every level");
    return widths.front();
}

/// Shapes along one half.
std::vector<LayerInfo> walk(const std::vector<TinyVaeLayer>& plan, const std::string& half,
                            TokenGrid grid) {
    LayerWalk layers;
    for (std::size_t n = 0; n < plan.size(); ++n) {
        const auto& layer = plan[n];
        const std::string path = indexed(half + ".layers", int(n));
        if (layer.kind == Kind::Upsample) grid = {2 * grid.height, 2 * grid.width};
        if (layer.stride == 2) grid = {(grid.height + 1) / 2, (grid.width + 1) / 2};
        if (layer.kind == Kind::Block)
            for (const int inner : {0, 2, 4})
                layers.map(indexed(path + ".conv", inner), layer.out, grid);
        layers.map(path, layer.out, grid);
    }
    return layers.take();
}

}  // namespace

Result<TinyVaeConfig> TinyVaeConfig::fromJson(const nlohmann::json& json,
                                              const std::string& fileName) {
    ConfigReader reader(json, fileName);
    TinyVaeConfig c;
    reader.requireOnly("_class_name", "AutoencoderTiny");
    reader.requireOnly("act_fn", "relu");
    reader.requireOnly("upsample_fn", "nearest");
    reader.requireOnly("upsampling_scaling_factor", 2);
    c.inChannels = reader.integer("in_channels", 3, {1, 1024});
    c.outChannels = reader.integer("out_channels", 3, {1, 1024});
    c.latentChannels = reader.integer("latent_channels", 4, {1, 1024});
    c.scalingFactor = reader.number("scaling_factor", 1, {1e-6, 1e6});
    if (reader.isGiven("shift_factor"))
        c.shiftFactor = reader.number("shift_factor", 0, {-1e6, 1e6});
    c.channels = widthOf(reader, "encoder_block_out_channels", "num_encoder_blocks", {1, 3, 3, 3},
                         c.encoderBlocks);
    const int decoder = widthOf(reader, "decoder_block_out_channels", "num_decoder_blocks",
                                {3, 3, 3, 1}, c.decoderBlocks);
    reader.require(decoder == c.channels, "decoder_block_out_channels",
                   "the width of encoder_block_out_channels, " + std::to_string(c.channels));
    reader.require(c.decoderBlocks.size() == c.encoderBlocks.size(), "decoder_block_out_channels",
                   "as many levels as encoder_block_out_channels");
    if (!reader.ok()) return reader.status().error();
    return c;
}

std::vector<TinyVaeLayer> tinyEncoderPlan(const TinyVaeConfig& c) {
    std::vector<TinyVaeLayer> plan;
    for (std::size_t level = 0; level < c.encoderBlocks.size(); ++level) {
        if (level == 0)
            plan.push_back({Kind::Convolution, c.inChannels, c.channels, 1, true});
        else
            plan.push_back({Kind::Convolution, c.channels, c.channels, 2, false});
        plan.insert(plan.end(), std::size_t(c.encoderBlocks[level]),
                    {Kind::Block, c.channels, c.channels, 1, true});
    }
    plan.push_back({Kind::Convolution, c.channels, c.latentChannels, 1, true});
    return plan;
}

std::vector<TinyVaeLayer> tinyDecoderPlan(const TinyVaeConfig& c) {
    std::vector<TinyVaeLayer> plan = {{Kind::Convolution, c.latentChannels, c.channels, 1, true},
                                      {Kind::Relu, c.channels, c.channels, 1, true}};
    for (std::size_t level = 0; level < c.decoderBlocks.size(); ++level) {
        const bool isLast = level + 1 == c.decoderBlocks.size();
        plan.insert(plan.end(), std::size_t(c.decoderBlocks[level]),
                    {Kind::Block, c.channels, c.channels, 1, true});
        if (!isLast) plan.push_back({Kind::Upsample, c.channels, c.channels, 1, true});
        plan.push_back(
            {Kind::Convolution, c.channels, isLast ? c.outChannels : c.channels, 1, isLast});
    }
    return plan;
}

std::vector<LayerInfo> tinyEncoderLayers(const TinyVaeConfig& config, TokenGrid image) {
    return walk(tinyEncoderPlan(config), "encoder", image);
}

std::vector<LayerInfo> tinyDecoderLayers(const TinyVaeConfig& config, TokenGrid latent) {
    return walk(tinyDecoderPlan(config), "decoder", latent);
}

}  // namespace engine
