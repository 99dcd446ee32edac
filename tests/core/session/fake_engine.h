// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <extraction/engine.h>

#include <QSemaphore>
#include <QThread>

#include <atomic>
#include <memory>
#include <optional>
#include <stdexcept>

/// A model that computes nothing, for tests of the threads around it: every layer is a constant
/// plus the token's index, and it can be made to wait before each layer.
namespace fake {

/// What a test holds of a model in another thread.
struct Control {
    std::atomic<bool> isGated = false;
    QSemaphore reached;  ///< released by the model when it stands before a layer
    QSemaphore gate;     ///< acquired by the model there while isGated
    std::atomic<int> layersComputed = 0;
    std::atomic<int> modelsAlive = 0;
    std::atomic<QThread*> thread = nullptr;  ///< of the last call
    std::optional<engine::Error> openError, extractError;
    bool isThrowing = false;
    bool isMisshapen = false;
    bool hasNan = false;
    int nativeSide = 64;
};

inline constexpr int kChannels = 2;

/// Layers at three resolutions, in the order of their computation.
inline std::vector<engine::LayerInfo> layersFor(engine::PixelSize size) {
    const auto layer = [&](const char* path, int stride) {
        engine::LayerInfo info;
        info.path = engine::LayerPath(path);
        info.channels = kChannels;
        info.grid = {size.height / stride, size.width / stride};
        return info;
    };
    return {layer("conv_in", 8),       layer("down_blocks[0]", 16), layer("mid_block", 32),
            layer("up_blocks[0]", 32), layer("up_blocks[1]", 16),   layer("conv_out", 8)};
}

/// The first channel of \a token in the layer number \a layer: tells layers, tokens and timesteps
/// apart.
inline float valueOf(int layer, int timestep, std::size_t token) {
    return 1000.0f * float(layer + 1) + float(timestep) + float(token) / 100.0f;
}

class Model : public engine::Model {
public:
    Model(std::shared_ptr<Control> control, const std::filesystem::path& folder)
        : m_control(std::move(control)) {
        m_info.name = folder.filename().string();
        m_info.folder = folder;
        m_info.nativeSide = m_control->nativeSide;
        ++m_control->modelsAlive;
    }
    ~Model() override { --m_control->modelsAlive; }

    const engine::ModelInfo& info() const override { return m_info; }
    engine::Result<std::vector<engine::LayerInfo>> unetLayers(
        engine::PixelSize size) const override {
        return layersFor(size);
    }

    engine::Result<engine::Extraction> extract(const engine::ExtractionRequest& request,
                                               const engine::Observation& observation) override {
        m_control->thread = QThread::currentThread();
        if (m_control->extractError) return *m_control->extractError;
        if (m_control->isThrowing) throw std::runtime_error("the library did not expect this");
        const auto layers = layersFor(request.size);
        for (std::size_t i = 0; i < layers.size(); ++i) {
            waitAtGate(observation.stop);
            if (observation.stop.stop_requested())
                return engine::Error{engine::ErrorCode::Cancelled, "Stopped."};
            ++m_control->layersComputed;
            if (observation.layers.contains(layers[i].path))
                observation.sink(layers[i].path,
                                 activation(int(i), layers[i].grid, request.timestep));
            if (observation.progress) observation.progress(double(i + 1) / double(layers.size()));
        }
        return engine::Extraction{};
    }

    engine::Result<engine::NdArray> runUnet(const engine::UnetInputs&,
                                            const engine::Observation&) override {
        return unused();
    }
    engine::Result<engine::Posterior> encodeImage(const engine::NdArray&,
                                                  const engine::Observation&) override {
        return unused();
    }
    engine::Result<engine::NdArray> decodeLatent(const engine::NdArray&,
                                                 const engine::Observation&) override {
        return unused();
    }
    engine::Result<engine::TextEncoding> encodeText(const std::vector<std::string>&,
                                                    engine::TextEncoderIndex,
                                                    const engine::Observation&) override {
        return unused();
    }
    engine::Result<engine::TextEncoding> encodeIds(const engine::NdArray&, engine::TextEncoderIndex,
                                                   const engine::Observation&) override {
        return unused();
    }

private:
    static engine::Error unused() { return {engine::ErrorCode::Internal, "not part of the fake"}; }

    void waitAtGate(const std::stop_token& stop) {
        if (!m_control->isGated) return;
        const std::stop_callback open(stop,
                                      [this] { m_control->gate.release(); });  // no test hangs
        m_control->reached.release();
        m_control->gate.acquire();
    }

    engine::NdArray activation(int layer, engine::TokenGrid grid, int timestep) const {
        std::vector<float> values(std::size_t(grid.count() * kChannels));
        for (std::size_t i = 0; i < std::size_t(grid.count()); ++i)
            values[i] = valueOf(layer, timestep, i);
        if (m_control->hasNan) values[0] = std::nanf("");
        if (m_control->isMisshapen)
            return engine::NdArray::fromFloats({std::int64_t(values.size())}, values);
        return engine::NdArray::fromFloats({1, kChannels, grid.height, grid.width},
                                           std::move(values));
    }

    std::shared_ptr<Control> m_control;
    engine::ModelInfo m_info;
};

class Engine : public engine::Engine {
public:
    explicit Engine(std::shared_ptr<Control> control) : m_control(std::move(control)) {}

    engine::EngineVersions versions() const override { return {}; }
    engine::Result<std::unique_ptr<engine::Model>> open(const std::filesystem::path& folder,
                                                        const engine::LoadOptions&) override {
        m_control->thread = QThread::currentThread();
        if (m_control->openError) return *m_control->openError;
        return std::unique_ptr<engine::Model>(std::make_unique<Model>(m_control, folder));
    }
    engine::Result<engine::UnetBench> benchUnet(const engine::UnetBenchRequest&,
                                                std::stop_token) override {
        return engine::UnetBench{};
    }
    engine::Result<engine::MachineRates> measureMachine(std::stop_token) override {
        return engine::MachineRates{};
    }

private:
    std::shared_ptr<Control> m_control;
};

}  // namespace fake
