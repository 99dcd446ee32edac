// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/attention.h"

#include <ATen/ATen.h>

#include <cmath>
#include <limits>

namespace engine {

at::Tensor causalAttention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                           int heads) {
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
      m_map(scope.tap("map")),
      m_out(scope.tap("to_out.0")),
      m_output(scope.tap()) {}

at::Tensor Attention::forward(const at::Tensor& x, const at::Tensor& context,
                              NetworkRun& run) const {
    const auto q = run.output(m_q, to_q(x));        // [B, T, C]
    const auto k = run.output(m_k, to_k(context));  // [B, Tk, C]
    const auto v = run.output(m_v, to_v(context));
    run.attention(m_map, q, k, heads);
    return run.output(m_out, m_output, to_out(attention(q, k, v, heads)));  // [B, T, C]
}

FeedForward::FeedForward(const ModuleScope& scope, int channels)
    : proj(scope / "net.0.proj", channels, channels * 8),
      out(scope / "net.2", channels * 4, channels),
      m_gated(scope.tap("net.0")),
      m_out(scope.tap("net.2")),
      m_output(scope.tap()) {}

at::Tensor FeedForward::forward(const at::Tensor& x, NetworkRun& run) const {
    const auto gated =
        run.output(m_gated, gatedGelu(proj(x)));     // [B, T, 8C] -> [B, T, 4C], exact GELU
    return run.output(m_out, m_output, out(gated));  // [B, T, C]
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

at::Tensor TransformerBlock::forward(at::Tensor x, const at::Tensor& text, NetworkRun& run) const {
    auto h = run.output(norm1Tap, norm1(x));
    x = x + attn1.forward(h, h, run);  // [B, T, C]
    h = run.output(norm2Tap, norm2(x));
    x = x + attn2.forward(h, text, run);
    h = run.output(norm3Tap, norm3(x));
    return run.output(output, x + ff.forward(h, run));
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
                                  NetworkRun& run) const {
    const auto height = x.size(2), width = x.size(3);
    // Tokens of a 1x1 convolution are shown as the map that they are.
    const auto projected = [&](TapId id, const at::Tensor& tokens) {
        if (isLinear || !run.touches(id)) return run.output(id, tokens);
        return toTokens(run.output(id, toMap(tokens, height, width)));
    };
    auto h = run.output(normTap, norm(x));           // [B, C, H, W]
    h = projected(projInTap, proj_in(toTokens(h)));  // [B, H * W, C]
    for (const auto& block : transformer_blocks) h = block.forward(h, text, run);
    h = projected(projOutTap, proj_out(h));
    return run.output(output, toMap(h, height, width) + x);  // [B, C, H, W]
}

}  // namespace engine
