// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/model_controller.h"

#include "gui/messages.h"

#include <models/model_list_model.h>
#include <session/extraction_service.h>

#include <QtConcurrent>

#include <utility>

namespace app {

ModelController::ModelController(core::ExtractionService* service, widgets::ModelListModel* list,
                                 QObject* parent)
    : QObject(parent), m_service(service), m_list(list) {
    connect(service, &core::ExtractionService::modelOpened, this,
            [this](quint64, const engine::ModelInfo& info) { onOpened(info); });
    connect(service, &core::ExtractionService::openFailed, this,
            [this](quint64, const engine::Error& error) {
                Q_EMIT problem(messageOf(
                    tr("Model not opened."), error,
                    m_model ? tr("%1 stays open.").arg(QString::fromStdString(m_model->name))
                            : QString()));
                Q_EMIT rowChanged(currentRow());
                Q_EMIT failed();
            });
    connect(&m_finding, &QFutureWatcherBase::finished, this, &ModelController::onFound);
}

ModelController::~ModelController() {
    m_finding.waitForFinished();
}

void ModelController::findModels(std::vector<std::filesystem::path> places) {
    m_finding.setFuture(QtConcurrent::run([places = std::move(places)]() mutable {
        const auto usual = engine::usualModelPlaces();
        places.insert(places.end(), usual.begin(), usual.end());
        return engine::findModels(places);
    }));
}

void ModelController::onFound() {
    m_list->setModels(m_finding.result());
    if (m_model) m_list->add(*m_model);
    Q_EMIT rowChanged(currentRow());
}

void ModelController::open(const std::filesystem::path& folder) {
    m_service->openModel(folder);
    Q_EMIT opening(QString::fromStdString(folder.filename().string()));
}

void ModelController::openRow(int row) {
    if (row >= 0 && row < m_list->rowCount() && row != currentRow()) open(m_list->model(row).path);
}

void ModelController::onOpened(const engine::ModelInfo& info) {
    m_model = info;
    m_list->add(info);
    Q_EMIT rowChanged(currentRow());
    Q_EMIT opened(info);
}

int ModelController::currentRow() const {
    return m_model ? m_list->rowOf(m_model->folder) : -1;
}

}  // namespace app
