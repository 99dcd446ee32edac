// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to the engine: names torch.

#include "model/network_run.h"

#include <ATen/core/Tensor.h>

namespace engine {

/// What a picture may be as a latent, unscaled: a normal distribution per cell.
struct LatentDistribution {
    at::Tensor moments;            ///< [B, 2 L, h, w]: mean, log-variance as the network gives it
    at::Tensor mean, logvar, std;  ///< [B, L, h, w] each
};

/// Between pictures and latents: AutoencoderKL or AutoencoderTiny. Either half can be observed.
class Autoencoder {
public:
    /// What its users need to know of it.
    struct Facts {
        int inChannels = 3, latentChannels = 4;
        int scale = 8;                              ///< pixels per latent cell and side
        double scalingFactor = 1, shiftFactor = 0;  ///< latent of the U-Net = (x - shift) * scaling
    };

    virtual ~Autoencoder() = default;
    virtual const Facts& facts() const = 0;
    virtual const TapRegistry& encoderTaps() const = 0;
    virtual const TapRegistry& decoderTaps() const = 0;
    /// \param image [B, 3, H, W], sides divisible by scale.
    virtual LatentDistribution encode(const at::Tensor& image, NetworkRun& run) const = 0;
    /// \param latent [B, L, h, w], unscaled. \return [B, 3, H, W].
    virtual at::Tensor decode(const at::Tensor& latent, NetworkRun& run) const = 0;
};

}  // namespace engine
