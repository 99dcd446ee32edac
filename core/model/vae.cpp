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

at::Tensor VaeAttention::forward(const at::Tensor& x, ActivationTap& tap) const {
    const auto normed = group_norm(x).flatten(2);  // [B, C, H * W]
    tap.observe(m_norm, normed);
    const auto tokens = normed.transpose(1, 2).contiguous();  // [B, H * W, C]
    const auto q = to_q(tokens);
    tap.observe(m_q, q);
    const auto k = to_k(tokens);
    tap.observe(m_k, k);
    const auto v = to_v(tokens);
    tap.observe(m_v, v);
    auto h = to_out(engine::attention(q, k, v, /*heads=*/1));
    tap.observe(m_out, h);
    h = toMap(h, x.size(2), x.size(3)) + x;  // [B, C, H, W]
    tap.observe(m_output, h);
    return h;
}

VaeMidBlock::VaeMidBlock(const ModuleScope& scope, int channels, int groups)
    : first(resnet(scope.at("resnets", 0), channels, channels, groups)),
      attention(scope.at("attentions", 0), channels, groups),
      second(resnet(scope.at("resnets", 1), channels, channels, groups)),
      output(scope.tap()) {}

at::Tensor VaeMidBlock::forward(at::Tensor x, ActivationTap& tap) const {
    x = first.forward(x, {}, tap);
    x = attention.forward(x, tap);
    x = second.forward(x, {}, tap);
    tap.observe(output, x);
    return x;
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

at::Tensor VaeEncoder::forward(const at::Tensor& image, ActivationTap& tap) const {
    auto x = conv_in(image.contiguous(computingLayout()));  // [B, C0, H, W]
    tap.observe(m_convIn, x);
    for (const auto& block : down_blocks) {
        for (const auto& r : block.resnets) x = r.forward(x, {}, tap);
        if (block.downsampler) x = block.downsampler->forward(x, tap);
        tap.observe(block.output, x);
    }
    x = mid_block->forward(x, tap);
    x = conv_norm_out(x);
    tap.observe(m_convNormOut, x);
    x = conv_out(at::silu(x));  // [B, 2 L, h, w]
    tap.observe(m_convOut, x);
    if (quant_conv.exists()) {
        x = quant_conv(x);
        tap.observe(m_quantConv, x);
    }
    return x;
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

at::Tensor VaeDecoder::forward(const at::Tensor& latent, ActivationTap& tap) const {
    auto x = latent.contiguous(computingLayout());  // [B, L, h, w]
    if (post_quant_conv.exists()) {
        x = post_quant_conv(x);
        tap.observe(m_postQuantConv, x);
    }
    x = conv_in(x);
    tap.observe(m_convIn, x);
    x = mid_block->forward(x, tap);
    for (const auto& block : up_blocks) {
        for (const auto& r : block.resnets) x = r.forward(x, {}, tap);
        if (block.upsampler) x = block.upsampler->forward(x, 2 * x.size(2), 2 * x.size(3), tap);
        tap.observe(block.output, x);
    }
    x = conv_norm_out(x);
    tap.observe(m_convNormOut, x);
    x = conv_out(at::silu(x));  // [B, 3, H, W]
    tap.observe(m_convOut, x);
    return x;
}

Vae::Vae(const VaeConfig& config, WeightStore& weights)
    : m_facts{config.inChannels, config.latentChannels, config.scale(), config.scalingFactor,
              config.shiftFactor},
      m_encoder(config, weights),
      m_decoder(config, weights) {}

LatentDistribution Vae::encode(const at::Tensor& image, ActivationTap& tap) const {
    LatentDistribution d;
    d.moments = m_encoder.forward(image, tap);
    const auto halves = d.moments.chunk(2, 1);  // 2 x [B, L, h, w]
    d.mean = halves[0];
    d.logvar = halves[1].clamp(-30.0, 20.0);
    d.std = (0.5 * d.logvar).exp();
    return d;
}

at::Tensor Vae::decode(const at::Tensor& latent, ActivationTap& tap) const {
    return m_decoder.forward(latent, tap);
}

}  // namespace engine
