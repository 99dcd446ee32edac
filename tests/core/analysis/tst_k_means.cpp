// SPDX-License-Identifier: GPL-3.0-or-later
#include <analysis/k_means.h>

#include <QTest>

#include <cmath>
#include <limits>
#include <map>
#include <random>
#include <set>

using engine::kMeans;
using engine::KMeansOptions;
using engine::Representation;
using Shared = std::shared_ptr<const Representation>;

namespace {

Shared representationOf(std::vector<float> tokens, int channels) {
    const auto count = std::int64_t(tokens.size()) / channels;
    return Representation::fromActivation(
               engine::LayerPath("x"),
               engine::NdArray::fromFloats({1, count, channels}, std::move(tokens)),
               {1, int(count)})
        .value();
}

/// \a counts[k] tokens around the corner k of a wide polygon.
Shared blobs(const std::vector<int>& counts, int channels, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal(0, 0.1f);
    std::vector<float> tokens;
    for (std::size_t k = 0; k < counts.size(); ++k)
        for (int i = 0; i < counts[k]; ++i)
            for (int c = 0; c < channels; ++c)
                tokens.push_back(normal(random) + (c == int(k) ? 10.f : 0.f));
    return representationOf(std::move(tokens), channels);
}

KMeansOptions options(int clusters) {
    KMeansOptions made;
    made.clusters = clusters;
    return made;
}

engine::Clusters clustersOf(const Shared& layer, int clusters) {
    const std::vector<Shared> parts{layer};
    return kMeans(parts, options(clusters)).value();
}

/// The sum that k-means makes small, in another way.
double inertiaOf(const Representation& layer, const engine::Clusters& clusters) {
    const auto nearest = engine::nearestCentres(layer, clusters);
    double sum = 0;
    for (std::size_t t = 0; t < nearest.size(); ++t)
        for (std::size_t c = 0; c < std::size_t(layer.channels()); ++c)
            sum += std::pow(
                double(layer.token(t)[c]) - clusters.centres[std::size_t(nearest[t])][c], 2);
    return sum;
}

}  // namespace

class TestKMeans : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsGroupsLargestFirst();
    void equalSizesAreOrderedByTheirFirstToken();
    void centresAreMeansOfTheirTokens_data();
    void centresAreMeansOfTheirTokens();
    void sameBytesEveryTime();
    void partsCountTogether();
    void brokenTokensTakeNoPart();
    void fewerTokensThanClusters();
    void nothingFinite();
    void tiesGoToTheLowerIndex();
    void moreStartsAreNeverWorse();
    void stops();
};

void TestKMeans::findsGroupsLargestFirst() {
    const auto layer = blobs({5, 20, 11}, 7, 1);
    const auto found = clustersOf(layer, 3);
    QVERIFY(found.isSettled);
    QCOMPARE(found.sizes, (std::vector<std::int64_t>{20, 11, 5}));
    const auto nearest = engine::nearestCentres(*layer, found);
    for (std::size_t t = 0; t < nearest.size(); ++t)
        QCOMPARE(nearest[t], t < 5 ? 2 : t < 25 ? 0 : 1);
}

void TestKMeans::equalSizesAreOrderedByTheirFirstToken() {
    const auto layer = blobs({6, 6, 6, 6}, 5, 2);
    const auto nearest = engine::nearestCentres(*layer, clustersOf(layer, 4));
    for (std::size_t t = 0; t < nearest.size(); ++t) QCOMPARE(nearest[t], int(t / 6));
}

void TestKMeans::centresAreMeansOfTheirTokens_data() {
    QTest::addColumn<int>("clusters");
    QTest::addColumn<int>("channels");
    QTest::newRow("fewest") << 2 << 3;
    QTest::newRow("usual, odd channels") << 6 << 37;
    QTest::newRow("most") << 12 << 64;
}

/// Where Lloyd's rounds end: no centre and no token wants to move.
void TestKMeans::centresAreMeansOfTheirTokens() {
    QFETCH(int, clusters);
    QFETCH(int, channels);
    const auto layer = blobs(std::vector<int>(8, 13), channels + 8, 3);
    const auto found = clustersOf(layer, clusters);
    QVERIFY(found.isSettled);
    QCOMPARE(int(found.centres.size()), clusters);
    const auto nearest = engine::nearestCentres(*layer, found);
    for (std::size_t k = 0; k < found.centres.size(); ++k) {
        std::vector<double> mean(std::size_t(layer->channels()));
        std::int64_t size = 0;
        for (std::size_t t = 0; t < nearest.size(); ++t) {
            if (nearest[t] != int(k)) continue;
            ++size;
            for (std::size_t c = 0; c < mean.size(); ++c) mean[c] += double(layer->token(t)[c]);
        }
        QCOMPARE(size, found.sizes[k]);
        for (std::size_t c = 0; c < mean.size(); ++c)
            QVERIFY(std::abs(mean[c] / double(size) - found.centres[k][c]) < 1e-12);
    }
    QVERIFY(std::abs(inertiaOf(*layer, found) - found.inertia) < 1e-9 * found.inertia);
}

void TestKMeans::sameBytesEveryTime() {
    const auto layer = blobs({30, 30, 30}, 33, 4);
    const auto once = clustersOf(layer, 6), again = clustersOf(layer, 6);
    QCOMPARE(once.centres, again.centres);
    QCOMPARE(once.inertia, again.inertia);
}

/// As of the parts laid one behind the other.
void TestKMeans::partsCountTogether() {
    const auto a = blobs({9, 4}, 5, 5), b = blobs({3, 12}, 5, 6);
    std::vector<float> all(a->tokens().begin(), a->tokens().end());
    all.insert(all.end(), b->tokens().begin(), b->tokens().end());
    const std::vector<Shared> parts{a, b};
    const auto together = kMeans(parts, options(3)).value();
    QCOMPARE(together.centres, clustersOf(representationOf(all, 5), 3).centres);
    QCOMPARE(together.sizes.front(), 16);
}

void TestKMeans::brokenTokensTakeNoPart() {
    const float notANumber = std::numeric_limits<float>::quiet_NaN();
    const float inf = std::numeric_limits<float>::infinity();
    const auto layer = representationOf({0, 0, notANumber, 1, 0, 1, inf, 3, 9, 9, 9, 8}, 2);
    const auto found = clustersOf(layer, 2);
    QCOMPARE(found.sizes, (std::vector<std::int64_t>{2, 2}));
    QCOMPARE(engine::nearestCentres(*layer, found), (std::vector<int>{0, -1, 0, -1, 1, 1}));
    QCOMPARE(found.centres.front(), (std::vector<double>{0, 0.5}));
}

void TestKMeans::fewerTokensThanClusters() {
    const auto layer = representationOf({1, 1, 5, 5, 1, 1, 1, 1}, 2);
    const auto found = clustersOf(layer, 6);
    QCOMPARE(found.sizes, (std::vector<std::int64_t>{3, 1}));
    QCOMPARE(found.inertia, 0.0);
}

void TestKMeans::nothingFinite() {
    const float notANumber = std::numeric_limits<float>::quiet_NaN();
    const auto layer = representationOf({notANumber, 1, 2, notANumber}, 2);
    QVERIFY(clustersOf(layer, 3).centres.empty());
    QCOMPARE(engine::nearestCentres(*layer, {}), (std::vector<int>{-1, -1}));
}

void TestKMeans::tiesGoToTheLowerIndex() {
    engine::Clusters clusters;
    clusters.centres = {{0, 0}, {2, 0}, {2, 0}};
    const auto layer = representationOf({1, 0, 3, 0}, 2);
    QCOMPARE(engine::nearestCentres(*layer, clusters), (std::vector<int>{0, 1}));
}

void TestKMeans::moreStartsAreNeverWorse() {
    const auto layer = blobs(std::vector<int>(9, 7), 11, 8);
    const std::vector<Shared> parts{layer};
    double before = std::numeric_limits<double>::infinity();
    std::set<double> reached;
    for (int starts = 1; starts <= 8; ++starts) {
        auto wanted = options(6);
        wanted.starts = starts;
        const double inertia = kMeans(parts, wanted)->inertia;
        QVERIFY(inertia <= before);
        reached.insert(before = inertia);
    }
    QVERIFY(reached.size() > 1);  // starts do differ
}

void TestKMeans::stops() {
    const std::vector<Shared> parts{blobs({30, 30}, 5, 9)};
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(!kMeans(parts, options(3), stop.get_token()));
}

QTEST_GUILESS_MAIN(TestKMeans)
#include "tst_k_means.moc"
