// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/unet.h"

#include <ATen/ATen.h>

namespace engine {

Unet::Unet(const UnetConfig& config, WeightStore& weights) : m_config(config) {
    const ModuleScope root(weights, m_taps);
    const int first = config.blockOutChannels.front();
    m_timeProj = root.tap("time_proj");
    time_embedding = TimestepEmbedding(root / "time_embedding", first, config.timeEmbedDim());
    m_timeEmbedding = root.tap("time_embedding");
    if (config.hasTextTimeEmbedding) {
        m_addTimeProj = root.tap("add_time_proj");
        add_embedding = TimestepEmbedding(root / "add_embedding", config.projectionInputDim,
                                          config.timeEmbedDim());
        m_addEmbedding = root.tap("add_embedding");
    }
    m_input = root.tap("conv_in.input");
    conv_in = Conv2d(root / "conv_in", config.inChannels, first, 3, 1, 1);
    m_convIn = root.tap("conv_in");

    std::vector<int> skips = {first};
    int channels = first;
    for (int level = 0; level < config.levels(); ++level) {
        down_blocks.push_back(buildDown(root.at("down_blocks", level), level, channels));
        channels = config.blockOutChannels[std::size_t(level)];
        skips.insert(skips.end(), std::size_t(config.layersPerBlock), channels);
        if (level + 1 < config.levels()) skips.push_back(channels);
    }
    mid_block = buildMid(root / "mid_block");
    for (int index = 0; index < config.levels(); ++index) {
        up_blocks.push_back(buildUp(root.at("up_blocks", index), index, skips, channels));
        channels = config.blockOutChannels[std::size_t(config.levels() - 1 - index)];
    }
    conv_norm_out = GroupNorm(root / "conv_norm_out", first, config.normGroups, config.normEps);
    m_convNormOut = root.tap("conv_norm_out");
    conv_out = Conv2d(root / "conv_out", first, config.outChannels, 3, 1, 1);
    m_convOut = root.tap("conv_out");
}

Transformer2D Unet::buildAttention(const ModuleScope& scope, int level, int channels) const {
    const auto i = std::size_t(level);
    return {scope,
            channels,
            m_config.crossAttentionDim,
            m_config.heads[i],
            m_config.transformerLayers[i],
            m_config.normGroups,
            m_config.linearProjection};
}

DownBlock Unet::buildDown(const ModuleScope& scope, int level, int in) {
    const auto i = std::size_t(level);
    const int out = m_config.blockOutChannels[i];
    DownBlock block;
    for (int j = 0; j < m_config.layersPerBlock; ++j) {
        block.resnets.emplace_back(scope.at("resnets", j), j == 0 ? in : out, out,
                                   m_config.timeEmbedDim(), m_config.normGroups, m_config.normEps);
        if (m_config.downHasAttention[i])
            block.attentions.push_back(buildAttention(scope.at("attentions", j), level, out));
    }
    if (level + 1 < m_config.levels())
        block.downsampler.emplace(scope.at("downsamplers", 0), out, false);
    block.output = scope.tap();
    return block;
}

MidBlock Unet::buildMid(const ModuleScope& scope) {
    const int deepest = m_config.levels() - 1;
    const int channels = m_config.blockOutChannels[std::size_t(deepest)];
    MidBlock block;
    for (int j = 0; j < 2; ++j) {
        block.resnets.emplace_back(scope.at("resnets", j), channels, channels,
                                   m_config.timeEmbedDim(), m_config.normGroups, m_config.normEps);
        if (j == 0 && m_config.midHasAttention)
            block.attentions.push_back(
                buildAttention(scope.at("attentions", j), deepest, channels));
    }
    block.output = scope.tap();
    return block;
}

UpBlock Unet::buildUp(const ModuleScope& scope, int index, std::vector<int>& skips, int in) {
    const int level = m_config.levels() - 1 - index;
    const int out = m_config.blockOutChannels[std::size_t(level)];
    UpBlock block;
    for (int j = 0; j <= m_config.layersPerBlock; ++j) {
        const int skip = skips.back();
        skips.pop_back();
        block.resnets.emplace_back(scope.at("resnets", j), (j == 0 ? in : out) + skip, out,
                                   m_config.timeEmbedDim(), m_config.normGroups, m_config.normEps);
        if (m_config.upHasAttention[std::size_t(index)])
            block.attentions.push_back(buildAttention(scope.at("attentions", j), level, out));
    }
    if (level > 0) block.upsampler.emplace(scope.at("upsamplers", 0), out);
    block.output = scope.tap();
    return block;
}

at::Tensor Unet::embedTime(const UnetConditioning& conditioning, std::int64_t batch,
                           NetworkRun& run) const {
    const int width = m_config.blockOutChannels.front();
    const auto projected = run.output(
        m_timeProj, sinusoidalEmbedding(conditioning.timesteps.expand({batch}), width,
                                        m_config.flipSinToCos, m_config.freqShift));  // [B, width]
    const auto emb = run.output(m_timeEmbedding, time_embedding(projected));  // [B, 4 width]
    if (!m_config.hasTextTimeEmbedding || !conditioning.textEmbeds.defined()) return emb;
    const auto ids = run.output(
        m_addTimeProj,
        sinusoidalEmbedding(conditioning.timeIds.flatten(), m_config.additionTimeEmbedDim,
                            m_config.flipSinToCos, m_config.freqShift));  // [6 B, dim]
    const auto texts = at::cat({conditioning.textEmbeds, ids.reshape({batch, -1})}, 1);
    return emb + run.output(m_addEmbedding, add_embedding(texts));
}

at::Tensor Unet::forward(const at::Tensor& sample, const UnetConditioning& conditioning,
                         NetworkRun& run) const {
    const auto temb =
        at::silu(embedTime(conditioning, sample.size(0), run));  // every resnet wants silu(emb)
    // Channels-last from here on: tokens are contiguous, and oneDNN's convolutions want it so.
    const auto layout =
        EagerScope::isActive() ? at::MemoryFormat::Contiguous : at::MemoryFormat::ChannelsLast;
    const auto input = run.output(m_input, m_config.centerInputSample ? 2 * sample - 1.0 : sample);
    auto x = run.output(m_convIn, conv_in(input.contiguous(layout)));  // [B, C0, h, w]

    std::vector<at::Tensor> skips = {x};
    for (const auto& block : down_blocks) {
        for (std::size_t j = 0; j < block.resnets.size(); ++j) {
            x = block.resnets[j].forward(x, temb, run);
            if (!block.attentions.empty())
                x = block.attentions[j].forward(x, conditioning.text, run);
            skips.push_back(x);
        }
        if (block.downsampler) {
            x = block.downsampler->forward(x, run);
            skips.push_back(x);
        }
        x = run.output(block.output, x);
    }

    x = mid_block.resnets[0].forward(x, temb, run);
    if (!mid_block.attentions.empty())
        x = mid_block.attentions[0].forward(x, conditioning.text, run);
    x = run.output(mid_block.output, mid_block.resnets[1].forward(x, temb, run));

    for (const auto& block : up_blocks) {
        for (std::size_t j = 0; j < block.resnets.size(); ++j) {
            x = block.resnets[j].forward(at::cat({x, skips.back()}, 1), temb, run);
            skips.pop_back();
            if (!block.attentions.empty())
                x = block.attentions[j].forward(x, conditioning.text, run);
        }
        if (block.upsampler)
            x = block.upsampler->forward(x, skips.back().size(2), skips.back().size(3), run);
        x = run.output(block.output, x);
    }

    x = run.output(m_convNormOut, conv_norm_out(x));
    return run.output(m_convOut, conv_out(at::silu(x)));  // [B, Cout, h, w]
}

}  // namespace engine
