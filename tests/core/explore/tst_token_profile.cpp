// SPDX-License-Identifier: GPL-3.0-or-later
#include <explore/percentile.h>
#include <explore/token_profile.h>
#include <io/npz.h>

#include <QTest>

#include <cmath>
#include <limits>
#include <numeric>

using Values = std::vector<float>;

namespace {

constexpr float notANumber = std::numeric_limits<float>::quiet_NaN();
constexpr float infinity = std::numeric_limits<float>::infinity();

}  // namespace

class TestTokenProfile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void percentilesEqualNumpy();
    void standsAmongTheOthers();
    void standsAmongWhatIsFinite();
    void standsNowhere_data();
    void standsNowhere();
    void counts();
    void findsBins_data();
    void findsBins();
    void countsEqualValues();
    void countsNothing();
};

/// tests/data/explore/make_pca.py wrote it.
void TestTokenProfile::percentilesEqualNumpy() {
    const auto golden = core::readNpz(DENOSCOPE_TEST_DATA "/explore/pca.npz");
    QVERIFY(golden.ok());
    const auto* values = engine::findArray(*golden, "percentiles/values");
    const auto* expected = engine::findArray(*golden, "percentiles/at");
    QVERIFY(values && expected);
    const auto sorted = core::sortedFinite(values->floats());
    const auto at = *expected->toFloats();
    const std::vector<double> percents = {0.5, 5, 25, 50, 75, 95, 99.5};
    QCOMPARE(at.size(), percents.size());
    for (std::size_t i = 0; i < percents.size(); ++i)
        QCOMPARE(float(core::percentileOf(sorted, percents[i])), at[i]);
    const auto standing = core::standingOf(values->floats(), 0);
    QCOMPARE(float(standing.p5), at[1]);
    QCOMPARE(float(standing.p95), at[5]);
}

void TestTokenProfile::standsAmongTheOthers() {
    const auto standing = core::standingOf(Values{4, 1, 3, 2, 10}, 4);
    QCOMPARE(standing.value, 10.0);
    QCOMPARE(standing.mean, 4.0);
    QCOMPARE(standing.p5, 1.2);
    QCOMPARE(standing.p25, 2.0);
    QCOMPARE(standing.p50, 3.0);
    QCOMPARE(standing.p75, 4.0);
    QCOMPARE(standing.p95, 8.8);
}

void TestTokenProfile::standsAmongWhatIsFinite() {
    const auto standing = core::standingOf(Values{1, notANumber, 3, infinity}, 1);
    QVERIFY(std::isnan(standing.value));
    QCOMPARE(standing.mean, 2.0);
    QCOMPARE(standing.p50, 2.0);
    QVERIFY(std::isnan(core::standingOf(Values{1, 2}, 2).value));
}

void TestTokenProfile::standsNowhere_data() {
    QTest::addColumn<Values>("values");
    QTest::newRow("no values") << Values{};
    QTest::newRow("none finite") << Values{notANumber, infinity};
}

void TestTokenProfile::standsNowhere() {
    QFETCH(Values, values);
    const auto s = core::standingOf(values, 0);
    for (const double number : {s.value, s.mean, s.p5, s.p25, s.p50, s.p75, s.p95})
        QVERIFY(std::isnan(number));
}

void TestTokenProfile::counts() {
    Values values(100);
    std::iota(values.begin(), values.end(), 0.f);
    values.push_back(notANumber), values.push_back(-infinity);
    const auto histogram = core::histogramOf(values, 10);
    QCOMPARE(histogram.low, 0.0);
    QCOMPARE(histogram.high, 99.0);
    QCOMPARE(histogram.counts, std::vector<int>(10, 10));
    QCOMPARE(histogram.notFinite, 2);
}

void TestTokenProfile::findsBins_data() {
    QTest::addColumn<double>("value");
    QTest::addColumn<int>("bin");
    QTest::newRow("lowest") << 0.0 << 0;
    QTest::newRow("highest is in the last one") << 8.0 << 3;
    QTest::newRow("an edge begins the next one") << 2.0 << 1;
    QTest::newRow("just below an edge") << 1.999 << 0;
    QTest::newRow("below all") << -5.0 << 0;
    QTest::newRow("above all") << 1e300 << 3;
    QTest::newRow("infinite") << double(infinity) << 3;
    QTest::newRow("not a number") << double(notANumber) << 0;
}

void TestTokenProfile::findsBins() {
    QFETCH(double, value);
    QFETCH(int, bin);
    QCOMPARE(core::histogramOf(Values{0, 8}, 4).binOf(value), bin);
}

void TestTokenProfile::countsEqualValues() {
    const auto histogram = core::histogramOf(Values(7, 3.f), 4);
    QCOMPARE(histogram.low, 3.0);
    QCOMPARE(histogram.high, 3.0);
    QCOMPARE(histogram.counts, (std::vector<int>{7, 0, 0, 0}));
}

void TestTokenProfile::countsNothing() {
    const auto histogram = core::histogramOf(Values{notANumber});
    QCOMPARE(histogram.counts, std::vector<int>(64, 0));
    QCOMPARE(histogram.notFinite, 1);
    QCOMPARE(histogram.binOf(3), 0);
}

QTEST_GUILESS_MAIN(TestTokenProfile)
#include "tst_token_profile.moc"
