// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/model_controller.h"

#include "gui/messages.h"

#include <models/model_list_model.h>
#include <session/extraction_service.h>

#include <QtConcurrent>

#include <system_error>
#include <utility>

namespace app {

ModelController::ModelController(core::ExtractionService* service, widgets::ModelListModel* list,
                                 QObject* parent)
    : QObject(parent), m_service(service), m_list(list) {
    connect(service, &core::ExtractionService::modelOpened, this,
            [this](quint64, const engine::ModelInfo& info, const auto& layers) {
                onOpened(info, layers);
            });
    connect(service, &core::ExtractionService::openFailed, this,
            [this](quint64, const engine::Error& error) {
                Q_EMIT problem(messageOf(
                    tr("Model not opened."), error,
                    m_model ? tr("%1 stays open.").arg(QString::fromStdString(m_model->name))
                            : tr("No model is open.")));
                Q_EMIT rowChanged(currentRow());
                Q_EMIT failed(QString::fromStdString(error.message));
            });
    connect(&m_finding, &QFutureWatcherBase::finished, this, &ModelController::onFound);
}

ModelController::~ModelController() {
    m_finding.waitForFinished();
}

void ModelController::findModels(const std::optional<std::filesystem::path>& demo) {
    auto places = engine::usualModelPlaces();
    if (demo) {
        m_demo = (*demo / "model").lexically_normal();
        places.push_back(*demo);
    }
    m_finding.setFuture(QtConcurrent::run([places] { return engine::findModels(places); }));
}

void ModelController::onFound() {
    auto found = m_finding.result();
    for (auto& model : found) model.name = nameOf(model.path, model.name).toStdString();
    m_list->setModels(std::move(found));
    if (m_model) m_list->add(*m_model);
    Q_EMIT rowChanged(currentRow());
}

QString ModelController::nameOf(const std::filesystem::path& folder,
                                const std::string& name) const {
    std::error_code error;
    const bool isDemo = !m_demo.empty() && std::filesystem::equivalent(folder, m_demo, error);
    return isDemo ? tr("Demo model") : QString::fromStdString(name);
}

void ModelController::open(const std::filesystem::path& folder) {
    m_service->openModel(folder);
    Q_EMIT opening(nameOf(folder, folder.filename().string()));
}

void ModelController::openRow(int row) {
    if (row >= 0 && row < m_list->rowCount() && row != currentRow()) open(m_list->model(row).path);
}

void ModelController::onOpened(const engine::ModelInfo& info,
                               const std::vector<engine::LayerInfo>& layers) {
    m_model = info;
    m_model->name = nameOf(info.folder, info.name).toStdString();
    m_list->add(*m_model);
    Q_EMIT rowChanged(currentRow());
    Q_EMIT opened(*m_model, layers);
}

int ModelController::currentRow() const {
    return m_model ? m_list->rowOf(m_model->folder) : -1;
}

}  // namespace app
