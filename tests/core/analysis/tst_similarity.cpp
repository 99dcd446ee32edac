// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/golden.h"

#include <analysis/similarity.h>
#include <io/npz.h>

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <random>

using engine::LayerPath;
using engine::NdArray;
using engine::Representation;
using engine::similarityMap;
using engine::SimilarityMeasure;
using engine::TokenRect;
using Shared = std::shared_ptr<const Representation>;
using Numbers = std::vector<double>;

Q_DECLARE_METATYPE(engine::SimilarityMeasure)
Q_DECLARE_METATYPE(engine::TokenRect)

namespace {

constexpr float notANumber = std::numeric_limits<float>::quiet_NaN();

/// [tokens, channels] as a representation of a grid with \a rows.
Shared representationOf(std::vector<float> tokens, int channels, int rows = 1) {
    const auto count = std::int64_t(tokens.size()) / channels;
    auto made = Representation::fromActivation(
        LayerPath("x"), NdArray::fromFloats({1, count, channels}, std::move(tokens)),
        {rows, int(count) / rows});
    if (made) return *made;
    QTest::qFail(made.error().message.c_str(), __FILE__, __LINE__);
    return {};
}

Shared randomRepresentation(int tokens, int channels, unsigned seed, float shift, int rows = 1) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal(shift, 1);
    std::vector<float> values(std::size_t(tokens) * std::size_t(channels));
    for (float& v : values) v = normal(random);
    return representationOf(values, channels, rows);
}

Numbers tokenOf(const Representation& r, std::size_t index) {
    const auto token = r.token(index);
    return {token.begin(), token.end()};
}

Numbers meanOf(const Representation& r) {
    Numbers mean(std::size_t(r.channels()));
    for (std::size_t j = 0; j < std::size_t(r.grid().count()); ++j)
        for (std::size_t c = 0; c < mean.size(); ++c)
            mean[c] += r.token(j)[c] / double(r.grid().count());
    return mean;
}

/// Mean of the vectors of a reference's tokens.
Numbers meanOf(const Representation& r, TokenRect rect) {
    Numbers mean(std::size_t(r.channels()));
    for (int y = rect.first.row; y < rect.first.row + rect.rows; ++y)
        for (int x = rect.first.col; x < rect.first.col + rect.cols; ++x)
            for (std::size_t c = 0; c < mean.size(); ++c)
                mean[c] += r.token(r.grid().indexOf({y, x}))[c] / double(rect.count());
    return mean;
}

double dot(const Numbers& a, const Numbers& b) {
    double sum = 0;
    for (std::size_t c = 0; c < a.size(); ++c) sum += a[c] * b[c];
    return sum;
}
double norm(const Numbers& a) {
    return std::sqrt(dot(a, a));
}
Numbers minus(Numbers a, const Numbers& b) {
    for (std::size_t c = 0; c < a.size(); ++c) a[c] -= b[c];
    return a;
}
double cosine(const Numbers& a, const Numbers& b) {
    return dot(a, b) / (norm(a) * norm(b) + 1e-10);
}

double sumOfMagnitudes(const Numbers& a) {
    double sum = 0;
    for (const double v : a) sum += std::abs(v);
    return sum;
}
double largestMagnitude(const Numbers& a) {
    double largest = 0;
    for (const double v : a) largest = std::max(largest, std::abs(v));
    return largest;
}

/// The formulas of reference/similarity.md, section 2, word for word in double precision.
Numbers reference(const Representation& source, TokenRect rect, const Representation& target,
                  SimilarityMeasure measure) {
    const Numbers a = meanOf(source, rect);
    Numbers mean = meanOf(source);
    const Numbers other = meanOf(target);
    for (std::size_t c = 0; c < mean.size(); ++c) mean[c] = (mean[c] + other[c]) / 2;
    Numbers d;
    for (std::size_t j = 0; j < std::size_t(target.grid().count()); ++j) {
        const Numbers b = tokenOf(target, j);
        switch (measure) {
            case SimilarityMeasure::Cosine:
                d.push_back(cosine(a, b));
                break;
            case SimilarityMeasure::CosineCentered:
                d.push_back(cosine(minus(a, mean), minus(b, mean)));
                break;
            case SimilarityMeasure::DotProduct:
                d.push_back(dot(a, b));
                break;
            case SimilarityMeasure::Manhattan:
                d.push_back(sumOfMagnitudes(minus(a, b)));
                break;
            case SimilarityMeasure::Euclidean:
                d.push_back(norm(minus(a, b)));
                break;
            case SimilarityMeasure::Chebyshev:
                d.push_back(largestMagnitude(minus(a, b)));
                break;
            case SimilarityMeasure::RelativeL2Norm:
                d.push_back(norm(b) - norm(a));
                break;
        }
    }
    const double largest = largestMagnitude(d);
    for (double& v : d) {
        if (measure == SimilarityMeasure::DotProduct ||
            measure == SimilarityMeasure::RelativeL2Norm)
            v /= largest + 1e-10;
        else if (!engine::isSigned(measure))
            v = 1 - v / largest;
    }
    return d;
}

bool isDistance(SimilarityMeasure measure) {
    return !engine::isSigned(measure);
}

void addMeasureRows() {
    QTest::addColumn<SimilarityMeasure>("measure");
    for (const auto measure : engine::allMeasures())
        QTest::addRow("%s", std::string(engine::idOf(measure)).c_str()) << measure;
}

}  // namespace

class TestSimilarity : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesMeasures();
    void agreesWithTheFormulas_data();
    void agreesWithTheFormulas();
    void regionIsTheMeanOfItsTokens_data();
    void regionIsTheMeanOfItsTokens();
    void regionWithNanIsLikeNothing_data() { addMeasureRows(); }
    void regionWithNanIsLikeNothing();
    void cosineAgreesWithGolden_data();
    void cosineAgreesWithGolden();
    void distancesReachBothEnds_data();
    void distancesReachBothEnds();
    void nanStaysWithItsToken_data() { addMeasureRows(); }
    void nanStaysWithItsToken();
    void nanReferenceIsLikeNothing_data() { addMeasureRows(); }
    void nanReferenceIsLikeNothing();
    void constantMap_data();
    void constantMap();
    void singleToken_data();
    void singleToken();
    void zeroVectors_data() { addMeasureRows(); }
    void zeroVectors();
    void divisorGivesTheDistancesBack_data() { addMeasureRows(); }
    void divisorGivesTheDistancesBack();
    void commonDivisorIsOnePicture_data() { addMeasureRows(); }
    void commonDivisorIsOnePicture();
};

void TestSimilarity::namesMeasures() {
    const std::vector<std::string> ids = {"cosine",     "cosine_centered", "dot-product",
                                          "manhattan",  "euclidean",       "chebyshev",
                                          "rel-l2-norm"};
    QCOMPARE(engine::allMeasures().size(), ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
        QCOMPARE(std::string(engine::idOf(engine::allMeasures()[i])), ids[i]);
        QVERIFY(engine::measureNamed(ids[i]) == engine::allMeasures()[i]);
    }
    QVERIFY(!engine::measureNamed("cosine-centered"));
    QVERIFY(!engine::measureNamed(""));
}

void TestSimilarity::agreesWithTheFormulas_data() {
    QTest::addColumn<SimilarityMeasure>("measure");
    QTest::addColumn<int>("channels");
    QTest::addColumn<bool>("isSame");
    for (const auto measure : engine::allMeasures())
        for (const int channels : {1, 4, 31, 320})
            for (const bool isSame : {true, false})
                QTest::addRow("%s, %d channels, %s", std::string(engine::idOf(measure)).c_str(),
                              channels, isSame ? "same picture" : "two pictures")
                    << measure << channels << isSame;
}

void TestSimilarity::agreesWithTheFormulas() {
    QFETCH(SimilarityMeasure, measure);
    QFETCH(int, channels);
    QFETCH(bool, isSame);
    const auto source = randomRepresentation(35, channels, 1, 0.5f);
    const auto target = isSame ? source : randomRepresentation(35, channels, 2, -0.3f);
    const auto map = similarityMap(*source, {{0, 17}}, *target, measure);
    const auto expected = reference(*source, {{0, 17}}, *target, measure);
    QCOMPARE(map.grid, target->grid());
    QCOMPARE(map.values.size(), expected.size());
    for (std::size_t j = 0; j < expected.size(); ++j)
        QVERIFY2(std::abs(map.values[j] - expected[j]) < 2e-6, qPrintable(QString::number(j)));
}

void TestSimilarity::regionIsTheMeanOfItsTokens_data() {
    QTest::addColumn<SimilarityMeasure>("measure");
    QTest::addColumn<TokenRect>("region");
    QTest::addColumn<bool>("isSame");
    for (const auto measure : engine::allMeasures())
        for (const bool isSame : {true, false}) {
            const auto add = [&](const char* name, TokenRect region) {
                QTest::addRow("%s, %s, %s", std::string(engine::idOf(measure)).c_str(), name,
                              isSame ? "same picture" : "two pictures")
                    << measure << region << isSame;
            };
            add("one token in the last row", {{4, 6}});
            add("upper right corner", {{0, 4}, 2, 3});
            add("one column", {{1, 2}, 4, 1});
            // All tokens of a picture less their own mean is nothing but rounding, without
            // direction.
            if (!isSame || measure != SimilarityMeasure::CosineCentered)
                add("all tokens", {{0, 0}, 5, 7});
        }
}

/// The two pictures' grids differ: only channels must agree.
void TestSimilarity::regionIsTheMeanOfItsTokens() {
    QFETCH(SimilarityMeasure, measure);
    QFETCH(TokenRect, region);
    QFETCH(bool, isSame);
    const auto source = randomRepresentation(35, 67, 4, 0.5f, 5);
    const auto target = isSame ? source : randomRepresentation(24, 67, 5, -0.3f, 4);
    const auto map = similarityMap(*source, region, *target, measure);
    const auto expected = reference(*source, region, *target, measure);
    QCOMPARE(map.grid, target->grid());
    for (std::size_t j = 0; j < expected.size(); ++j)
        QVERIFY2(std::abs(map.values[j] - expected[j]) < 2e-6, qPrintable(QString::number(j)));
}

void TestSimilarity::regionWithNanIsLikeNothing() {
    QFETCH(SimilarityMeasure, measure);
    const auto r = representationOf({1, 2, notANumber, -1, 0.5f, 2, 3, 4}, 2, 2);
    const auto broken = similarityMap(*r, {{0, 0}, 2, 2}, *r, measure);
    for (const float v : broken.values) QVERIFY(std::isnan(v));
    const auto beside = similarityMap(*r, {{0, 0}, 2, 1}, *r, measure);
    for (const std::size_t j : {0, 2, 3}) QVERIFY(std::isfinite(beside.values[j]));
    QVERIFY(std::isnan(beside.values[1]));
}

void TestSimilarity::cosineAgreesWithGolden_data() {
    QTest::addColumn<QString>("file");
    for (const char* file : {"tiny-sd15_sample_01", "tiny-sd15_sample_11", "tiny-sd15_mean_11",
                             "tiny-sd15_resized64_01_step261_prompt"})
        QTest::newRow(file) << file;
}

void TestSimilarity::cosineAgreesWithGolden() {
    QFETCH(QString, file);
    const auto arrays = core::readNpz(golden::path("img2repr/" + file.toStdString() + ".npz"));
    QVERIFY2(arrays.ok(), arrays.ok() ? "" : arrays.error().message.c_str());
    int compared = 0;
    for (const auto& [name, expected] : *arrays) {
        const auto slash = name.rfind("/token");
        if (!name.starts_with("cosine/") || slash == name.npos || name.ends_with("_yx")) continue;
        const auto* activation = engine::findArray(*arrays, name.substr(7, slash - 7));
        const auto* position = engine::findArray(*arrays, name + "_yx");
        QVERIFY(position != nullptr);
        if (activation == nullptr) continue;  // joined from several layers
        const auto made = Representation::fromActivation(LayerPath(name), *activation);
        QVERIFY2(made.ok(), made.ok() ? "" : made.error().message.c_str());
        const auto yx = position->toInts();
        QVERIFY(yx.ok());
        const auto map = similarityMap(**made, {{int((*yx)[0]), int((*yx)[1])}}, **made,
                                       SimilarityMeasure::Cosine);
        QCOMPARE(map.values.size(), expected.count());
        for (std::size_t j = 0; j < map.values.size(); ++j)
            QVERIFY2(std::abs(map.values[j] - expected.floats()[j]) < 1e-6f, name.c_str());
        ++compared;
    }
    QVERIFY(compared >= 33);  // three tokens at each of eleven positions
}

void TestSimilarity::distancesReachBothEnds_data() {
    QTest::addColumn<SimilarityMeasure>("measure");
    QTest::newRow("manhattan") << SimilarityMeasure::Manhattan;
    QTest::newRow("euclidean") << SimilarityMeasure::Euclidean;
    QTest::newRow("chebyshev") << SimilarityMeasure::Chebyshev;
}

/// Exactly 1 for the token itself and exactly 0 for the farthest one.
void TestSimilarity::distancesReachBothEnds() {
    QFETCH(SimilarityMeasure, measure);
    const auto r = randomRepresentation(50, 37, 3, 0);
    const auto map = similarityMap(*r, {{0, 20}}, *r, measure);
    QCOMPARE(map.at({0, 20}), 1.f);
    QCOMPARE(*std::min_element(map.values.begin(), map.values.end()), 0.f);
    QCOMPARE(*std::max_element(map.values.begin(), map.values.end()), 1.f);
}

/// One broken token must change nothing for the others.
void TestSimilarity::nanStaysWithItsToken() {
    QFETCH(SimilarityMeasure, measure);
    const auto whole = representationOf({1, 2, 3, -1, 0.5f, 2}, 2);
    for (const float broken : {notANumber, std::numeric_limits<float>::infinity()}) {
        const auto r = representationOf({1, 2, 3, -1, broken, 1, 0.5f, 2}, 2);
        const auto map = similarityMap(*r, {{0, 1}}, *r, measure);
        const auto expected = similarityMap(*whole, {{0, 1}}, *whole, measure);
        QVERIFY(std::isnan(map.values[2]));
        QCOMPARE(map.values[0], expected.values[0]);
        QCOMPARE(map.values[1], expected.values[1]);
        QCOMPARE(map.values[3], expected.values[2]);
    }
}

void TestSimilarity::nanReferenceIsLikeNothing() {
    QFETCH(SimilarityMeasure, measure);
    const auto r = representationOf({1, 2, notANumber, -1, 0.5f, 2}, 2);
    const auto map = similarityMap(*r, {{0, 1}}, *r, measure);
    for (const float v : map.values) QVERIFY(std::isnan(v));
}

void TestSimilarity::constantMap_data() {
    QTest::addColumn<SimilarityMeasure>("measure");
    QTest::addColumn<float>("expected");
    QTest::newRow("cosine") << SimilarityMeasure::Cosine << 1.f;
    QTest::newRow("centred cosine has nothing left") << SimilarityMeasure::CosineCentered << 0.f;
    QTest::newRow("dot product") << SimilarityMeasure::DotProduct << 1.f;
    QTest::newRow("manhattan, 0 by 0") << SimilarityMeasure::Manhattan << 1.f;
    QTest::newRow("euclidean, 0 by 0") << SimilarityMeasure::Euclidean << 1.f;
    QTest::newRow("chebyshev, 0 by 0") << SimilarityMeasure::Chebyshev << 1.f;
    QTest::newRow("norm difference, 0 by epsilon") << SimilarityMeasure::RelativeL2Norm << 0.f;
}

void TestSimilarity::constantMap() {
    QFETCH(SimilarityMeasure, measure);
    QFETCH(float, expected);
    const auto r = representationOf(std::vector<float>(5 * 40, 0.75f), 40);
    const auto map = similarityMap(*r, {{0, 2}}, *r, measure);
    for (const float v : map.values) QVERIFY(std::abs(v - expected) < 1e-6f);
}

void TestSimilarity::singleToken_data() {
    constantMap_data();
}

void TestSimilarity::singleToken() {
    QFETCH(SimilarityMeasure, measure);
    QFETCH(float, expected);
    const auto r = representationOf({1, -2, 4}, 3);
    const auto map = similarityMap(*r, {{0, 0}}, *r, measure);
    QCOMPARE(map.values.size(), std::size_t(1));
    QVERIFY(std::abs(map.values[0] - expected) < 1e-6f);
}

/// Epsilon keeps the measures that divide by norms finite.
void TestSimilarity::zeroVectors() {
    QFETCH(SimilarityMeasure, measure);
    const auto r = representationOf(std::vector<float>(4 * 8, 0.f), 8);
    const auto map = similarityMap(*r, {{0, 0}}, *r, measure);
    for (const float v : map.values) QCOMPARE(v, isDistance(measure) ? 1.f : 0.f);
}

/// From the values and the divisor alone, as its documentation says.
void TestSimilarity::divisorGivesTheDistancesBack() {
    QFETCH(SimilarityMeasure, measure);
    const auto source = randomRepresentation(35, 67, 4, 0.5f);
    const auto target = randomRepresentation(24, 67, 5, -0.3f);
    const auto raw = engine::rawSimilarityMap(*source, {{0, 3}}, *target, measure);
    const auto map = similarityMap(*source, {{0, 3}}, *target, measure);
    QCOMPARE(map.divisor, raw.divisor);
    if (!engine::isDivided(measure)) {
        QCOMPARE(map.divisor, 0.f);
        QCOMPARE(map.values, raw.values);
        return;
    }
    float largest = 0;
    for (const float d : raw.values) largest = std::max(largest, std::abs(d));
    QCOMPARE(map.divisor, largest);
    for (std::size_t j = 0; j < raw.values.size(); ++j) {
        const float s = map.values[j];
        const float back = isDistance(measure) ? (1 - s) * map.divisor : s * (map.divisor + 1e-10f);
        QVERIFY(std::abs(back - raw.values[j]) <= 1e-6f * largest);
        QCOMPARE(engine::dividedValue(raw.values[j], measure, largest), s);
    }
}

/// Two pictures divided by their common maximum are, bit for bit, one picture of all their tokens.
void TestSimilarity::commonDivisorIsOnePicture() {
    QFETCH(SimilarityMeasure, measure);
    if (measure == SimilarityMeasure::CosineCentered) return;  // its mean is of each picture
    const auto source = randomRepresentation(9, 40, 1, 0.1f);
    const auto a = randomRepresentation(20, 40, 2, 0.5f), b = randomRepresentation(15, 40, 3, -2);
    std::vector<float> tokens(a->tokens().begin(), a->tokens().end());
    tokens.insert(tokens.end(), b->tokens().begin(), b->tokens().end());
    const auto expected =
        similarityMap(*source, {{0, 4}}, *representationOf(tokens, 40), measure).values;
    auto left = engine::rawSimilarityMap(*source, {{0, 4}}, *a, measure);
    auto right = engine::rawSimilarityMap(*source, {{0, 4}}, *b, measure);
    const float divisor = std::max(left.divisor, right.divisor);
    QVERIFY(!engine::isDivided(measure) || left.divisor != right.divisor);
    auto together = engine::dividedMap(std::move(left), measure, divisor).values;
    const auto rest = engine::dividedMap(std::move(right), measure, divisor);
    together.insert(together.end(), rest.values.begin(), rest.values.end());
    QCOMPARE(together, expected);
    QCOMPARE(rest.divisor, divisor);
}

QTEST_GUILESS_MAIN(TestSimilarity)
#include "tst_similarity.moc"
