// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/extraction_service.h"

#include <utility>

namespace core {

ExtractionService::ExtractionService(EngineSource source, QObject* parent)
    : QObject(parent), m_worker(new ExtractionWorker(std::move(source))) {
    m_worker->moveToThread(&m_thread);
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
            [this](quint64 id, const engine::ModelInfo& info) {
                if (id == m_opening) Q_EMIT modelOpened(std::exchange(m_opening, 0), info);
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

quint64 ExtractionService::request(engine::ExtractionRequest request,
                                   std::vector<std::string> layers) {
    m_stop.request_stop();  // the older request is no longer wanted
    m_stop = std::stop_source();
    m_request = ++m_lastId;
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, id = m_request, request = std::move(request),
                   layers = std::move(layers),
                   stop = m_stop.get_token()] { worker->extract(id, request, layers, stop); });
    return m_request;
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
