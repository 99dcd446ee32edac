// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cli/console.h>

class TestConsole : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysRateAndRemainingTime_data();
    void saysRateAndRemainingTime();
};

void TestConsole::saysRateAndRemainingTime_data() {
    QTest::addColumn<double>("done");
    QTest::addColumn<double>("total");
    QTest::addColumn<double>("seconds");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* why, double done, double total, double seconds,
                        const char* said) {
        QTest::newRow(why) << done << total << seconds << QString::fromUtf8(said);
    };
    row("fast: a rate", 20, 50, 10, "2.0 steps/s, 15 s left");
    row("slow: the time of one", 2, 50, 10, "5.0 s per step, 4 min left");
    row("half a step counts", 0.5, 10, 10, "20 s per step, 4 min left");
    row("hours", 1, 1000, 60, "60 s per step, 17 h left");
    row("nothing done yet", 0, 10, 10, "");
    row("too early to tell", 1, 10, 0.1, "");
    row("the end", 10, 10, 5, "2.0 steps/s, 0 s left");
}

void TestConsole::saysRateAndRemainingTime() {
    QFETCH(double, done);
    QFETCH(double, total);
    QFETCH(double, seconds);
    QFETCH(QString, text);
    QCOMPARE(QString::fromStdString(app::paceText(done, total, seconds, "step")), text);
}

QTEST_APPLESS_MAIN(TestConsole)
#include "tst_console.moc"
