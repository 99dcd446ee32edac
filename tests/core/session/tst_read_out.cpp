// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/read_out.h"

#include <QTest>

#include <cmath>

using core::Reading;
using core::ReadOut;
using engine::SimilarityMeasure;

namespace {

ReadOut example() {
    ReadOut r;
    r.layer = engine::LayerPath("up_blocks[1].upsamplers[0]");
    r.timestep = 50;
    r.grid = {32, 32};
    r.token = engine::TokenIndex{7, 12};
    r.picture = {512, 512};
    r.norm = Reading::of(184.37);
    r.zScore = Reading::of(6.1);
    r.percentile = Reading::of(99.9);
    r.similarity = Reading::of(0.8123);
    return r;
}

}  // namespace

class TestReadOut : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void line_data();
    void line();
    void columnsStay();
    void readsNorms();
    void numbers_data();
    void numbers();
    void ticksAreShort();
};

void TestReadOut::line_data() {
    QTest::addColumn<ReadOut>("readOut");
    QTest::addColumn<QString>("text");
    const auto head = QStringLiteral("up_blocks[1].upsamplers[0] | t  50 | ");
    const auto place = QStringLiteral("token x12 y07 of 32×32 | px 192–207,112–127 | ");
    QTest::newRow("as reference/ux.md, 3.5")
        << example() << head + place + QStringLiteral("L2   184.37 z+6.1  p99.9  | cos(A)  0.8123");
    auto r = example();
    r.norm = r.zScore = r.percentile = r.similarity = Reading::computing();
    QTest::newRow("computing") << r
                               << head + place +
                                      QStringLiteral("L2        … z…     p…     | cos(A)       …");
    r.norm = r.zScore = r.percentile = r.similarity = Reading::missing();
    QTest::newRow("not computed")
        << r << head + place + QStringLiteral("L2        — z—     p—     | cos(A)       —");
    r.token.reset();
    QTest::newRow("no token")
        << r
        << head + QStringLiteral(
                      "token x–– y–– of 32×32 | px —               | L2        — "
                      "z—     p—     | cos(A)       —");
    r = example();
    r.zScore = Reading::of(-1.2);
    r.measure = SimilarityMeasure::RelativeL2Norm;
    r.similarity = Reading::of(-0.5);
    QTest::newRow("below zero, with a true minus")
        << r << head + place + QStringLiteral("L2   184.37 z−1.2  p99.9  | ΔL2(A) −0.5000");
    r = example();
    r.norm = r.zScore = r.percentile = Reading::of(std::nan(""));
    QTest::newRow("not a number")
        << r << head + place + QStringLiteral("L2      NaN zNaN   pNaN   | cos(A)  0.8123");
}

void TestReadOut::line() {
    QFETCH(ReadOut, readOut);
    QFETCH(QString, text);
    QCOMPARE(core::readOutText(readOut), text);
}

/// Whatever the numbers, the next column begins at the same place.
void TestReadOut::columnsStay() {
    const auto columns = [](const ReadOut& r) {
        QList<qsizetype> places;
        const auto text = core::readOutText(r);
        for (qsizetype i = 0; i < text.size(); ++i)
            if (text[i] == QLatin1Char('|')) places << i;
        return places << text.size();
    };
    auto r = example();
    r.layerColumns = 30;
    const auto wanted = columns(r);
    r.layer = engine::LayerPath("conv_in");
    r.timestep = 999;
    r.token = engine::TokenIndex{0, 0};
    r.norm = Reading::of(0.00312);
    r.zScore = Reading::of(-12.4);
    r.percentile = Reading::of(100);
    r.similarity = Reading::of(-1);
    QCOMPARE(columns(r), wanted);
    r.norm = r.zScore = r.percentile = r.similarity = Reading::computing();
    QCOMPARE(columns(r), wanted);
    r.token.reset();
    QCOMPARE(columns(r), wanted);
}

void TestReadOut::readsNorms() {
    const auto norms = engine::NormMap::fromValues(1, 4, {1, 2, 3, std::nanf("")}).value();
    ReadOut r;
    core::readNorms(r, norms, {0, 2});
    QCOMPARE(r.norm.value, 3.0);
    QCOMPARE(r.zScore.value, norms.zScore({0, 2}));
    QCOMPARE(r.percentile.value, 100.0);
    core::readNorms(r, norms, {0, 3});
    QVERIFY(std::isnan(r.norm.value) && std::isnan(r.percentile.value));
}

void TestReadOut::numbers_data() {
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("zero") << 0.0 << QStringLiteral("0");
    QTest::newRow("hundreds") << 184.3712 << QStringLiteral("184.37");
    QTest::newRow("units") << 1.23456 << QStringLiteral("1.2346");
    QTest::newRow("small") << 0.01234 << QStringLiteral("0.0123");
    QTest::newRow("large") << 98765.4 << QStringLiteral("98765");
    QTest::newRow("too large for digits") << 1234567.0 << QStringLiteral("1.23e+06");
    QTest::newRow("too small for digits") << 0.00000123 << QStringLiteral("1.23e−06");
    QTest::newRow("negative") << -2.5 << QStringLiteral("−2.5000");
    QTest::newRow("infinite") << double(INFINITY) << QStringLiteral("NaN");
}

void TestReadOut::numbers() {
    QFETCH(double, value);
    QFETCH(QString, text);
    QCOMPARE(core::numberText(value), text);
    QVERIFY(text.size() <= 8);
}

void TestReadOut::ticksAreShort() {
    QCOMPARE(core::tickText(0.5), QStringLiteral("0.5"));
    QCOMPARE(core::tickText(-1), QStringLiteral("−1"));
    QCOMPARE(core::tickText(184.37), QStringLiteral("184.37"));
    QCOMPARE(core::tickText(100), QStringLiteral("100"));
    QCOMPARE(core::tickText(1e6), QStringLiteral("1.00e+06"));
}

QTEST_GUILESS_MAIN(TestReadOut)
#include "tst_read_out.moc"
