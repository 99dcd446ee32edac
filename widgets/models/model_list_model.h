// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <model/model_folder.h>

#include <QAbstractListModel>

#include <filesystem>
#include <vector>

namespace widgets {

/// The model folders that can be chosen. Those with a problem are listed, greyed out, with the
/// problem as tool tip.
class ModelListModel : public QAbstractListModel {
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    void setModels(std::vector<engine::FoundModel> models);
    /// Adds a model that was opened by hand, unless it is listed. \return its row.
    int add(const engine::ModelInfo& info);
    /// The row of the model in \a folder, or -1.
    int rowOf(const std::filesystem::path& folder) const;
    const engine::FoundModel& model(int row) const { return m_models[std::size_t(row)]; }

private:
    std::vector<engine::FoundModel> m_models;
};

}  // namespace widgets
