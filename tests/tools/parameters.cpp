// SPDX-License-Identifier: GPL-3.0-or-later
#include "parameters.h"

namespace tools {
namespace {

class List {
public:
    void linear(const std::string& path, std::int64_t in, std::int64_t out, bool hasBias = true) {
        m_all.push_back({path + ".weight", {out, in}});
        if (hasBias) m_all.push_back({path + ".bias", {out}});
    }
    void conv(const std::string& path, std::int64_t in, std::int64_t out, std::int64_t kernel = 3) {
        m_all.push_back({path + ".weight", {out, in, kernel, kernel}});
        m_all.push_back({path + ".bias", {out}});
    }
    void norm(const std::string& path, std::int64_t channels) {
        m_all.push_back({path + ".weight", {channels}});
        m_all.push_back({path + ".bias", {channels}});
    }
    void table(const std::string& name, std::int64_t rows, std::int64_t columns) {
        m_all.push_back({name, {rows, columns}});
    }
    /// \param time width of the time embedding, 0 without.
    void resnet(const std::string& path, int in, int out, int time) {
        norm(path + ".norm1", in);
        conv(path + ".conv1", in, out);
        if (time > 0) linear(path + ".time_emb_proj", time, out);
        norm(path + ".norm2", out);
        conv(path + ".conv2", out, out);
        if (in != out) conv(path + ".conv_shortcut", in, out, 1);
    }
    Parameters take() { return std::move(m_all); }

private:
    Parameters m_all;
};

std::string at(const std::string& list, int index) {
    return list + "." + std::to_string(index);
}

void transformer(List& list, const std::string& path, int channels, int depth,
                 const engine::UnetConfig& c) {
    const auto projection = [&](const std::string& name) {
        if (c.linearProjection)
            list.linear(path + name, channels, channels);
        else
            list.conv(path + name, channels, channels, 1);
    };
    list.norm(path + ".norm", channels);
    projection(".proj_in");
    for (int k = 0; k < depth; ++k) {
        const std::string block = at(path + ".transformer_blocks", k);
        for (const char* name : {".norm1", ".norm2", ".norm3"}) list.norm(block + name, channels);
        for (const auto& [name, context] :
             {std::pair{".attn1", channels}, std::pair{".attn2", c.crossAttentionDim}}) {
            list.linear(block + name + ".to_q", channels, channels, false);
            list.linear(block + name + ".to_k", context, channels, false);
            list.linear(block + name + ".to_v", context, channels, false);
            list.linear(block + name + ".to_out.0", channels, channels);
        }
        list.linear(block + ".ff.net.0.proj", channels, 8 * channels);
        list.linear(block + ".ff.net.2", 4 * channels, channels);
    }
    projection(".proj_out");
}

}  // namespace

Parameters unetParameters(const engine::UnetConfig& c) {
    List list;
    const int time = 4 * c.blockOutChannels[0], levels = int(c.blockOutChannels.size());
    const auto width = [&](int level) { return c.blockOutChannels[std::size_t(level)]; };
    list.linear("time_embedding.linear_1", width(0), time);
    list.linear("time_embedding.linear_2", time, time);
    if (c.hasTextTimeEmbedding) {
        list.linear("add_embedding.linear_1", c.projectionInputDim, time);
        list.linear("add_embedding.linear_2", time, time);
    }
    list.conv("conv_in", c.inChannels, width(0));
    std::vector<int> skips = {width(0)};
    for (int level = 0; level < levels; ++level) {
        const std::string block = at("down_blocks", level);
        for (int j = 0; j < c.layersPerBlock[std::size_t(level)]; ++j) {
            list.resnet(at(block + ".resnets", j), skips.back(), width(level), time);
            if (c.downHasAttention[std::size_t(level)])
                transformer(list, at(block + ".attentions", j), width(level),
                            c.downTransformers[std::size_t(level)][std::size_t(j)], c);
            skips.push_back(width(level));
        }
        if (level + 1 == levels) continue;
        list.conv(block + ".downsamplers.0.conv", width(level), width(level));
        skips.push_back(width(level));
    }
    const int deepest = width(levels - 1);
    using Mid = engine::UnetConfig::Mid;
    if (c.mid != Mid::None) list.resnet("mid_block.resnets.0", deepest, deepest, time);
    if (c.mid == Mid::CrossAttention) {
        transformer(list, "mid_block.attentions.0", deepest, c.midTransformers, c);
        list.resnet("mid_block.resnets.1", deepest, deepest, time);
    }
    int before = deepest;
    for (int index = 0; index < levels; ++index) {
        const std::string block = at("up_blocks", index);
        const int level = levels - 1 - index;
        for (int j = 0; j <= c.layersPerBlock[std::size_t(level)]; ++j) {
            list.resnet(at(block + ".resnets", j), before + skips.back(), width(level), time);
            skips.pop_back();
            before = width(level);
            if (c.upHasAttention[std::size_t(index)])
                transformer(list, at(block + ".attentions", j), width(level),
                            c.upTransformers[std::size_t(index)][std::size_t(j)], c);
        }
        if (level > 0) list.conv(block + ".upsamplers.0.conv", width(level), width(level));
    }
    list.norm("conv_norm_out", width(0));
    list.conv("conv_out", width(0), c.outChannels);
    return list.take();
}

Parameters vaeParameters(const engine::VaeConfig& c) {
    List list;
    const int levels = int(c.blockOutChannels.size());
    const auto mid = [&](const std::string& path, int channels) {
        list.resnet(path + ".resnets.0", channels, channels, 0);
        list.norm(path + ".attentions.0.group_norm", channels);
        for (const char* name : {"to_q", "to_k", "to_v", "to_out.0"})
            list.linear(path + ".attentions.0." + name, channels, channels);
        list.resnet(path + ".resnets.1", channels, channels, 0);
    };
    int channels = c.blockOutChannels.front();
    list.conv("encoder.conv_in", c.inChannels, channels);
    for (int level = 0; level < levels; ++level) {
        const std::string block = at("encoder.down_blocks", level);
        for (int j = 0; j < c.layersPerBlock; ++j) {
            list.resnet(at(block + ".resnets", j), channels, c.blockOutChannels[std::size_t(level)],
                        0);
            channels = c.blockOutChannels[std::size_t(level)];
        }
        if (level + 1 < levels) list.conv(block + ".downsamplers.0.conv", channels, channels);
    }
    mid("encoder.mid_block", channels);
    list.norm("encoder.conv_norm_out", channels);
    list.conv("encoder.conv_out", channels, 2 * c.latentChannels);
    list.conv("quant_conv", 2 * c.latentChannels, 2 * c.latentChannels, 1);
    list.conv("post_quant_conv", c.latentChannels, c.latentChannels, 1);
    list.conv("decoder.conv_in", c.latentChannels, channels);
    mid("decoder.mid_block", channels);
    for (int index = 0; index < levels; ++index) {
        const std::string block = at("decoder.up_blocks", index);
        for (int j = 0; j <= c.layersPerBlock; ++j) {
            const int out = c.blockOutChannels[std::size_t(levels - 1 - index)];
            list.resnet(at(block + ".resnets", j), channels, out, 0);
            channels = out;
        }
        if (index + 1 < levels) list.conv(block + ".upsamplers.0.conv", channels, channels);
    }
    list.norm("decoder.conv_norm_out", channels);
    list.conv("decoder.conv_out", channels, c.outChannels);
    return list.take();
}

Parameters textParameters(const engine::TextConfig& c) {
    List list;
    const std::string model = "text_model.";
    list.table(model + "embeddings.token_embedding.weight", c.vocabSize, c.hiddenSize);
    list.table(model + "embeddings.position_embedding.weight", c.maxPositions, c.hiddenSize);
    for (int k = 0; k < c.layers; ++k) {
        const std::string layer = at(model + "encoder.layers", k);
        list.norm(layer + ".layer_norm1", c.hiddenSize);
        for (const char* name : {"q_proj", "k_proj", "v_proj", "out_proj"})
            list.linear(layer + ".self_attn." + name, c.hiddenSize, c.hiddenSize);
        list.norm(layer + ".layer_norm2", c.hiddenSize);
        list.linear(layer + ".mlp.fc1", c.hiddenSize, c.intermediateSize);
        list.linear(layer + ".mlp.fc2", c.intermediateSize, c.hiddenSize);
    }
    list.norm(model + "final_layer_norm", c.hiddenSize);
    if (c.hasProjection) list.linear("text_projection", c.hiddenSize, c.projectionDim, false);
    return list.take();
}

}  // namespace tools
