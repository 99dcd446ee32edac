// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to the engine: names torch.

#include "model/layers.h"
#include "model/network_run.h"

namespace engine {

/// Two 3x3 convolutions with a residual connection; in the U-Net the timestep is added between
/// them. Source: reference/models.md, section 2.1.
struct ResnetBlock {
    GroupNorm norm1;
    Conv2d conv1;
    Linear time_emb_proj;  ///< undefined weight in the VAE
    GroupNorm norm2;
    Conv2d conv2;
    Conv2d conv_shortcut;  ///< 1x1; undefined weight where the channels agree

    /// \param timeEmbedDim width of the time embedding, 0 in the VAE.
    ResnetBlock(const ModuleScope& scope, int in, int out, int timeEmbedDim, int groups,
                double eps);
    /// \param x [B, in, H, W]. \param temb silu(time embedding) [B, timeEmbedDim], or undefined.
    /// \return [B, out, H, W].
    at::Tensor forward(const at::Tensor& x, const at::Tensor& temb, NetworkRun& run) const;

private:
    TapId m_norm1, m_conv1, m_timeEmbProj = -1, m_norm2, m_conv2, m_convShortcut = -1, m_output;
};

/// 3x3 convolution of stride 2. The U-Net pads all sides by one; the VAE's encoder pads right and
/// bottom only.
struct Downsample {
    Conv2d conv;

    Downsample(const ModuleScope& scope, int channels, bool isAsymmetric);
    at::Tensor forward(const at::Tensor& x, NetworkRun& run) const;

private:
    bool m_isAsymmetric;
    TapId m_conv, m_output;
};

/// Nearest-neighbour enlargement, then a 3x3 convolution.
struct Upsample {
    Conv2d conv;

    Upsample(const ModuleScope& scope, int channels);
    /// To [B, C, height, width]: twice the size, or the size of the next skip.
    at::Tensor forward(const at::Tensor& x, std::int64_t height, std::int64_t width,
                       NetworkRun& run) const;

private:
    TapId m_conv, m_output;
};

}  // namespace engine
