// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/fake_engine.h"

#include <cmath>
#include <string>
#include <vector>

/// A model that computes nothing and yet tells everything apart: each number is a hash of all that
/// it may depend on, so a number that answers another question is a wrong one. It generates, too.
namespace fake {

inline constexpr int kRichChannels = 4;
inline constexpr int kSteps = 5;

/// All that an activation depends on, apart from its layer.
struct Scene {
    std::string model;  ///< its folder's name
    int picture = 0;    ///< the red of its first pixel; of a generation 0
    std::string prompt;
    std::uint64_t seed = 42;
    double timestep = 0;
    bool isPaper = false;
    bool isUnconditional = false;
};

inline std::uint64_t mixed(std::uint64_t h, std::uint64_t value) {
    h ^= value + 0x9e3779b97f4a7c15u + (h << 6) + (h >> 2);
    h ^= h >> 31;
    return h * 0xbf58476d1ce4e5b9u;
}

inline std::uint64_t hashOf(const Scene& scene) {
    std::uint64_t h = 1;
    for (const char c : scene.model + '|' + scene.prompt) h = mixed(h, std::uint64_t(c));
    for (const auto value :
         {std::uint64_t(scene.picture), scene.seed, std::uint64_t(scene.timestep * 8),
          std::uint64_t(scene.isPaper), std::uint64_t(scene.isUnconditional)})
        h = mixed(h, value);
    return h;
}

/// Between -1 and 1, times a scale of the layer.
inline float richValue(std::uint64_t scene, int layer, std::size_t token, int channel) {
    const auto h = mixed(mixed(mixed(scene, std::uint64_t(layer)), token), std::uint64_t(channel));
    const double unit = double(h >> 11) / double(1ull << 53);
    return float((2 * unit - 1) * (layer + 1));
}

/// Blocks, one inner position of each kind, three resolutions.
inline std::vector<engine::LayerInfo> richLayersFor(engine::PixelSize size) {
    const auto layer = [&](const char* path, int stride) {
        engine::LayerInfo info;
        info.path = engine::LayerPath(path);
        info.channels = kRichChannels;
        info.grid = {size.height / stride, size.width / stride};
        return info;
    };
    return {layer("conv_in", 8),
            layer("down_blocks[0].resnets[0]", 8),
            layer("down_blocks[0]", 16),
            layer("mid_block.resnets[0]", 32),
            layer("mid_block", 32),
            layer("up_blocks[0]", 32),
            layer("up_blocks[1].resnets[0]", 16),
            layer("up_blocks[1]", 16),
            layer("conv_out", 8)};
}

/// [1, C, H, W]
inline std::vector<float> richActivation(const Scene& scene, int layer, engine::TokenGrid grid) {
    const auto hash = hashOf(scene);
    std::vector<float> values;
    for (int channel = 0; channel < kRichChannels; ++channel)
        for (std::size_t token = 0; token < std::size_t(grid.count()); ++token)
            values.push_back(richValue(hash, layer, token, channel));
    return values;
}

inline double timestepOf(int step, int count) {
    return 999.0 - 1000.0 / count * step;
}

/// What a generation looks like at a step: one colour.
inline std::uint8_t colorOf(const engine::GenerateRequest& request, int step) {
    return std::uint8_t(40 + (request.prompt.size() * 7 + std::size_t(step) * 30) % 200);
}

class RichModel : public Model {
public:
    RichModel(std::shared_ptr<Control> control, const std::filesystem::path& folder)
        : Model(control, folder), m_control(control) {
        for (const char* name : {"unet", "vae", "text_encoder"}) {
            engine::ComponentInfo component;
            component.name = name;
            m_info.components.push_back(component);
        }
    }
    engine::Result<std::vector<engine::LayerInfo>> unetLayers(
        engine::PixelSize size) const override {
        return richLayersFor(size);
    }

    engine::Result<engine::Extraction> extract(const engine::ExtractionRequest& request,
                                               const engine::Observation& observation) override {
        if (m_control->extractError) return *m_control->extractError;
        const Scene scene{m_info.name,
                          request.rgb.empty() ? 0 : request.rgb[0],
                          request.prompt,
                          request.seed,
                          double(request.timestep),
                          request.pixelRange == engine::PixelRange::Paper};
        const auto layers = richLayersFor(request.size);
        for (std::size_t i = 0; i < layers.size(); ++i) {
            if (!pass(observation.stop)) return stopped();
            if (observation.layers.contains(layers[i].path))
                observation.sink(layers[i].path, arrayOf({scene}, int(i), layers[i].grid));
            if (observation.progress) observation.progress(double(i + 1) / double(layers.size()));
        }
        return engine::Extraction{};
    }

    engine::Result<engine::Generation> generate(
        const engine::GenerateRequest& request,
        const engine::GenerationObserver& observer) override {
        if (m_control->extractError) return *m_control->extractError;
        const auto layers = richLayersFor(request.size);
        for (int step = 0; step < request.steps; ++step) {
            Scene scene{m_info.name, 0, request.prompt, request.seed,
                        timestepOf(step, request.steps)};
            auto unconditional = scene;
            unconditional.isUnconditional = true;
            for (std::size_t i = 0; i < layers.size(); ++i) {
                if (!pass(observer.stop)) return stopped();
                if (observer.layers.contains(layers[i].path))
                    observer.sink(step, layers[i].path,
                                  arrayOf({unconditional, scene}, int(i), layers[i].grid));
            }
            observer.stepDone(stepOf(request, step));
            observer.progress(double(step + 1) / request.steps);
        }
        return engine::Generation{};
    }

private:
    static engine::Error stopped() { return {engine::ErrorCode::Cancelled, "Stopped."}; }

    /// Waits at the gate, if there is one. \return whether to go on.
    bool pass(const std::stop_token& stop) {
        if (m_control->isGated) {
            const std::stop_callback open(stop, [this] { m_control->gate.release(); });
            m_control->reached.release();
            m_control->gate.acquire();
        }
        if (stop.stop_requested()) return false;
        ++m_control->layersComputed;
        return true;
    }

    /// [B, C, H, W]: the batch of a guided step has the unconditional half first.
    static engine::NdArray arrayOf(const std::vector<Scene>& batch, int layer,
                                   engine::TokenGrid grid) {
        std::vector<float> values;
        for (const auto& scene : batch) {
            const auto one = richActivation(scene, layer, grid);
            values.insert(values.end(), one.begin(), one.end());
        }
        return engine::NdArray::fromFloats(
            {std::int64_t(batch.size()), kRichChannels, grid.height, grid.width},
            std::move(values));
    }

    static engine::GenerationStep stepOf(const engine::GenerateRequest& request, int step) {
        engine::GenerationStep done;
        done.index = step;
        done.count = request.steps;
        done.timestep = timestepOf(step, request.steps);
        const auto count = std::size_t(request.size.height * request.size.width * 3);
        done.image = engine::NdArray::fromBytes(
            engine::DType::U8, {request.size.height, request.size.width, 3},
            std::vector<std::byte>(count, std::byte(colorOf(request, step))));
        done.originalImage = done.image;
        return done;
    }

    std::shared_ptr<Control> m_control;
};

class RichEngine : public Engine {
public:
    explicit RichEngine(std::shared_ptr<Control> control)
        : Engine(control), m_control(std::move(control)) {}
    engine::Result<std::unique_ptr<engine::Model>> open(const std::filesystem::path& folder,
                                                        const engine::LoadOptions&) override {
        if (m_control->openError) return *m_control->openError;
        return std::unique_ptr<engine::Model>(std::make_unique<RichModel>(m_control, folder));
    }

private:
    std::shared_ptr<Control> m_control;
};

}  // namespace fake
