// SPDX-License-Identifier: GPL-3.0-or-later
#include <explore/best_match.h>

#include <QTest>

#include <limits>

using Values = std::vector<float>;
using Match = std::optional<engine::TokenIndex>;

Q_DECLARE_METATYPE(engine::SimilarityMap)
Q_DECLARE_METATYPE(Match)

namespace {

constexpr float notANumber = std::numeric_limits<float>::quiet_NaN();

engine::SimilarityMap mapOf(int height, int width, Values values) {
    return {{height, width}, std::move(values)};
}

}  // namespace

class TestBestMatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void finds_data();
    void finds();
    void summarises_data();
    void summarises();
    void knowsNothingYet();
};

void TestBestMatch::finds_data() {
    QTest::addColumn<engine::SimilarityMap>("map");
    QTest::addColumn<Match>("expected");
    const auto row = [](const char* why, engine::SimilarityMap map, Match expected) {
        QTest::newRow(why) << map << expected;
    };
    row("second row", mapOf(2, 3, {0, .1f, .2f, .3f, .9f, .5f}), Match({1, 1}));
    row("first of equal ones", mapOf(2, 2, {.1f, .9f, .9f, .9f}), Match({0, 1}));
    row("all below zero", mapOf(1, 3, {-.5f, -.1f, -.3f}), Match({0, 1}));
    row("NaN first", mapOf(1, 3, {notANumber, .1f, .3f}), Match({0, 2}));
    row("NaN last", mapOf(1, 3, {.1f, .3f, notANumber}), Match({0, 1}));
    row("nothing but NaN", mapOf(1, 2, {notANumber, notANumber}), std::nullopt);
    row("no tokens", mapOf(0, 0, {}), std::nullopt);
}

void TestBestMatch::finds() {
    QFETCH(engine::SimilarityMap, map);
    QFETCH(Match, expected);
    QVERIFY(core::bestMatch(map) == expected);
}

void TestBestMatch::summarises_data() {
    QTest::addColumn<engine::SimilarityMap>("map");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* why, const Values& values, const char* text) {
        QTest::newRow(why) << mapOf(1, int(values.size()), values) << QString::fromUtf8(text);
    };
    row("population deviation", {.25f, .75f}, "avg: 0.500±0.250");
    row("three decimals", {.12345f, .12345f}, "avg: 0.123±0.000");
    row("a minus sign as in the read-out", {-.25f, -.75f}, "avg: −0.500±0.250");
    row("a zero has no sign", {-.0001f, -.0001f}, "avg: 0.000±0.000");
    row("NaN does not count", {.25f, notANumber, .75f}, "avg: 0.500±0.250");
    row("nothing finite", {notANumber}, "avg: ?");
}

void TestBestMatch::summarises() {
    QFETCH(engine::SimilarityMap, map);
    QFETCH(QString, text);
    QCOMPARE(core::similaritySummary(&map), text);
}

void TestBestMatch::knowsNothingYet() {
    QCOMPARE(core::similaritySummary(nullptr), QStringLiteral("avg: ?"));
}

QTEST_GUILESS_MAIN(TestBestMatch)
#include "tst_best_match.moc"
