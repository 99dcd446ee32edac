// SPDX-License-Identifier: GPL-3.0-or-later
#include <explore/joint_histogram.h>

#include <QTest>

#include <limits>
#include <numeric>

using core::jointHistogramOf;

namespace {

const float notANumber = std::numeric_limits<float>::quiet_NaN();
const float inf = std::numeric_limits<float>::infinity();

}  // namespace

class TestJointHistogram : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsPairs();
    void brokenOnesAreCountedApart();
    void equalValuesFillTheFirstBin();
    void nothingFinite();
    void binsOfValues_data();
    void binsOfValues();
};

void TestJointHistogram::countsPairs() {
    const std::vector<float> x{0, 1, 2, 3, 4, 0}, y{-1, -1, 0, 1, 1, 1};
    const auto histogram = jointHistogramOf(x, y, 4, 2);
    QCOMPARE(histogram.lowX, 0.0);
    QCOMPARE(histogram.highX, 4.0);
    QCOMPARE(histogram.lowY, -1.0);
    QCOMPARE(histogram.highY, 1.0);
    QCOMPARE(histogram.counts, (std::vector<int>{1, 1, 0, 0,     // y below 0
                                                 1, 0, 1, 2}));  // the upper ends belong to it
    QCOMPARE(histogram.at(3, 1), 2);
    QCOMPARE(histogram.largest(), 2);
    QCOMPARE(histogram.notFinite, 0);
}

void TestJointHistogram::brokenOnesAreCountedApart() {
    const std::vector<float> x{0, notANumber, 2, inf, 4, 100}, y{0, 1, 2, 3, notANumber, -inf};
    const auto histogram = jointHistogramOf(x, y, 2, 2);
    QCOMPARE(histogram.notFinite, 4);
    QCOMPARE(histogram.highX, 2.0);  // what is in no bin sets no bound
    QCOMPARE(std::accumulate(histogram.counts.begin(), histogram.counts.end(), 0), 2);
}

void TestJointHistogram::equalValuesFillTheFirstBin() {
    const std::vector<float> x{3, 3, 3}, y{0, 1, 2};
    const auto histogram = jointHistogramOf(x, y, 5, 2);
    QCOMPARE(histogram.at(0, 0), 1);
    QCOMPARE(histogram.at(0, 1), 2);
}

void TestJointHistogram::nothingFinite() {
    const std::vector<float> x{notANumber, 1}, y{1, notANumber};
    const auto histogram = jointHistogramOf(x, y);
    QVERIFY(histogram.counts.empty());
    QCOMPARE(histogram.notFinite, 2);
    QCOMPARE(histogram.largest(), 0);
    QVERIFY(!histogram.binOf(0, 0));
}

void TestJointHistogram::binsOfValues_data() {
    QTest::addColumn<double>("x");
    QTest::addColumn<double>("y");
    QTest::addColumn<int>("column");  // -1: none
    QTest::addColumn<int>("row");
    QTest::newRow("lower ends") << 0.0 << -1.0 << 0 << 0;
    QTest::newRow("upper ends") << 4.0 << 1.0 << 3 << 1;
    QTest::newRow("a border belongs to the upper bin") << 1.0 << 0.0 << 1 << 1;
    QTest::newRow("left of all") << -0.1 << 0.0 << -1 << -1;
    QTest::newRow("above all") << 1.0 << 1.1 << -1 << -1;
    QTest::newRow("no number") << std::nan("") << 0.0 << -1 << -1;
}

void TestJointHistogram::binsOfValues() {
    QFETCH(double, x);
    QFETCH(double, y);
    QFETCH(int, column);
    QFETCH(int, row);
    const std::vector<float> xs{0, 4}, ys{-1, 1};
    const auto bin = jointHistogramOf(xs, ys, 4, 2).binOf(x, y);
    QCOMPARE(bin.has_value(), column >= 0);
    if (bin) QCOMPARE(*bin, std::pair(column, row));
}

QTEST_GUILESS_MAIN(TestJointHistogram)
#include "tst_joint_histogram.moc"
