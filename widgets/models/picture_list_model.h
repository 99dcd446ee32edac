// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QImage>

#include <filesystem>
#include <vector>

namespace widgets {

/// The opened pictures and generations: name, thumbnail, and whether they are on the board. Rows
/// can be dragged to another place.
class PictureListModel : public QAbstractListModel {
    Q_OBJECT

public:
    /// \c isOnBoard of the entry, as a bool.
    static constexpr int kOnBoardRole = Qt::UserRole + 1;

    struct Entry {
        std::filesystem::path path;  ///< of a generation its name: no file has it
        QImage thumbnail;
        int subject = 0;  ///< the explorer's number
        bool isOnBoard = false;
        bool isFile = true;
    };

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    /// Adds a picture or, if that file is there already, renews its thumbnail. \return its row.
    int put(Entry entry);
    /// At the end, whatever else is there.
    void add(Entry entry);
    void remove(int row);
    /// The rows of these subjects, in this order, first; the others behind them.
    void setOrder(const std::vector<int>& subjects);
    void setSubject(int row, int subject) { m_entries[std::size_t(row)].subject = subject; }
    void setThumbnail(int row, const QImage& thumbnail);
    void setOnBoard(const std::vector<int>& subjects);
    /// -1 where there is none.
    int rowOf(int subject) const;

    Qt::ItemFlags flags(const QModelIndex& index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;
    const Entry& entry(int row) const { return m_entries[std::size_t(row)]; }

private:
    std::vector<Entry> m_entries;
};

}  // namespace widgets
