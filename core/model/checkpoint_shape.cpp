// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/checkpoint_shape.h"

#include "base/json.h"
#include "model/unet_config.h"

#include <cassert>

namespace engine {
namespace {

/// Shapes in a file by our names.
class Shapes {
public:
    Shapes(const SafetensorsFile& file, const TensorNames& names) : m_file(file), m_names(names) {}

    bool has(const std::string& name) const { return m_names.contains(name); }
    /// Dimension \a axis of the tensor \a name, 0 where there is none.
    int size(const std::string& name, std::size_t axis) const {
        const auto it = m_names.find(name);
        const auto* entry = it == m_names.end() ? nullptr : m_file.find(it->second.source);
        return entry && axis < entry->shape.size() ? int(entry->shape[axis]) : 0;
    }
    /// How many of PREFIX + 0, 1, ... + SUFFIX there are.
    int count(const std::string& prefix, const std::string& suffix) const {
        int n = 0;
        while (has(prefix + std::to_string(n) + suffix)) ++n;
        return n;
    }
    /// The second dimension of the first tensor whose name ends so.
    int inputsOf(const std::string& ending) const {
        for (const auto& [name, part] : m_names)
            if (name.ends_with(ending)) return size(name, 1);
        return 0;
    }

private:
    const SafetensorsFile& m_file;
    const TensorNames& m_names;
};

std::vector<int> levelWidths(const Shapes& shapes, const std::string& prefix) {
    std::vector<int> widths;
    const std::string first = ".resnets.0.conv1.weight";
    for (int level = 0; level < shapes.count(prefix, first); ++level)
        widths.push_back(shapes.size(prefix + std::to_string(level) + first, 0));
    return widths;
}

CheckpointShape::Unet unetOf(const Shapes& shapes) {
    CheckpointShape::Unet unet;
    unet.channels = levelWidths(shapes, "down_blocks.");
    for (std::size_t level = 0; level < unet.channels.size(); ++level)
        unet.depths.push_back(shapes.count(
            "down_blocks." + std::to_string(level) + ".attentions.0.transformer_blocks.",
            ".norm1.weight"));
    unet.layersPerBlock = shapes.count("down_blocks.0.resnets.", ".conv1.weight");
    unet.textChannels = shapes.inputsOf(".attn2.to_k.weight");
    return unet;
}

template <typename Config>
Config parsed(const std::string& text, const std::string& name) {
    const auto json = parseJson(text, name);
    assert(json.ok());
    auto config = Config::fromJson(*json, name);
    assert(config.ok());
    return *std::move(config);
}

std::string listed(const std::vector<int>& numbers) {
    std::string text;
    for (const int n : numbers) text += (text.empty() ? "" : ", ") + std::to_string(n);
    return text;
}

}  // namespace

CheckpointShape CheckpointShape::of(const SafetensorsFile& file,
                                    const OriginalCheckpoint& checkpoint) {
    CheckpointShape shape;
    for (const auto& [component, names] : checkpoint) {
        const Shapes shapes(file, names);
        if (component == "unet") {
            shape.unet = unetOf(shapes);
            shape.inChannels = shapes.size("conv_in.weight", 1);
        } else if (component == "vae") {
            shape.vaeChannels = levelWidths(shapes, "encoder.down_blocks.");
        } else {
            shape.textWidths[component] =
                shapes.size("text_model.embeddings.token_embedding.weight", 1);
        }
    }
    return shape;
}

CheckpointShape CheckpointShape::of(const PublishedModel& model) {
    CheckpointShape shape;
    const auto config = parsed<UnetConfig>(model.unet, model.title);
    Unet unet{config.blockOutChannels, {}, config.layersPerBlock[0], config.crossAttentionDim};
    for (std::size_t i = 0; i < config.blockOutChannels.size(); ++i)
        unet.depths.push_back(config.downHasAttention[i] ? config.downTransformers[i][0] : 0);
    shape.unet = std::move(unet);
    shape.vaeChannels = parsed<VaeConfig>(model.vae, model.title).blockOutChannels;
    shape.textWidths["text_encoder"] =
        parsed<TextConfig>(model.textEncoder, model.title).hiddenSize;
    if (!model.textEncoder2.empty())
        shape.textWidths["text_encoder_2"] =
            parsed<TextConfig>(model.textEncoder2, model.title).hiddenSize;
    return shape;
}

bool CheckpointShape::fits(const CheckpointShape& published) const {
    if (unet && unet != published.unet) return false;
    if (vaeChannels && vaeChannels != published.vaeChannels) return false;
    for (const auto& [component, width] : textWidths) {
        const auto it = published.textWidths.find(component);
        if (it == published.textWidths.end() || it->second != width) return false;
    }
    return unet || !textWidths.empty();  // the VAE of all families is of one size
}

std::string CheckpointShape::text() const {
    std::string text;
    const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
    if (unet)
        add("a U-Net of " + listed(unet->channels) + " channels with text of width " +
            std::to_string(unet->textChannels));
    if (vaeChannels) add("a VAE of " + listed(*vaeChannels) + " channels");
    for (const auto& [component, width] : textWidths)
        add("a " + component + " of width " + std::to_string(width));
    return text;
}

}  // namespace engine
