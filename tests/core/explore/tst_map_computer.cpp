// SPDX-License-Identifier: GPL-3.0-or-later
// Slow maps: the latest question is answered, an older one never.
#include "explore/map_computer.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>

using core::MapAnswer;
using core::MapComputer;
using core::MapTask;

namespace {

core::SharedRepresentation representation(int channels, float seed) {
    std::vector<float> values(std::size_t(channels) * 16);
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = std::sin(seed + 1.7f * float(i)) * float(1 + i % 5);
    return engine::Representation::fromActivation(
               engine::LayerPath("mid_block"),
               engine::NdArray::fromFloats({1, channels, 4, 4}, std::move(values)))
        .value();
}

MapTask pca(int tile, const core::SharedRepresentation& layer) {
    MapTask task;
    task.tile = tile;
    task.inputs.info.path = layer->path();
    task.inputs.info.grid = layer->grid();
    task.inputs.layer = layer;
    task.options.kind = core::MapKind::Pca;
    return task;
}

}  // namespace

class TestMapComputer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersEveryTile();
    void equalsTheDirectMap();
    void olderQuestionsAreNotAnswered();
    void askingAgainLosesNothing();
    void nothingIsAskedAnyMore();
    void sharedAxesAreComputedOnce_data();
    void sharedAxesAreComputedOnce();
    void whatIsNoLongerWantedEnds();
    void whatWasStoppedIsComputedWhenAskedAgain();
    void errorsAreSentences();
    void knowsWhatIsQuick_data();
    void knowsWhatIsQuick();
};

void TestMapComputer::answersEveryTile() {
    MapComputer computer;
    std::vector<int> tiles;
    connect(&computer, &MapComputer::ready, this, [&](const std::vector<MapAnswer>& answers) {
        for (const auto& answer : answers) tiles.push_back(answer.tile);
    });
    computer.request({pca(3, representation(6, 1)), pca(5, representation(6, 2))});
    QTRY_COMPARE(tiles.size(), std::size_t(2));
    std::sort(tiles.begin(), tiles.end());  // whichever is ready first comes first
    QCOMPARE(tiles, (std::vector<int>{3, 5}));
}

void TestMapComputer::equalsTheDirectMap() {
    MapComputer computer;
    const auto task = pca(1, representation(8, 3));
    std::shared_ptr<const core::MapValues> got;
    connect(&computer, &MapComputer::ready, this,
            [&](const std::vector<MapAnswer>& answers) { got = answers.front().values; });
    computer.request({task});
    QTRY_VERIFY(got);
    QCOMPARE(got->rgb, core::computeMap(task.inputs, task.options).value().rgb);
}

void TestMapComputer::olderQuestionsAreNotAnswered() {
    MapComputer computer;
    std::vector<int> tiles;
    connect(&computer, &MapComputer::ready, this, [&](const std::vector<MapAnswer>& answers) {
        for (const auto& answer : answers) tiles.push_back(answer.tile);
    });
    computer.request({pca(1, representation(6, 1))});
    computer.request({pca(2, representation(6, 2))});
    computer.request({pca(3, representation(6, 3))});
    QTRY_VERIFY(!tiles.empty() && !computer.isBusy());
    QCOMPARE(tiles, std::vector<int>{3});
}

void TestMapComputer::askingAgainLosesNothing() {
    MapComputer computer;
    QSignalSpy ready(&computer, &MapComputer::ready);
    const auto layer = representation(6, 1);
    for (int i = 0; i < 20; ++i) computer.request({pca(1, layer)});  // as each pointer move does
    QTRY_VERIFY(!ready.isEmpty());
}

void TestMapComputer::nothingIsAskedAnyMore() {
    MapComputer computer;
    QSignalSpy ready(&computer, &MapComputer::ready);
    computer.request({pca(1, representation(6, 1))});
    computer.request({});
    computer.request({pca(2, representation(6, 2))});
    QTRY_COMPARE(ready.size(), 1);
    QCOMPARE(ready.front().front().value<std::vector<MapAnswer>>().front().tile, 2);
}

void TestMapComputer::sharedAxesAreComputedOnce_data() {
    QTest::addColumn<int>("kind");
    QTest::newRow("axes") << int(core::MapKind::Pca);
    QTest::newRow("centres") << int(core::MapKind::Clusters);
}

/// The maps of a group, asked for together and one later, are those computed one by one.
void TestMapComputer::sharedAxesAreComputedOnce() {
    QFETCH(int, kind);
    const std::vector layers{representation(6, 1), representation(6, 2), representation(6, 3)};
    std::vector<MapTask> tasks;
    for (int i = 0; i < 3; ++i) {
        tasks.push_back(pca(i, layers[std::size_t(i)]));
        tasks.back().inputs.shared = layers;
        tasks.back().options.kind = core::MapKind(kind);
    }
    MapComputer computer;
    std::map<int, std::shared_ptr<const core::MapValues>> got;
    connect(&computer, &MapComputer::ready, this, [&](const std::vector<MapAnswer>& answers) {
        for (const auto& answer : answers) got[answer.tile] = answer.values;
    });
    computer.request({tasks[0], tasks[1]});
    QTRY_VERIFY(got.size() == 2 && !computer.isBusy());
    computer.request({tasks[2]});
    QTRY_COMPARE(got.size(), std::size_t(3));
    for (const auto& task : tasks) {
        QVERIFY(got[task.tile]);
        QCOMPARE(got[task.tile]->rgb, core::computeMap(task.inputs, task.options).value().rgb);
    }
}

namespace {

/// Clusters that would take minutes.
MapTask endless(int tile) {
    std::vector<float> values(std::size_t(64 * 128 * 128));
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = std::sin(float(i) * 0.37f);
    auto task = pca(tile, engine::Representation::fromActivation(
                              engine::LayerPath("mid_block"),
                              engine::NdArray::fromFloats({1, 64, 128, 128}, std::move(values)))
                              .value());
    task.options.kind = core::MapKind::Clusters;
    task.options.clusters = core::kMostClusters;
    return task;
}

}  // namespace

void TestMapComputer::whatIsNoLongerWantedEnds() {
    MapComputer computer;
    QSignalSpy ready(&computer, &MapComputer::ready);
    computer.request({endless(1)});
    computer.request({pca(2, representation(6, 2))});
    QTRY_COMPARE(ready.size(), 1);
    QCOMPARE(ready.front().front().value<std::vector<MapAnswer>>().front().tile, 2);
}

/// Not answered with the sentence that it was stopped.
void TestMapComputer::whatWasStoppedIsComputedWhenAskedAgain() {
    MapComputer computer;
    std::vector<MapAnswer> got;
    connect(&computer, &MapComputer::ready, this,
            [&](const std::vector<MapAnswer>& answers) { got = answers; });
    auto task = pca(1, representation(6, 1));
    task.options.kind = core::MapKind::Clusters;
    for (int i = 0; i < 5; ++i) {
        computer.request({task});
        computer.request({});
        computer.request({task});
    }
    QTRY_COMPARE(got.size(), std::size_t(1));
    QVERIFY(got.front().values && !got.front().error);
}

void TestMapComputer::errorsAreSentences() {
    MapTask task = pca(1, representation(3, 1));
    task.options.kind = core::MapKind::Channel;
    task.options.channel = 3;
    const auto answer = MapComputer::compute(task);
    QVERIFY(answer.error && !answer.values);
    QCOMPARE(answer.error->code, engine::ErrorCode::Usage);
    QVERIFY(!answer.error->message.empty());
}

void TestMapComputer::knowsWhatIsQuick_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("of");
    QTest::addColumn<bool>("isQuick");
    using core::MapKind;
    const int norms = int(core::DifferenceOf::Norms), vectors = int(core::DifferenceOf::Vectors);
    QTest::newRow("norms are there") << int(MapKind::Norm) << norms << true;
    QTest::newRow("a channel is read") << int(MapKind::Channel) << norms << true;
    QTest::newRow("norms are subtracted") << int(MapKind::Difference) << norms << true;
    QTest::newRow("vectors are read twice") << int(MapKind::Difference) << vectors << false;
    QTest::newRow("axes are computed") << int(MapKind::Pca) << norms << false;
    QTest::newRow("centres are looked for") << int(MapKind::Clusters) << norms << false;
    QTest::newRow("all is compared with all") << int(MapKind::Correspondence) << norms << false;
}

void TestMapComputer::knowsWhatIsQuick() {
    QFETCH(int, kind);
    QFETCH(int, of);
    QFETCH(bool, isQuick);
    core::MapOptions options;
    options.kind = core::MapKind(kind);
    options.differenceOf = core::DifferenceOf(of);
    QCOMPARE(MapComputer::isQuick(options), isQuick);
}

QTEST_GUILESS_MAIN(TestMapComputer)
#include "tst_map_computer.moc"
