// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/golden.h"

#include <model/model_info.h>

#include <map>
#include <string>
#include <vector>

/// Shapes that golden data say a layer has, against those that a walk over the layers gives.
namespace layer_shapes {

using Shape = std::vector<std::int64_t>;

inline std::map<std::string, Shape> shapesOf(const std::vector<engine::LayerInfo>& layers,
                                             std::int64_t batch) {
    std::map<std::string, Shape> shapes;
    for (const auto& layer : layers) shapes[layer.path.text()] = layer.shape(batch);
    return shapes;
}

/// The arrays of \a stem.npz by the manifest, and those of \a stem.summary.json where that exists.
inline std::map<std::string, Shape> goldenShapes(const std::string& stem) {
    std::map<std::string, Shape> shapes;
    const auto manifest = golden::json("manifest.json");
    for (const auto& [name, array] : manifest.at(stem + ".npz").at("tensors").items())
        shapes[name] = array.at("shape").get<Shape>();
    if (!std::filesystem::exists(golden::path(stem + ".summary.json"))) return shapes;
    const auto summary = golden::json(stem + ".summary.json");
    for (const auto& [name, entry] : summary.items()) shapes[name] = entry.at("shape").get<Shape>();
    return shapes;
}

}  // namespace layer_shapes
