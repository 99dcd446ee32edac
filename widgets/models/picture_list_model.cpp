// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/picture_list_model.h"

#include <algorithm>
#include <utility>

namespace widgets {

int PictureListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_entries.size());
}

QVariant PictureListModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const auto& entry = m_entries[std::size_t(index.row())];
    switch (role) {
        case Qt::DisplayRole:
        case Qt::AccessibleTextRole:
            return QString::fromStdString(entry.path.filename().string());
        case Qt::ToolTipRole:
            return QString::fromStdString(entry.path.string());
        case Qt::DecorationRole:
            return entry.thumbnail;
        default:
            return {};
    }
}

int PictureListModel::put(Entry entry) {
    const auto at = std::find_if(m_entries.begin(), m_entries.end(),
                                 [&](const Entry& e) { return e.path == entry.path; });
    const int row = int(at - m_entries.begin());
    if (at != m_entries.end()) {
        at->thumbnail = std::move(entry.thumbnail);
        Q_EMIT dataChanged(index(row), index(row), {Qt::DecorationRole});
        return row;
    }
    beginInsertRows({}, row, row);
    m_entries.push_back(std::move(entry));
    endInsertRows();
    return row;
}

void PictureListModel::remove(int row) {
    if (row < 0 || row >= rowCount()) return;
    beginRemoveRows({}, row, row);
    m_entries.erase(m_entries.begin() + row);
    endRemoveRows();
}

}  // namespace widgets
