// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/geometries.h"

#include "base/json.h"
#include "model/published_models.h"

#include <cassert>

namespace engine {

namespace {

template <typename Config>
Config configOf(const std::string& text, const std::string& name) {
    const auto json = parseJson(text, name);
    assert(json.ok());
    auto config = Config::fromJson(*json, name);
    assert(config.ok());
    return *std::move(config);
}

}  // namespace

std::optional<UnetConfig> publishedGeometry(const std::string& name) {
    const auto* model = publishedModel(name);
    if (!model) return std::nullopt;
    return configOf<UnetConfig>(model->unet, name);
}

std::optional<VaeConfig> publishedAutoencoder(const std::string& name) {
    const auto* model = publishedModel(name);
    if (!model) return std::nullopt;
    return configOf<VaeConfig>(model->vae, name);
}

}  // namespace engine
