// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/hover_similarity.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>

using core::HoverSimilarity;
using core::SimilarityTask;

Q_DECLARE_METATYPE(engine::SimilarityMeasure)

namespace {

std::shared_ptr<const engine::Representation> layerOf(int side, int channels) {
    std::vector<float> values(std::size_t(side * side * channels));
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = float(i % 17) - 5.0f;
    auto made = engine::Representation::fromActivation(
        engine::LayerPath("l"),
        engine::NdArray::fromFloats({1, channels, side, side}, std::move(values)));
    return made.value();
}

SimilarityTask taskAt(const std::shared_ptr<const engine::Representation>& layer,
                      engine::TokenIndex token) {
    return {layer, {token}, layer};
}

/// More than the GUI thread reads itself.
std::shared_ptr<const engine::Representation> largeLayer() {
    return layerOf(128, 400);
}

}  // namespace

class TestHoverSimilarity : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void smallLayersAreAnsweredAtOnce();
    void largeLayersDoNotHoldUpTheCaller();
    void manyLayersAreDeliveredTogether();
    void onlyTheLatestRequestIsAnswered();
    void droppedAnswersStayAway();
    void answeringMayAskAgain();
    void productsChangeNoByte_data();
    void productsChangeNoByte();
    void withoutBudgetThereAreNoProducts();
    void regionsAndOtherPicturesAreComputedDirectly();
    void companySharesItsMaximum_data();
    void companySharesItsMaximum();
    void companyOfACosineChangesNothing();
};

void TestHoverSimilarity::smallLayersAreAnsweredAtOnce() {
    HoverSimilarity hover;
    std::vector<core::SimilarityAnswer> got;
    connect(&hover, &HoverSimilarity::ready, this, [&](const auto& answers) { got = answers; });
    const auto layer = layerOf(8, 4);
    hover.request({taskAt(layer, {1, 2}), taskAt(layer, {3, 4})});
    QCOMPARE(got.size(), std::size_t(2));
    QVERIFY(std::abs(got[0].map->at({1, 2}) - 1) < 1e-6f);
    QCOMPARE(got[1].task.reference.first, (engine::TokenIndex{3, 4}));
    QVERIFY(!hover.isBusy());
}

void TestHoverSimilarity::largeLayersDoNotHoldUpTheCaller() {
    HoverSimilarity hover;
    QSignalSpy ready(&hover, &HoverSimilarity::ready);
    const auto layer = largeLayer();
    QVERIFY(layer->byteCount() > HoverSimilarity::kDirectBytes);
    hover.request({taskAt(layer, {0, 0})});
    QCOMPARE(ready.count(), 0);
    QVERIFY(hover.isBusy());
    QTRY_COMPARE(ready.count(), 1);
    QVERIFY(!hover.isBusy());
}

/// Small and large ones, computed by several threads, in the order of the request.
void TestHoverSimilarity::manyLayersAreDeliveredTogether() {
    HoverSimilarity hover;
    std::vector<core::SimilarityAnswer> got;
    int deliveries = 0;
    connect(&hover, &HoverSimilarity::ready, this,
            [&](const auto& answers) { got = answers, ++deliveries; });
    const auto large = largeLayer(), medium = layerOf(64, 320), small = layerOf(8, 40);
    std::vector<SimilarityTask> tasks;
    for (int i = 0; i < 24; ++i)
        tasks.push_back(taskAt(i % 3 == 0 ? small : i % 3 == 1 ? medium : large, {i % 8, i % 5}));
    hover.request(tasks);
    QTRY_COMPARE(deliveries, 1);
    QCOMPARE(got.size(), tasks.size());
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        QVERIFY(got[i].task == tasks[i]);
        QCOMPARE(got[i].map->values, engine::similarityMap(*tasks[i].source, tasks[i].reference,
                                                           *tasks[i].target, tasks[i].measure)
                                         .values);
    }
}

void TestHoverSimilarity::onlyTheLatestRequestIsAnswered() {
    HoverSimilarity hover;
    std::vector<engine::TokenIndex> answered;
    connect(&hover, &HoverSimilarity::ready, this,
            [&](const auto& answers) { answered.push_back(answers.front().task.reference.first); });
    const auto layer = largeLayer();
    for (int col = 0; col < 20; ++col) hover.request({taskAt(layer, {0, col})});
    QTRY_VERIFY(!hover.isBusy());
    QCoreApplication::processEvents();
    QCOMPARE(answered, (std::vector<engine::TokenIndex>{{0, 19}}));
}

void TestHoverSimilarity::droppedAnswersStayAway() {
    HoverSimilarity hover;
    QSignalSpy ready(&hover, &HoverSimilarity::ready);
    const auto layer = largeLayer();
    hover.request({taskAt(layer, {0, 0})});
    hover.request({taskAt(layer, {0, 1})});
    hover.drop();
    QVERIFY(!hover.isBusy());
    hover.request({taskAt(layer, {0, 2})});
    QTRY_COMPARE(ready.count(), 1);
    hover.request({taskAt(layer, {0, 3})});
    hover.request({});  // nothing in sight any more
    QVERIFY(!hover.isBusy());
    hover.request({taskAt(layer, {0, 4})});
    QTRY_COMPARE(ready.count(), 2);
}

void TestHoverSimilarity::answeringMayAskAgain() {
    HoverSimilarity hover;
    const auto layer = layerOf(8, 4);
    int deliveries = 0;
    connect(&hover, &HoverSimilarity::ready, this, [&](const auto& answers) {
        if (++deliveries < 3) hover.request({answers.front().task});
    });
    hover.request({taskAt(layer, {0, 0})});
    QCOMPARE(deliveries, 3);
}

void TestHoverSimilarity::productsChangeNoByte_data() {
    QTest::addColumn<engine::SimilarityMeasure>("measure");
    QTest::newRow("cosine") << engine::SimilarityMeasure::Cosine;
    QTest::newRow("centred, another matrix") << engine::SimilarityMeasure::CosineCentered;
    QTest::newRow("dot product") << engine::SimilarityMeasure::DotProduct;
}

void TestHoverSimilarity::productsChangeNoByte() {
    QFETCH(engine::SimilarityMeasure, measure);
    HoverSimilarity hover;
    std::vector<float> got;
    connect(&hover, &HoverSimilarity::ready, this,
            [&](const auto& answers) { got = answers.front().map->values; });
    const auto layer = layerOf(24, 100);
    SimilarityTask task = taskAt(layer, {11, 7});
    task.measure = measure;
    hover.request({task});
    const auto direct = got;
    QTRY_COMPARE(hover.products().byteCount(), engine::TokenProducts::bytesFor(24 * 24));
    hover.request({task});
    QCOMPARE(got, direct);
    QVERIFY(std::isfinite(got.front()));
}

void TestHoverSimilarity::withoutBudgetThereAreNoProducts() {
    HoverSimilarity hover;
    hover.setProductsBudget(0);
    hover.request({taskAt(layerOf(8, 4), {0, 0})});
    QVERIFY(!hover.products().isComputing());
}

void TestHoverSimilarity::regionsAndOtherPicturesAreComputedDirectly() {
    HoverSimilarity hover;
    std::vector<core::SimilarityAnswer> got;
    connect(&hover, &HoverSimilarity::ready, this, [&](const auto& answers) { got = answers; });
    const auto layer = layerOf(8, 4), other = layerOf(5, 4);
    hover.request({taskAt(layer, {0, 0})});
    QTRY_VERIFY(hover.products().byteCount() > 0);
    hover.request({{layer, {{1, 1}, 2, 2}, layer}, {layer, {{1, 1}}, other}});
    QCOMPARE(got.size(), std::size_t(2));
    QCOMPARE(got[0].map->values, engine::similarityMap(*layer, {{1, 1}, 2, 2}, *layer, {}).values);
    QCOMPARE(got[1].map->grid, other->grid());
    QVERIFY(!hover.products().isComputing());
}

void TestHoverSimilarity::companySharesItsMaximum_data() {
    QTest::addColumn<engine::SimilarityMeasure>("measure");
    QTest::newRow("distance") << engine::SimilarityMeasure::Euclidean;
    QTest::newRow("read from products") << engine::SimilarityMeasure::DotProduct;
    QTest::newRow("norms alone") << engine::SimilarityMeasure::RelativeL2Norm;
}

/// Also with a companion that is no target; and only those asked for are answered.
void TestHoverSimilarity::companySharesItsMaximum() {
    QFETCH(engine::SimilarityMeasure, measure);
    const auto near = layerOf(6, 4), mid = layerOf(7, 4), unseen = layerOf(8, 4);
    const std::vector company{near, mid, unseen};
    float largest = 0;
    for (const auto& layer : company)
        largest =
            std::max(largest, engine::rawSimilarityMap(*near, {{1, 2}}, *layer, measure).divisor);
    HoverSimilarity hover;
    std::vector<core::SimilarityAnswer> got;
    connect(&hover, &HoverSimilarity::ready, this, [&](const auto& answers) { got = answers; });
    const std::vector<SimilarityTask> tasks{{near, {{1, 2}}, near, measure, company},
                                            {near, {{1, 2}}, mid, measure, company},
                                            {near, {{1, 2}}, mid, measure}};
    hover.request(tasks);
    QTRY_COMPARE(got.size(), tasks.size());
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        QVERIFY(got[i].task == tasks[i]);
        auto expected = engine::rawSimilarityMap(*near, {{1, 2}}, *tasks[i].target, measure);
        const float own = expected.divisor;
        expected = engine::dividedMap(std::move(expected), measure, i < 2 ? largest : own);
        QCOMPARE(got[i].map->values, expected.values);
        QCOMPARE(got[i].map->divisor, expected.divisor);
    }
}

void TestHoverSimilarity::companyOfACosineChangesNothing() {
    HoverSimilarity hover;
    std::vector<core::SimilarityAnswer> got;
    connect(&hover, &HoverSimilarity::ready, this, [&](const auto& answers) { got = answers; });
    const auto layer = layerOf(6, 4), other = layerOf(7, 4);
    auto task = taskAt(layer, {1, 2});
    task.company = {layer, other};
    hover.request({task, taskAt(layer, {1, 2})});
    QTRY_COMPARE(got.size(), std::size_t(2));
    QCOMPARE(got[0].map->values, got[1].map->values);
}

QTEST_GUILESS_MAIN(TestHoverSimilarity)
#include "tst_hover_similarity.moc"
