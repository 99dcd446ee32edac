// SPDX-License-Identifier: GPL-3.0-or-later
#include <explore/map_range.h>
#include <explore/percentile.h>

#include <QTest>

#include <cmath>
#include <limits>
#include <set>

using core::ColorRange;
using core::RangeMode;
using core::ValueExtent;
using Values = std::vector<float>;

namespace {

constexpr float notANumber = std::numeric_limits<float>::quiet_NaN();
constexpr float infinity = std::numeric_limits<float>::infinity();

}  // namespace

class TestMapRange : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void joinsExtents();
    void rangesOfExtents_data();
    void rangesOfExtents();
    void robustRanges_data();
    void robustRanges();
    void knowsWhatASimilarityCanBe();
    void namesEveryMode();
};

void TestMapRange::joinsExtents() {
    ValueExtent joined;
    joined.add(core::extentOf({notANumber, infinity}));
    QVERIFY(joined.isEmpty);
    joined.add(core::extentOf({3, notANumber, 5, infinity, -infinity}));
    QVERIFY(!joined.isEmpty);
    QCOMPARE(joined.low, 3.f);
    QCOMPARE(joined.high, 5.f);
    joined.add(core::extentOf({-1, 4}));
    joined.add(core::extentOf({}));
    QCOMPARE(joined.low, -1.f);
    QCOMPARE(joined.high, 5.f);
}

void TestMapRange::rangesOfExtents_data() {
    QTest::addColumn<Values>("values");
    QTest::addColumn<bool>("isSymmetric");
    QTest::addColumn<float>("low");
    QTest::addColumn<float>("high");
    QTest::newRow("as they are") << Values{2, 8} << false << 2.f << 8.f;
    QTest::newRow("symmetric about 0") << Values{-2, 8} << true << -8.f << 8.f;
    QTest::newRow("equal values still have a range") << Values{3, 3} << false << 1.5f << 4.5f;
    QTest::newRow("no values") << Values{} << false << 0.f << 1.f;
    QTest::newRow("no values, symmetric") << Values{} << true << -1.f << 1.f;
    QTest::newRow("zeros, symmetric") << Values{0, 0} << true << -1.f << 1.f;
}

void TestMapRange::rangesOfExtents() {
    QFETCH(Values, values);
    QFETCH(bool, isSymmetric);
    QFETCH(float, low);
    QFETCH(float, high);
    const auto range = core::rangeOfExtent(core::extentOf(values), isSymmetric);
    QCOMPARE(range.low, low);
    QCOMPARE(range.high, high);
}

void TestMapRange::robustRanges_data() {
    QTest::addColumn<Values>("values");
    QTest::addColumn<bool>("isSymmetric");
    QTest::addColumn<float>("low");
    QTest::addColumn<float>("high");
    Values hundredOne;
    for (int i = 0; i <= 100; ++i) hundredOne.push_back(float(i));
    QTest::newRow("between two values") << hundredOne << false << 0.5f << 99.5f;
    QTest::newRow("symmetric about 0") << hundredOne << true << -99.5f << 99.5f;
    Values outlier(1000, 1.f);
    for (std::size_t i = 0; i < 500; ++i) outlier[i] = 2;
    outlier[7] = 65535;
    QTest::newRow("one dead pixel does not flatten the scale") << outlier << false << 1.f << 2.f;
    Values broken = hundredOne;
    broken.push_back(notANumber), broken.push_back(infinity);
    QTest::newRow("what is not finite does not count") << broken << false << 0.5f << 99.5f;
    Values nearlyConstant(1000, 3.f);
    nearlyConstant[0] = 100;
    QTest::newRow("percentiles that coincide") << nearlyConstant << false << 1.5f << 4.5f;
    QTest::newRow("no values") << Values{notANumber} << false << 0.f << 1.f;
}

void TestMapRange::robustRanges() {
    QFETCH(Values, values);
    QFETCH(bool, isSymmetric);
    QFETCH(float, low);
    QFETCH(float, high);
    const auto range = core::robustRange(values, isSymmetric);
    QCOMPARE(range.low, low);
    QCOMPARE(range.high, high);
}

void TestMapRange::knowsWhatASimilarityCanBe() {
    QCOMPARE(core::naturalRange(engine::SimilarityMeasure::CosineCentered).low, -1.f);
    QCOMPARE(core::naturalRange(engine::SimilarityMeasure::Euclidean).low, 0.f);
    QCOMPARE(core::naturalRange(engine::SimilarityMeasure::Euclidean).high, 1.f);
}

void TestMapRange::namesEveryMode() {
    std::set<QString> names;
    for (const auto mode :
         {RangeMode::Map, RangeMode::Layer, RangeMode::Run, RangeMode::Fixed, RangeMode::Robust})
        names.insert(core::nameOf(mode));
    QCOMPARE(names.size(), std::size_t(5));
    QVERIFY(names.contains(QStringLiteral("p0.5–p99.5")));
}

QTEST_GUILESS_MAIN(TestMapRange)
#include "tst_map_range.moc"
