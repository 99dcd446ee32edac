// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "model/model_info.h"

#include <vector>

namespace engine {

/// Observable modules of the VAE \a vae, AutoencoderKL or AutoencoderTiny by its class: of the
/// encoder for a picture of \a image pixels, of the decoder for a latent. Fails with BadFile or
/// Unsupported as the configs do.
Result<std::vector<LayerInfo>> encoderLayersOf(const ComponentInfo& vae, TokenGrid image);
Result<std::vector<LayerInfo>> decoderLayersOf(const ComponentInfo& vae, TokenGrid latent);

}  // namespace engine
