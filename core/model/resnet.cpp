// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/resnet.h"

#include <ATen/ATen.h>

namespace engine {
namespace {

/// SiLU(norm(x + perChannel)), in one go unless the norm itself is to be seen.
at::Tensor normSilu(const GroupNorm& norm, const at::Tensor& x, const at::Tensor& perChannel,
                    TapId id, ActivationTap& tap) {
    if (!tap.wants(id)) {
        tap.pass(id);
        return norm.silu(x, perChannel);
    }
    const auto normed = norm(perChannel.defined() ? x + perChannel.unsqueeze(-1).unsqueeze(-1) : x);
    tap.observe(id, normed);
    return at::silu(normed);
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
                                ActivationTap& tap) const {
    auto h = conv1(normSilu(norm1, x, {}, m_norm1, tap));  // [B, out, H, W]
    tap.observe(m_conv1, h);
    at::Tensor t;
    if (time_emb_proj.weight.defined()) {
        t = time_emb_proj(temb);  // [B, out]
        tap.observe(m_timeEmbProj, t);
    }
    h = conv2(normSilu(norm2, h, t, m_norm2, tap));
    tap.observe(m_conv2, h);
    auto shortcut = x;
    if (conv_shortcut.exists()) {
        shortcut = conv_shortcut(x);
        tap.observe(m_convShortcut, shortcut);
    }
    // What was observed may still be looked at.
    h = tap.wants(m_conv2) ? shortcut + h : h.add_(shortcut);
    tap.observe(m_output, h);
    return h;
}

Downsample::Downsample(const ModuleScope& scope, int channels, bool isAsymmetric)
    : conv(scope / "conv", channels, channels, 3, /*stride=*/2, /*padding=*/isAsymmetric ? 0 : 1),
      m_isAsymmetric(isAsymmetric),
      m_conv(scope.tap("conv")),
      m_output(scope.tap()) {}

at::Tensor Downsample::forward(const at::Tensor& x, ActivationTap& tap) const {
    const auto h = conv(m_isAsymmetric ? at::constant_pad_nd(x, {0, 1, 0, 1})
                                       : x);  // [B, C, ceil(H/2), ceil(W/2)]
    tap.observe(m_conv, h);
    tap.observe(m_output, h);
    return h;
}

Upsample::Upsample(const ModuleScope& scope, int channels)
    : conv(scope / "conv", channels, channels, 3, 1, 1),
      m_conv(scope.tap("conv")),
      m_output(scope.tap()) {}

at::Tensor Upsample::forward(const at::Tensor& x, std::int64_t height, std::int64_t width,
                             ActivationTap& tap) const {
    const auto h = conv(at::upsample_nearest2d(x, {height, width}));  // [B, C, height, width]
    tap.observe(m_conv, h);
    tap.observe(m_output, h);
    return h;
}

}  // namespace engine
