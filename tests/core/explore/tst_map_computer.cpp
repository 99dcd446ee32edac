// SPDX-License-Identifier: GPL-3.0-or-later
// Slow maps: the latest question is answered, an older one never.
#include "explore/map_computer.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

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
    QTRY_COMPARE(tiles, (std::vector<int>{3, 5}));
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
