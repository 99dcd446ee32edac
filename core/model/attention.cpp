// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/attention.h"

#include <ATen/ATen.h>

#include <cmath>
#include <limits>

namespace engine {

at::Tensor causalAttention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                           int heads) {
    if (q.scalar_type() != at::kFloat)  // scores in float32
        return causalAttention(q.to(at::kFloat), k.to(at::kFloat), v.to(at::kFloat), heads)
            .to(q.scalar_type());
    const auto b = q.size(0), t = q.size(1), d = q.size(2) / heads;
    const auto split = [&](const at::Tensor& x) {  // [B, T, heads * d] -> [B * heads, T, d]
        return x.view({b, t, heads, d}).transpose(1, 2).reshape({b * heads, t, d});
    };
    auto scores = at::bmm(split(q) * (1.0 / std::sqrt(double(d))),
                          split(k).transpose(1, 2));  // [B * heads, T, T]
    scores.masked_fill_(at::ones({t, t}, q.options().dtype(at::kBool)).triu(1),
                        -std::numeric_limits<float>::infinity());
    const auto out = at::bmm(at::softmax(scores, -1), split(v));  // [B * heads, T, d]
    return out.view({b, heads, t, d}).transpose(1, 2).reshape({b, t, heads * d});
}

Attention::Attention(const ModuleScope& scope, int channels, int contextChannels, int headCount)
    : to_q(scope / "to_q", channels, channels, /*hasBias=*/false),
      to_k(scope / "to_k", contextChannels, channels, false),
      to_v(scope / "to_v", contextChannels, channels, false),
      to_out(scope / "to_out.0", channels, channels),
      heads(headCount),
      m_q(scope.tap("to_q")),
      m_k(scope.tap("to_k")),
      m_v(scope.tap("to_v")),
      m_out(scope.tap("to_out.0")),
      m_output(scope.tap()) {}

at::Tensor Attention::forward(const at::Tensor& x, const at::Tensor& context,
                              ActivationTap& tap) const {
    const auto q = to_q(x);  // [B, T, C]
    tap.observe(m_q, q);
    const auto k = to_k(context);  // [B, Tk, C]
    tap.observe(m_k, k);
    const auto v = to_v(context);
    tap.observe(m_v, v);
    const auto out = to_out(attention(q, k, v, heads));  // [B, T, C]
    tap.observe(m_out, out);
    tap.observe(m_output, out);
    return out;
}

FeedForward::FeedForward(const ModuleScope& scope, int channels)
    : proj(scope / "net.0.proj", channels, channels * 8),
      out(scope / "net.2", channels * 4, channels),
      m_gated(scope.tap("net.0")),
      m_out(scope.tap("net.2")),
      m_output(scope.tap()) {}

at::Tensor FeedForward::forward(const at::Tensor& x, ActivationTap& tap) const {
    const auto gated = gatedGelu(proj(x));  // [B, T, 8C] -> [B, T, 4C], exact GELU
    tap.observe(m_gated, gated);
    const auto y = out(gated);  // [B, T, C]
    tap.observe(m_out, y);
    tap.observe(m_output, y);
    return y;
}

TransformerBlock::TransformerBlock(const ModuleScope& scope, int channels, int textChannels,
                                   int heads)
    : norm1(scope / "norm1", channels),
      norm1Tap(scope.tap("norm1")),
      attn1(scope / "attn1", channels, channels, heads),
      norm2(scope / "norm2", channels),
      norm2Tap(scope.tap("norm2")),
      attn2(scope / "attn2", channels, textChannels, heads),
      norm3(scope / "norm3", channels),
      norm3Tap(scope.tap("norm3")),
      ff(scope / "ff", channels),
      output(scope.tap()) {}

at::Tensor TransformerBlock::forward(at::Tensor x, const at::Tensor& text,
                                     ActivationTap& tap) const {
    auto h = norm1(x);
    tap.observe(norm1Tap, h);
    x = x + attn1.forward(h, h, tap);  // [B, T, C]
    h = norm2(x);
    tap.observe(norm2Tap, h);
    x = x + attn2.forward(h, text, tap);
    h = norm3(x);
    tap.observe(norm3Tap, h);
    x = x + ff.forward(h, tap);
    tap.observe(output, x);
    return x;
}

Transformer2D::Transformer2D(const ModuleScope& scope, int channels, int textChannels, int heads,
                             int layers, int groups, bool isLinearProjection)
    : norm(scope / "norm", channels, groups, /*eps=*/1e-6),
      normTap(scope.tap("norm")),
      proj_in(scope / "proj_in", channels, channels),
      projInTap(scope.tap("proj_in")),
      proj_out(scope / "proj_out", channels, channels),
      isLinear(isLinearProjection) {
    transformer_blocks.reserve(std::size_t(layers));
    for (int k = 0; k < layers; ++k)
        transformer_blocks.emplace_back(scope.at("transformer_blocks", k), channels, textChannels,
                                        heads);
    projOutTap = scope.tap("proj_out");
    output = scope.tap();
}

at::Tensor Transformer2D::forward(const at::Tensor& x, const at::Tensor& text,
                                  ActivationTap& tap) const {
    const auto height = x.size(2), width = x.size(3);
    // Tokens of a 1x1 convolution are shown as the map that they are.
    const auto observed = [&](TapId id, const at::Tensor& tokens) {
        tap.observe(id, isLinear || !tap.wants(id) ? tokens : toMap(tokens, height, width));
    };
    auto h = norm(x);  // [B, C, H, W]
    tap.observe(normTap, h);
    h = proj_in(toTokens(h));  // [B, H * W, C]
    observed(projInTap, h);
    for (const auto& block : transformer_blocks) h = block.forward(h, text, tap);
    h = proj_out(h);
    observed(projOutTap, h);
    h = toMap(h, height, width) + x;  // [B, C, H, W]
    tap.observe(output, h);
    return h;
}

}  // namespace engine
