// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/byte_text.h"

#include <QTest>

#include <limits>

class TestByteText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void text_data();
    void text();
};

void TestByteText::text_data() {
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, qint64 bytes, const char* expected) {
        QTest::newRow(name) << bytes << QString::fromLatin1(expected);
    };
    row("nothing", 0, "0 B");
    row("less than nothing counts as nothing", -5, "0 B");
    row("the last without a unit of its own", 999, "999 B");
    row("the first kilobyte, SI", 1000, "1 kB");
    row("binary sizes are no round numbers", 1024, "1 kB");
    row("one decimal below ten", 1'440'000'000, "1.4 GB");
    row("no decimal that says nothing", 2'000'000'000, "2 GB");
    row("no decimal from ten on", 312'400'000, "312 MB");
    row("a budget of two binary gigabytes", 2'147'483'648, "2.1 GB");
    row("rounded up to ten", 9'960'000, "10 MB");
    row("rounded once, not twice", 99'460'000, "99 MB");
    row("never 1000 of a unit", 999'600'000, "1 GB");
    row("just not the next unit", 999'400'000, "999 MB");
    row("the largest there is", std::numeric_limits<qint64>::max(), "9.2 EB");
}

void TestByteText::text() {
    QFETCH(qint64, bytes);
    QFETCH(QString, expected);
    QCOMPARE(QString::fromStdString(engine::byteText(bytes)), expected);
}

QTEST_APPLESS_MAIN(TestByteText)
#include "tst_byte_text.moc"
