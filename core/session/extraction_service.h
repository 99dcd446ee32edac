// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/extraction_worker.h"

#include <extraction/engine.h>
#include <extraction/engine_library.h>
#include <representation/representation.h>

#include <QObject>
#include <QThread>

#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace core {

/// The open model and the thread in which it computes. Lives in the GUI thread, where all its
/// signals arrive; nothing here waits, except the destructor for the end of the running module.
///
/// The latest question wins: a new request stops the running one, and what an older question still
/// sends is dropped, so a receiver hears of one request at a time. An overtaken request ends
/// without a further signal.
class ExtractionService : public QObject {
    Q_OBJECT

public:
    using EngineSource = ExtractionWorker::EngineSource;

    /// \a source is called in the worker thread when a model is first opened; loading libtorch
    /// takes half a second.
    explicit ExtractionService(EngineSource source = engine::loadEngine, QObject* parent = nullptr);
    ~ExtractionService() override;

    /// Opens a model folder, stopping what the old model computes. Ends with modelOpened or
    /// openFailed; the old model stays in use when it fails. \return the question's id.
    quint64 openModel(std::filesystem::path folder, engine::LoadOptions options = {});

    /// Asks for the layers that \a layers choose (words as in engine::selectLayers). Sends started,
    /// then progress and one layerReady per layer, and ends with finished, failed or cancelled.
    /// \return the question's id.
    quint64 request(engine::ExtractionRequest request, std::vector<std::string> layers);

    /// Generates a picture, decoding every step. Sends started, then progress, stepLayerReady and
    /// stepDone, and ends as request() does. \return the question's id.
    quint64 generate(GenerationTask task);

    /// Stops the running request at the next module of the network; what is complete stays. No
    /// effect when idle.
    void cancel();

    bool isComputing() const { return m_request != 0; }
    bool isOpening() const { return m_opening != 0; }
    bool isCancelling() const { return isComputing() && m_stop.stop_requested(); }

Q_SIGNALS:
    /// \a layers: all that its U-Net offers for pictures of its native size.
    void modelOpened(quint64 id, const engine::ModelInfo& info,
                     const std::vector<engine::LayerInfo>& layers);
    void openFailed(quint64 id, const engine::Error& error);
    void started(quint64 id, const std::vector<engine::LayerInfo>& layers);
    void progress(quint64 id, double fraction);
    void layerReady(quint64 id,
                    const std::shared_ptr<const engine::Representation>& representation);
    void stepLayerReady(quint64 id, int step,
                        const std::shared_ptr<const engine::Representation>& representation);
    void stepDone(quint64 id, const std::shared_ptr<const core::GeneratedStep>& step);
    void finished(quint64 id);
    void failed(quint64 id, const engine::Error& error);
    void cancelled(quint64 id);

private:
    void onEnded(quint64 id, const std::shared_ptr<const engine::Error>& error);
    void connectWorker();
    quint64 nextRequest();

    QThread m_thread;
    ExtractionWorker* m_worker;  // lives in m_thread, deleted when that ends
    std::stop_source m_stop;     // of the latest request
    quint64 m_lastId = 0;
    quint64 m_request = 0;  // the request waited for, or 0
    quint64 m_opening = 0;  // the model waited for, or 0
};

}  // namespace core
