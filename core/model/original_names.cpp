// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/original_names.h"

#include "model/original_blocks.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace engine {
namespace {

using Table = std::vector<std::pair<std::string_view, std::string_view>>;

/// \a name with the first fitting beginning of \a table replaced; nothing if none fits. A beginning
/// ends where a word of the name ends.
std::optional<std::string> replaced(std::string_view name, const Table& table) {
    for (const auto& [from, to] : table) {
        if (!name.starts_with(from)) continue;
        const auto rest = name.substr(from.size());
        if (rest.empty() || rest.front() == '.') return std::string(to) + std::string(rest);
    }
    return std::nullopt;
}

// ---- U-Net

const Table kUnetRoots = {{"time_embed.0", "time_embedding.linear_1"},
                          {"time_embed.2", "time_embedding.linear_2"},
                          {"label_emb.0.0", "add_embedding.linear_1"},
                          {"label_emb.0.2", "add_embedding.linear_2"},
                          {"input_blocks.0.0", "conv_in"},
                          {"out.0", "conv_norm_out"},
                          {"out.2", "conv_out"}};

const Table kUnetResnet = {{"in_layers.0", "norm1"},          {"in_layers.2", "conv1"},
                           {"emb_layers.1", "time_emb_proj"}, {"out_layers.0", "norm2"},
                           {"out_layers.3", "conv2"},         {"skip_connection", "conv_shortcut"}};

std::optional<std::string> unetName(const std::string& name, const OriginalBlocks& blocks) {
    if (auto root = replaced(name, kUnetRoots)) return root;
    const auto block = blocks.find(name);
    if (!block) return std::nullopt;
    switch (block->kind) {
        case OriginalBlock::Kind::Attention:
            return block->path + "." + block->rest;
        case OriginalBlock::Kind::Sampler:  // "op" on the way down, "conv" on the way up
            return block->path + ".conv" + block->rest.substr(block->rest.find('.'));
        case OriginalBlock::Kind::Resnet:
            if (const auto inner = replaced(block->rest, kUnetResnet))
                return block->path + "." + *inner;
    }
    return std::nullopt;
}

// ---- VAE

const Table kVaeRoots = {{"mid.block_1", "mid_block.resnets.0"},
                         {"mid.block_2", "mid_block.resnets.1"},
                         {"mid.attn_1.norm", "mid_block.attentions.0.group_norm"},
                         {"mid.attn_1.q", "mid_block.attentions.0.to_q"},
                         {"mid.attn_1.k", "mid_block.attentions.0.to_k"},
                         {"mid.attn_1.v", "mid_block.attentions.0.to_v"},
                         {"mid.attn_1.proj_out", "mid_block.attentions.0.to_out.0"},
                         {"norm_out", "conv_norm_out"},
                         {"conv_in", "conv_in"},
                         {"conv_out", "conv_out"}};

/// The number after \a name's first \a prefix bytes and what follows its dot; nothing if there is
/// none.
std::optional<std::pair<int, std::string>> numbered(std::string_view name,
                                                    std::string_view prefix) {
    if (!name.starts_with(prefix)) return std::nullopt;
    return splitNumber(name.substr(prefix.size()));
}

/// block.J.X and up/downsample.conv.X of one level.
std::optional<std::string> vaeLevelName(const std::string& level, const std::string& rest) {
    if (auto sampler =
            replaced(rest, {{"downsample", "downsamplers.0"}, {"upsample", "upsamplers.0"}}))
        return level + "." + *sampler;
    const auto block = numbered(rest, "block.");
    if (!block) return std::nullopt;
    const auto inner = replaced(block->second, {{"nin_shortcut", "conv_shortcut"}});
    return level + ".resnets." + std::to_string(block->first) + "." + inner.value_or(block->second);
}

/// \param levels of the decoder, which counts from the picture where we count from the latent.
std::optional<std::string> vaeName(const std::string& name, int levels) {
    if (name.starts_with("quant_conv.") || name.starts_with("post_quant_conv.")) return name;
    const auto dot = name.find('.');
    const std::string half = name.substr(0, dot);
    if ((half != "encoder" && half != "decoder") || dot == std::string::npos) return std::nullopt;
    const std::string rest = name.substr(dot + 1);
    std::optional<std::string> inner = replaced(rest, kVaeRoots);
    if (const auto down = numbered(rest, "down."))
        inner = vaeLevelName("down_blocks." + std::to_string(down->first), down->second);
    if (const auto up = numbered(rest, "up."))
        inner = vaeLevelName("up_blocks." + std::to_string(levels - 1 - up->first), up->second);
    if (!inner) return std::nullopt;
    return half + "." + *inner;
}

TensorNames vaeNames(const std::vector<std::string>& names, const std::string& prefix) {
    int levels = 0;
    for (const auto& name : names)
        if (const auto up = numbered(name, prefix + "decoder.up."))
            levels = std::max(levels, up->first + 1);
    TensorNames result;
    for (const auto& name : names) {
        if (!name.starts_with(prefix)) continue;
        const auto ours = vaeName(name.substr(prefix.size()), levels);
        result.emplace(ours.value_or(name), TensorPart{name});
    }
    return result;
}

// ---- text encoders

const Table kClipRoots = {
    {"token_embedding", "text_model.embeddings.token_embedding"},
    {"positional_embedding", "text_model.embeddings.position_embedding.weight"},
    {"ln_final", "text_model.final_layer_norm"}};

const Table kClipLayer = {{"ln_1", "layer_norm1"},
                          {"ln_2", "layer_norm2"},
                          {"attn.out_proj", "self_attn.out_proj"},
                          {"mlp.c_fc", "mlp.fc1"},
                          {"mlp.c_proj", "mlp.fc2"}};

/// One tensor of OpenCLIP's text transformer; \a inner is its name there, \a source in the file.
void addOpenClip(const std::string& inner, const std::string& source, int unusedLayer,
                 TensorNames& to) {
    if (auto root = replaced(inner, kClipRoots)) {
        to.emplace(*root, TensorPart{source});
        return;
    }
    if (inner == "text_projection") {  // CLIPTextModel has none, and SD 2.x does not use it
        to.emplace("text_projection.weight",
                   TensorPart{.source = source, .isTransposed = true, .mayBeLeft = true});
        return;
    }
    const auto layer = numbered(inner, "transformer.resblocks.");
    if (!layer) {
        // The contrastive scale and the causal mask are no weights of the encoder.
        to.emplace(source, TensorPart{.source = source,
                                      .mayBeLeft = inner == "logit_scale" || inner == "attn_mask"});
        return;
    }
    const bool mayBeLeft = layer->first == unusedLayer;
    const std::string path = "text_model.encoder.layers." + std::to_string(layer->first) + ".";
    for (const std::string kind : {"weight", "bias"})
        if (layer->second == "attn.in_proj_" + kind) {
            const std::array<const char*, 3> projections = {"q", "k", "v"};
            for (int i = 0; i < 3; ++i)
                to.emplace(path + "self_attn." + projections[std::size_t(i)] + "_proj." + kind,
                           TensorPart{source, i, 3, false, mayBeLeft});
            return;
        }
    const auto name = replaced(layer->second, kClipLayer);
    to.emplace(name ? path + *name : source, TensorPart{source, 0, 1, false, mayBeLeft});
}

/// \param hasUnusedTop SD 2.x takes the state before the last layer, which its file still holds.
TensorNames openClipNames(const std::vector<std::string>& names, const std::string& prefix,
                          bool hasUnusedTop) {
    int top = -1;
    for (const auto& name : names)
        if (const auto layer = numbered(name, prefix + "transformer.resblocks."))
            top = std::max(top, layer->first);
    TensorNames result;
    for (const auto& name : names)
        if (name.starts_with(prefix))
            addOpenClip(name.substr(prefix.size()), name, hasUnusedTop ? top : -1, result);
    return result;
}

/// transformers' own names behind a prefix; early files leave "text_model." out.
TensorNames transformersNames(const std::vector<std::string>& names, const std::string& prefix) {
    TensorNames result;
    for (const auto& name : names) {
        if (!name.starts_with(prefix)) continue;
        std::string inner = name.substr(prefix.size());
        const bool isEarly = inner.starts_with("embeddings.") || inner.starts_with("encoder.") ||
                             inner.starts_with("final_layer_norm.");
        result.emplace(isEarly ? "text_model." + inner : inner, TensorPart{name});
    }
    return result;
}

TensorNames originalUnetNames(const std::vector<std::string>& names, const std::string& prefix) {
    std::vector<std::string> inner;
    for (const auto& name : names)
        if (name.starts_with(prefix)) inner.push_back(name.substr(prefix.size()));
    const OriginalBlocks blocks(inner);
    TensorNames result;
    for (const auto& name : inner) {
        const auto ours = unetName(name, blocks);
        result.emplace(ours.value_or(prefix + name), TensorPart{prefix + name});
    }
    return result;
}

}  // namespace

OriginalCheckpoint readOriginalNames(const std::vector<std::string>& names) {
    OriginalCheckpoint found;
    const auto add = [&](const char* component, TensorNames tensors) {
        if (!tensors.empty()) found[component].merge(tensors);
    };
    add("unet", originalUnetNames(names, "model.diffusion_model."));
    add("vae", vaeNames(names, "first_stage_model."));
    add("text_encoder", transformersNames(names, "cond_stage_model.transformer."));
    add("text_encoder", openClipNames(names, "cond_stage_model.model.", /*hasUnusedTop=*/true));
    add("text_encoder", transformersNames(names, "conditioner.embedders.0.transformer."));
    add("text_encoder_2", openClipNames(names, "conditioner.embedders.1.model.", false));
    add("text_encoder_2", openClipNames(names, "conditioner.embedders.0.model.", false));
    return found;
}

TensorNames readUnetNames(const std::vector<std::string>& names) {
    for (const std::string prefix : {"model.diffusion_model.", ""})
        if (std::ranges::any_of(names, [&](const std::string& name) {
                return name.starts_with(prefix + "input_blocks.");
            }))
            return originalUnetNames(names, prefix);
    TensorNames same;
    for (const auto& name : names) same.emplace(name, TensorPart{name});
    return same;
}

}  // namespace engine
