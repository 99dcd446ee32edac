// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/model_layers.h"

#include <base/atomic_file.h>
#include <base/json.h>
#include <model/unet_config.h>

namespace core {

engine::Result<std::vector<engine::LayerInfo>> unetLayersOf(const engine::ModelInfo& model,
                                                            engine::PixelSize size) {
    constexpr std::size_t kMostBytes = 16u << 20;
    const auto* unet = model.component("unet");
    if (unet == nullptr)
        return engine::Error{engine::ErrorCode::BadFile, model.name + " has no U-Net."};
    const auto file = (unet->folder / "config.json").string();
    const auto text = engine::readFile(file, kMostBytes);
    if (!text) return text.error();
    const auto json = engine::parseJson(*text, file);
    if (!json) return json.error();
    const auto config = engine::UnetConfig::fromJson(*json, file);
    if (!config) return config.error();
    return engine::unetLayers(*config, {size.height / model.vaeScale, size.width / model.vaeScale});
}

}  // namespace core
