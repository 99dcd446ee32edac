// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/jobs_panel.h"

#include "canvas/geometry.h"

#include <session/job_list.h>

#include <QGridLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

namespace widgets {

namespace {

constexpr int kProgressSteps = 1000, kBarHeight = 8;

/// "Running · 2.3 passes/s · 12 of 40 · 0:12 left"
QString detailOf(const core::Job& job) {
    QStringList parts = {core::stateText(job.state)};
    if (!job.problem.isEmpty()) parts << job.problem;
    if (job.spec.steps > 1)
        parts << JobsPanel::tr("%1 of %2").arg(job.stepsDone).arg(job.spec.steps);
    if (job.state == core::JobState::Running) {
        const auto rate = core::rateText(job);
        if (!rate.isEmpty()) parts << rate;
        parts << JobsPanel::tr("%1 left").arg(core::timeText(job.secondsLeft()));
    }
    return parts.join(QStringLiteral(" · "));
}

}  // namespace

JobRow::JobRow(QWidget* parent)
    : QWidget(parent),
      m_name(new QLabel(this)),
      m_detail(new QLabel(this)),
      m_bar(new QProgressBar(this)),
      m_cancel(new QPushButton(tr("Cancel"), this)) {
    m_name->setTextFormat(Qt::PlainText);
    m_detail->setTextFormat(Qt::PlainText);
    m_detail->setWordWrap(true);
    m_detail->setForegroundRole(QPalette::PlaceholderText);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(kBarHeight);
    m_cancel->setToolTip(tr("Stop this; what is complete stays"));
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, spacing::kSmall);
    layout->setVerticalSpacing(2);
    layout->addWidget(m_name, 0, 0);
    layout->addWidget(m_bar, 1, 0);
    layout->addWidget(m_detail, 2, 0);
    layout->addWidget(m_cancel, 0, 1, 2, 1);
    layout->setColumnStretch(0, 1);
    connect(m_cancel, &QPushButton::clicked, this, &JobRow::cancelRequested);
}

void JobRow::show(const core::Job& job) {
    const auto fraction = job.fraction();
    const bool isBusy = job.isActive() && !fraction && job.state != core::JobState::Waiting;
    m_name->setText(job.spec.name);
    m_detail->setText(detailOf(job));
    m_bar->setRange(0, isBusy ? 0 : kProgressSteps);
    m_bar->setValue(int(std::lround(fraction.value_or(0) * kProgressSteps)));
    m_bar->setVisible(job.isActive());
    m_bar->setAccessibleName(tr("Progress of %1").arg(job.spec.name));
    m_cancel->setVisible(job.isActive() && job.spec.cancel);
    m_cancel->setEnabled(job.isCancellable());
    m_cancel->setAccessibleName(tr("Cancel %1").arg(job.spec.name));
}

JobsPanel::JobsPanel(core::JobList* jobs, QWidget* parent)
    : QScrollArea(parent),
      m_jobs(jobs),
      m_empty(new QLabel(tr("Nothing runs."), this)),
      m_clear(new QPushButton(tr("Clear what ended"), this)) {
    auto* content = new QWidget(this);
    m_rows = new QVBoxLayout(content);
    m_rows->setContentsMargins(spacing::kSmall, spacing::kSmall, spacing::kSmall, spacing::kSmall);
    m_rows->addWidget(m_empty);
    m_rows->addStretch();
    m_rows->addWidget(m_clear, 0, Qt::AlignLeft);
    m_clear->setToolTip(tr("Take jobs that are done, cancelled or failed off this list"));
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Jobs"));
    connect(m_clear, &QPushButton::clicked, jobs, &core::JobList::forgetEnded);
    connect(jobs, &core::JobList::added, this, &JobsPanel::add);
    connect(jobs, &core::JobList::changed, this, &JobsPanel::refresh);
    connect(jobs, &core::JobList::removed, this, &JobsPanel::remove);
    for (const auto& job : jobs->all()) add(job.id);
    refreshEmpty();
}

JobRow* JobsPanel::row(int job) const {
    const auto found = m_byJob.find(job);
    return found == m_byJob.end() ? nullptr : found->second;
}

void JobsPanel::add(int job) {
    auto* made = new JobRow(widget());
    m_byJob[job] = made;
    m_rows->insertWidget(0, made);
    connect(made, &JobRow::cancelRequested, this, [this, job] { m_jobs->cancel(job); });
    refresh(job);
}

void JobsPanel::refresh(int job) {
    const auto* found = m_jobs->find(job);
    if (auto* at = row(job); at && found) at->show(*found);
    refreshEmpty();
}

void JobsPanel::remove(int job) {
    if (auto* at = row(job)) at->deleteLater();
    m_byJob.erase(job);
    refreshEmpty();
}

void JobsPanel::refreshEmpty() {
    m_empty->setVisible(m_jobs->all().empty());
    m_clear->setVisible(m_jobs->all().size() > m_jobs->active().size());
}

}  // namespace widgets
