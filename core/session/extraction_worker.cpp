// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/extraction_worker.h"

#include <base/guarded.h>
#include <model/layer_selection.h>

#include <algorithm>
#include <optional>
#include <string_view>

namespace core {

using engine::Error;
using engine::ErrorCode;
using engine::Status;

engine::Result<engine::Engine*> ExtractionWorker::engine() {
    if (m_engine) return m_engine;
    auto loaded = m_source();
    if (loaded) m_engine = *loaded;
    return loaded;
}

namespace {

/// An attention map is asked for on the grid and kept under the name without it.
engine::LayerPath keptPath(const engine::LayerPath& path) {
    constexpr std::string_view grid = "[grid]";
    const auto& text = path.text();
    if (!text.ends_with(grid)) return path;
    return engine::LayerPath(std::string_view(text).substr(0, text.size() - grid.size()));
}

engine::TokenGrid gridOf(const engine::LayerPath& path,
                         const std::vector<engine::LayerInfo>& layers) {
    for (const auto& layer : layers)
        if (layer.path == path) return layer.grid;
    return {};
}

/// One picture of a batch: [B, ...] -> [1, ...].
engine::NdArray oneOf(const engine::NdArray& batch, std::int64_t index) {
    auto shape = batch.shape();
    if (shape.empty() || shape[0] < 2) return batch;
    const auto bytes = batch.bytes().size() / std::size_t(shape[0]);
    index = std::min(index, shape[0] - 1);
    shape[0] = 1;
    return {batch.dtype(), shape, batch.owner(), batch.bytes().data() + std::size_t(index) * bytes};
}

/// What its U-Net offers for pictures of its native size.
engine::Result<std::vector<engine::LayerInfo>> offeredBy(const engine::Model& model) {
    const int side = model.info().nativeSide;
    return model.unetLayers({side, side});
}

/// uint8 [H, W, 3]
Picture pictureOf(const std::optional<engine::NdArray>& image) {
    if (!image || image->rank() != 3) return {};
    const auto bytes = image->bytes();
    const auto* first = reinterpret_cast<const std::uint8_t*>(bytes.data());
    return {{int(image->shape()[1]), int(image->shape()[0])}, {first, first + bytes.size()}};
}

}  // namespace

void ExtractionWorker::open(quint64 id, const std::filesystem::path& folder,
                            const engine::LoadOptions& options) {
    const auto opened = engine::guarded("Opening " + folder.string(), [&]() -> Status {
        return m_models.open(folder, options, [&] { return openAnew(folder, options); });
    });
    const auto offered = opened ? offeredBy(*m_models.current()) : opened.error();
    if (offered)
        Q_EMIT modelOpened(id, m_models.current()->info(), *offered);
    else
        Q_EMIT openFailed(id, offered.error());
}

engine::Result<std::unique_ptr<engine::Model>> ExtractionWorker::openAnew(
    const std::filesystem::path& folder, const engine::LoadOptions& options) {
    auto library = engine();
    if (!library) return library.error();
    auto model = (*library)->open(folder, options);
    if (!model) return model;
    if (const auto offered = offeredBy(**model); !offered) return offered.error();
    return model;
}

void ExtractionWorker::extract(quint64 id, const engine::ExtractionRequest& request,
                               const std::vector<std::string>& layers, std::stop_token stop) {
    const auto done = engine::guarded("Computing the activations",
                                      [&]() -> Status { return run(id, request, layers, stop); });
    Q_EMIT ended(id, done ? nullptr : std::make_shared<const Error>(done.error()));
}

void ExtractionWorker::generate(quint64 id, const GenerationTask& task, std::stop_token stop) {
    const auto done =
        engine::guarded("Generating a picture", [&]() -> Status { return run(id, task, stop); });
    Q_EMIT ended(id, done ? nullptr : std::make_shared<const Error>(done.error()));
}

engine::Result<std::vector<engine::LayerInfo>> ExtractionWorker::choose(
    const std::vector<std::string>& words, engine::PixelSize size) const {
    if (!m_models.current()) return Error{ErrorCode::Usage, "No model is open."};
    if (words.empty()) return std::vector<engine::LayerInfo>{};  // the picture alone
    const auto available = m_models.current()->unetLayers(size);
    if (!available) return available.error();
    return engine::selectLayers(words, *available);
}

Status ExtractionWorker::run(quint64 id, const engine::ExtractionRequest& request,
                             const std::vector<std::string>& words, std::stop_token stop) {
    if (stop.stop_requested()) return Error{ErrorCode::Cancelled, "Stopped before it began."};
    const auto chosen = choose(words, request.size);
    if (!chosen) return chosen.error();
    Q_EMIT started(id, *chosen);

    engine::Observation observation;
    for (const auto& layer : *chosen)
        if (layer.grid.count() > 0) observation.layers.insert(layer.path);
    observation.stopAfterDeepest = true;
    observation.stop = stop;
    observation.progress = [this, id](double fraction) { Q_EMIT progress(id, fraction); };
    std::optional<Error> misfit;
    observation.sink = [&](const engine::LayerPath& path, engine::NdArray activation) {
        auto representation = engine::Representation::fromActivation(keptPath(path), activation,
                                                                     gridOf(path, *chosen));
        if (representation)
            Q_EMIT layerReady(id, *representation);
        else if (!misfit)
            misfit = representation.error();
    };
    const auto extraction = m_models.current()->extract(request, observation);
    if (!extraction) return extraction.error();
    if (misfit) return *misfit;
    return {};
}

Status ExtractionWorker::run(quint64 id, const GenerationTask& task, std::stop_token stop) {
    if (stop.stop_requested()) return Error{ErrorCode::Cancelled, "Stopped before it began."};
    const auto chosen = choose(task.layers, task.request.size);
    if (!chosen) return chosen.error();
    Q_EMIT started(id, *chosen);

    engine::GenerationObserver observer;
    for (const auto& layer : *chosen)
        if (layer.grid.count() > 0) observer.layers.insert(layer.path);
    observer.stop = stop;
    observer.progress = [this, id](double fraction) { Q_EMIT progress(id, fraction); };
    std::optional<Error> misfit;
    observer.sink = [&](int step, const engine::LayerPath& path, engine::NdArray activation) {
        auto representation = engine::Representation::fromActivation(
            keptPath(path), oneOf(activation, task.isUnconditional ? 0 : 1), gridOf(path, *chosen));
        if (representation)
            Q_EMIT stepLayerReady(id, step, *representation);
        else if (!misfit)
            misfit = representation.error();
    };
    observer.stepDone = [&](const engine::GenerationStep& step) {
        Q_EMIT stepDone(id, std::make_shared<const GeneratedStep>(GeneratedStep{
                                step.index, step.count, step.timestep, pictureOf(step.image),
                                pictureOf(step.originalImage)}));
    };
    const auto generation = m_models.current()->generate(task.request, observer);
    if (!generation) return generation.error();
    if (misfit) return *misfit;
    return {};
}

}  // namespace core
