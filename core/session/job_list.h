// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

namespace core {

enum class JobState { Waiting, Running, Cancelling, Done, Cancelled, Failed };

/// What a job says of itself when it begins.
struct JobSpec {
    QString name;  ///< "Computing t 200, layers: 12"; translated
    /// Of one step, for the rate: "passes", "steps", "maps"; translated. Empty: no rate is shown.
    QString unit;
    int steps = 0;  ///< in all; 0: unknown, and with it the fraction and the time left
    /// Called when somebody wants it to stop; the job says itself when it has. Empty: it cannot be
    /// stopped.
    std::function<void()> cancel;
};

/// One piece of work that takes long enough to wonder.
struct Job {
    int id = 0;
    JobSpec spec;
    JobState state = JobState::Waiting;
    int stepsDone = 0;
    double stepFraction = 0;  ///< of the step that runs, 0 to 1
    QString problem;          ///< why it failed
    /// From one step to the next, the latest last; at most JobList::kStepsRemembered.
    std::vector<double> stepSeconds;

    bool isActive() const { return state <= JobState::Cancelling; }
    bool isCancellable() const {
        return spec.cancel && (state == JobState::Waiting || state == JobState::Running);
    }
    /// 0 to 1, or nothing while the count of its steps is unknown.
    std::optional<double> fraction() const;
    /// Typical duration of a step: the median, so that one that had to load something, or to wait,
    /// does not count. Nothing before the first step ended.
    std::optional<double> secondsPerStep() const;
    /// Nothing until it can be told from steps that were done.
    std::optional<double> secondsLeft() const;
};

/// Every long piece of work in one place: models that open, captures and their queue, generations,
/// maps made ahead, exports. Whoever works tells; whoever shows listens. Nothing here computes or
/// waits. GUI thread.
///
/// A job that was stopped is cancelled, never failed, whatever its last words were.
class JobList : public QObject {
    Q_OBJECT

public:
    using Clock = std::function<std::chrono::steady_clock::time_point()>;
    static constexpr std::size_t kStepsRemembered = 15;
    static constexpr std::size_t kEndedKept = 50;

    explicit JobList(QObject* parent = nullptr, Clock clock = &std::chrono::steady_clock::now);

    /// \return its id; ids grow and are never used twice. It waits until start().
    int add(JobSpec spec);
    /// From now on its time counts; also goes on with one that waits again.
    void start(int id);
    int addStarted(JobSpec spec);
    /// It stands still, by no fault of its own: the time until start() counts for no step.
    void pause(int id);
    void setName(int id, const QString& name);
    void setSteps(int id, int steps);
    void setStepFraction(int id, double fraction);
    /// A step is complete.
    void stepDone(int id);
    /// The present step was begun anew: its time counts from now.
    void restartStep(int id);

    /// Somebody wants it to stop: said at once, and told to the job.
    void cancel(int id);
    /// The work was told to stop in another way: only says so.
    void setCancelling(int id);
    /// It came to its end; one that was being cancelled, or was said to have been, is Cancelled.
    void finish(int id);
    void setCancelled(int id);
    void fail(int id, const QString& problem);
    void forgetEnded();

    /// Ended ones too, in the order in which they were added.
    const std::vector<Job>& all() const { return m_jobs; }
    const Job* find(int id) const;
    std::vector<const Job*> active() const;

Q_SIGNALS:
    void added(int id);
    void changed(int id);
    /// Done, Cancelled or Failed.
    void ended(int id);
    void removed(int id);

private:
    struct Timer {
        int id;
        std::chrono::steady_clock::time_point stepBegan;
    };
    Job* get(int id);
    Job* active(int id);
    void end(int id, JobState state, const QString& problem = {});
    Timer& timer(int id);

    Clock m_clock;
    std::vector<Job> m_jobs;
    std::vector<Timer> m_timers;  // of those that were started and have not ended
    int m_lastId = 0;
};

/// What runs, taken together: for one line in the status bar.
struct JobSum {
    int active = 0;
    QString name;  ///< of the one that was started last
    std::optional<double> fraction, secondsLeft;
    bool isCancelling = false;
    std::optional<int> cancellable;  ///< the latest job that can be stopped
};
JobSum sumOf(const JobList& jobs);

/// "2.3 passes/s", or "4.1 s each" of slow ones. Empty while it is not known or means nothing.
QString rateText(const Job& job);
/// "0:12", "1:02:03"; "—" while it is not known.
QString timeText(const std::optional<double>& seconds);
/// "Running", "Cancelling", ...
QString stateText(JobState state);

}  // namespace core
