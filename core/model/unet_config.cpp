// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/unet_config.h"

#include "model/config_reader.h"

#include <algorithm>
#include <array>
#include <utility>

namespace engine {
namespace {

using nlohmann::json;

/// What diffusers' UNet2DConditionModel can do and this engine does not: the key, and the one value
/// it may have.
const std::vector<std::pair<const char*, json>>& settledKeys() {
    static const std::vector<std::pair<const char*, json>> keys = {
        {"_class_name", "UNet2DConditionModel"},
        {"resnet_time_scale_shift", "default"},
        {"time_embedding_type", "positional"},
        {"addition_embed_type", "text_time"},
        {"attention_type", "default"},
        {"downsample_padding", 1},
        {"mid_block_scale_factor", 1},
        {"resnet_out_scale_factor", 1},
        {"conv_in_kernel", 3},
        {"conv_out_kernel", 3},
        {"dual_cross_attention", false},
        {"only_cross_attention", false},
        {"mid_block_only_cross_attention", false},
        {"resnet_skip_time_act", false},
        {"class_embeddings_concat", false},
        {"class_embed_type", nullptr},
        {"num_class_embeds", nullptr},
        {"encoder_hid_dim", nullptr},
        {"encoder_hid_dim_type", nullptr},
        {"cross_attention_norm", nullptr},
        {"time_cond_proj_dim", nullptr},
        {"time_embedding_dim", nullptr},
        {"time_embedding_act_fn", nullptr},
        {"timestep_post_act", nullptr},
    };
    return keys;
}

/// Which levels attend; \a kind is "Down" or "Up".
std::vector<bool> attentionOf(ConfigReader& reader, const char* key, const std::string& kind,
                              std::vector<std::string> absent, int levels) {
    const std::string plain = kind + "Block2D";
    const std::string attending = "CrossAttn" + plain;
    std::vector<bool> result;
    for (const auto& type : reader.words(key, std::move(absent))) {
        reader.requireKnown(key, type, {attending, plain});
        result.push_back(type == attending);
    }
    reader.require(int(result.size()) == levels, key,
                   "one block for each of the " + std::to_string(levels) + " block_out_channels");
    return result;
}

void readLevels(ConfigReader& reader, UnetConfig& c) {
    c.blockOutChannels = reader.integers("block_out_channels", {320, 640, 1280, 1280}, {1, 65536});
    reader.require(c.levels() >= 1 && c.levels() <= 8, "block_out_channels", "1 to 8 levels");
    const std::string up = "CrossAttnUpBlock2D", down = "CrossAttnDownBlock2D";
    c.downHasAttention = attentionOf(reader, "down_block_types", "Down",
                                     {down, down, down, "DownBlock2D"}, c.levels());
    c.upHasAttention =
        attentionOf(reader, "up_block_types", "Up", {"UpBlock2D", up, up, up}, c.levels());
    // The misnaming is diffusers' own: attention_head_dim has always meant the number of heads.
    const char* headsKey =
        reader.isGiven("num_attention_heads") ? "num_attention_heads" : "attention_head_dim";
    c.heads = reader.perLevel(headsKey, 8, c.levels(), {1, 1024});
    c.layersPerBlock = reader.perLevel("layers_per_block", 2, c.levels(), {1, 64});
}

/// How many attentions each up block has, deepest first; on the way down there is one less.
std::vector<int> attentionsUp(const UnetConfig& c) {
    std::vector<int> counts;
    for (auto it = c.layersPerBlock.rbegin(); it != c.layersPerBlock.rend(); ++it)
        counts.push_back(*it + 1);
    return counts;
}

void readTransformers(ConfigReader& reader, UnetConfig& c) {
    const char *key = "transformer_layers_per_block",
               *upKey = "reverse_transformer_layers_per_block";
    constexpr ConfigReader::Range depths = {1, 128};
    c.downTransformers = reader.perModule(key, 1, c.layersPerBlock, depths);
    if (!reader.ok()) return;
    c.midTransformers = c.downTransformers.back().front();
    const auto up = attentionsUp(c);
    if (reader.isGiven(upKey)) {
        c.upTransformers = reader.perModule(upKey, 1, up, depths);
        return;
    }
    for (std::size_t index = 0; index < up.size(); ++index) {
        const auto& down = c.downTransformers[up.size() - 1 - index];
        reader.require(std::ranges::count(down, down.front()) == std::ptrdiff_t(down.size()), upKey,
                       "the depths on the way up, as those on the way down differ within a level");
        c.upTransformers.emplace_back(std::size_t(up[index]), down.front());
    }
}

UnetConfig::Mid midOf(ConfigReader& reader) {
    const char* key = "mid_block_type";
    if (reader.isNull(key)) return UnetConfig::Mid::None;
    const auto type = reader.word(key, "UNetMidBlock2DCrossAttn");
    reader.requireKnown(key, type, {"UNetMidBlock2DCrossAttn", "UNetMidBlock2D"});
    return type == "UNetMidBlock2D" ? UnetConfig::Mid::Resnet : UnetConfig::Mid::CrossAttention;
}

void readTimeEmbedding(ConfigReader& reader, UnetConfig& c) {
    c.flipSinToCos = reader.flag("flip_sin_to_cos", true);
    c.freqShift = reader.number("freq_shift", 0, {0, 1});
    c.hasTextTimeEmbedding = reader.isGiven("addition_embed_type");
    if (!c.hasTextTimeEmbedding) return;
    c.additionTimeEmbedDim = reader.integer("addition_time_embed_dim", 256, {2, 65536});
    c.projectionInputDim =
        reader.integer("projection_class_embeddings_input_dim", 2816, {1, 1 << 20});
    reader.require(c.additionTimeEmbedDim % 2 == 0, "addition_time_embed_dim", "an even number");
}

/// Whether level \a level attends on the way down, at the bottom or on the way up.
bool attends(const UnetConfig& c, std::size_t level) {
    const std::size_t last = c.blockOutChannels.size() - 1;
    return c.downHasAttention[level] || c.upHasAttention[last - level] ||
           (level == last && c.mid == UnetConfig::Mid::CrossAttention);
}

void checkWidths(ConfigReader& reader, const UnetConfig& c) {
    reader.require(c.blockOutChannels[0] % 2 == 0 && c.freqShift < c.blockOutChannels[0] / 2,
                   "block_out_channels", "an even first number, for the time embedding");
    for (std::size_t level = 0; level < c.blockOutChannels.size(); ++level) {
        const int channels = c.blockOutChannels[level];
        reader.require(channels % c.normGroups == 0, "block_out_channels",
                       "multiples of the " + std::to_string(c.normGroups) + " norm_num_groups");
        reader.require(!attends(c, level) || channels % c.heads[level] == 0, "block_out_channels",
                       "multiples of the number of attention heads (" +
                           std::to_string(c.heads[level]) + " at level " + std::to_string(level) +
                           ")");
    }
}

}  // namespace

Result<UnetConfig> UnetConfig::fromJson(const json& json, const std::string& fileName) {
    ConfigReader reader(json, fileName);
    UnetConfig c;
    for (const auto& [key, only] : settledKeys()) reader.requireOnly(key, only);
    reader.requireKnown("act_fn", reader.word("act_fn", "silu"), {"silu", "swish"});
    c.inChannels = reader.integer("in_channels", 4, {1, 1024});
    c.outChannels = reader.integer("out_channels", 4, {1, 1024});
    c.mid = midOf(reader);
    c.crossAttentionDim = reader.integer("cross_attention_dim", 1280, {1, 65536});
    c.linearProjection = reader.flag("use_linear_projection", false);
    c.upcastAttention = reader.flag("upcast_attention", false);
    c.normGroups = reader.integer("norm_num_groups", 32, {1, 65536});
    c.normEps = reader.number("norm_eps", 1e-5, {0, 1});
    c.centerInputSample = reader.flag("center_input_sample", false);
    if (reader.isGiven("sample_size")) c.sampleSize = reader.integer("sample_size", 64, {1, 4096});
    readLevels(reader, c);
    if (reader.ok()) readTransformers(reader, c);
    readTimeEmbedding(reader, c);
    if (reader.ok()) checkWidths(reader, c);
    if (!reader.ok()) return reader.status().error();
    return c;
}

}  // namespace engine
