// SPDX-License-Identifier: GPL-3.0-or-later
#include <base/background_thread.h>

#include <QtTest>

#include <sys/resource.h>
#include <thread>
#include <unistd.h>

class TestBackgroundThread : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isNicerThanTheWindowWithAllThatItStarts();
};

void TestBackgroundThread::isNicerThanTheWindowWithAllThatItStarts() {
#ifdef __linux__
    const auto niceness = [] { return ::getpriority(PRIO_PROCESS, id_t(::gettid())); };
    const int window = niceness();
    if (window >= 19) QSKIP("Nothing can be nicer than this test.");
    int own = 0, afterTwice = 0, started = 0;
    std::thread([&] {
        engine::computeInBackground();
        own = niceness();
        engine::computeInBackground();
        afterTwice = niceness();
        std::thread([&] { started = niceness(); }).join();
    }).join();
    QVERIFY(own > window);
    QCOMPARE(afterTwice, own);
    QCOMPARE(started, own);
    QCOMPARE(niceness(), window);
#else
    QSKIP("Threads have no niceness of their own here.");
#endif
}

QTEST_GUILESS_MAIN(TestBackgroundThread)
#include "tst_background_thread.moc"
