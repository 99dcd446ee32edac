// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/unet_config.h"
#include "model/vae_config.h"

#include <optional>
#include <string>

namespace engine {

/// The published U-Net geometries by the names of `bench unet --geometry`: "sd15", "sd21", "sdxl".
/// Source: reference/models.md, section 2.
std::optional<UnetConfig> publishedGeometry(const std::string& name);
/// The autoencoder that goes with it.
std::optional<VaeConfig> publishedAutoencoder(const std::string& name);

}  // namespace engine
