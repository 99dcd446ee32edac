// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <extraction/stand_in.h>

#include <QSemaphore>
#include <QThread>

#include <atomic>
#include <cmath>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

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
    std::atomic<int> runs = 0;        ///< extractions and generations begun
    std::atomic<int> offset = 0;      ///< added to every value: another picture, prompt or seed
    std::atomic<int> failingAt = -1;  ///< extract: the timestep, generate: the step that fails
    bool hasAttention = false;        ///< offers attention maps, too
    std::string withheld;             ///< a layer that is never handed out
};

inline constexpr int kChannels = 2;

/// An attention map as the real model offers it.
inline engine::LayerInfo attentionLayer(engine::PixelSize size, bool isCross) {
    engine::LayerInfo info;
    info.path = engine::LayerPath(isCross ? "mid_block.attn2.map" : "mid_block.attn1.map");
    info.channels = 8;
    info.grid = {size.height / 32, size.width / 32};
    info.keys = isCross ? 77 : int(info.grid.count());
    info.isCrossAttention = isCross;
    info.isOnRequest = true;
    return info;
}

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

class Model : public engine::StandInModel {
public:
    Model(std::shared_ptr<Control> control, const std::filesystem::path& folder)
        : m_control(std::move(control)) {
        m_info.name = folder.filename().string();
        m_info.folder = folder;
        m_info.nativeSide = m_control->nativeSide;
        ++m_control->modelsAlive;
    }
    ~Model() override { --m_control->modelsAlive; }

    engine::Result<std::vector<engine::LayerInfo>> unetLayers(
        engine::PixelSize size) const override {
        return offered(size);
    }

    engine::Result<engine::Extraction> extract(const engine::ExtractionRequest& request,
                                               const engine::Observation& observation) override {
        m_control->thread = QThread::currentThread();
        ++m_control->runs;
        if (m_control->extractError) return *m_control->extractError;
        if (request.timestep == m_control->failingAt) return outOfMemory();
        if (m_control->isThrowing) throw std::runtime_error("the library did not expect this");
        const auto layers = layersFor(request.size);
        for (std::size_t i = 0; i < layers.size(); ++i) {
            waitAtGate(observation.stop);
            if (observation.stop.stop_requested())
                return engine::Error{engine::ErrorCode::Cancelled, "Stopped."};
            ++m_control->layersComputed;
            if (isGiven(observation.layers, layers[i].path))
                observation.sink(layers[i].path,
                                 activation(int(i), layers[i].grid, request.timestep));
            if (observation.progress) observation.progress(double(i + 1) / double(layers.size()));
        }
        for (const auto& path : observation.layers)
            if (path.text().ends_with("[grid]"))
                observation.sink(path, attention(path, request.size, 1));
        return engine::Extraction{};
    }

    /// \c steps steps in a batch of two, unconditional first: its values are negative. Pictures are
    /// 1 x 1: the step's index plus the offset.
    engine::Result<engine::Generation> generate(
        const engine::GenerateRequest& request,
        const engine::GenerationObserver& observer) override {
        ++m_control->runs;
        const auto layers = layersFor(request.size);
        for (int step = 0; step < request.steps; ++step) {
            if (step == m_control->failingAt) return outOfMemory();
            for (std::size_t i = 0; i < layers.size(); ++i) {
                waitAtGate(observer.stop);
                if (observer.stop.stop_requested())
                    return engine::Error{engine::ErrorCode::Cancelled, "Stopped."};
                ++m_control->layersComputed;
                if (isGiven(observer.layers, layers[i].path))
                    observer.sink(step, layers[i].path, pair(int(i), layers[i].grid, step));
            }
            for (const auto& path : observer.layers)
                if (path.text().ends_with("[grid]"))
                    observer.sink(step, path, attention(path, request.size, 2));
            if (observer.stepDone) observer.stepDone(stepOf(step, request.steps));
            if (observer.progress) observer.progress(double(step + 1) / request.steps);
        }
        return engine::Generation{};
    }

private:
    static engine::Error outOfMemory() {
        return {engine::ErrorCode::OutOfMemory, "The memory is full."};
    }

    std::vector<engine::LayerInfo> offered(engine::PixelSize size) const {
        auto layers = layersFor(size);
        for (const bool isCross : {false, true})
            if (m_control->hasAttention) layers.push_back(attentionLayer(size, isCross));
        return layers;
    }

    bool isGiven(const std::set<engine::LayerPath>& asked, const engine::LayerPath& path) const {
        return asked.contains(path) && path.text() != m_control->withheld;
    }

    /// [B, keys, h, w]: every row of a softmax sums to 1; the halves are told apart by sign.
    static engine::NdArray attention(const engine::LayerPath& path, engine::PixelSize size,
                                     int batch) {
        const auto info = attentionLayer(size, path.text().find("attn2") != std::string::npos);
        std::vector<float> values(std::size_t(batch * info.keys * info.grid.count()),
                                  1.0f / float(info.keys));
        if (batch == 2)
            for (std::size_t i = 0; i < values.size() / 2; ++i) values[i] = -values[i];
        return engine::NdArray::fromFloats({batch, info.keys, info.grid.height, info.grid.width},
                                           std::move(values));
    }

    engine::NdArray pair(int layer, engine::TokenGrid grid, int step) const {
        const auto one = activation(layer, grid, step);
        const auto values = one.floats();
        std::vector<float> both;
        for (const float value : values) both.push_back(-value);
        both.insert(both.end(), values.begin(), values.end());
        return engine::NdArray::fromFloats({2, kChannels, grid.height, grid.width},
                                           std::move(both));
    }

    engine::GenerationStep stepOf(int index, int count) const {
        engine::GenerationStep step;
        step.index = index;
        step.count = count;
        step.timestep = 1000.0 - 1000.0 * index / count;
        const auto owner =
            std::make_shared<std::vector<std::uint8_t>>(3, std::uint8_t(index + m_control->offset));
        step.image = engine::NdArray(engine::DType::U8, {1, 1, 3}, owner,
                                     reinterpret_cast<const std::byte*>(owner->data()));
        return step;
    }

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
            values[i] = valueOf(layer, timestep, i) + float(m_control->offset);
        if (m_control->hasNan) values[0] = std::nanf("");
        if (m_control->isMisshapen)
            return engine::NdArray::fromFloats({std::int64_t(values.size())}, values);
        return engine::NdArray::fromFloats({1, kChannels, grid.height, grid.width},
                                           std::move(values));
    }

    std::shared_ptr<Control> m_control;
};

class Engine : public engine::StandInEngine {
public:
    explicit Engine(std::shared_ptr<Control> control) : m_control(std::move(control)) {}

    engine::Result<std::unique_ptr<engine::Model>> open(const std::filesystem::path& folder,
                                                        const engine::LoadOptions&) override {
        m_control->thread = QThread::currentThread();
        if (m_control->openError) return *m_control->openError;
        return std::unique_ptr<engine::Model>(std::make_unique<Model>(m_control, folder));
    }

private:
    std::shared_ptr<Control> m_control;
};

}  // namespace fake
