// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <representation/representation.h>

#include <memory>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

/// One layer's activation as it would come from the engine. Throws where the numbers do not fit.
inline std::shared_ptr<const engine::Representation> layerOf(
    const engine::NdArray& activation, engine::TokenGrid grid = {},
    std::string_view path = "up_blocks[1]") {
    auto made = engine::Representation::fromActivation(engine::LayerPath(path), activation, grid);
    if (!made) throw std::runtime_error(made.error().message);
    return *made;
}

/// \param values [channels, height, width]
inline std::shared_ptr<const engine::Representation> layerOf(
    int channels, int height, int width, std::vector<float> values,
    std::string_view path = "up_blocks[1]") {
    return layerOf(engine::NdArray::fromFloats({1, channels, height, width}, std::move(values)), {},
                   path);
}
