// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stored_tensors.h"

#include <regex>
#include <string>
#include <utility>
#include <vector>

/// From names of today to those of original checkpoints, the way back from what the program does:
/// written from the layout of the original networks (two resnets a level on the way down, three on
/// the way up), so that it shares neither table nor reasoning with the program.
namespace test {

inline std::string replacedAll(std::string name,
                               const std::vector<std::pair<const char*, const char*>>& rules) {
    for (const auto& [pattern, to] : rules)
        name = std::regex_replace(name, std::regex(pattern), to);
    return name;
}

/// \param attendsUp whether the up block \a level has attentions: then its sampler is module 2.
inline std::string originalUnetName(const std::string& name, const std::vector<bool>& attendsUp) {
    std::smatch m;
    const auto number = [&](std::size_t group) { return std::stoi(m[group].str()); };
    const auto block = [](const char* list, int n, int module) {
        return std::string(list) + "." + std::to_string(n) + "." + std::to_string(module) + ".";
    };
    const auto resnet = [](const std::string& inner) {
        return replacedAll(inner, {{"^norm1\\.", "in_layers.0."},
                                   {"^conv1\\.", "in_layers.2."},
                                   {"^time_emb_proj\\.", "emb_layers.1."},
                                   {"^norm2\\.", "out_layers.0."},
                                   {"^conv2\\.", "out_layers.3."},
                                   {"^conv_shortcut\\.", "skip_connection."}});
    };
    const std::string p = "model.diffusion_model.";
    if (std::regex_match(name, m, std::regex(R"(down_blocks\.(\d)\.resnets\.(\d)\.(.*))")))
        return p + block("input_blocks", 1 + 3 * number(1) + number(2), 0) + resnet(m[3].str());
    if (std::regex_match(name, m, std::regex(R"(down_blocks\.(\d)\.attentions\.(\d)\.(.*))")))
        return p + block("input_blocks", 1 + 3 * number(1) + number(2), 1) + m[3].str();
    if (std::regex_match(name, m, std::regex(R"(down_blocks\.(\d)\.downsamplers\.0\.conv\.(.*))")))
        return p + block("input_blocks", 3 + 3 * number(1), 0) + "op." + m[2].str();
    if (std::regex_match(name, m, std::regex(R"(up_blocks\.(\d)\.resnets\.(\d)\.(.*))")))
        return p + block("output_blocks", 3 * number(1) + number(2), 0) + resnet(m[3].str());
    if (std::regex_match(name, m, std::regex(R"(up_blocks\.(\d)\.attentions\.(\d)\.(.*))")))
        return p + block("output_blocks", 3 * number(1) + number(2), 1) + m[3].str();
    if (std::regex_match(name, m, std::regex(R"(up_blocks\.(\d)\.upsamplers\.0\.(.*))")))
        return p +
               block("output_blocks", 2 + 3 * number(1),
                     attendsUp[std::size_t(number(1))] ? 2 : 1) +
               m[2].str();
    if (std::regex_match(name, m, std::regex(R"(mid_block\.resnets\.(\d)\.(.*))")))
        return p + "middle_block." + std::to_string(2 * number(1)) + "." + resnet(m[2].str());
    return p + replacedAll(name, {{"^mid_block\\.attentions\\.0\\.", "middle_block.1."},
                                  {"^time_embedding\\.linear_1\\.", "time_embed.0."},
                                  {"^time_embedding\\.linear_2\\.", "time_embed.2."},
                                  {"^add_embedding\\.linear_1\\.", "label_emb.0.0."},
                                  {"^add_embedding\\.linear_2\\.", "label_emb.0.2."},
                                  {"^conv_in\\.", "input_blocks.0.0."},
                                  {"^conv_norm_out\\.", "out.0."},
                                  {"^conv_out\\.", "out.2."}});
}

/// Of a VAE with four levels.
inline std::string originalVaeName(const std::string& name) {
    return "first_stage_model." +
           replacedAll(name, {{"decoder\\.up_blocks\\.0\\.", "decoder.up.D."},
                              {"decoder\\.up_blocks\\.1\\.", "decoder.up.2."},
                              {"decoder\\.up_blocks\\.2\\.", "decoder.up.1."},
                              {"decoder\\.up_blocks\\.3\\.", "decoder.up.0."},
                              {"up\\.D\\.", "up.3."},
                              {"down_blocks\\.", "down."},
                              {"mid_block\\.resnets\\.0\\.", "mid.block_1."},
                              {"mid_block\\.resnets\\.1\\.", "mid.block_2."},
                              {"mid_block\\.attentions\\.0\\.", "mid.attn_1."},
                              {"group_norm\\.", "norm."},
                              {"to_out\\.0\\.", "proj_out."},
                              {"to_([qkv])\\.", "$1."},
                              {"downsamplers\\.0\\.", "downsample."},
                              {"upsamplers\\.0\\.", "upsample."},
                              {"resnets\\.", "block."},
                              {"conv_shortcut\\.", "nin_shortcut."},
                              {"conv_norm_out\\.", "norm_out."}});
}

inline void addOriginalUnet(const std::filesystem::path& file, const std::vector<bool>& attendsUp,
                            StoredTensors& to) {
    for (auto& [name, t] : readTensors(file)) to[originalUnetName(name, attendsUp)] = t;
}

/// The attention's matrices become 1x1 convolutions.
inline void addOriginalVae(const std::filesystem::path& file, StoredTensors& to) {
    for (auto& [name, t] : readTensors(file)) {
        auto stored = t;
        if (name.find(".attentions.") != std::string::npos && t.shape.size() == 2)
            stored.shape.insert(stored.shape.end(), {1, 1});
        to[originalVaeName(name)] = stored;
    }
}

inline StoredTensor transposed(const StoredTensor& t) {
    const auto rows = std::size_t(t.shape.at(0)), columns = std::size_t(t.shape.at(1));
    StoredTensor out{t.dtype, {t.shape[1], t.shape[0]}, std::string(t.bytes.size(), '\0')};
    const std::size_t size = t.bytes.size() / (rows * columns);
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < columns; ++c)
            t.bytes.copy(&out.bytes[(c * rows + r) * size], size, (r * columns + c) * size);
    return out;
}

/// OpenCLIP's text transformer: query, key and value in one tensor, the projection transposed.
inline void addOpenClip(const std::filesystem::path& file, const std::string& prefix,
                        StoredTensors& to) {
    auto tensors = readTensors(file);
    std::smatch m;
    for (const auto& [name, t] : tensors) {
        if (name == "text_projection.weight") {
            to[prefix + "text_projection"] = transposed(t);
        } else if (std::regex_match(
                       name, m,
                       std::regex(
                           R"(text_model\.encoder\.layers\.(\d+)\.self_attn\.q_proj\.(.*))"))) {
            const auto of = [&](const char* which) {
                return tensors.at("text_model.encoder.layers." + m[1].str() + ".self_attn." +
                                  which + "_proj." + m[2].str());
            };
            StoredTensor joined = t;
            joined.shape[0] *= 3;
            joined.bytes += of("k").bytes + of("v").bytes;
            to[prefix + "transformer.resblocks." + m[1].str() + ".attn.in_proj_" + m[2].str()] =
                joined;
        } else if (!std::regex_search(name, std::regex(R"(self_attn\.[kv]_proj)"))) {
            to[prefix +
               replacedAll(name, {{"text_model\\.encoder\\.layers\\.", "transformer.resblocks."},
                                  {"text_model\\.embeddings\\.position_embedding\\.weight",
                                   "positional_embedding"},
                                  {"text_model\\.embeddings\\.", ""},
                                  {"text_model\\.final_layer_norm\\.", "ln_final."},
                                  {"layer_norm1\\.", "ln_1."},
                                  {"layer_norm2\\.", "ln_2."},
                                  {"self_attn\\.", "attn."},
                                  {"mlp\\.fc1\\.", "mlp.c_fc."},
                                  {"mlp\\.fc2\\.", "mlp.c_proj."}})] = t;
        }
    }
    to[prefix + "logit_scale"] = floatTensor({}, {4.6f});
}

/// The checkpoint of tiny-sd21 as its authors would have saved it: with the top layer of the text
/// encoder, which the model does not use, and the projection, which it does not use either.
inline StoredTensors originalSd21(const std::filesystem::path& model) {
    StoredTensors all;
    const std::string weights = "diffusion_pytorch_model.safetensors";
    addOriginalUnet(model / "unet" / weights, {false, true, true, true}, all);
    addOriginalVae(model / "vae" / weights, all);
    const std::string prefix = "cond_stage_model.model.";
    addOpenClip(model / "text_encoder/model.safetensors", prefix, all);
    StoredTensors top;
    const std::string last = prefix + "transformer.resblocks.2.";
    for (const auto& [name, t] : all)
        if (name.starts_with(last))
            top[prefix + "transformer.resblocks.3." + name.substr(last.size())] = t;
    all.merge(top);
    all[prefix + "text_projection"] = randomTensor({32, 16}, 7, 1);
    all["model_ema.decay"] = floatTensor({}, {1});
    return all;
}

inline StoredTensors originalSdxl(const std::filesystem::path& model) {
    StoredTensors all;
    const std::string weights = "diffusion_pytorch_model.safetensors";
    addOriginalUnet(model / "unet" / weights, {true, true, false}, all);
    addOriginalVae(model / "vae" / weights, all);
    for (auto& [name, t] : readTensors(model / "text_encoder/model.safetensors"))
        all["conditioner.embedders.0.transformer." + name] = t;
    addOpenClip(model / "text_encoder_2/model.safetensors", "conditioner.embedders.1.model.", all);
    all["denoiser.sigmas"] = floatTensor({2}, {1, 2});
    return all;
}

}  // namespace test
