// SPDX-License-Identifier: GPL-3.0-or-later
#include <analysis/correspondence.h>

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

using engine::correspondenceOf;
using engine::Representation;
using engine::SimilarityMeasure;
using Shared = std::shared_ptr<const Representation>;

Q_DECLARE_METATYPE(engine::SimilarityMeasure)

namespace {

const float notANumber = std::numeric_limits<float>::quiet_NaN();

Shared representationOf(std::vector<float> tokens, int channels, int rows) {
    const auto count = std::int64_t(tokens.size()) / channels;
    return Representation::fromActivation(
               engine::LayerPath("x"),
               engine::NdArray::fromFloats({1, count, channels}, std::move(tokens)),
               {rows, int(count) / rows})
        .value();
}

Shared randomRepresentation(int tokens, int channels, unsigned seed, float shift, int rows) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal(shift, 1);
    std::vector<float> values(std::size_t(tokens) * std::size_t(channels));
    for (float& v : values) v = normal(random);
    return representationOf(std::move(values), channels, rows);
}

}  // namespace

class TestCorrespondence : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isTheBestOfEachMap_data();
    void isTheBestOfEachMap();
    void findsItselfAgain();
    void brokenTokensMatchNothing();
    void stops();
};

void TestCorrespondence::isTheBestOfEachMap_data() {
    QTest::addColumn<SimilarityMeasure>("measure");
    QTest::addColumn<int>("channels");
    for (const auto measure : engine::allMeasures())
        for (const int channels : {4, 1300})  // one piece, and many
            QTest::addRow("%s, %d channels", std::string(engine::idOf(measure)).c_str(), channels)
                << measure << channels;
}

/// What hovering over each token would show, to the last bit. The grids may differ.
void TestCorrespondence::isTheBestOfEachMap() {
    QFETCH(SimilarityMeasure, measure);
    QFETCH(int, channels);
    const auto layer = randomRepresentation(35, channels, 1, 0.5f, 5);
    const auto other = randomRepresentation(66, channels, 2, -0.2f, 6);
    const auto found = correspondenceOf(*layer, *other, measure).value();
    QCOMPARE(found.grid, layer->grid());
    QCOMPARE(found.other, other->grid());
    QCOMPARE(found.matches.size(), std::size_t(35));
    for (std::size_t t = 0; t < found.matches.size(); ++t) {
        const auto map =
            engine::similarityMap(*layer, {layer->grid().tokenOf(t)}, *other, measure).values;
        QCOMPARE(found.values[t], *std::max_element(map.begin(), map.end()));
        QCOMPARE(map[std::size_t(found.matches[t])], found.values[t]);
    }
}

void TestCorrespondence::findsItselfAgain() {
    const auto layer = randomRepresentation(24, 16, 3, 0, 4);
    std::vector<float> reversed;
    for (std::size_t t = 24; t-- > 0;)
        reversed.insert(reversed.end(), layer->token(t).begin(), layer->token(t).end());
    const auto found =
        correspondenceOf(*layer, *representationOf(reversed, 16, 4), SimilarityMeasure::Cosine)
            .value();
    for (int t = 0; t < 24; ++t) QCOMPARE(found.matches[std::size_t(t)], 23 - t);
}

void TestCorrespondence::brokenTokensMatchNothing() {
    const auto layer = representationOf({1, 0, notANumber, 1, 0, 1}, 2, 1);
    const auto other = representationOf({notANumber, 0, 1, 0, 0, 2, 0, 1}, 2, 1);
    const auto found = correspondenceOf(*layer, *other, SimilarityMeasure::Cosine).value();
    QCOMPARE(found.matches, (std::vector<int>{1, -1, 2}));  // the first of equal ones
    QVERIFY(std::isnan(found.values[1]));
    const auto nothing = representationOf({notANumber, 0, 0, notANumber}, 2, 1);
    const auto none = correspondenceOf(*layer, *nothing, SimilarityMeasure::Cosine).value();
    QCOMPARE(none.matches, (std::vector<int>{-1, -1, -1}));
}

void TestCorrespondence::stops() {
    const auto layer = randomRepresentation(24, 16, 3, 0, 4);
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(!correspondenceOf(*layer, *layer, SimilarityMeasure::Cosine, stop.get_token()));
}

QTEST_GUILESS_MAIN(TestCorrespondence)
#include "tst_correspondence.moc"
