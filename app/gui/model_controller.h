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

    /// Looks for model folders in the usual places and in \a demo, in the thread pool. The demo
    /// model is called so, not by its folder's name.
    void findModels(const std::optional<std::filesystem::path>& demo);
    void open(const std::filesystem::path& folder);
    void openRow(int row);

    const std::optional<engine::ModelInfo>& model() const { return m_model; }

Q_SIGNALS:
    void opening(const QString& name);
    /// \a layers: all that its U-Net offers for its native size.
    void opened(const engine::ModelInfo& model, const std::vector<engine::LayerInfo>& layers);
    /// An attempt failed; problem says why.
    void failed(const QString& why);
    void problem(const widgets::Message& message);
    /// The open model's row, or -1, after the list or the model changed.
    void rowChanged(int row);

private:
    void onOpened(const engine::ModelInfo& info, const std::vector<engine::LayerInfo>& layers);
    void onFound();
    int currentRow() const;
    QString nameOf(const std::filesystem::path& folder, const std::string& name) const;

    core::ExtractionService* m_service;
    widgets::ModelListModel* m_list;
    std::optional<engine::ModelInfo> m_model;
    std::filesystem::path m_demo;  // the demo's model, or empty
    QFutureWatcher<std::vector<engine::FoundModel>> m_finding;
};

}  // namespace app
