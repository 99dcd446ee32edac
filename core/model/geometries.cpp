// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/geometries.h"

#include "base/json.h"
#include "model/published_models.h"

#include <cassert>

namespace engine {

std::optional<UnetConfig> publishedGeometry(const std::string& name) {
    const auto* model = publishedModel(name);
    if (!model) return std::nullopt;
    const auto json = parseJson(model->unet, name);
    assert(json.ok());
    auto config = UnetConfig::fromJson(*json, name);
    assert(config.ok());
    return *std::move(config);
}

}  // namespace engine
