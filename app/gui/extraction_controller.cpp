// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/extraction_controller.h"

#include "gui/messages.h"

#include <utility>

namespace app {

namespace {

constexpr int kGatherMs = 30;

}  // namespace

ExtractionController::ExtractionController(core::ExtractionService* service, QObject* parent)
    : QObject(parent), m_service(service) {
    m_asking.setSingleShot(true);
    m_asking.setInterval(kGatherMs);
    connect(&m_asking, &QTimer::timeout, this, &ExtractionController::ask);
    connectService();
}

void ExtractionController::connectService() {
    using core::ExtractionService;
    connect(m_service, &ExtractionService::started, this, [this](quint64 id, const auto& layers) {
        if (id != m_request) return;  // the labeler's
        m_board.begin(layers);
        Q_EMIT boardReset(true);
        Q_EMIT computing(
            tr("Computing %1 layers at t %2").arg(m_board.layers().size()).arg(m_timestep));
    });
    connect(m_service, &ExtractionService::progress, this, [this](quint64 id, double fraction) {
        if (id == m_request) Q_EMIT progress(fraction);
    });
    connect(m_service, &ExtractionService::layerReady, this,
            [this](quint64 id, const auto& representation) {
                if (id != m_request) return;
                if (const auto index = m_board.accept(representation)) Q_EMIT layerArrived(*index);
            });
    const auto onEnd = [this](quint64 id) {
        if (id == m_request) end();
    };
    connect(m_service, &ExtractionService::finished, this, onEnd);
    connect(m_service, &ExtractionService::cancelled, this, onEnd);
    connect(m_service, &ExtractionService::failed, this,
            [this](quint64 id, const engine::Error& error) {
                if (id != m_request) return;
                Q_EMIT problem(messageOf(tr("Activations not computed."), error,
                                         tr("What was computed before it stays; F5 tries again.")));
                end();
            });
}

void ExtractionController::setModelOpen(bool isOpen) {
    m_isModelOpen = isOpen;
    recompute();
}

void ExtractionController::setPicture(std::shared_ptr<const core::Picture> picture) {
    m_picture = std::move(picture);
    if (!m_picture) return cancel();
    recompute();
}

void ExtractionController::setTimestep(int timestep) {
    if (std::exchange(m_timestep, timestep) != timestep) recompute();
}

void ExtractionController::setLevel(LayerLevel level) {
    if (std::exchange(m_level, level) != level) recompute();
}

void ExtractionController::setPaused(bool isPaused) {
    if (std::exchange(m_isPaused, isPaused) == isPaused) return;
    if (!isPaused) {
        if (std::exchange(m_isDue, false)) recompute();
        return;
    }
    m_isDue = m_board.isWaiting();
    m_asking.stop();
    if (m_service->isComputing()) m_service->cancel();
    end();
}

void ExtractionController::recompute() {
    if (!m_isModelOpen || !m_picture) return;
    if (m_isPaused) {
        m_isDue = true;
        return;
    }
    m_board.restart();  // from now on no number on the board answers the new question
    Q_EMIT boardReset(false);
    if (!m_asking.isActive()) m_asking.start();
}

void ExtractionController::resume() {
    if (m_board.isWaiting()) recompute();
}

void ExtractionController::ask() {
    if (!m_isModelOpen || !m_picture) return;
    engine::ExtractionRequest request;
    request.size = m_picture->size;
    request.rgb = m_picture->rgb;
    request.timestep = m_timestep;
    m_request = m_service->request(std::move(request),
                                   {m_level == LayerLevel::Blocks ? "blocks" : "inner"});
    Q_EMIT computing(tr("Computing at t %1").arg(m_timestep));
}

void ExtractionController::cancel() {
    m_asking.stop();
    if (!m_service->isComputing()) return end();
    m_service->cancel();
    Q_EMIT cancelling();
}

void ExtractionController::end() {
    m_board.end();
    Q_EMIT ended();
}

}  // namespace app
