// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <annotation/label_session.h>
#endif

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QListView;
class QProgressBar;

namespace widgets {

class LabelQueueModel;

/// The queue beside the canvases: how far we are, a filter, and one line per picture whose symbol
/// says its state.
class LabelQueuePanel : public QWidget {
    Q_OBJECT
public:
    explicit LabelQueuePanel(LabelQueueModel* model, QWidget* parent = nullptr);

    void setCounts(const core::QueueCounts& counts);
    void setCurrent(int queueIndex);
    /// As it stands in the fields.
    core::QueueFilter filter() const;
    void clearFilter();
    QLineEdit* search() const { return m_text; }

Q_SIGNALS:
    void chosen(int queueIndex);
    void filterEdited();

private:
    LabelQueueModel* m_model;
    QLabel* m_counts;
    QProgressBar* m_progress;
    QLineEdit* m_text;
    QComboBox* m_states;
    QListView* m_list;
};

}  // namespace widgets
