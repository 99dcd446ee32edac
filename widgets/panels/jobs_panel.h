// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

#include <map>

class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace core {
class JobList;
struct Job;
}  // namespace core

namespace widgets {

/// One job: its name, how far it is, how fast, how long yet, and the button that stops it.
class JobRow : public QWidget {
    Q_OBJECT

public:
    explicit JobRow(QWidget* parent);

    void show(const core::Job& job);

Q_SIGNALS:
    void cancelRequested();

private:
    QLabel* m_name;
    QLabel* m_detail;
    QProgressBar* m_bar;
    QPushButton* m_cancel;
};

/// Every long piece of work, the latest first; what ended stays to be read until it is cleared. A
/// cancelled job is said to be cancelled, a failed one says why.
class JobsPanel : public QScrollArea {
    Q_OBJECT

public:
    explicit JobsPanel(core::JobList* jobs, QWidget* parent = nullptr);

    JobRow* row(int job) const;

private:
    void add(int job);
    void refresh(int job);
    void remove(int job);
    void refreshEmpty();

    core::JobList* m_jobs;
    QVBoxLayout* m_rows;
    QLabel* m_empty;
    QPushButton* m_clear;
    std::map<int, JobRow*> m_byJob;
};

}  // namespace widgets
