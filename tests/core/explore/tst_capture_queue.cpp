// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/capture_queue.h"

#include <QTest>

using core::CaptureQueue;
using core::Moment;

namespace {

const auto kAlways = [](const Moment&) { return true; };
const auto kNever = [](const Moment&) { return false; };

auto allBut(Moment done) {
    return [done](const Moment& m) { return m != done; };
}

}  // namespace

class TestCaptureQueue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shownComesFirst();
    void queuedKeepsItsPlace();
    void completeOnesLeave();
    void impossibleOnesWait();
    void sameShownIsNoChange();
    void forgetsASubject();
};

void TestCaptureQueue::shownComesFirst() {
    CaptureQueue queue;
    queue.add({{1, 10}});
    QVERIFY(queue.setShown({{2, 20}, {1, 30}}));
    QCOMPARE(queue.next(kAlways, kAlways), (Moment{2, 20}));
    QCOMPARE(queue.next(allBut({2, 20}), kAlways), (Moment{1, 30}));
    QVERIFY(queue.setShown({}));
    QCOMPARE(queue.next(kAlways, kAlways), (Moment{1, 10}));
    QVERIFY(!queue.next(kNever, kAlways));
}

void TestCaptureQueue::queuedKeepsItsPlace() {
    CaptureQueue queue;
    queue.add({{1, 1}, {1, 2}});
    queue.add({{1, 2}, {1, 3}, {1, 1}});
    QCOMPARE(queue.queued(), (std::vector<Moment>{{1, 1}, {1, 2}, {1, 3}}));
    QCOMPARE(queue.next(kAlways, kAlways), (Moment{1, 1}));
    QCOMPARE(queue.next(kAlways, kAlways), (Moment{1, 1}));  // a stopped run is taken again
}

void TestCaptureQueue::completeOnesLeave() {
    CaptureQueue queue;
    queue.setShown({{1, 5}});
    queue.add({{1, 1}, {1, 2}, {1, 5}});
    QCOMPARE(queue.next(allBut({1, 1}), kAlways), (Moment{1, 5}));
    QVERIFY(!queue.isQueued({1, 1}));  // also while something on screen is due
    QCOMPARE(queue.next(kNever, kAlways), std::nullopt);
    QVERIFY(queue.queued().empty());
    QVERIFY(queue.isShown({1, 5}));
}

// A picture that is being loaded lost its place.
void TestCaptureQueue::impossibleOnesWait() {
    CaptureQueue queue;
    queue.add({{1, 1}, {2, 1}});
    QCOMPARE(queue.next(kAlways, allBut({1, 1})), (Moment{2, 1}));
    QVERIFY(queue.isQueued({1, 1}));
    QVERIFY(!queue.next(kAlways, kNever));
    QCOMPARE(queue.next(kAlways, kAlways), (Moment{1, 1}));
}

void TestCaptureQueue::sameShownIsNoChange() {
    CaptureQueue queue;
    QVERIFY(!queue.setShown({}));
    QVERIFY(queue.setShown({{1, 1}, {2, 1}}));
    QVERIFY(!queue.setShown({{1, 1}, {2, 1}}));
    QVERIFY(queue.setShown({{2, 1}, {1, 1}}));  // another one is current
}

void TestCaptureQueue::forgetsASubject() {
    CaptureQueue queue;
    queue.setShown({{1, 1}, {2, 1}});
    queue.add({{1, 2}, {3, 2}});
    QVERIFY(queue.isShown(1) && queue.isWanted(3) && !queue.isShown(3) && !queue.isWanted(4));
    queue.forgetSubject(1);
    QVERIFY(!queue.isWanted(1));
    QCOMPARE(queue.shown(), (std::vector<Moment>{{2, 1}}));
    QCOMPARE(queue.queued(), (std::vector<Moment>{{3, 2}}));
    queue.clearQueued();
    QVERIFY(queue.isWanted(Moment{2, 1}) && !queue.isWanted(Moment{3, 2}));
}

QTEST_GUILESS_MAIN(TestCaptureQueue)
#include "tst_capture_queue.moc"
