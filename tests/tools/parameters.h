// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <model/text_config.h>
#include <model/unet_config.h>
#include <model/vae_config.h>

#include <cstdint>
#include <string>
#include <vector>

/// The parameters of published networks by name and shape, written down apart from the program's
/// networks: a model that is written from these lists and opens shows that both agree.
namespace tools {

struct Parameter {
    std::string name;
    std::vector<std::int64_t> shape;
};
using Parameters = std::vector<Parameter>;

Parameters unetParameters(const engine::UnetConfig& config);
Parameters vaeParameters(const engine::VaeConfig& config);
Parameters textParameters(const engine::TextConfig& config);

}  // namespace tools
