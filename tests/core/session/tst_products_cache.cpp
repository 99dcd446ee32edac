// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/products_cache.h"

#include <QTest>

using core::ProductsCache;
using engine::TokenProducts;
using Layer = ProductsCache::Layer;
using Kind = TokenProducts::Kind;

namespace {

Layer layerOf(int side, int channels) {
    std::vector<float> values(std::size_t(side * side * channels));
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = float(i % 13) - 4.0f;
    return engine::Representation::fromActivation(
               engine::LayerPath("l"),
               engine::NdArray::fromFloats({1, channels, side, side}, std::move(values)))
        .value();
}

std::size_t bytesFor(int side) {
    return TokenProducts::bytesFor(std::size_t(side * side));
}

}  // namespace

class TestProductsCache : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void computesWhatIsWanted();
    void kindsAreKeptApart();
    void whatSavesMostComesFirst();
    void unwantedGoesFirst();
    void smallerBudgetLetsGo();
    void layersThatAreGoneAreForgotten();
    void unwantedComputationEnds();
    void endsInTheMiddle();
};

void TestProductsCache::computesWhatIsWanted() {
    ProductsCache cache(1u << 20);
    const auto layer = layerOf(8, 3);
    QVERIFY(!cache.find(layer, Kind::Plain));
    cache.want({{layer, Kind::Plain}, {layer, Kind::Plain}});
    QTRY_VERIFY(cache.find(layer, Kind::Plain));
    QVERIFY(!cache.isComputing());
    QCOMPARE(cache.byteCount(), bytesFor(8));
    std::vector<float> row(64);
    cache.find(layer, Kind::Plain)->row(5, row.data());
    QCOMPARE(row[9], layer->token(5)[0] * layer->token(9)[0] +
                         layer->token(5)[1] * layer->token(9)[1] +
                         layer->token(5)[2] * layer->token(9)[2]);
}

void TestProductsCache::kindsAreKeptApart() {
    ProductsCache cache(1u << 20);
    const auto layer = layerOf(8, 3);
    cache.want({{layer, Kind::Centered}});
    QTRY_VERIFY(cache.find(layer, Kind::Centered));
    QVERIFY(!cache.find(layer, Kind::Plain));
    QVERIFY(cache.find(layer, Kind::Centered)->kind() == Kind::Centered);
}

/// As far as the budget goes: the small grid with many channels, then what still fits.
void TestProductsCache::whatSavesMostComesFirst() {
    ProductsCache cache(bytesFor(16) + bytesFor(8));
    const auto small = layerOf(8, 40), wide = layerOf(16, 40), narrow = layerOf(16, 8);
    cache.want({{narrow, Kind::Plain}, {wide, Kind::Plain}, {small, Kind::Plain}});
    QTRY_VERIFY(!cache.isComputing());
    QVERIFY(cache.find(small, Kind::Plain));
    QVERIFY(cache.find(wide, Kind::Plain));
    QVERIFY(!cache.find(narrow, Kind::Plain));
}

void TestProductsCache::unwantedGoesFirst() {
    ProductsCache cache(2 * bytesFor(8));
    const auto a = layerOf(8, 3), b = layerOf(8, 4), c = layerOf(8, 5);
    cache.want({{a, Kind::Plain}, {b, Kind::Plain}});
    QTRY_VERIFY(cache.find(a, Kind::Plain) && cache.find(b, Kind::Plain));
    QVERIFY(cache.find(a, Kind::Plain));  // used after b
    cache.want({{c, Kind::Plain}});
    QTRY_VERIFY(cache.find(c, Kind::Plain));
    QVERIFY(cache.find(a, Kind::Plain));
    QVERIFY(!cache.find(b, Kind::Plain));
    QCOMPARE(cache.byteCount(), 2 * bytesFor(8));
}

void TestProductsCache::smallerBudgetLetsGo() {
    ProductsCache cache(1u << 20);
    const auto a = layerOf(8, 3), b = layerOf(8, 4);
    cache.want({{a, Kind::Plain}, {b, Kind::Plain}});
    QTRY_VERIFY(cache.find(a, Kind::Plain) && cache.find(b, Kind::Plain));
    cache.setBudget(bytesFor(8));
    QCOMPARE(cache.byteCount(), bytesFor(8));
    cache.setBudget(0);
    QCOMPARE(cache.byteCount(), std::size_t(0));
    QVERIFY(!cache.isComputing());
}

void TestProductsCache::layersThatAreGoneAreForgotten() {
    ProductsCache cache(1u << 20);
    auto layer = layerOf(8, 3);
    cache.want({{layer, Kind::Plain}});
    QTRY_VERIFY(cache.byteCount() > 0);
    layer.reset();
    cache.want({});
    QCOMPARE(cache.byteCount(), std::size_t(0));
}

/// Also where the layer itself goes in the middle of it.
void TestProductsCache::unwantedComputationEnds() {
    ProductsCache cache(512u << 20);
    auto layer = layerOf(64, 320);
    const auto small = layerOf(8, 3);
    cache.want({{layer, Kind::Plain}});
    QVERIFY(cache.isComputing());
    cache.want({{small, Kind::Plain}});
    QTRY_VERIFY(cache.find(small, Kind::Plain));
    cache.want({{layer, Kind::Plain}});
    layer.reset();
    QTRY_VERIFY(!cache.isComputing());
    cache.want({});
    QCOMPARE(cache.byteCount(), bytesFor(8));
}

void TestProductsCache::endsInTheMiddle() {
    const auto layer = layerOf(64, 320);
    auto cache = std::make_unique<ProductsCache>(512u << 20);
    cache->want({{layer, Kind::Plain}});
    QVERIFY(cache->isComputing());
    cache.reset();
    QCOMPARE(layer.use_count(), 1);
}

QTEST_GUILESS_MAIN(TestProductsCache)
#include "tst_products_cache.moc"
