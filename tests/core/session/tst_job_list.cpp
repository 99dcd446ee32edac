// SPDX-License-Identifier: GPL-3.0-or-later
// What long work says of itself, by a clock of the test's own.
#include <session/job_list.h>

#include <QSignalSpy>
#include <QTest>

using namespace core;
using namespace std::chrono_literals;

class TestJobList : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_now = {}; }
    void goesThroughItsStates();
    void knowsTheTimeLeftOnlyFromSteps();
    void oneSlowStepDoesNotCount();
    void pausesDoNotCount();
    void cancelIsHeardAtOnceAndNeverAFailure_data();
    void cancelIsHeardAtOnceAndNeverAFailure();
    void cannotCancelWhatCannotStop();
    void lateWordsAreDropped();
    void keepsAFewThatEnded();
    void sums();
    void aSumWithAnUnknownIsUnknown();
    void texts_data();
    void texts();
    void rates_data();
    void rates();

private:
    JobList::Clock clock() {
        return [this] { return m_now; };
    }
    void step(JobList& jobs, int id, std::chrono::milliseconds duration) {
        m_now += duration;
        jobs.stepDone(id);
    }
    std::chrono::steady_clock::time_point m_now;
};

void TestJobList::goesThroughItsStates() {
    JobList jobs(nullptr, clock());
    QSignalSpy added(&jobs, &JobList::added), ended(&jobs, &JobList::ended);
    const int id = jobs.add({QStringLiteral("a"), {}, 2, {}});
    QCOMPARE(added.size(), 1);
    QCOMPARE(jobs.find(id)->state, JobState::Waiting);
    jobs.start(id);
    QCOMPARE(jobs.find(id)->state, JobState::Running);
    jobs.setStepFraction(id, 0.5);
    QCOMPARE(jobs.find(id)->fraction(), std::optional(0.25));
    jobs.stepDone(id);
    QCOMPARE(jobs.find(id)->fraction(), std::optional(0.5));
    jobs.setSteps(id, 4);
    QCOMPARE(jobs.find(id)->fraction(), std::optional(0.25));
    jobs.finish(id);
    QCOMPARE(jobs.find(id)->state, JobState::Done);
    QCOMPARE(jobs.find(id)->fraction(), std::optional(1.0));
    QCOMPARE(ended.size(), 1);
    const int failing = jobs.addStarted({QStringLiteral("b"), {}, 0, {}});
    QVERIFY(!jobs.find(failing)->fraction());
    jobs.fail(failing, QStringLiteral("no disk"));
    QCOMPARE(jobs.find(failing)->state, JobState::Failed);
    QCOMPARE(jobs.find(failing)->problem, QStringLiteral("no disk"));
    QVERIFY(jobs.active().empty());
}

void TestJobList::knowsTheTimeLeftOnlyFromSteps() {
    JobList jobs(nullptr, clock());
    const int id = jobs.addStarted({QStringLiteral("a"), QStringLiteral("passes"), 10, {}});
    m_now += 5s;
    jobs.setStepFraction(id, 0.9);
    QVERIFY(!jobs.find(id)->secondsLeft());
    step(jobs, id, 1s);  // 6 s for the first
    QCOMPARE(jobs.find(id)->secondsLeft(), std::optional(54.0));
    jobs.setStepFraction(id, 0.5);
    QCOMPARE(jobs.find(id)->secondsLeft(), std::optional(51.0));
    jobs.finish(id);
    QVERIFY(!jobs.find(id)->secondsLeft());
}

void TestJobList::oneSlowStepDoesNotCount() {
    JobList jobs(nullptr, clock());
    const int id = jobs.addStarted({QStringLiteral("a"), QStringLiteral("passes"), 100, {}});
    step(jobs, id, 60s);  // the first one had to read the weights
    for (int i = 0; i < 4; ++i) step(jobs, id, 2s);
    QCOMPARE(jobs.find(id)->secondsPerStep(), std::optional(2.0));
    // What it took lately counts, not what it took an hour ago.
    for (int i = 0; i < int(JobList::kStepsRemembered); ++i) step(jobs, id, 500ms);
    QCOMPARE(jobs.find(id)->secondsPerStep(), std::optional(0.5));
    QCOMPARE(jobs.find(id)->stepSeconds.size(), JobList::kStepsRemembered);
}

void TestJobList::pausesDoNotCount() {
    JobList jobs(nullptr, clock());
    const int id = jobs.addStarted({QStringLiteral("a"), QStringLiteral("maps"), 10, {}});
    step(jobs, id, 1s);
    jobs.pause(id);
    QCOMPARE(jobs.find(id)->state, JobState::Waiting);
    m_now += 1h;
    jobs.start(id);
    step(jobs, id, 1s);
    QCOMPARE(jobs.find(id)->secondsPerStep(), std::optional(1.0));
    m_now += 1h;
    jobs.restartStep(id);
    step(jobs, id, 1s);
    QCOMPARE(jobs.find(id)->stepSeconds, (std::vector<double>{1, 1, 1}));
}

void TestJobList::cancelIsHeardAtOnceAndNeverAFailure_data() {
    QTest::addColumn<int>("lastWord");
    QTest::newRow("it stops and says so") << 0;
    QTest::newRow("it came to its end before it heard") << 1;
    QTest::newRow("it breaks while it stops") << 2;
}

void TestJobList::cancelIsHeardAtOnceAndNeverAFailure() {
    QFETCH(int, lastWord);
    JobList jobs(nullptr, clock());
    int told = 0;
    const int id = jobs.addStarted({QStringLiteral("a"), {}, 3, [&told] { ++told; }});
    QVERIFY(jobs.find(id)->isCancellable());
    jobs.cancel(id);
    jobs.cancel(id);
    QCOMPARE(told, 1);
    QCOMPARE(jobs.find(id)->state, JobState::Cancelling);
    if (lastWord == 0) jobs.setCancelled(id);
    if (lastWord == 1) jobs.finish(id);
    if (lastWord == 2) jobs.fail(id, QStringLiteral("interrupted"));
    QCOMPARE(jobs.find(id)->state, JobState::Cancelled);
    QVERIFY(jobs.find(id)->problem.isEmpty());
}

void TestJobList::cannotCancelWhatCannotStop() {
    JobList jobs(nullptr, clock());
    const int id = jobs.addStarted({QStringLiteral("Opening"), {}, 0, {}});
    jobs.cancel(id);
    QCOMPARE(jobs.find(id)->state, JobState::Running);
}

void TestJobList::lateWordsAreDropped() {
    JobList jobs(nullptr, clock());
    const int id = jobs.addStarted({QStringLiteral("a"), {}, 3, {}});
    jobs.finish(id);
    QSignalSpy changed(&jobs, &JobList::changed);
    jobs.fail(id, QStringLiteral("late"));
    jobs.stepDone(id);
    jobs.start(id);
    jobs.setName(99, QStringLiteral("nobody"));
    QCOMPARE(changed.size(), 0);
    QCOMPARE(jobs.find(id)->state, JobState::Done);
}

void TestJobList::keepsAFewThatEnded() {
    JobList jobs(nullptr, clock());
    QSignalSpy removed(&jobs, &JobList::removed);
    const int running = jobs.addStarted({QStringLiteral("runs on"), {}, 0, {}});
    for (int i = 0; i < int(JobList::kEndedKept) + 3; ++i)
        jobs.finish(jobs.addStarted({QStringLiteral("a"), {}, 0, {}}));
    QCOMPARE(jobs.all().size(), JobList::kEndedKept + 1);
    QCOMPARE(removed.size(), 3);
    QCOMPARE(removed.front().front().toInt(), running + 1);
    jobs.forgetEnded();
    QCOMPARE(jobs.all().size(), std::size_t(1));
    QCOMPARE(jobs.all().front().id, running);
}

void TestJobList::sums() {
    JobList jobs(nullptr, clock());
    QCOMPARE(sumOf(jobs).active, 0);
    const int first =
        jobs.addStarted({QStringLiteral("first"), QStringLiteral("passes"), 4, [] {}});
    const int second =
        jobs.addStarted({QStringLiteral("second"), QStringLiteral("maps"), 2, [] {}});
    jobs.add({QStringLiteral("waits"), {}, 2, {}});
    step(jobs, first, 2s);   // 3 left
    step(jobs, second, 1s);  // 1 left, 3 s each
    const auto sum = sumOf(jobs);
    QCOMPARE(sum.active, 2);
    QCOMPARE(sum.name, QStringLiteral("second"));
    QCOMPARE(sum.fraction, std::optional((0.25 + 0.5) / 2));
    QCOMPARE(sum.secondsLeft, std::optional(3 * 2.0 + 3.0));
    QCOMPARE(sum.cancellable, std::optional(second));
    jobs.cancel(second);
    QCOMPARE(sumOf(jobs).cancellable, std::optional(first));
    QVERIFY(!sumOf(jobs).isCancelling);
    jobs.cancel(first);
    QVERIFY(sumOf(jobs).isCancelling);
}

void TestJobList::aSumWithAnUnknownIsUnknown() {
    JobList jobs(nullptr, clock());
    const int known = jobs.addStarted({QStringLiteral("a"), QStringLiteral("steps"), 4, {}});
    step(jobs, known, 1s);
    jobs.addStarted({QStringLiteral("Opening"), {}, 0, {}});
    QVERIFY(!sumOf(jobs).fraction);
    QVERIFY(!sumOf(jobs).secondsLeft);
}

void TestJobList::texts_data() {
    QTest::addColumn<double>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing left") << 0.0 << QStringLiteral("0:00");
    QTest::newRow("rounded") << 11.6 << QStringLiteral("0:12");
    QTest::newRow("minutes") << 62.0 << QStringLiteral("1:02");
    QTest::newRow("hours") << 3723.0 << QStringLiteral("1:02:03");
    QTest::newRow("days") << 90000.0 << QStringLiteral("25:00:00");
}

void TestJobList::texts() {
    QFETCH(double, seconds);
    QTEST(timeText(seconds), "text");
    QCOMPARE(timeText(std::nullopt), QStringLiteral("—"));
}

void TestJobList::rates_data() {
    QTest::addColumn<double>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("several in a second") << 0.4348 << QStringLiteral("2.3 passes/s");
    QTest::newRow("very many in a second") << 0.004 << QStringLiteral("250 passes/s");
    QTest::newRow("one takes longer than a second") << 4.12 << QStringLiteral("4.1 s each");
}

void TestJobList::rates() {
    QFETCH(double, seconds);
    Job job;
    job.spec.unit = QStringLiteral("passes");
    QVERIFY(rateText(job).isEmpty());
    job.stepSeconds = {seconds};
    QTEST(rateText(job), "text");
    job.spec.unit.clear();
    QVERIFY(rateText(job).isEmpty());
}

QTEST_GUILESS_MAIN(TestJobList)
#include "tst_job_list.moc"
