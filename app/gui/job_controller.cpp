// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/job_controller.h"

#include "gui/label_map_controller.h"
#include "gui/model_controller.h"

#include <panels/activity_bar.h>
#include <session/job_list.h>
#include <session/log.h>

#include <utility>

namespace app {

JobController::JobController(core::JobList* jobs, widgets::ActivityBar* bar, core::Log* log,
                             QObject* parent)
    : QObject(parent), m_jobs(jobs), m_bar(bar), m_log(log) {
    using core::JobList;
    for (const auto signal : {&JobList::changed, &JobList::removed})
        connect(jobs, signal, this, &JobController::show);
    connect(jobs, &JobList::added, this, [this](int job) {
        m_log->add(core::LogLevel::Info, QStringLiteral("job"),
                   m_jobs->find(job)->spec.name + QStringLiteral(": …"));
    });
    connect(jobs, &JobList::ended, this, &JobController::write);
    connect(bar, &widgets::ActivityBar::cancelRequested, this, &JobController::cancel);
}

void JobController::watch(const ModelController* models) {
    connect(models, &ModelController::opening, this, [this](const QString& name) {
        m_jobs->setCancelled(m_opening);  // the latest choice wins
        m_opening = m_jobs->addStarted({tr("Opening %1").arg(name), {}, 0, {}});
    });
    connect(models, &ModelController::opened, this,
            [this] { m_jobs->finish(std::exchange(m_opening, 0)); });
    connect(models, &ModelController::failed, this,
            [this](const QString& why) { m_jobs->fail(std::exchange(m_opening, 0), why); });
}

void JobController::watch(LabelMapController* maps) {
    m_ahead = maps;
    connect(maps, &LabelMapController::waitingChanged, this, &JobController::onMaps);
}

/// A step is done where fewer wait than before.
void JobController::onMaps(int waiting, bool isPaused) {
    const auto* job = m_jobs->find(m_maps);
    if (waiting == 0) {
        if (job && job->state != core::JobState::Cancelling) m_jobs->stepDone(m_maps);
        return m_jobs->finish(std::exchange(m_maps, 0));
    }
    if (m_maps == 0)
        m_maps = m_jobs->add(
            {tr("Norm maps ahead"), tr("maps"), waiting, [this] { m_ahead->cancelAhead(); }});
    job = m_jobs->find(m_maps);
    if (waiting < job->spec.steps - job->stepsDone) m_jobs->stepDone(m_maps);
    m_jobs->setSteps(m_maps, job->stepsDone + waiting);
    isPaused ? m_jobs->pause(m_maps) : m_jobs->start(m_maps);
}

void JobController::show() {
    const auto sum = core::sumOf(*m_jobs);
    if (sum.active == 0) return m_bar->end();
    const auto text =
        sum.active > 1 ? tr("%n jobs · %1", nullptr, sum.active).arg(sum.name) : sum.name;
    const bool isCancellable = sum.cancellable || sum.isCancelling;
    if (!m_bar->isActive() || m_bar->text() != text || m_bar->isCancellable() != isCancellable)
        m_bar->begin(text, isCancellable);
    if (sum.isCancelling) return m_bar->setCancelling();
    if (sum.fraction) m_bar->setProgress(*sum.fraction);
    m_bar->setTimeLeft(sum.secondsLeft ? core::timeText(sum.secondsLeft) : QString());
}

void JobController::cancel() {
    if (const auto job = core::sumOf(*m_jobs).cancellable) m_jobs->cancel(*job);
}

void JobController::write(int id) {
    const auto* job = m_jobs->find(id);
    const bool hasFailed = job->state == core::JobState::Failed;
    auto text = QStringLiteral("%1: %2").arg(job->spec.name, core::stateText(job->state));
    if (hasFailed) text += QStringLiteral(": ") + job->problem;
    if (job->spec.steps > 0)
        text += QStringLiteral(" (%1 of %2)").arg(job->stepsDone).arg(job->spec.steps);
    m_log->add(hasFailed ? core::LogLevel::Error : core::LogLevel::Info, QStringLiteral("job"),
               text);
}

}  // namespace app
