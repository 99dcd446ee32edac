// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/vae_config.h"

#include "model/config_reader.h"

namespace engine {
namespace {

void requireBlocks(ConfigReader& reader, const char* key, const std::string& only, int levels) {
    const auto types = reader.words(key, {only});
    for (const auto& type : types) reader.requireKnown(key, type, {only});
    reader.require(int(types.size()) == levels, key,
                   "one block for each of the " + std::to_string(levels) + " block_out_channels");
}

void readLevels(ConfigReader& reader, VaeConfig& c) {
    c.blockOutChannels = reader.integers("block_out_channels", {64}, {1, 65536});
    reader.require(c.levels() >= 1 && c.levels() <= 8, "block_out_channels", "1 to 8 levels");
    requireBlocks(reader, "down_block_types", "DownEncoderBlock2D", c.levels());
    requireBlocks(reader, "up_block_types", "UpDecoderBlock2D", c.levels());
    c.normGroups = reader.integer("norm_num_groups", 32, {1, 65536});
    for (const int channels : c.blockOutChannels)
        reader.require(channels % c.normGroups == 0, "block_out_channels",
                       "multiples of the " + std::to_string(c.normGroups) + " norm_num_groups");
}

}  // namespace

Result<VaeConfig> VaeConfig::fromJson(const nlohmann::json& json, const std::string& fileName) {
    ConfigReader reader(json, fileName);
    VaeConfig c;
    reader.requireOnly("_class_name", "AutoencoderKL");
    reader.requireOnly("mid_block_add_attention", true);
    reader.requireOnly("latents_mean", nullptr);
    reader.requireOnly("latents_std", nullptr);
    reader.requireKnown("act_fn", reader.word("act_fn", "silu"), {"silu", "swish"});
    c.inChannels = reader.integer("in_channels", 3, {1, 1024});
    c.outChannels = reader.integer("out_channels", 3, {1, 1024});
    c.latentChannels = reader.integer("latent_channels", 4, {1, 1024});
    c.layersPerBlock = reader.integer("layers_per_block", 1, {1, 64});
    c.scalingFactor = reader.number("scaling_factor", 0.18215, {1e-6, 1e6});
    if (reader.isGiven("shift_factor"))
        c.shiftFactor = reader.number("shift_factor", 0, {-1e6, 1e6});
    c.forceUpcast = reader.flag("force_upcast", true);
    c.hasQuantConv = reader.flag("use_quant_conv", true);
    c.hasPostQuantConv = reader.flag("use_post_quant_conv", true);
    c.sampleSize = reader.integer("sample_size", 32, {1, 65536});
    readLevels(reader, c);
    if (!reader.ok()) return reader.status().error();
    return c;
}

}  // namespace engine
