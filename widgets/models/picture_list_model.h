// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QImage>

#include <filesystem>
#include <vector>

namespace widgets {

/// The opened pictures in the order of their opening: name and thumbnail.
class PictureListModel : public QAbstractListModel {
    Q_OBJECT

public:
    struct Entry {
        std::filesystem::path path;
        QImage thumbnail;
    };

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    /// Adds a picture or, if that file is there already, renews its thumbnail. \return its row.
    int put(Entry entry);
    void remove(int row);
    const Entry& entry(int row) const { return m_entries[std::size_t(row)]; }

private:
    std::vector<Entry> m_entries;
};

}  // namespace widgets
