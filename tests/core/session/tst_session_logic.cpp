// SPDX-License-Identifier: GPL-3.0-or-later
// The small rules of a session: reference, board, timesteps, what a file is.
#include "session/layer_board.h"
#include "session/opened_files.h"
#include "session/reference_selection.h"
#include "session/timestep_scale.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using core::LayerBoard;
using core::LayerState;
using core::Spot;
using engine::TokenGrid;
using engine::TokenIndex;

namespace {

engine::LayerInfo layerInfo(const char* path, TokenGrid grid) {
    engine::LayerInfo info;
    info.path = engine::LayerPath(path);
    info.grid = grid;
    return info;
}

std::shared_ptr<const engine::Representation> representationOf(const char* path) {
    return engine::Representation::fromActivation(
               engine::LayerPath(path), engine::NdArray::fromFloats({1, 1, 2, 2}, {1, 2, 3, 4}))
        .value();
}

}  // namespace

class TestSessionLogic : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pointerComesBeforeTheKeptToken();
    void changesAreToldOnce();
    void spotsOnOtherGrids_data();
    void spotsOnOtherGrids();
    void boardForgetsOldAnswersAtOnce();
    void boardRefusesStrangers();
    void boardLeavesOutSequences();
    void preferredLayer_data();
    void preferredLayer();
    void stopsAreKept();
    void timestepScaleRisesAndClamps();
    void neighbouringStops_data();
    void neighbouringStops();
    void filesAreSorted();
};

void TestSessionLogic::pointerComesBeforeTheKeptToken() {
    core::ReferenceSelection selection;
    QVERIFY(!selection.reference());
    const Spot kept{{8, 8}, {1, 2}}, pointed{{8, 8}, {3, 4}};
    selection.keep(kept);
    QCOMPARE(*selection.reference(), kept);
    selection.point(pointed);
    QCOMPARE(*selection.reference(), pointed);
    QCOMPARE(*selection.kept(), kept);
    selection.leave();
    QCOMPARE(*selection.reference(), kept);
    selection.forget();
    QVERIFY(!selection.reference());
}

void TestSessionLogic::changesAreToldOnce() {
    core::ReferenceSelection selection;
    const Spot spot{{8, 8}, {1, 2}};
    QVERIFY(selection.point(spot));
    QVERIFY(!selection.point(spot));  // same token: no work
    QVERIFY(selection.leave());
    QVERIFY(!selection.leave());
}

void TestSessionLogic::spotsOnOtherGrids_data() {
    QTest::addColumn<Spot>("spot");
    QTest::addColumn<TokenGrid>("grid");
    QTest::addColumn<TokenIndex>("token");
    QTest::newRow("same grid") << Spot{{16, 16}, {3, 5}} << TokenGrid{16, 16} << TokenIndex{3, 5};
    QTest::newRow("coarser: the token that holds it")
        << Spot{{16, 16}, {3, 5}} << TokenGrid{8, 8} << TokenIndex{1, 2};
    QTest::newRow("finer: its upper left part")
        << Spot{{16, 16}, {3, 5}} << TokenGrid{32, 32} << TokenIndex{6, 10};
    QTest::newRow("not square") << Spot{{12, 18}, {11, 17}} << TokenGrid{6, 9} << TokenIndex{5, 8};
    QTest::newRow("rounded up strides: 31 of 62")
        << Spot{{62, 62}, {61, 30}} << TokenGrid{31, 31} << TokenIndex{30, 15};
    QTest::newRow("the picture's last pixel")
        << Spot::ofPixel({255.99, 255.99}, {256, 256}) << TokenGrid{32, 32} << TokenIndex{31, 31};
    QTest::newRow("a pixel is in its token")
        << Spot::ofPixel({8, 7.99}, {256, 256}) << TokenGrid{32, 32} << TokenIndex{0, 1};
}

void TestSessionLogic::spotsOnOtherGrids() {
    QFETCH(Spot, spot);
    QFETCH(TokenGrid, grid);
    QFETCH(TokenIndex, token);
    QCOMPARE(spot.on(grid), token);
}

void TestSessionLogic::boardForgetsOldAnswersAtOnce() {
    LayerBoard board;
    board.begin({layerInfo("conv_in", {2, 2}), layerInfo("conv_out", {2, 2})});
    QVERIFY(board.isWaiting());
    QCOMPARE(board.accept(representationOf("conv_out")), std::optional<std::size_t>(1));
    QCOMPARE(board.layers()[1].state, LayerState::Ready);
    board.end();
    QCOMPARE(board.layers()[0].state, LayerState::Missing);
    QCOMPARE(board.layers()[1].state, LayerState::Ready);  // what is complete stays
    QVERIFY(!board.isWaiting());
    board.restart();
    for (const auto& slot : board.layers()) {
        QCOMPARE(slot.state, LayerState::Computing);
        QVERIFY(!slot.representation);  // never an old number
    }
}

void TestSessionLogic::boardRefusesStrangers() {
    LayerBoard board;
    board.begin({layerInfo("conv_in", {2, 2})});
    QVERIFY(!board.accept(representationOf("mid_block")));
    QCOMPARE(board.layers()[0].state, LayerState::Computing);
}

void TestSessionLogic::boardLeavesOutSequences() {
    LayerBoard board;
    board.begin({layerInfo("time_embedding", {0, 0}), layerInfo("conv_in", {2, 2})});
    QCOMPARE(board.layers().size(), std::size_t(1));
    QCOMPARE(board.longestPath(), 7);
}

void TestSessionLogic::preferredLayer_data() {
    QTest::addColumn<QStringList>("paths");
    QTest::addColumn<int>("index");
    const auto s = [](const char* text) { return QString::fromLatin1(text); };
    QTest::newRow("empty board") << QStringList{} << -1;
    QTest::newRow("the anomaly study's block") << QStringList{s("conv_in"), s("up_blocks[1]")} << 1;
    QTest::newRow("its inner position")
        << QStringList{s("conv_in"), s("up_blocks[1].upsamplers[0]")} << 1;
    QTest::newRow("else the first") << QStringList{s("conv_in"), s("conv_out")} << 0;
}

void TestSessionLogic::preferredLayer() {
    QFETCH(QStringList, paths);
    QFETCH(int, index);
    std::vector<engine::LayerInfo> layers;
    for (const auto& path : paths) layers.push_back(layerInfo(path.toLatin1().constData(), {2, 2}));
    LayerBoard board;
    board.begin(layers);
    const auto preferred = board.preferred();
    QCOMPARE(preferred ? int(*preferred) : -1, index);
}

void TestSessionLogic::stopsAreKept() {
    for (std::size_t i = 0; i < core::kTimestepStops.size(); ++i) {
        const int position = core::positionOfTimestep(core::kTimestepStops[i]);
        QCOMPARE(position, int(i) * core::kPositionsPerStop);
        QCOMPARE(core::timestepAtPosition(position), core::kTimestepStops[i]);
    }
}

void TestSessionLogic::timestepScaleRisesAndClamps() {
    for (int position = 1; position <= core::kLastPosition; ++position)
        QVERIFY(core::timestepAtPosition(position) >= core::timestepAtPosition(position - 1));
    QCOMPARE(core::timestepAtPosition(-5), 0);
    QCOMPARE(core::timestepAtPosition(core::kLastPosition + 5), core::kLastTimestep);
    QCOMPARE(core::positionOfTimestep(2000), core::kLastPosition);
}

void TestSessionLogic::neighbouringStops_data() {
    QTest::addColumn<int>("timestep");
    QTest::addColumn<int>("previous");
    QTest::addColumn<int>("next");
    QTest::newRow("first") << 0 << 0 << 20;
    QTest::newRow("on a stop") << 50 << 20 << 100;
    QTest::newRow("between stops") << 51 << 50 << 100;
    QTest::newRow("last") << 999 << 500 << 999;
}

void TestSessionLogic::neighbouringStops() {
    QFETCH(int, timestep);
    QFETCH(int, previous);
    QFETCH(int, next);
    QCOMPARE(core::previousStop(timestep), previous);
    QCOMPARE(core::nextStop(timestep), next);
}

void TestSessionLogic::filesAreSorted() {
    QTemporaryDir folder;
    const std::filesystem::path root = folder.path().toStdString();
    const auto touch = [](const std::filesystem::path& path) {
        std::filesystem::create_directories(path.parent_path());
        QFile file(QString::fromStdString(path.string()));
        QVERIFY(file.open(QIODevice::WriteOnly));
    };
    touch(root / "model" / "model_index.json");
    touch(root / "model" / "preview.png");
    touch(root / "photos" / "b.JPG");
    touch(root / "photos" / "a.png");
    touch(root / "photos" / "notes.txt");
    std::filesystem::create_directories(root / "empty");
    const auto sorted = core::sortFiles({root / "model", root / "photos", root / "empty",
                                         root / "lost.png", root / "weights.safetensors"});
    QCOMPARE(sorted.models, (std::vector<std::filesystem::path>{root / "model", root / "empty",
                                                                root / "weights.safetensors"}));
    QCOMPARE(sorted.pictures,
             (std::vector<std::filesystem::path>{root / "photos" / "a.png",
                                                 root / "photos" / "b.JPG", root / "lost.png"}));
}

QTEST_GUILESS_MAIN(TestSessionLogic)
#include "tst_session_logic.moc"
