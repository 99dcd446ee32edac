// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/key_list_model.h"

#include <QApplication>
#include <QFont>
#include <QPalette>

#include <algorithm>
#include <utility>

namespace widgets {

int KeyListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}

int KeyListModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant KeyListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const auto& row = m_rows[std::size_t(index.row())];
    if (role == Qt::DisplayRole)
        return index.column() == Menu ? row.menu : index.column() == Name ? row.name : row.keys;
    if (role == Qt::ToolTipRole)
        return row.isFixed() ? tr("%1 This key is fixed.").arg(row.tip) : row.tip;
    if (role == Qt::FontRole && row.isChanged && index.column() == Keys) {
        QFont bold;
        bold.setBold(true);
        return bold;
    }
    if (role == Qt::ForegroundRole && row.isFixed())
        return QApplication::palette().color(QPalette::PlaceholderText);
    return {};
}

QVariant KeyListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return section == Menu ? tr("Menu") : section == Name ? tr("Action") : tr("Keys");
}

void KeyListModel::setRows(std::vector<KeyRow> rows) {
    const auto isSame = [](const KeyRow& a, const KeyRow& b) {
        return a.id == b.id && a.name == b.name;
    };
    if (std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(), isSame)) {
        m_rows = std::move(rows);
        if (!m_rows.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

}  // namespace widgets
