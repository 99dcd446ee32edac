// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layer_names.h"
#include "model/layer_walk.h"
#include "model/vae_config.h"

namespace engine {
namespace {

/// Goes through the two halves of AutoencoderKL. Source: reference/models.md, section 3.
class VaeWalk {
public:
    VaeWalk(const VaeConfig& config, std::string half, TokenGrid input)
        : m_config(config), m_half(std::move(half)), m_grid(input) {}

    std::vector<LayerInfo> encoder() {
        map(m_half + ".conv_in", channels(0));
        for (int level = 0; level < m_config.levels(); ++level) down(level);
        mid();
        map(m_half + ".conv_norm_out", channels(m_config.levels() - 1));
        map(m_half + ".conv_out", 2 * m_config.latentChannels);
        if (m_config.hasQuantConv) map("quant_conv", 2 * m_config.latentChannels);
        return m_walk.take();
    }

    std::vector<LayerInfo> decoder() {
        if (m_config.hasPostQuantConv) map("post_quant_conv", m_config.latentChannels);
        map(m_half + ".conv_in", channels(m_config.levels() - 1));
        mid();
        for (int level = m_config.levels() - 1; level >= 0; --level) up(level);
        map(m_half + ".conv_norm_out", channels(0));
        map(m_half + ".conv_out", m_config.outChannels);
        return m_walk.take();
    }

private:
    int channels(int level) const { return m_config.blockOutChannels[std::size_t(level)]; }
    void map(const std::string& path, int count) { m_walk.map(path, count, m_grid); }

    void down(int level) {
        const std::string block = indexed(m_half + ".down_blocks", level);
        for (int j = 0; j < m_config.layersPerBlock; ++j)
            resnet(indexed(block + ".resnets", j), channels(j > 0 ? level : std::max(level - 1, 0)),
                   channels(level));
        if (level + 1 < m_config.levels()) {
            // One zero on the right and below, then 3x3 of stride 2 without padding.
            m_grid = {(m_grid.height - 2) / 2 + 1, (m_grid.width - 2) / 2 + 1};
            sampler(block + ".downsamplers[0]", channels(level));
        }
        map(block, channels(level));
    }

    void up(int level) {
        const int deepest = m_config.levels() - 1;
        const std::string block = indexed(m_half + ".up_blocks", deepest - level);
        for (int j = 0; j <= m_config.layersPerBlock; ++j)
            resnet(indexed(block + ".resnets", j),
                   channels(j > 0 ? level : std::min(level + 1, deepest)), channels(level));
        if (level > 0) {
            m_grid = {2 * m_grid.height, 2 * m_grid.width};
            sampler(block + ".upsamplers[0]", channels(level));
        }
        map(block, channels(level));
    }

    void mid() {
        const std::string block = m_half + ".mid_block";
        const int count = channels(m_config.levels() - 1);
        resnet(block + ".resnets[0]", count, count);
        attention(block + ".attentions[0]", count);
        resnet(block + ".resnets[1]", count, count);
        map(block, count);
    }

    void attention(const std::string& path, int count) {
        m_walk.flat(path + ".group_norm", count, m_grid);
        for (const char* name : {".to_q", ".to_k", ".to_v", ".to_out[0]"})
            m_walk.sequence(path + name, count, m_grid);
        map(path, count);
    }

    void sampler(const std::string& path, int count) {
        map(path + ".conv", count);
        map(path, count);
    }

    void resnet(const std::string& path, int in, int out) {
        map(path + ".norm1", in);
        map(path + ".conv1", out);
        map(path + ".norm2", out);
        map(path + ".conv2", out);
        if (in != out) map(path + ".conv_shortcut", out);
        map(path, out);
    }

    const VaeConfig& m_config;
    std::string m_half;  // "encoder" or "decoder"
    TokenGrid m_grid;    // where the pass has come to
    LayerWalk m_walk;
};

}  // namespace

std::vector<LayerInfo> vaeEncoderLayers(const VaeConfig& config, TokenGrid image) {
    return VaeWalk(config, "encoder", image).encoder();
}

std::vector<LayerInfo> vaeDecoderLayers(const VaeConfig& config, TokenGrid latent) {
    return VaeWalk(config, "decoder", latent).decoder();
}

LayerInfo vaeOutLayer(TokenGrid image) {
    return {.path = LayerPath(kVaeOut),
            .name = kVaeOut,
            .channels = 3,
            .grid = image,
            .isOnRequest = true};
}

}  // namespace engine
