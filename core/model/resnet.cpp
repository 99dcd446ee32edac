// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/resnet.h"

#include <ATen/ATen.h>

namespace engine {
namespace {

/// SiLU(norm(x + perChannel)), in one go unless the norm itself is to be seen; the same bits either
/// way.
at::Tensor normSilu(const GroupNorm& norm, const at::Tensor& x, const at::Tensor& perChannel,
                    TapId id, NetworkRun& run) {
    if (run.touches(id)) return siluAsFused(run.output(id, norm(x, perChannel)));
    run.pass(id);
    return norm.silu(x, perChannel);
}

}  // namespace

ResnetBlock::ResnetBlock(const ModuleScope& scope, int in, int out, int timeEmbedDim, int groups,
                         double eps)
    : norm1(scope / "norm1", in, groups, eps),
      conv1(scope / "conv1", in, out, /*kernel=*/3, /*stride=*/1, /*padding=*/1),
      norm2(scope / "norm2", out, groups, eps),
      conv2(scope / "conv2", out, out, 3, 1, 1),
      m_norm1(scope.tap("norm1")),
      m_conv1(scope.tap("conv1")) {
    if (timeEmbedDim > 0) {
        time_emb_proj = Linear(scope / "time_emb_proj", timeEmbedDim, out);
        m_timeEmbProj = scope.tap("time_emb_proj");
    }
    m_norm2 = scope.tap("norm2");
    m_conv2 = scope.tap("conv2");
    if (in != out) {
        conv_shortcut = Conv2d(scope / "conv_shortcut", in, out, 1);
        m_convShortcut = scope.tap("conv_shortcut");
    }
    m_output = scope.tap();
}

at::Tensor ResnetBlock::forward(const at::Tensor& x, const at::Tensor& temb,
                                NetworkRun& run) const {
    auto h = run.output(m_conv1, conv1(normSilu(norm1, x, {}, m_norm1, run)));  // [B, out, H, W]
    at::Tensor t;
    if (time_emb_proj.weight.defined())
        t = run.output(m_timeEmbProj, time_emb_proj(temb));  // [B, out]
    h = run.output(m_conv2, conv2(normSilu(norm2, h, t, m_norm2, run)));
    auto shortcut = x;
    if (conv_shortcut.exists()) shortcut = run.output(m_convShortcut, conv_shortcut(x));
    // What was observed may still be looked at.
    h = run.touches(m_conv2) ? shortcut + h : h.add_(shortcut);
    return run.output(m_output, h);
}

Downsample::Downsample(const ModuleScope& scope, int channels, bool isAsymmetric)
    : conv(scope / "conv", channels, channels, 3, /*stride=*/2, /*padding=*/isAsymmetric ? 0 : 1),
      m_isAsymmetric(isAsymmetric),
      m_conv(scope.tap("conv")),
      m_output(scope.tap()) {}

at::Tensor Downsample::forward(const at::Tensor& x, NetworkRun& run) const {
    const auto h = conv(m_isAsymmetric ? at::constant_pad_nd(x, {0, 1, 0, 1})
                                       : x);  // [B, C, ceil(H/2), ceil(W/2)]
    return run.output(m_conv, m_output, h);
}

Upsample::Upsample(const ModuleScope& scope, int channels)
    : conv(scope / "conv", channels, channels, 3, 1, 1),
      m_conv(scope.tap("conv")),
      m_output(scope.tap()) {}

at::Tensor Upsample::forward(const at::Tensor& x, std::int64_t height, std::int64_t width,
                             NetworkRun& run) const {
    const auto h = conv(at::upsample_nearest2d(x, {height, width}));  // [B, C, height, width]
    return run.output(m_conv, m_output, h);
}

}  // namespace engine
