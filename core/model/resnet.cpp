// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/resnet.h"

#include <ATen/ATen.h>

namespace engine {

ResnetBlock::ResnetBlock(const ModuleScope& scope, int in, int out, int timeEmbedDim, int groups, double eps)
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

at::Tensor ResnetBlock::forward(const at::Tensor& x, const at::Tensor& temb, ActivationTap& tap) const {
    auto h = norm1(x);  // [B, in, H, W]
    tap.observe(m_norm1, h);
    h = conv1(at::silu(h));  // [B, out, H, W]
    tap.observe(m_conv1, h);
    if (time_emb_proj.weight.defined()) {
        const auto t = time_emb_proj(temb);  // [B, out]
        tap.observe(m_timeEmbProj, t);
        h = h + t.unsqueeze(-1).unsqueeze(-1);  // + [B, out, 1, 1]
    }
    h = norm2(h);
    tap.observe(m_norm2, h);
    h = conv2(at::silu(h));
    tap.observe(m_conv2, h);
    auto shortcut = x;
    if (conv_shortcut.weight.defined()) {
        shortcut = conv_shortcut(x);
        tap.observe(m_convShortcut, shortcut);
    }
    h = shortcut + h;
    tap.observe(m_output, h);
    return h;
}

Downsample::Downsample(const ModuleScope& scope, int channels, bool isAsymmetric)
    : conv(scope / "conv", channels, channels, 3, /*stride=*/2, /*padding=*/isAsymmetric ? 0 : 1),
      m_isAsymmetric(isAsymmetric),
      m_conv(scope.tap("conv")),
      m_output(scope.tap()) {}

at::Tensor Downsample::forward(const at::Tensor& x, ActivationTap& tap) const {
    const auto h = conv(m_isAsymmetric ? at::constant_pad_nd(x, {0, 1, 0, 1}) : x);  // [B, C, ceil(H/2), ceil(W/2)]
    tap.observe(m_conv, h);
    tap.observe(m_output, h);
    return h;
}

Upsample::Upsample(const ModuleScope& scope, int channels)
    : conv(scope / "conv", channels, channels, 3, 1, 1), m_conv(scope.tap("conv")), m_output(scope.tap()) {}

at::Tensor Upsample::forward(const at::Tensor& x, std::int64_t height, std::int64_t width,
                             ActivationTap& tap) const {
    const auto h = conv(at::upsample_nearest2d(x, {height, width}));  // [B, C, height, width]
    tap.observe(m_conv, h);
    tap.observe(m_output, h);
    return h;
}

}  // namespace engine
