// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/model_list_model.h"

#include <system_error>
#include <utility>

namespace widgets {

int ModelListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_models.size());
}

QVariant ModelListModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const auto& found = model(index.row());
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return QString::fromStdString(found.name);
    if (role == Qt::ToolTipRole)
        return QString::fromStdString(found.info ? found.path.string() : found.problem);
    return {};
}

Qt::ItemFlags ModelListModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return Qt::NoItemFlags;
    const auto usual = QAbstractListModel::flags(index);
    return model(index.row()).info ? usual : usual & ~(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
}

void ModelListModel::setModels(std::vector<engine::FoundModel> models) {
    beginResetModel();
    m_models = std::move(models);
    endResetModel();
}

int ModelListModel::add(const engine::ModelInfo& info) {
    if (const int row = rowOf(info.folder); row >= 0) return row;
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_models.push_back({info.folder, info.name, info, {}});
    endInsertRows();
    return row;
}

int ModelListModel::rowOf(const std::filesystem::path& folder) const {
    for (int row = 0; row < rowCount(); ++row) {
        const auto& known = model(row).info ? model(row).info->folder : model(row).path;
        std::error_code error;
        if (known == folder || std::filesystem::equivalent(known, folder, error)) return row;
    }
    return -1;
}

}  // namespace widgets
