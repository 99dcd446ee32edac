// SPDX-License-Identifier: GPL-3.0-or-later
// The small rules of a session: spots, timesteps, what a file is.
#include "session/opened_files.h"
#include "session/spot.h"
#include "session/timestep_scale.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using core::Spot;
using engine::TokenGrid;
using engine::TokenIndex;

class TestSessionLogic : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void spotsOnOtherGrids_data();
    void spotsOnOtherGrids();
    void stopsAreKept();
    void timestepScaleRisesAndClamps();
    void neighbouringStops_data();
    void neighbouringStops();
    void filesAreSorted();
};

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
                                         root / "lost.png", root / "weights.safetensors",
                                         root / "mine.denoscope"});
    QCOMPARE(sorted.sessions, (std::vector<std::filesystem::path>{root / "mine.denoscope"}));
    QCOMPARE(sorted.models, (std::vector<std::filesystem::path>{root / "model", root / "empty",
                                                                root / "weights.safetensors"}));
    QCOMPARE(sorted.pictures,
             (std::vector<std::filesystem::path>{root / "photos" / "a.png",
                                                 root / "photos" / "b.JPG", root / "lost.png"}));
}

QTEST_GUILESS_MAIN(TestSessionLogic)
#include "tst_session_logic.moc"
