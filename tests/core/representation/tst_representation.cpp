// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/golden.h"

#include <io/npz.h>
#include <representation/representation.h>

#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using engine::LayerPath;
using engine::NdArray;
using engine::Representation;
using engine::TokenGrid;

namespace {

std::vector<float> randomValues(std::size_t count) {
    std::mt19937 random(7);
    std::normal_distribution<float> normal;
    std::vector<float> values(count);
    for (float& v : values) v = normal(random);
    return values;
}

}  // namespace

class TestRepresentation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void turnsMapsIntoTokens_data();
    void turnsMapsIntoTokens();
    void keepsSequencesAsTheyAre();
    void leavesNanTokensOutOfTheMeans();
    void normsAgreeWithGolden_data();
    void normsAgreeWithGolden();
    void rejectsOtherShapes_data();
    void rejectsOtherShapes();
};

void TestRepresentation::turnsMapsIntoTokens_data() {
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("width");
    QTest::newRow("one number") << 1 << 1 << 1;
    QTest::newRow("one token of many channels") << 1280 << 1 << 1;
    QTest::newRow("whole tiles") << 64 << 8 << 8;
    QTest::newRow("part tiles on both sides") << 33 << 5 << 13;
    QTest::newRow("four channels of conv_out") << 4 << 12 << 16;
}

void TestRepresentation::turnsMapsIntoTokens() {
    QFETCH(int, channels);
    QFETCH(int, height);
    QFETCH(int, width);
    const auto c = std::size_t(channels), t = std::size_t(height * width);
    const auto values = randomValues(c * t);
    const auto made = Representation::fromActivation(
        LayerPath("mid_block"), NdArray::fromFloats({1, channels, height, width}, values));
    QVERIFY2(made.ok(), made.ok() ? "" : made.error().message.c_str());
    const auto& r = **made;
    QCOMPARE(r.grid(), (TokenGrid{height, width}));
    QCOMPARE(r.channels(), channels);
    QCOMPARE(r.byteCount(), values.size() * 4);
    std::vector<double> means(c);
    for (std::size_t j = 0; j < t; ++j) {
        double square = 0;
        for (std::size_t k = 0; k < c; ++k) {
            QCOMPARE(r.token(j)[k], values[k * t + j]);
            square += std::pow(double(values[k * t + j]), 2);
            means[k] += double(values[k * t + j]) / double(t);
        }
        QVERIFY(std::abs(r.norms().values()[j] - std::sqrt(square)) <= 1e-6 * std::sqrt(square));
    }
    for (std::size_t k = 0; k < c; ++k) QVERIFY(std::abs(r.channelMeans()[k] - means[k]) < 1e-6);
}

void TestRepresentation::keepsSequencesAsTheyAre() {
    const auto values = randomValues(6 * 5);
    const auto made = Representation::fromActivation(
        LayerPath("x.to_q"), NdArray::fromFloats({1, 6, 5}, values), {2, 3});
    QVERIFY(made.ok());
    QCOMPARE((*made)->grid(), (TokenGrid{2, 3}));
    QVERIFY(std::ranges::equal((*made)->tokens(), values));
}

void TestRepresentation::leavesNanTokensOutOfTheMeans() {
    const float notANumber = std::numeric_limits<float>::quiet_NaN();
    const auto made = Representation::fromActivation(
        LayerPath("x"), NdArray::fromFloats({1, 2, 1, 3}, {1, 2, 3, 10, notANumber, 30}));
    QVERIFY(made.ok());
    QCOMPARE((*made)->norms().nanCount(), 1);
    QCOMPARE((*made)->channelMeans(), (std::vector{2.f, 20.f}));
}

void TestRepresentation::normsAgreeWithGolden_data() {
    QTest::addColumn<QString>("file");
    for (const char* file :
         {"tiny-sd15_sample_01", "tiny-sd15_mean_11", "tiny-sd15_resized64_01_step261_prompt"})
        QTest::newRow(file) << file;
}

void TestRepresentation::normsAgreeWithGolden() {
    QFETCH(QString, file);
    const auto arrays = core::readNpz(golden::path("img2repr/" + file.toStdString() + ".npz"));
    QVERIFY2(arrays.ok(), arrays.ok() ? "" : arrays.error().message.c_str());
    int compared = 0;
    for (const auto& [name, norms] : *arrays) {
        const auto* activation =
            name.starts_with("norm/") ? engine::findArray(*arrays, name.substr(5)) : nullptr;
        if (activation == nullptr) continue;
        const auto made = Representation::fromActivation(LayerPath(name), *activation);
        QVERIFY2(made.ok(), made.ok() ? "" : made.error().message.c_str());
        const auto& own = (*made)->norms().values();
        QCOMPARE(own.size(), norms.count());
        for (std::size_t i = 0; i < own.size(); ++i)
            QVERIFY2(std::abs(own[i] - norms.floats()[i]) <= 1e-6f * norms.floats()[i],
                     name.c_str());
        ++compared;
    }
    QVERIFY(compared >= 11);  // conv_in, four down, mid, four up, conv_out
}

void TestRepresentation::rejectsOtherShapes_data() {
    QTest::addColumn<NdArray>("activation");
    QTest::addColumn<bool>("hasGrid");
    QTest::newRow("two pictures") << NdArray::fromFloats({2, 1, 2, 3}, randomValues(12)) << false;
    QTest::newRow("a vector") << NdArray::fromFloats({1, 6}, randomValues(6)) << false;
    QTest::newRow("a sequence without a grid")
        << NdArray::fromFloats({1, 6, 2}, randomValues(12)) << false;
    QTest::newRow("a sequence of other tokens")
        << NdArray::fromFloats({1, 7, 2}, randomValues(14)) << true;
    QTest::newRow("a map of another grid")
        << NdArray::fromFloats({1, 2, 3, 2}, randomValues(12)) << true;
    QTest::newRow("an empty side") << NdArray::fromFloats({1, 0, 2, 3}, {}) << false;
    QTest::newRow("integers") << NdArray::fromInts({1, 1, 1, 2}, std::vector<std::int64_t>{1, 2})
                              << false;
}

void TestRepresentation::rejectsOtherShapes() {
    QFETCH(NdArray, activation);
    QFETCH(bool, hasGrid);
    const auto made = Representation::fromActivation(LayerPath("a.b"), activation,
                                                     hasGrid ? TokenGrid{2, 3} : TokenGrid{});
    QVERIFY(!made.ok());
    QCOMPARE(made.error().code, engine::ErrorCode::Usage);
    const auto message = QByteArray::fromStdString(made.error().message);
    QVERIFY2(message.startsWith("a.b: expected"), message.constData());
}

QTEST_GUILESS_MAIN(TestRepresentation)
#include "tst_representation.moc"
