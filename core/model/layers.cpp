// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layers.h"

#include <ATen/ATen.h>

#include <cmath>

namespace engine {

Linear::Linear(const ModuleScope& scope, int in, int out, bool hasBias)
    : weight(scope.take("weight", {out, in})) {
    if (hasBias) bias = scope.take("bias", {out});
}

at::Tensor Linear::operator()(const at::Tensor& x) const {
    if (auto* count = CountingScope::active())
        count->linear += 2.0 * double(x.numel()) * double(weight.size(0));
    return at::linear(x.to(weight.scalar_type()), weight, bias);
}

Conv2d::Conv2d(const ModuleScope& scope, int in, int out, int kernel, int strideOf, int paddingOf,
               bool hasBias)
    : weight(scope.take("weight", {out, in, kernel, kernel})),
      stride(strideOf),
      padding(paddingOf),
      m_taps(std::int64_t(in) * kernel * kernel),
      m_type(weight.scalar_type()) {
    if (hasBias) bias = scope.take("bias", {out});
}

at::Tensor Conv2d::operator()(const at::Tensor& input) const {
    const auto x = input.to(m_type);
    at::Tensor y;
    if (!m_packed && PackedConvolution::isPossible(x)) {
        m_packed.emplace(weight, bias, stride, padding, x.sizes());
        weight.reset();
    }
    if (m_packed)
        y = m_packed->run(x);
    else
        y = at::conv2d(x, weight, bias, {stride, stride}, {padding, padding});
    if (auto* count = CountingScope::active())
        count->convolution += 2.0 * double(y.numel()) * double(m_taps);
    return y;
}

GroupNorm::GroupNorm(const ModuleScope& scope, int channels, int groupCount, double epsilon)
    : weight(scope.inFloat().take("weight", {channels})),
      bias(scope.inFloat().take("bias", {channels})),
      groups(groupCount),
      eps(epsilon) {}

at::Tensor GroupNorm::operator()(const at::Tensor& x, const at::Tensor& perChannel) const {
    return groupNorm(x, weight, bias, groups, eps, /*silu=*/false, perChannel);
}

at::Tensor GroupNorm::silu(const at::Tensor& x, const at::Tensor& perChannel) const {
    return groupNorm(x, weight, bias, groups, eps, /*silu=*/true, perChannel);
}

LayerNorm::LayerNorm(const ModuleScope& scope, int channels, double epsilon)
    : weight(scope.inFloat().take("weight", {channels})),
      bias(scope.inFloat().take("bias", {channels})),
      eps(epsilon) {}

at::Tensor LayerNorm::operator()(const at::Tensor& x) const {
    return layerNorm(x, weight, bias, eps);
}

TimestepEmbedding::TimestepEmbedding(const ModuleScope& scope, int in, int out)
    : linear_1(scope.inFloat() / "linear_1", in, out),
      linear_2(scope.inFloat() / "linear_2", out, out) {}

at::Tensor TimestepEmbedding::operator()(const at::Tensor& x) const {
    return linear_2(at::silu(linear_1(x)));
}

at::Tensor sinusoidalEmbedding(const at::Tensor& timesteps, int dim, bool flipSinToCos,
                               double freqShift) {
    const int half = dim / 2;
    auto exponent = at::arange(half, timesteps.options().dtype(at::kFloat)) * (-std::log(10000.0));
    exponent = exponent / (half - freqShift);
    const auto angles =
        timesteps.to(at::kFloat).unsqueeze(1) * exponent.exp().unsqueeze(0);  // [N, half]
    auto embedding = flipSinToCos ? at::cat({angles.cos(), angles.sin()}, 1)
                                  : at::cat({angles.sin(), angles.cos()}, 1);
    return dim % 2 == 0 ? embedding : at::constant_pad_nd(embedding, {0, 1});  // [N, dim]
}

at::MemoryFormat computingLayout() {
    return EagerScope::isActive() ? at::MemoryFormat::Contiguous : at::MemoryFormat::ChannelsLast;
}

at::Tensor toTokens(const at::Tensor& map) {
    return map.flatten(2).transpose(1, 2).contiguous();
}

at::Tensor toMap(const at::Tensor& tokens, std::int64_t height, std::int64_t width) {
    if (EagerScope::isActive())
        return tokens.transpose(1, 2)
            .reshape({tokens.size(0), tokens.size(2), height, width})
            .contiguous();
    return tokens.view({tokens.size(0), height, width, tokens.size(2)}).permute({0, 3, 1, 2});
}

}  // namespace engine
