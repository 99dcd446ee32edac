// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/label_queue_model.h"

#include <QFileInfo>

#include <algorithm>

namespace widgets {

void LabelQueueModel::setSession(core::LabelSession* session) {
    if (m_session != nullptr) m_session->disconnect(this);
    m_session = session;
    if (session != nullptr) {
        connect(session, &core::LabelSession::filterChanged, this, &LabelQueueModel::refill);
        connect(session, &core::LabelSession::imageChanged, this, &LabelQueueModel::onImageChanged);
    }
    refill();
}

void LabelQueueModel::refill() {
    beginResetModel();
    m_rows = m_session == nullptr ? std::vector<int>() : m_session->filtered();
    endResetModel();
}

/// A picture that the filter no longer accepts stays in the list until the filter is set again:
/// what one has just done should not vanish under the hand.
void LabelQueueModel::onImageChanged(int queueIndex) {
    const int row = rowOf(queueIndex);
    if (row >= 0) Q_EMIT dataChanged(index(row, 0), index(row, 0));
}

int LabelQueueModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}

int LabelQueueModel::rowOf(int queueIndex) const {
    const auto it = std::lower_bound(m_rows.begin(), m_rows.end(), queueIndex);
    return it == m_rows.end() || *it != queueIndex ? -1 : int(it - m_rows.begin());
}

QString LabelQueueModel::toolTipOf(const core::QueueImage& image) const {
    QStringList lines{QString::fromStdString(image.path)};
    switch (image.state) {
        case core::ImageState::Unseen:
            lines << tr("Not looked at yet");
            break;
        case core::ImageState::Labelled:
            lines << (image.labels.size() == 1 ? tr("1 label")
                                               : tr("%1 labels").arg(image.labels.size()));
            break;
        case core::ImageState::ReviewedNone:
            lines << tr("Looked at: nothing there");
            break;
        case core::ImageState::Unsure:
            lines << tr("Unsure");
            break;
    }
    if (!image.comment.empty()) lines << QString::fromStdString(image.comment);
    for (const auto& review : image.reviews)
        lines << tr("%1 by %2 %3")
                     .arg(review.verdict == core::ReviewVerdict::Accepted ? tr("Accepted")
                                                                          : tr("Rejected"),
                          QString::fromStdString(review.reviewer),
                          QString::fromStdString(review.comment));
    const QString why = m_session->blockedBecause(image.id);
    if (!why.isEmpty()) lines << tr("Blocked: %1").arg(why);
    return lines.join(QLatin1Char('\n'));
}

QVariant LabelQueueModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const int position = m_rows[std::size_t(index.row())];
    const core::QueueImage& image = m_session->project().images[std::size_t(position)];
    switch (role) {
        case Qt::DisplayRole:
            return QFileInfo(QString::fromStdString(image.path)).fileName();
        case Qt::ToolTipRole:
        case Qt::AccessibleDescriptionRole:
            return toolTipOf(image);
        case IndexRole:
            return position;
        case StateRole:
            return int(image.state);
        case LabelCountRole:
            return int(image.labels.size());
        case BlockedRole:
            return m_session->blockedBecause(image.id);
        case CommentedRole:
            return !image.comment.empty() ||
                   std::any_of(image.reviews.begin(), image.reviews.end(),
                               [](const auto& review) { return !review.comment.empty(); });
        case ReviewRole:
            return image.reviews.empty()                                           ? 0
                   : image.reviews.back().verdict == core::ReviewVerdict::Accepted ? 1
                                                                                   : 2;
        default:
            return {};
    }
}

}  // namespace widgets
