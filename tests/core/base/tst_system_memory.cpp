// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_files.h"

#include <base/system_memory.h>

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

class TestSystemMemory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isTheSmallerBound_data();
    void isTheSmallerBound();
    void thisMachineSaysSomething();
};

void TestSystemMemory::isTheSmallerBound_data() {
    QTest::addColumn<QByteArray>("memAvailable");
    QTest::addColumn<QByteArray>("group");
    QTest::addColumn<QByteArray>("max");
    QTest::addColumn<QByteArray>("current");
    QTest::addColumn<qlonglong>("expected");  // bytes, -1: not known
    const auto row = [](const char* name, const char* memory, const char* group, const char* max,
                        const char* current, qlonglong expected) {
        QTest::newRow(name) << QByteArray(memory) << QByteArray(group) << QByteArray(max)
                            << QByteArray(current) << expected;
    };
    row("the kernel's word", "8", "", "", "", 8 * 1024);
    row("a group without a bound", "8", "jobs", "max\n", "100\n", 8 * 1024);
    row("a group with a bound", "8", "jobs", "5000\n", "1000\n", 4000 + 300);
    row("a container, whose group is the top", "8", ".", "5000\n", "1000\n", 4000 + 300);
    row("a group that is wider than the machine", "2", "jobs", "5000\n", "1000\n", 2 * 1024);
    row("a group that is full", "8", "jobs", "5000\n", "6000\n", 0);
    row("nothing is known", "", "", "", "", -1);
}

void TestSystemMemory::isTheSmallerBound() {
    QFETCH(QByteArray, memAvailable);
    QFETCH(QByteArray, group);
    QFETCH(QByteArray, max);
    QFETCH(QByteArray, current);
    QFETCH(qlonglong, expected);
    const QTemporaryDir dir;
    const std::filesystem::path root = dir.path().toStdString();
    std::filesystem::create_directories(root / "proc/self");
    if (!memAvailable.isEmpty())
        test::put(root / "proc/meminfo",
                  "MemTotal:       99 kB\nMemAvailable:   " + memAvailable.toStdString() + " kB\n");
    if (!group.isEmpty()) {
        const auto folder = root / "sys/fs/cgroup" / group.toStdString();
        std::filesystem::create_directories(folder);
        test::put(root / "proc/self/cgroup", "0::/jobs\n");
        test::put(folder / "memory.max", max.toStdString());
        test::put(folder / "memory.current", current.toStdString());
        test::put(folder / "memory.stat", "anon 600\ninactive_file 300\nactive_file 100\n");
    }
    const auto found = engine::availableMemory(root);
    QCOMPARE(found ? qlonglong(*found) : -1, expected);
}

void TestSystemMemory::thisMachineSaysSomething() {
    const auto found = engine::availableMemory();
    QVERIFY(found.has_value());
    QVERIFY(*found > 1 << 20);
}

QTEST_GUILESS_MAIN(TestSystemMemory)
#include "tst_system_memory.moc"
