// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/capture_jobs.h"

#include <explore/capture_runner.h>
#include <explore/exploration.h>
#include <session/job_list.h>

#include <algorithm>
#include <utility>

namespace app {

CaptureJobs::CaptureJobs(core::JobList* jobs, core::CaptureRunner* runner,
                         const core::Exploration* exploration, QObject* parent)
    : QObject(parent), m_jobs(jobs), m_runner(runner), m_exploration(exploration) {
    using core::CaptureRunner;
    connect(runner, &CaptureRunner::started, this, &CaptureJobs::onStarted);
    connect(runner, &CaptureRunner::progress, this, &CaptureJobs::onProgress);
    connect(runner, &CaptureRunner::stepDone, this, [this](int, const auto& step) {
        if (m_isGeneration) onStep(step->count);
    });
    connect(runner, &CaptureRunner::passDone, this, [this] {
        if (!m_isGeneration) onStep(0);
    });
    connect(runner, &CaptureRunner::statesChanged, this, &CaptureJobs::refreshSteps);
    connect(runner, &CaptureRunner::cancelling, this, [this] { m_jobs->setCancelling(m_job); });
    connect(runner, &CaptureRunner::failed, this,
            [this](const core::Moment&, const engine::Error& error) {
                if (m_problem.isEmpty()) m_problem = QString::fromStdString(error.message);
            });
    connect(runner, &CaptureRunner::ended, this, &CaptureJobs::onEnded);
}

QString CaptureJobs::nameOf(const core::Moment& moment, int layers) const {
    const auto* subject = m_exploration->subject(moment.subject);
    const int waiting = m_runner->waitingCount();
    const auto text = subject && subject->isGeneration
                          ? tr("Generating %1").arg(subject->name)
                          : tr("Computing t %1, layers: %2").arg(moment.column).arg(layers);
    return waiting > 0 ? tr("%1 · %n more", nullptr, waiting).arg(text) : text;
}

void CaptureJobs::onStarted(const core::Moment& moment, int layers) {
    const auto* subject = m_exploration->subject(moment.subject);
    const bool isGeneration = subject && subject->isGeneration;
    if (isGeneration || m_isGeneration) onEnded();
    m_isGeneration = isGeneration;
    const auto name = nameOf(moment, layers);
    if (m_job != 0) {
        m_jobs->restartStep(m_job);  // one that was overtaken was no step
        m_jobs->setName(m_job, name);
    } else {
        m_job = m_jobs->addStarted({name, isGeneration ? tr("steps") : tr("passes"),
                                    isGeneration ? subject->task.request.steps : 1,
                                    [this] { m_runner->cancel(); }});
    }
    refreshSteps();
}

/// Of a generation the fraction of all its steps.
void CaptureJobs::onProgress(double fraction) {
    const auto* job = m_jobs->find(m_job);
    if (!job) return;
    m_jobs->setStepFraction(
        m_job, m_isGeneration ? fraction * job->spec.steps - job->stepsDone : fraction);
}

void CaptureJobs::onStep(int count) {
    if (count > 0) m_jobs->setSteps(m_job, count);
    m_jobs->stepDone(m_job);
}

void CaptureJobs::refreshSteps() {
    const auto* job = m_jobs->find(m_job);
    if (!job || m_isGeneration) return;
    const int running = m_runner->isBusy() ? 1 : 0;
    m_jobs->setSteps(m_job, std::max(1, job->stepsDone + running + m_runner->waitingCount()));
}

/// What nobody waited for any more came to no end of its own.
void CaptureJobs::onEnded() {
    const int id = std::exchange(m_job, 0);
    const auto problem = std::exchange(m_problem, QString());
    const auto* job = m_jobs->find(id);
    if (!job) return;
    const bool isWhole = m_isGeneration ? job->stepsDone >= job->spec.steps : job->stepsDone > 0;
    m_isGeneration = false;
    if (!problem.isEmpty()) return m_jobs->fail(id, problem);
    return isWhole ? m_jobs->finish(id) : m_jobs->setCancelled(id);
}

}  // namespace app
