// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/job_list.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <utility>

namespace core {

std::optional<double> Job::fraction() const {
    if (state == JobState::Done) return 1;
    if (spec.steps <= 0) return std::nullopt;
    return std::clamp((stepsDone + stepFraction) / spec.steps, 0.0, 1.0);
}

std::optional<double> Job::secondsPerStep() const {
    if (stepSeconds.empty()) return std::nullopt;
    auto sorted = stepSeconds;
    std::sort(sorted.begin(), sorted.end());
    const auto middle = sorted.size() / 2;
    return sorted.size() % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

std::optional<double> Job::secondsLeft() const {
    const auto perStep = secondsPerStep();
    if (!perStep || spec.steps <= 0 || !isActive()) return std::nullopt;
    return std::max(0.0, (spec.steps - stepsDone - stepFraction) * *perStep);
}

JobList::JobList(QObject* parent, Clock clock) : QObject(parent), m_clock(std::move(clock)) {}

int JobList::add(JobSpec spec) {
    Job job;
    job.id = ++m_lastId;
    job.spec = std::move(spec);
    m_jobs.push_back(std::move(job));
    Q_EMIT added(m_lastId);
    return m_lastId;
}

int JobList::addStarted(JobSpec spec) {
    const int id = add(std::move(spec));
    start(id);
    return id;
}

const Job* JobList::find(int id) const {
    const auto found =
        std::find_if(m_jobs.begin(), m_jobs.end(), [id](const Job& job) { return job.id == id; });
    return found == m_jobs.end() ? nullptr : &*found;
}

Job* JobList::get(int id) {
    return const_cast<Job*>(std::as_const(*this).find(id));
}

/// What ended does not change any more: late words of its worker are dropped.
Job* JobList::active(int id) {
    auto* job = get(id);
    return job && job->isActive() ? job : nullptr;
}

std::vector<const Job*> JobList::active() const {
    std::vector<const Job*> found;
    for (const auto& job : m_jobs)
        if (job.isActive()) found.push_back(&job);
    return found;
}

JobList::Timer& JobList::timer(int id) {
    for (auto& timer : m_timers)
        if (timer.id == id) return timer;
    return m_timers.emplace_back(Timer{id, m_clock()});
}

void JobList::start(int id) {
    auto* job = active(id);
    if (!job || job->state != JobState::Waiting) return;
    job->state = JobState::Running;
    timer(id).stepBegan = m_clock();
    Q_EMIT changed(id);
}

void JobList::pause(int id) {
    auto* job = active(id);
    if (!job || job->state != JobState::Running) return;
    job->state = JobState::Waiting;
    job->stepFraction = 0;
    Q_EMIT changed(id);
}

void JobList::setName(int id, const QString& name) {
    auto* job = active(id);
    if (!job || job->spec.name == name) return;
    job->spec.name = name;
    Q_EMIT changed(id);
}

void JobList::setSteps(int id, int steps) {
    auto* job = active(id);
    if (!job || job->spec.steps == steps) return;
    job->spec.steps = steps;
    Q_EMIT changed(id);
}

void JobList::setStepFraction(int id, double fraction) {
    auto* job = active(id);
    if (!job) return;
    job->stepFraction = std::clamp(fraction, 0.0, 1.0);
    Q_EMIT changed(id);
}

void JobList::stepDone(int id) {
    auto* job = active(id);
    if (!job) return;
    const auto now = m_clock();
    auto& began = timer(id).stepBegan;
    auto& seconds = job->stepSeconds;
    seconds.push_back(std::chrono::duration<double>(now - began).count());
    if (seconds.size() > kStepsRemembered) seconds.erase(seconds.begin());
    began = now;
    ++job->stepsDone;
    job->stepFraction = 0;
    Q_EMIT changed(id);
}

void JobList::restartStep(int id) {
    auto* job = active(id);
    if (!job) return;
    timer(id).stepBegan = m_clock();
    job->stepFraction = 0;
    Q_EMIT changed(id);
}

void JobList::setCancelling(int id) {
    auto* job = active(id);
    if (!job || job->state == JobState::Cancelling) return;
    job->state = JobState::Cancelling;
    Q_EMIT changed(id);
}

void JobList::cancel(int id) {
    const auto* job = find(id);
    if (!job || !job->isCancellable()) return;
    const auto tell = job->spec.cancel;  // the list may change under it
    setCancelling(id);
    tell();
}

void JobList::finish(int id) {
    const auto* job = find(id);
    const bool wasStopped = job && job->state == JobState::Cancelling;
    end(id, wasStopped ? JobState::Cancelled : JobState::Done);
}

void JobList::setCancelled(int id) {
    end(id, JobState::Cancelled);
}

void JobList::fail(int id, const QString& problem) {
    const auto* job = find(id);
    if (job && job->state == JobState::Cancelling) return end(id, JobState::Cancelled);
    end(id, JobState::Failed, problem);
}

void JobList::end(int id, JobState state, const QString& problem) {
    auto* job = active(id);
    if (!job) return;
    job->state = state;
    job->problem = problem;
    std::erase_if(m_timers, [id](const Timer& timer) { return timer.id == id; });
    Q_EMIT changed(id);
    Q_EMIT ended(id);
    const auto isOver = [](const Job& each) { return !each.isActive(); };
    if (std::size_t(std::count_if(m_jobs.begin(), m_jobs.end(), isOver)) <= kEndedKept) return;
    const auto oldest = std::find_if(m_jobs.begin(), m_jobs.end(), isOver);
    const int gone = oldest->id;
    m_jobs.erase(oldest);
    Q_EMIT removed(gone);
}

void JobList::forgetEnded() {
    std::vector<int> gone;
    for (const auto& job : m_jobs)
        if (!job.isActive()) gone.push_back(job.id);
    std::erase_if(m_jobs, [](const Job& job) { return !job.isActive(); });
    for (const int id : gone) Q_EMIT removed(id);
}

/// Jobs share the machine, so their times left add up; one that is unknown makes the sum unknown.
JobSum sumOf(const JobList& jobs) {
    JobSum sum;
    double done = 0, left = 0;
    bool isFractionKnown = true, isTimeKnown = true, areAllCancelling = true;
    for (const auto* job : jobs.active()) {
        if (job->state == JobState::Waiting) continue;
        ++sum.active;
        sum.name = job->spec.name;
        if (job->isCancellable()) sum.cancellable = job->id;
        areAllCancelling = areAllCancelling && job->state == JobState::Cancelling;
        isFractionKnown = isFractionKnown && job->fraction();
        isTimeKnown = isTimeKnown && job->secondsLeft();
        done += job->fraction().value_or(0);
        left += job->secondsLeft().value_or(0);
    }
    sum.isCancelling = sum.active > 0 && areAllCancelling;
    if (sum.active > 0 && isFractionKnown) sum.fraction = done / sum.active;
    if (sum.active > 0 && isTimeKnown) sum.secondsLeft = left;
    return sum;
}

QString rateText(const Job& job) {
    const auto seconds = job.secondsPerStep();
    if (!seconds || job.spec.unit.isEmpty()) return {};
    if (*seconds > 0 && *seconds < 1)
        return QStringLiteral("%1 %2/s")
            .arg(1 / *seconds, 0, 'f', *seconds > 0.1 ? 1 : 0)
            .arg(job.spec.unit);
    return QCoreApplication::translate("jobs", "%1 s each").arg(*seconds, 0, 'f', 1);
}

QString timeText(const std::optional<double>& seconds) {
    if (!seconds || !std::isfinite(*seconds)) return QStringLiteral("—");
    const auto whole = std::llround(*seconds);
    const auto two = [](long long number) {
        return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0'));
    };
    const auto hours = whole / 3600, minutes = whole / 60 % 60;
    if (hours > 0) return QStringLiteral("%1:%2:%3").arg(hours).arg(two(minutes), two(whole % 60));
    return QStringLiteral("%1:%2").arg(minutes).arg(two(whole % 60));
}

QString stateText(JobState state) {
    const auto words = [](const char* text) { return QCoreApplication::translate("jobs", text); };
    switch (state) {
        case JobState::Waiting:
            return words(QT_TRANSLATE_NOOP("jobs", "Waiting"));
        case JobState::Running:
            return words(QT_TRANSLATE_NOOP("jobs", "Running"));
        case JobState::Cancelling:
            return words(QT_TRANSLATE_NOOP("jobs", "Cancelling — finishes this step"));
        case JobState::Done:
            return words(QT_TRANSLATE_NOOP("jobs", "Done"));
        case JobState::Cancelled:
            return words(QT_TRANSLATE_NOOP("jobs", "Cancelled"));
        case JobState::Failed:
            return words(QT_TRANSLATE_NOOP("jobs", "Failed"));
    }
    return {};
}

}  // namespace core
