// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/extraction_service.h"

#include <base/background_thread.h>

#include <utility>

namespace core {

ExtractionService::ExtractionService(EngineSource source, QObject* parent)
    : QObject(parent), m_worker(new ExtractionWorker(std::move(source))) {
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::started, m_worker, [] { engine::computeInBackground(); });
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connectWorker();
    m_thread.setObjectName(QStringLiteral("model"));
    m_thread.start();
}

ExtractionService::~ExtractionService() {  // stop, then quit, then wait: always in this order
    m_stop.request_stop();
    m_thread.quit();
    m_thread.wait();
}

void ExtractionService::connectWorker() {
    connect(m_worker, &ExtractionWorker::modelOpened, this,
            [this](quint64 id, const engine::ModelInfo& info, const auto& layers) {
                if (id == m_opening) Q_EMIT modelOpened(std::exchange(m_opening, 0), info, layers);
            });
    connect(m_worker, &ExtractionWorker::openFailed, this,
            [this](quint64 id, const engine::Error& error) {
                if (id == m_opening) Q_EMIT openFailed(std::exchange(m_opening, 0), error);
            });
    connect(m_worker, &ExtractionWorker::started, this,
            [this](quint64 id, const std::vector<engine::LayerInfo>& layers) {
                if (id == m_request) Q_EMIT started(id, layers);
            });
    connect(m_worker, &ExtractionWorker::progress, this, [this](quint64 id, double fraction) {
        if (id == m_request) Q_EMIT progress(id, fraction);
    });
    connect(
        m_worker, &ExtractionWorker::layerReady, this,
        [this](quint64 id, const std::shared_ptr<const engine::Representation>& representation) {
            if (id == m_request) Q_EMIT layerReady(id, representation);
        });
    connect(m_worker, &ExtractionWorker::stepLayerReady, this,
            [this](quint64 id, int step, const auto& representation) {
                if (id == m_request) Q_EMIT stepLayerReady(id, step, representation);
            });
    connect(m_worker, &ExtractionWorker::stepDone, this, [this](quint64 id, const auto& step) {
        if (id == m_request) Q_EMIT stepDone(id, step);
    });
    connect(m_worker, &ExtractionWorker::ended, this, &ExtractionService::onEnded);
}

quint64 ExtractionService::openModel(std::filesystem::path folder, engine::LoadOptions options) {
    m_stop.request_stop();  // what the old model computes is no longer wanted
    m_request = 0;
    m_opening = ++m_lastId;
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, id = m_opening, folder = std::move(folder), options] {
            worker->open(id, folder, options);
        });
    return m_opening;
}

/// The older request is no longer wanted.
quint64 ExtractionService::nextRequest() {
    m_stop.request_stop();
    m_stop = std::stop_source();
    return m_request = ++m_lastId;
}

quint64 ExtractionService::request(engine::ExtractionRequest request,
                                   std::vector<std::string> layers) {
    const quint64 id = nextRequest();
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, id, request = std::move(request), layers = std::move(layers),
                   stop = m_stop.get_token()] { worker->extract(id, request, layers, stop); });
    return id;
}

quint64 ExtractionService::generate(GenerationTask task) {
    const quint64 id = nextRequest();
    task.request.decodesSteps = true;
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, id, task = std::move(task), stop = m_stop.get_token()] {
            worker->generate(id, task, stop);
        });
    return id;
}

void ExtractionService::cancel() {
    if (isComputing()) m_stop.request_stop();
}

void ExtractionService::onEnded(quint64 id, const std::shared_ptr<const engine::Error>& error) {
    if (id != m_request) return;
    m_request = 0;
    if (!error)
        Q_EMIT finished(id);
    else if (error->code == engine::ErrorCode::Cancelled)
        Q_EMIT cancelled(id);
    else
        Q_EMIT failed(id, *error);
}

}  // namespace core
