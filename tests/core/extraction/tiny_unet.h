// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <extraction/engine.h>
#include <extraction/engine_library.h>

#include <QTest>

#include <cmath>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

/// A golden model through the engine's public face, with inputs from formulas.
namespace tiny {

using Activations = std::map<std::string, engine::NdArray>;

inline std::filesystem::path folder(const std::string& model) {
    return std::filesystem::path(DENOSCOPE_TEST_DATA) / "golden/models" / model;
}

inline std::unique_ptr<engine::Model> open(const std::string& model) {
    const auto engine = engine::loadEngine();
    if (!engine) return nullptr;
    auto opened = (*engine)->open(folder(model), {});
    return opened ? std::move(*opened) : nullptr;
}

/// Latents of 8 x 8 cells for tiny-sd15, as many as there are \a timesteps.
inline engine::UnetInputs inputs(std::vector<std::int64_t> timesteps = {50}) {
    const auto batch = std::int64_t(timesteps.size());
    std::vector<float> sample(std::size_t(batch) * 4 * 8 * 8), text(std::size_t(batch) * 77 * 24);
    for (std::size_t i = 0; i < sample.size(); ++i) sample[i] = std::sin(float(i));
    for (std::size_t i = 0; i < text.size(); ++i) text[i] = std::cos(float(i));
    return {engine::NdArray::fromFloats({batch, 4, 8, 8}, sample),
            engine::NdArray::fromInts({batch}, std::move(timesteps)),
            engine::NdArray::fromFloats({batch, 77, 24}, text),
            {},
            {}};
}

/// The output, under "output", and \a layers of one run; empty, and a failed test, where it failed.
inline Activations run(engine::Model& model, const engine::UnetInputs& inputs,
                       const std::vector<std::string>& layers = {}) {
    Activations seen;
    engine::Observation observation;
    for (const auto& layer : layers) observation.layers.insert(engine::LayerPath(layer));
    observation.sink = [&](const engine::LayerPath& path, engine::NdArray a) {
        seen.emplace(path.text(), std::move(a));
    };
    auto output = model.runUnet(inputs, observation);
    if (!output) {
        QTest::qFail(output.error().message.c_str(), __FILE__, __LINE__);
        return {};
    }
    seen.emplace("output", std::move(*output));
    return seen;
}

inline bool isSame(const engine::NdArray& a, const engine::NdArray& b) {
    return a.shape() == b.shape() && std::ranges::equal(a.bytes(), b.bytes());
}

/// The vector of the token at \a row, \a col of [B, C, H, W].
inline std::vector<float> vectorAt(const engine::NdArray& map, std::int64_t picture,
                                   std::int64_t row, std::int64_t col) {
    const auto& s = map.shape();
    std::vector<float> vector;
    for (std::int64_t c = 0; c < s[1]; ++c)
        vector.push_back(
            map.floats()[std::size_t(((picture * s[1] + c) * s[2] + row) * s[3] + col)]);
    return vector;
}

}  // namespace tiny
