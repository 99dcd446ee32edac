// SPDX-License-Identifier: GPL-3.0-or-later
#include <explore/map_reading.h>

#include <QTest>

#include <limits>

namespace {

const float notANumber = std::numeric_limits<float>::quiet_NaN();

core::MapValues amounts(std::vector<float> values) {
    core::MapValues map;
    map.grid = {1, int(values.size())};
    map.values = std::move(values);
    return map;
}

core::MapValues clusters() {
    auto map = amounts({1, 3, notANumber, 2});
    map.rgb.resize(12);
    map.notFinite = {0, 0, 1, 0};
    map.shares = {0.5, 0.358, 0.142};
    return map;
}

core::MapValues matches() {
    auto map = amounts({0.8734f, -0.5f, notANumber});
    map.rgb.resize(9);
    map.notFinite = {0, 0, 1};
    map.matchGrid = {32, 128};
    map.matches = {7 * 128 + 12, 127, -1};
    return map;
}

}  // namespace

class TestMapReading : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsTokens_data();
    void readsTokens();
    void summaries_data();
    void summaries();
};

void TestMapReading::readsTokens_data() {
    QTest::addColumn<core::MapValues>("map");
    QTest::addColumn<int>("token");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* name, const core::MapValues& map, int token, const char* text) {
        QTest::newRow(name) << map << token << QString::fromUtf8(text);
    };
    row("an amount says all itself", amounts({1, 2}), 1, "");
    row("a cluster and its share", clusters(), 1, "cluster 3 of 3 · 14.2 % of tokens");
    row("a token in no cluster", clusters(), 2, "");
    row("a match", matches(), 0, "best match x12 y07, 0.873");
    row("a match far right, unlike", matches(), 1, "best match x127 y00, −0.500");
    row("no match", matches(), 2, "");
}

void TestMapReading::readsTokens() {
    QFETCH(core::MapValues, map);
    QFETCH(int, token);
    QFETCH(QString, text);
    QCOMPARE(core::readingOf(map, {0, token}), text);
}

void TestMapReading::summaries_data() {
    QTest::addColumn<core::MapValues>("map");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* name, const core::MapValues& map, const char* text) {
        QTest::newRow(name) << map << QString::fromUtf8(text);
    };
    row("amounts", amounts({1, 3, notANumber}),
        "avg: 2.000±1.000, smallest 1.0000, largest 3.0000, not finite: 1");
    row("clusters have shares, no mean", clusters(),
        "cluster 1: 50.0 %, cluster 2: 35.8 %, cluster 3: 14.2 %, not finite: 1");
    row("nothing to sum up", core::MapValues(), "");
}

void TestMapReading::summaries() {
    QFETCH(core::MapValues, map);
    QFETCH(QString, text);
    QCOMPARE(core::summaryOf(map), text);
}

QTEST_GUILESS_MAIN(TestMapReading)
#include "tst_map_reading.moc"
