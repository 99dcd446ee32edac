// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layer_names.h"
#include "model/layer_walk.h"
#include "model/unet_config.h"

namespace engine {
namespace {

constexpr int promptTokens = 77;

/// A 3x3 convolution of stride 2 with padding 1.
TokenGrid halved(TokenGrid grid) {
    return {(grid.height + 1) / 2, (grid.width + 1) / 2};
}

/// Goes through UNet2DConditionModel's forward pass. Source: reference/models.md, section 2.1.
class UnetWalk {
public:
    UnetWalk(const UnetConfig& config, TokenGrid latent) : m_config(config), m_grids{latent} {
        for (int level = 1; level < config.levels(); ++level)
            m_grids.push_back(halved(m_grids.back()));
    }

    std::vector<LayerInfo> run() {
        timeEmbedding();
        m_walk.input("conv_in.input", m_config.inChannels, m_grids.front());
        m_walk.map("conv_in", m_config.blockOutChannels.front(), m_grids.front());
        for (int level = 0; level < m_config.levels(); ++level) down(level);
        mid();
        for (int block = 0; block < m_config.levels(); ++block) up(block);
        m_walk.map("conv_norm_out", m_config.blockOutChannels.front(), m_grids.front());
        m_walk.map("conv_out", m_config.outChannels, m_grids.front());
        auto layers = m_walk.take();
        for (auto& layer : layers) layer.name = layerName(layer.path);
        return layers;
    }

private:
    int channels(int level) const { return m_config.blockOutChannels[std::size_t(level)]; }
    TokenGrid grid(int level) const { return m_grids[std::size_t(level)]; }

    void timeEmbedding() {
        m_walk.vector("time_proj", channels(0));
        m_walk.vector("time_embedding", m_config.timeEmbedDim());
        if (!m_config.hasTextTimeEmbedding) return;
        m_walk.timeIds("add_time_proj", m_config.additionTimeEmbedDim);
        m_walk.vector("add_embedding", m_config.timeEmbedDim());
    }

    void down(int level) {
        const std::string block = indexed("down_blocks", level);
        const bool isLast = level + 1 == m_config.levels();
        for (int j = 0; j < m_config.layersPerBlock; ++j) {
            const int in = j > 0 ? channels(level) : channels(std::max(level - 1, 0));
            resnet(indexed(block + ".resnets", j), in, level);
            if (m_config.downHasAttention[std::size_t(level)])
                attention(indexed(block + ".attentions", j), level);
        }
        if (!isLast) sampler(block + ".downsamplers[0]", channels(level), grid(level + 1));
        m_walk.map(block, channels(level), grid(isLast ? level : level + 1));
    }

    void mid() {
        const int level = m_config.levels() - 1;
        resnet("mid_block.resnets[0]", channels(level), level);
        if (m_config.midHasAttention) attention("mid_block.attentions[0]", level);
        resnet("mid_block.resnets[1]", channels(level), level);
        m_walk.map("mid_block", channels(level), grid(level));
    }

    /// Every resnet takes what came before it and the skip that the way down left: its own level's
    /// outputs, and last the one with which that level began.
    void up(int index) {
        const std::string block = indexed("up_blocks", index);
        const int level = m_config.levels() - 1 - index;
        const int below = std::min(level + 1, m_config.levels() - 1);
        for (int j = 0; j <= m_config.layersPerBlock; ++j) {
            const int before = channels(j == 0 ? below : level);
            const int skip =
                channels(j == m_config.layersPerBlock ? std::max(level - 1, 0) : level);
            resnet(indexed(block + ".resnets", j), before + skip, level);
            if (m_config.upHasAttention[std::size_t(index)])
                attention(indexed(block + ".attentions", j), level);
        }
        if (level > 0) sampler(block + ".upsamplers[0]", channels(level), grid(level - 1));
        m_walk.map(block, channels(level), grid(std::max(level - 1, 0)));
    }

    void sampler(const std::string& path, int count, TokenGrid to) {
        m_walk.map(path + ".conv", count, to);
        m_walk.map(path, count, to);
    }

    void resnet(const std::string& path, int in, int level) {
        const int out = channels(level);
        m_walk.map(path + ".norm1", in, grid(level));
        m_walk.map(path + ".conv1", out, grid(level));
        m_walk.vector(path + ".time_emb_proj", out);
        m_walk.map(path + ".norm2", out, grid(level));
        m_walk.map(path + ".conv2", out, grid(level));
        if (in != out) m_walk.map(path + ".conv_shortcut", out, grid(level));
        m_walk.map(path, out, grid(level));
    }

    void attention(const std::string& path, int level) {
        m_walk.map(path + ".norm", channels(level), grid(level));
        projection(path + ".proj_in", level);
        for (int k = 0; k < m_config.transformerLayers[std::size_t(level)]; ++k)
            transformerBlock(indexed(path + ".transformer_blocks", k), level);
        projection(path + ".proj_out", level);
        m_walk.map(path, channels(level), grid(level));
    }

    void projection(const std::string& path, int level) {
        if (m_config.linearProjection)
            m_walk.sequence(path, channels(level), grid(level));
        else
            m_walk.map(path, channels(level), grid(level));
    }

    void transformerBlock(const std::string& path, int level) {
        const int count = channels(level);
        const TokenGrid at = grid(level);
        m_walk.sequence(path + ".norm1", count, at);
        selfAttention(path + ".attn1", level);
        m_walk.sequence(path + ".norm2", count, at);
        crossAttention(path + ".attn2", level);
        m_walk.sequence(path + ".norm3", count, at);
        m_walk.sequence(path + ".ff.net[0]", 4 * count, at);
        m_walk.sequence(path + ".ff.net[2]", count, at);
        m_walk.sequence(path + ".ff", count, at);
        m_walk.sequence(path, count, at);
    }

    void selfAttention(const std::string& path, int level) {
        for (const char* name : {".to_q", ".to_k", ".to_v"})
            m_walk.sequence(path + name, channels(level), grid(level));
        m_walk.attention(path + ".map", m_config.heads[std::size_t(level)], grid(level),
                         grid(level).count(), /*isCross=*/false);
        m_walk.sequence(path + ".to_out[0]", channels(level), grid(level));
        m_walk.sequence(path, channels(level), grid(level));
    }

    void crossAttention(const std::string& path, int level) {
        m_walk.sequence(path + ".to_q", channels(level), grid(level));
        m_walk.text(path + ".to_k", channels(level), promptTokens);
        m_walk.text(path + ".to_v", channels(level), promptTokens);
        m_walk.attention(path + ".map", m_config.heads[std::size_t(level)], grid(level),
                         promptTokens, /*isCross=*/true);
        m_walk.sequence(path + ".to_out[0]", channels(level), grid(level));
        m_walk.sequence(path, channels(level), grid(level));
    }

    const UnetConfig& m_config;
    std::vector<TokenGrid> m_grids;  // per level; the skips' sizes, so the up-samplers' targets too
    LayerWalk m_walk;
};

}  // namespace

std::vector<LayerInfo> unetLayers(const UnetConfig& config, TokenGrid latent) {
    return UnetWalk(config, latent).run();
}

}  // namespace engine
