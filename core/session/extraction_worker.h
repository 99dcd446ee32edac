// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <extraction/engine.h>
#include <representation/representation.h>

#include <QObject>

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace core {

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

Q_SIGNALS:
    void modelOpened(quint64 id, const engine::ModelInfo& info);
    void openFailed(quint64 id, const engine::Error& error);
    void started(quint64 id, const std::vector<engine::LayerInfo>& layers);
    void progress(quint64 id, double fraction);
    void layerReady(quint64 id,
                    const std::shared_ptr<const engine::Representation>& representation);
    /// \a error is empty when the run went through to its end.
    void ended(quint64 id, const std::shared_ptr<const engine::Error>& error);

private:
    engine::Result<engine::Engine*> engine();
    engine::Status run(quint64 id, const engine::ExtractionRequest& request,
                       const std::vector<std::string>& layers, std::stop_token stop);

    EngineSource m_source;
    engine::Engine* m_engine = nullptr;
    std::unique_ptr<engine::Model> m_model;
};

}  // namespace core
