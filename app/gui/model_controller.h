// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <model/model_folder.h>
#include <panels/message_bar.h>

#include <QFutureWatcher>
#include <QObject>

#include <filesystem>
#include <optional>
#include <vector>

namespace core {
class ExtractionService;
}
namespace widgets {
class ModelListModel;
}

namespace app {

/// Which models there are and which one is open. A model that cannot be opened leaves the open one
/// in use.
class ModelController : public QObject {
    Q_OBJECT

 public:
    ModelController(core::ExtractionService* service, widgets::ModelListModel* list,
                    QObject* parent = nullptr);
    ~ModelController() override;

    /// Looks for model folders in the usual places and \a places, in the thread pool.
    void findModels(std::vector<std::filesystem::path> places);
    void open(const std::filesystem::path& folder);
    void openRow(int row);

    const std::optional<engine::ModelInfo>& model() const { return m_model; }

 Q_SIGNALS:
    void opening(const QString& name);
    void opened(const engine::ModelInfo& model);
    /// An attempt failed; problem says why.
    void failed();
    void problem(const widgets::Message& message);
    /// The open model's row, or -1, after the list or the model changed.
    void rowChanged(int row);

 private:
    void onOpened(const engine::ModelInfo& info);
    void onFound();
    int currentRow() const;

    core::ExtractionService* m_service;
    widgets::ModelListModel* m_list;
    std::optional<engine::ModelInfo> m_model;
    QFutureWatcher<std::vector<engine::FoundModel>> m_finding;
};

}  // namespace app
