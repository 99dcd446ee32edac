// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/vae.h"

#include "model/attention.h"

#include <ATen/ATen.h>

namespace engine {
namespace {

constexpr double kNormEps = 1e-6;

ResnetBlock resnet(const ModuleScope& scope, int in, int out, int groups) {
    return {scope, in, out, /*timeEmbedDim=*/0, groups, kNormEps};
}

at::MemoryFormat layout() {
    return EagerScope::isActive() ? at::MemoryFormat::Contiguous : at::MemoryFormat::ChannelsLast;
}

/// A projection of the attention under its name of today or of early files.
Linear projection(const ModuleScope& scope, const std::string& name, const std::string& earlyName,
                  int channels) {
    return {scope / (scope.has(earlyName + ".weight") ? earlyName : name), channels, channels};
}

}  // namespace

VaeAttention::VaeAttention(const ModuleScope& scope, int channels, int groups)
    : group_norm(scope / "group_norm", channels, groups, kNormEps),
      to_q(projection(scope, "to_q", "query", channels)),
      to_k(projection(scope, "to_k", "key", channels)),
      to_v(projection(scope, "to_v", "value", channels)),
      to_out(projection(scope, "to_out.0", "proj_attn", channels)),
      m_norm(scope.tap("group_norm")),
      m_q(scope.tap("to_q")),
      m_k(scope.tap("to_k")),
      m_v(scope.tap("to_v")),
      m_out(scope.tap("to_out.0")),
      m_output(scope.tap()) {}

at::Tensor VaeAttention::forward(const at::Tensor& x, NetworkRun& run) const {
    const auto normed = run.output(m_norm, group_norm(x).flatten(2));  // [B, C, H * W]
    const auto tokens = normed.transpose(1, 2).contiguous();           // [B, H * W, C]
    const auto q = run.output(m_q, to_q(tokens));
    const auto k = run.output(m_k, to_k(tokens));
    const auto v = run.output(m_v, to_v(tokens));
    const auto h = run.output(m_out, to_out(engine::attention(q, k, v, /*heads=*/1)));
    return run.output(m_output, toMap(h, x.size(2), x.size(3)) + x);  // [B, C, H, W]
}

VaeMidBlock::VaeMidBlock(const ModuleScope& scope, int channels, int groups)
    : first(resnet(scope.at("resnets", 0), channels, channels, groups)),
      attention(scope.at("attentions", 0), channels, groups),
      second(resnet(scope.at("resnets", 1), channels, channels, groups)),
      output(scope.tap()) {}

at::Tensor VaeMidBlock::forward(at::Tensor x, NetworkRun& run) const {
    x = first.forward(x, {}, run);
    x = attention.forward(x, run);
    return run.output(output, second.forward(x, {}, run));
}

VaeEncoder::VaeEncoder(const VaeConfig& config, WeightStore& weights) {
    const ModuleScope root(weights, m_taps);
    const auto scope = root / "encoder";
    const int groups = config.normGroups;
    int channels = config.blockOutChannels.front();
    conv_in = Conv2d(scope / "conv_in", config.inChannels, channels, 3, 1, 1);
    m_convIn = scope.tap("conv_in");
    for (int level = 0; level < config.levels(); ++level) {
        const auto here = scope.at("down_blocks", level);
        const int out = config.blockOutChannels[std::size_t(level)];
        VaeLevel block;
        for (int j = 0; j < config.layersPerBlock; ++j)
            block.resnets.push_back(
                resnet(here.at("resnets", j), j == 0 ? channels : out, out, groups));
        if (level + 1 < config.levels())
            block.downsampler.emplace(here.at("downsamplers", 0), out, true);
        block.output = here.tap();
        down_blocks.push_back(std::move(block));
        channels = out;
    }
    mid_block.emplace(scope / "mid_block", channels, groups);
    conv_norm_out = GroupNorm(scope / "conv_norm_out", channels, groups, kNormEps);
    m_convNormOut = scope.tap("conv_norm_out");
    const int moments = 2 * config.latentChannels;
    conv_out = Conv2d(scope / "conv_out", channels, moments, 3, 1, 1);
    m_convOut = scope.tap("conv_out");
    if (config.hasQuantConv) {
        quant_conv = Conv2d(root / "quant_conv", moments, moments, 1);
        m_quantConv = root.tap("quant_conv");
    }
}

at::Tensor VaeEncoder::forward(const at::Tensor& image, NetworkRun& run) const {
    auto x = run.output(m_convIn, conv_in(image.contiguous(layout())));  // [B, C0, H, W]
    for (const auto& block : down_blocks) {
        for (const auto& r : block.resnets) x = r.forward(x, {}, run);
        if (block.downsampler) x = block.downsampler->forward(x, run);
        x = run.output(block.output, x);
    }
    x = mid_block->forward(x, run);
    x = run.output(m_convNormOut, conv_norm_out(x));
    x = run.output(m_convOut, conv_out(at::silu(x)));  // [B, 2 L, h, w]
    return quant_conv.exists() ? run.output(m_quantConv, quant_conv(x)) : x;
}

VaeDecoder::VaeDecoder(const VaeConfig& config, WeightStore& weights) {
    const ModuleScope root(weights, m_taps);
    const auto scope = root / "decoder";
    const int groups = config.normGroups;
    if (config.hasPostQuantConv) {
        post_quant_conv =
            Conv2d(root / "post_quant_conv", config.latentChannels, config.latentChannels, 1);
        m_postQuantConv = root.tap("post_quant_conv");
    }
    int channels = config.blockOutChannels.back();
    conv_in = Conv2d(scope / "conv_in", config.latentChannels, channels, 3, 1, 1);
    m_convIn = scope.tap("conv_in");
    mid_block.emplace(scope / "mid_block", channels, groups);
    for (int index = 0; index < config.levels(); ++index) {
        const auto here = scope.at("up_blocks", index);
        const int out = config.blockOutChannels[std::size_t(config.levels() - 1 - index)];
        VaeLevel block;
        for (int j = 0; j <= config.layersPerBlock; ++j)
            block.resnets.push_back(
                resnet(here.at("resnets", j), j == 0 ? channels : out, out, groups));
        if (index + 1 < config.levels()) block.upsampler.emplace(here.at("upsamplers", 0), out);
        block.output = here.tap();
        up_blocks.push_back(std::move(block));
        channels = out;
    }
    conv_norm_out = GroupNorm(scope / "conv_norm_out", channels, groups, kNormEps);
    m_convNormOut = scope.tap("conv_norm_out");
    conv_out = Conv2d(scope / "conv_out", channels, config.outChannels, 3, 1, 1);
    m_convOut = scope.tap("conv_out");
}

at::Tensor VaeDecoder::forward(const at::Tensor& latent, NetworkRun& run) const {
    auto x = latent.contiguous(layout());  // [B, L, h, w]
    if (post_quant_conv.exists()) x = run.output(m_postQuantConv, post_quant_conv(x));
    x = run.output(m_convIn, conv_in(x));
    x = mid_block->forward(x, run);
    for (const auto& block : up_blocks) {
        for (const auto& r : block.resnets) x = r.forward(x, {}, run);
        if (block.upsampler) x = block.upsampler->forward(x, 2 * x.size(2), 2 * x.size(3), run);
        x = run.output(block.output, x);
    }
    x = run.output(m_convNormOut, conv_norm_out(x));
    return run.output(m_convOut, conv_out(at::silu(x)));  // [B, 3, H, W]
}

}  // namespace engine
