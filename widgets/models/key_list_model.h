// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QString>

#include <vector>

namespace widgets {

/// One line of the table of keys.
struct KeyRow {
    QString id;    ///< of the action; empty for what cannot be changed
    QString menu;  ///< "View › Tiles"
    QString name;
    QString keys;            ///< as the desktop writes them: "Ctrl++, Ctrl+="
    QString tip;             ///< what it does
    bool isChanged = false;  ///< other than it came

    bool isFixed() const { return id.isEmpty(); }
    friend bool operator==(const KeyRow&, const KeyRow&) = default;
};

/// Menu, name and keys of every action. Changed ones are bold, fixed ones quiet.
class KeyListModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Menu, Name, Keys, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Rows with the same ids in the same order are changed in place, so that a selection stays.
    void setRows(std::vector<KeyRow> rows);
    const KeyRow& row(int index) const { return m_rows[std::size_t(index)]; }

private:
    std::vector<KeyRow> m_rows;
};

}  // namespace widgets
