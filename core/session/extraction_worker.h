// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/picture.h"
#include "session/open_models.h"

#include <extraction/engine.h>
#include <extraction/generation.h>
#include <representation/representation.h>

#include <QObject>

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace core {

/// A picture to be generated, and what to see of it.
struct GenerationTask {
    engine::GenerateRequest request;
    std::vector<std::string> layers;  ///< as engine::selectLayers
    /// Which half of a guided step's activations is kept. The study's explorer keeps the
    /// unconditional one (reference/similarity.md, section 5). Without guidance there is one.
    bool isUnconditional = false;
};

/// One step of a generation, as far as it is looked at.
struct GeneratedStep {
    int index = 0, count = 0;
    double timestep = 0;  ///< may be a real number
    Picture picture;      ///< what the sampler has so far, decoded
    Picture predicted;    ///< x0 as this step predicts it, decoded
};

/// The half of ExtractionService that lives in the worker thread: owns the engine and the open
/// model.
///
/// Every answer carries the id of its question; the service drops those that nobody waits for.
class ExtractionWorker : public QObject {
    Q_OBJECT

public:
    using EngineSource = std::function<engine::Result<engine::Engine*>()>;
    explicit ExtractionWorker(EngineSource source) : m_source(std::move(source)) {}

    /// Opens \a folder; the model that was open before stays when that fails.
    void open(quint64 id, const std::filesystem::path& folder, const engine::LoadOptions& options);
    void extract(quint64 id, const engine::ExtractionRequest& request,
                 const std::vector<std::string>& layers, std::stop_token stop);
    void generate(quint64 id, const GenerationTask& task, std::stop_token stop);

Q_SIGNALS:
    /// \a layers: all that its U-Net offers for pictures of its native size.
    void modelOpened(quint64 id, const engine::ModelInfo& info,
                     const std::vector<engine::LayerInfo>& layers);
    void openFailed(quint64 id, const engine::Error& error);
    void started(quint64 id, const std::vector<engine::LayerInfo>& layers);
    void progress(quint64 id, double fraction);
    void layerReady(quint64 id,
                    const std::shared_ptr<const engine::Representation>& representation);
    /// Of a generation: an activation at a step, and the step itself once it is done.
    void stepLayerReady(quint64 id, int step,
                        const std::shared_ptr<const engine::Representation>& representation);
    void stepDone(quint64 id, const std::shared_ptr<const core::GeneratedStep>& step);
    /// \a error is empty when the run went through to its end.
    void ended(quint64 id, const std::shared_ptr<const engine::Error>& error);

private:
    engine::Result<engine::Engine*> engine();
    engine::Result<std::unique_ptr<engine::Model>> openAnew(const std::filesystem::path& folder,
                                                            const engine::LoadOptions& options);
    engine::Status run(quint64 id, const engine::ExtractionRequest& request,
                       const std::vector<std::string>& layers, std::stop_token stop);
    engine::Status run(quint64 id, const GenerationTask& task, std::stop_token stop);
    engine::Result<std::vector<engine::LayerInfo>> choose(const std::vector<std::string>& words,
                                                          engine::PixelSize size) const;

    EngineSource m_source;
    engine::Engine* m_engine = nullptr;
    OpenModels m_models;
};

}  // namespace core
