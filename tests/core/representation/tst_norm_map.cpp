// SPDX-License-Identifier: GPL-3.0-or-later
#include <representation/norm_map.h>

#include <QTest>

#include <cmath>
#include <limits>

using engine::NormMap;

namespace {

constexpr float notANumber = std::numeric_limits<float>::quiet_NaN();
constexpr float infinity = std::numeric_limits<float>::infinity();

}  // namespace

class TestNormMap : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsItsStatistics();
    void ignoresWhatIsNotFinite();
    void aConstantMapDeviatesByNothing();
    void holdsNothingFinite();
    void aSingleToken();
    void ranksTies();
    void rejectsWrongCounts_data();
    void rejectsWrongCounts();
};

void TestNormMap::knowsItsStatistics() {
    const auto map = NormMap::fromValues(2, 4, {2, 4, 4, 4, 5, 5, 7, 9});
    QVERIFY(map.ok());
    const auto& s = map->statistics();
    QCOMPARE(s.minimum, 2.f);
    QCOMPARE(s.maximum, 9.f);
    QCOMPARE(s.mean, 5.0);
    QCOMPARE(s.deviation, 2.0);  // of the population: the sample's would be 2.138
    QCOMPARE(s.nanCount, 0);
    QCOMPARE(map->at({1, 3}), 9.f);
    QCOMPARE(map->zScore({1, 3}), 2.0);
    QCOMPARE(map->zScore({0, 0}), -1.5);
    QCOMPARE(map->percentile({1, 3}), 100.0);
    QCOMPARE(map->percentile({0, 0}), 12.5);
}

void TestNormMap::ignoresWhatIsNotFinite() {
    const auto map = NormMap::fromValues(1, 5, {1, notANumber, 3, infinity, -infinity});
    QVERIFY(map.ok());
    QCOMPARE(map->nanCount(), 3);
    QCOMPARE(map->statistics().mean, 2.0);
    QCOMPARE(map->statistics().maximum, 3.f);
    QVERIFY(std::isnan(map->zScore({0, 1})));
    QVERIFY(std::isnan(map->percentile({0, 1})));
    QCOMPARE(map->percentile({0, 0}), 50.0);
    QCOMPARE(map->percentile({0, 3}), 100.0);
    QCOMPARE(map->percentile({0, 4}), 0.0);
}

/// 0.1f summed a million times is not a million times 0.1f.
void TestNormMap::aConstantMapDeviatesByNothing() {
    const auto map = NormMap::fromValues(1000, 1000, std::vector<float>(1'000'000, 0.1f));
    QVERIFY(map.ok());
    QCOMPARE(map->statistics().mean, double(0.1f));
    QCOMPARE(map->statistics().deviation, 0.0);
    QCOMPARE(map->zScore({999, 999}), 0.0);
    QCOMPARE(map->percentile({0, 0}), 100.0);
}

void TestNormMap::holdsNothingFinite() {
    const auto map = NormMap::fromValues(1, 2, {notANumber, notANumber});
    QVERIFY(map.ok());
    QCOMPARE(map->nanCount(), 2);
    QCOMPARE(map->statistics().deviation, 0.0);
    QVERIFY(std::isnan(map->zScore({0, 0})));
    QVERIFY(std::isnan(map->percentile({0, 0})));
}

void TestNormMap::aSingleToken() {
    const auto map = NormMap::fromValues(1, 1, {7});
    QVERIFY(map.ok());
    QCOMPARE(map->zScore({0, 0}), 0.0);
    QCOMPARE(map->percentile({0, 0}), 100.0);
}

void TestNormMap::ranksTies() {
    const auto map = NormMap::fromValues(2, 2, {1, 2, 2, 3});
    QVERIFY(map.ok());
    QCOMPARE(map->percentile({0, 1}), 75.0);
    QCOMPARE(map->percentile({1, 0}), 75.0);
}

void TestNormMap::rejectsWrongCounts_data() {
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("count");
    QTest::newRow("a value too few") << 2 << 2 << 3;
    QTest::newRow("a value too many") << 2 << 2 << 5;
    QTest::newRow("no height") << 0 << 2 << 0;
    QTest::newRow("negative sides whose product fits") << -2 << -2 << 4;
    QTest::newRow("sides whose int product would be zero") << 65536 << 65536 << 0;
}

void TestNormMap::rejectsWrongCounts() {
    QFETCH(int, height);
    QFETCH(int, width);
    QFETCH(int, count);
    const auto map = NormMap::fromValues(height, width, std::vector<float>(std::size_t(count)));
    QVERIFY(!map.ok());
    QCOMPARE(map.error().code, engine::ErrorCode::Usage);
}

QTEST_GUILESS_MAIN(TestNormMap)
#include "tst_norm_map.moc"
