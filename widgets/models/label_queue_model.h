// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <annotation/label_session.h>
#endif

#include <QAbstractListModel>

#include <vector>

namespace widgets {

/// The pictures of a labelling session that its filter accepts, in queue order: name, state and how
/// many labels.
class LabelQueueModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        IndexRole = Qt::UserRole,  ///< position in the queue
        StateRole,                 ///< core::ImageState as int
        LabelCountRole,
        BlockedRole,    ///< why, or empty
        CommentedRole,  ///< somebody wrote a comment
        ReviewRole,     ///< 0 none, 1 accepted, 2 rejected
    };

    using QAbstractListModel::QAbstractListModel;

    void setSession(core::LabelSession* session);  ///< null: empty
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    /// The row of a position in the queue, or -1 where the filter hides it.
    int rowOf(int queueIndex) const;

private:
    void refill();
    void onImageChanged(int queueIndex);
    QString toolTipOf(const core::QueueImage& image) const;

    core::LabelSession* m_session = nullptr;
    std::vector<int> m_rows;
};

}  // namespace widgets
