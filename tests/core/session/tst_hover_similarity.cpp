// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/hover_similarity.h"

#include <QSignalSpy>
#include <QTest>

using core::HoverSimilarity;
using core::SimilarityTask;

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

}  // namespace

class TestHoverSimilarity : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void smallLayersAreAnsweredAtOnce();
    void largeLayersDoNotHoldUpTheCaller();
    void latestRequestIsTheLastAnswer();
    void droppedAnswersStayAway();
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
}

void TestHoverSimilarity::largeLayersDoNotHoldUpTheCaller() {
    HoverSimilarity hover;
    QSignalSpy ready(&hover, &HoverSimilarity::ready);
    const auto layer = layerOf(64, 512);
    QVERIFY(layer->byteCount() > HoverSimilarity::kDirectBytes);
    hover.request({taskAt(layer, {0, 0})});
    QCOMPARE(ready.count(), 0);
    QVERIFY(hover.isBusy());
    QTRY_COMPARE(ready.count(), 1);
}

void TestHoverSimilarity::latestRequestIsTheLastAnswer() {
    HoverSimilarity hover;
    std::vector<engine::TokenIndex> answered;
    connect(&hover, &HoverSimilarity::ready, this,
            [&](const auto& answers) { answered.push_back(answers.front().task.reference.first); });
    const auto layer = layerOf(64, 512);
    for (int col = 0; col < 20; ++col) hover.request({taskAt(layer, {0, col})});
    QTRY_VERIFY(!answered.empty() && answered.back() == (engine::TokenIndex{0, 19}));
    QCOMPARE(answered.size(), std::size_t(2));  // the first, which ran, and the last; none between
}

void TestHoverSimilarity::droppedAnswersStayAway() {
    HoverSimilarity hover;
    QSignalSpy ready(&hover, &HoverSimilarity::ready);
    const auto layer = layerOf(64, 512);
    hover.request({taskAt(layer, {0, 0})});
    hover.request({taskAt(layer, {0, 1})});
    hover.drop();
    QTRY_VERIFY(!hover.isBusy());
    QCoreApplication::processEvents();
    QCOMPARE(ready.count(), 0);
    hover.request({taskAt(layer, {0, 2})});
    QTRY_COMPARE(ready.count(), 1);
}

QTEST_GUILESS_MAIN(TestHoverSimilarity)
#include "tst_hover_similarity.moc"
