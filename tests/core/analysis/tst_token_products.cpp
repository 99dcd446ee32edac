// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/token_products.h"

#include <analysis/similarity.h>

#include <QTest>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>

using engine::Representation;
using engine::SimilarityMeasure;
using engine::TokenProducts;
using Shared = std::shared_ptr<const Representation>;

namespace {

Shared layerOf(engine::TokenGrid grid, int channels, float mean = 0.4f) {
    std::mt19937 random(7);
    std::normal_distribution<float> normal(mean, 1);
    std::vector<float> values(std::size_t(grid.count() * channels));
    for (float& v : values) v = normal(random);
    return Representation::fromActivation(
               engine::LayerPath("x"),
               engine::NdArray::fromFloats({1, channels, grid.height, grid.width}, values))
        .value();
}

TokenProducts productsOf(const Representation& layer, TokenProducts::Kind kind) {
    return TokenProducts::compute(layer, kind, [] { return true; }).value();
}

bool areSameBytes(const std::vector<float>& a, const std::vector<float>& b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

}  // namespace

class TestTokenProducts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void mapsAreTheDirectOnes_data();
    void mapsAreTheDirectOnes();
    void nanStaysWithItsToken();
    void productsOfAnotherKindAreNotUsed();
    void endsWhenNotWanted();
    void halfIsKept();
};

void TestTokenProducts::mapsAreTheDirectOnes_data() {
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("channels");
    QTest::addColumn<float>("mean");
    QTest::newRow("one token") << 1 << 1 << 5 << 0.f;
    QTest::newRow("less than a tile, less than the lanes") << 3 << 5 << 4 << 0.f;
    QTest::newRow("whole tiles and lanes") << 8 << 8 << 64 << 0.f;
    QTest::newRow("neither whole tiles nor lanes") << 9 << 7 << 71 << 0.f;
    QTest::newRow("several panels") << 12 << 11 << 33 << 0.f;
    QTest::newRow("a mean that would eat the digits") << 9 << 9 << 40 << 1e4f;
}

/// Byte for byte, for every token: what is shown must not depend on what was at hand.
void TestTokenProducts::mapsAreTheDirectOnes() {
    QFETCH(int, height);
    QFETCH(int, width);
    QFETCH(int, channels);
    QFETCH(float, mean);
    const auto layer = layerOf({height, width}, channels, mean);
    for (const auto measure : {SimilarityMeasure::Cosine, SimilarityMeasure::DotProduct,
                               SimilarityMeasure::CosineCentered}) {
        const auto products = productsOf(*layer, *engine::productsFor(measure));
        for (int i = 0; i < height * width; ++i) {
            const engine::TokenRect token{layer->grid().tokenOf(std::size_t(i))};
            const auto direct = similarityMap(*layer, token, *layer, measure);
            const auto read = similarityMap(*layer, token, *layer, measure, &products);
            QVERIFY2(areSameBytes(read.values, direct.values),
                     qPrintable(QString::fromStdString(std::string(idOf(measure))) +
                                QStringLiteral(", token %1").arg(i)));
        }
    }
}

void TestTokenProducts::nanStaysWithItsToken() {
    std::vector<float> values(20 * 3, 1.5f);
    values[7 * 3 + 1] = std::numeric_limits<float>::quiet_NaN();
    const auto layer =
        Representation::fromActivation(engine::LayerPath("x"),
                                       engine::NdArray::fromFloats({1, 20, 3}, values), {4, 5})
            .value();
    for (const auto measure : {SimilarityMeasure::Cosine, SimilarityMeasure::CosineCentered}) {
        const auto products = productsOf(*layer, *engine::productsFor(measure));
        const auto map = similarityMap(*layer, {{0, 0}}, *layer, measure, &products);
        for (std::size_t j = 0; j < 20; ++j) QCOMPARE(std::isnan(map.values[j]), j == 7);
        const auto broken = similarityMap(*layer, {{1, 2}}, *layer, measure, &products);
        for (const float v : broken.values) QVERIFY(std::isnan(v));
    }
}

void TestTokenProducts::productsOfAnotherKindAreNotUsed() {
    const auto layer = layerOf({4, 4}, 8);
    const auto other = layerOf({4, 4}, 8, -2);
    const auto plain = productsOf(*layer, TokenProducts::Kind::Plain);
    for (const auto measure : engine::allMeasures()) {
        const auto direct = similarityMap(*layer, {{1, 1}, 2, 2}, *layer, measure);
        QVERIFY(areSameBytes(similarityMap(*layer, {{1, 1}, 2, 2}, *layer, measure, &plain).values,
                             direct.values));
        QVERIFY(areSameBytes(similarityMap(*other, {{1, 1}}, *layer, measure, &plain).values,
                             similarityMap(*other, {{1, 1}}, *layer, measure).values));
        if (engine::productsFor(measure) == TokenProducts::Kind::Plain) continue;
        QVERIFY(areSameBytes(similarityMap(*layer, {{1, 1}}, *layer, measure, &plain).values,
                             similarityMap(*layer, {{1, 1}}, *layer, measure).values));
    }
}

void TestTokenProducts::endsWhenNotWanted() {
    const auto layer = layerOf({16, 16}, 4);
    int asked = 0;
    const auto made = TokenProducts::compute(*layer, TokenProducts::Kind::Plain,
                                             [&asked] { return ++asked < 3; });
    QVERIFY(!made);
    QCOMPARE(asked, 3);
}

void TestTokenProducts::halfIsKept() {
    const auto layer = layerOf({32, 32}, 3);
    const auto products = productsOf(*layer, TokenProducts::Kind::Plain);
    QCOMPARE(products.byteCount(), TokenProducts::bytesFor(1024));
    QVERIFY(products.byteCount() < 2 * 1024 * 1024 * 11 / 10);
}

QTEST_GUILESS_MAIN(TestTokenProducts)
#include "tst_token_products.moc"
