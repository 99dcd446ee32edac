// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/extraction_worker.h"

#include <base/guarded.h>
#include <model/layer_selection.h>

#include <optional>

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

void ExtractionWorker::open(quint64 id, const std::filesystem::path& folder,
                            const engine::LoadOptions& options) {
    const auto opened = engine::guarded("Opening " + folder.string(), [&]() -> Status {
        auto library = engine();
        if (!library) return library.error();
        auto model = (*library)->open(folder, options);
        if (!model) return model.error();
        m_model = std::move(*model);
        return {};
    });
    if (opened)
        Q_EMIT modelOpened(id, m_model->info());
    else
        Q_EMIT openFailed(id, opened.error());
}

void ExtractionWorker::extract(quint64 id, const engine::ExtractionRequest& request,
                               const std::vector<std::string>& layers, std::stop_token stop) {
    const auto done = engine::guarded("Computing the activations",
                                      [&]() -> Status { return run(id, request, layers, stop); });
    Q_EMIT ended(id, done ? nullptr : std::make_shared<const Error>(done.error()));
}

Status ExtractionWorker::run(quint64 id, const engine::ExtractionRequest& request,
                             const std::vector<std::string>& words, std::stop_token stop) {
    if (stop.stop_requested()) return Error{ErrorCode::Cancelled, "Stopped before it began."};
    if (!m_model) return Error{ErrorCode::Usage, "No model is open."};
    const auto available = m_model->unetLayers(request.size);
    if (!available) return available.error();
    const auto chosen = engine::selectLayers(words, *available);
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
        engine::TokenGrid grid;
        for (const auto& layer : *chosen)
            if (layer.path == path) grid = layer.grid;
        auto representation = engine::Representation::fromActivation(path, activation, grid);
        if (representation)
            Q_EMIT layerReady(id, *representation);
        else if (!misfit)
            misfit = representation.error();
    };
    const auto extraction = m_model->extract(request, observation);
    if (!extraction) return extraction.error();
    if (misfit) return *misfit;
    return {};
}

}  // namespace core
