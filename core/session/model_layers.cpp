// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/model_layers.h"

#include <model/configs.h>
#include <model/unet_config.h>

namespace core {

engine::Result<std::vector<engine::LayerInfo>> unetLayersOf(const engine::ModelInfo& model,
                                                            engine::PixelSize size) {
    const auto* unet = model.component("unet");
    if (unet == nullptr)
        return engine::Error{engine::ErrorCode::BadFile, model.name + " has no U-Net."};
    const auto config = engine::readConfigAs<engine::UnetConfig>(*unet);
    if (!config) return config.error();
    return engine::unetLayers(*config, {size.height / model.vaeScale, size.width / model.vaeScale});
}

}  // namespace core
