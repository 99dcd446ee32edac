// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/picture_list_model.h"

#include <QMimeData>

#include <algorithm>
#include <utility>

namespace widgets {

namespace {

constexpr const char* kRowType = "application/x-denoscope-picture-row";

}  // namespace

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
            return QString::fromStdString(
                (entry.isFile ? entry.path : entry.path.filename()).string());
        case Qt::DecorationRole:
            return entry.thumbnail;
        case kOnBoardRole:
            return entry.isOnBoard;
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
    add(std::move(entry));
    return row;
}

void PictureListModel::add(Entry entry) {
    beginInsertRows({}, rowCount(), rowCount());
    m_entries.push_back(std::move(entry));
    endInsertRows();
}

void PictureListModel::remove(int row) {
    if (row < 0 || row >= rowCount()) return;
    beginRemoveRows({}, row, row);
    m_entries.erase(m_entries.begin() + row);
    endRemoveRows();
}

void PictureListModel::setOrder(const std::vector<int>& subjects) {
    int to = 0;
    for (const int subject : subjects) {
        const int from = rowOf(subject);
        if (from < 0) continue;
        if (from > to && beginMoveRows({}, from, from, {}, to)) {
            const auto first = m_entries.begin();
            std::rotate(first + to, first + from, first + from + 1);
            endMoveRows();
        }
        ++to;
    }
}

void PictureListModel::setThumbnail(int row, const QImage& thumbnail) {
    m_entries[std::size_t(row)].thumbnail = thumbnail;
    Q_EMIT dataChanged(index(row), index(row), {Qt::DecorationRole});
}

void PictureListModel::setOnBoard(const std::vector<int>& subjects) {
    for (int row = 0; row < rowCount(); ++row) {
        auto& entry = m_entries[std::size_t(row)];
        const bool isOnBoard =
            std::find(subjects.begin(), subjects.end(), entry.subject) != subjects.end();
        if (std::exchange(entry.isOnBoard, isOnBoard) != isOnBoard)
            Q_EMIT dataChanged(index(row), index(row), {kOnBoardRole});
    }
}

int PictureListModel::rowOf(int subject) const {
    const auto at = std::find_if(m_entries.begin(), m_entries.end(),
                                 [&](const Entry& e) { return e.subject == subject; });
    return at == m_entries.end() ? -1 : int(at - m_entries.begin());
}

Qt::ItemFlags PictureListModel::flags(const QModelIndex& index) const {
    const auto usual = QAbstractListModel::flags(index);
    return index.isValid() ? usual | Qt::ItemIsDragEnabled : usual | Qt::ItemIsDropEnabled;
}

QStringList PictureListModel::mimeTypes() const {
    return {QString::fromLatin1(kRowType)};
}

QMimeData* PictureListModel::mimeData(const QModelIndexList& indexes) const {
    auto* data = new QMimeData;
    if (!indexes.isEmpty())
        data->setData(QString::fromLatin1(kRowType), QByteArray::number(indexes.front().row()));
    return data;
}

/// Moves the row itself; the view has nothing to remove afterwards.
bool PictureListModel::dropMimeData(const QMimeData* data, Qt::DropAction, int row, int,
                                    const QModelIndex& parent) {
    bool isNumber = false;
    const int from = data->data(QString::fromLatin1(kRowType)).toInt(&isNumber);
    if (row < 0) row = parent.isValid() ? parent.row() : rowCount();
    if (!isNumber || from < 0 || from >= rowCount() || row > rowCount()) return false;
    if (!beginMoveRows({}, from, from, {}, row)) return false;
    auto entry = std::move(m_entries[std::size_t(from)]);
    m_entries.erase(m_entries.begin() + from);
    m_entries.insert(m_entries.begin() + (row > from ? row - 1 : row), std::move(entry));
    endMoveRows();
    return false;
}

}  // namespace widgets
