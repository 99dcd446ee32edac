// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/text_config.h"

#include "model/config_reader.h"

namespace engine {
namespace {

constexpr const char* plainClass = "CLIPTextModel";
constexpr const char* projectingClass = "CLIPTextModelWithProjection";

void readClass(ConfigReader& reader, TextConfig& c) {
    const auto classes = reader.words("architectures", {plainClass});
    reader.require(classes.size() == 1, "architectures", "a list of one class name");
    for (const auto& name : classes) {
        reader.requireKnown("architectures", name, {plainClass, projectingClass});
        c.hasProjection = name == projectingClass;
    }
}

}  // namespace

Result<TextConfig> TextConfig::fromJson(const nlohmann::json& json, const std::string& fileName) {
    ConfigReader reader(json, fileName);
    TextConfig c;
    readClass(reader, c);
    c.vocabSize = reader.integer("vocab_size", c.vocabSize, {1, 1 << 24});
    c.hiddenSize = reader.integer("hidden_size", c.hiddenSize, {1, 65536});
    c.intermediateSize = reader.integer("intermediate_size", c.intermediateSize, {1, 1 << 20});
    c.heads = reader.integer("num_attention_heads", c.heads, {1, 1024});
    c.layers = reader.integer("num_hidden_layers", c.layers, {1, 1024});
    c.maxPositions = reader.integer("max_position_embeddings", c.maxPositions, {1, 65536});
    c.projectionDim = reader.integer("projection_dim", c.projectionDim, {1, 65536});
    c.layerNormEps = reader.number("layer_norm_eps", c.layerNormEps, {0, 1});
    const std::string activation = reader.word("hidden_act", "quick_gelu");
    reader.requireKnown("hidden_act", activation, {"quick_gelu", "gelu"});
    c.activation = activation == "gelu" ? Activation::Gelu : Activation::QuickGelu;
    reader.require(c.hiddenSize % c.heads == 0, "hidden_size",
                   "a multiple of the " + std::to_string(c.heads) + " num_attention_heads");
    if (!reader.ok()) return reader.status().error();
    return c;
}

}  // namespace engine
