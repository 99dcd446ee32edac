// SPDX-License-Identifier: GPL-3.0-or-later
// What is explored: board, moments, layers and tiles, and who hears of what.
#include "explore/exploration.h"

#include <QSignalSpy>
#include <QTest>

using core::Exploration;
using engine::LayerPath;

namespace {

engine::LayerInfo layer(const char* path, engine::TokenGrid grid) {
    engine::LayerInfo info;
    info.path = LayerPath(path);
    info.channels = 4;
    info.grid = grid;
    return info;
}

engine::LayerInfo attention(const char* path, engine::TokenGrid grid) {
    auto info = layer(path, grid);
    info.keys = 77;
    info.isCrossAttention = true;
    return info;
}

std::vector<engine::LayerInfo> offered(engine::PixelSize size = {64, 64}) {
    const auto grid = [&](int stride) {
        return engine::TokenGrid{size.height / stride, size.width / stride};
    };
    return {layer("conv_in", grid(8)), layer("mid_block", grid(32)),
            attention("mid_block.attn2.map", grid(32)), layer("up_blocks[1]", grid(16))};
}

std::shared_ptr<const core::Picture> picture(int width, int height) {
    return std::make_shared<const core::Picture>(
        core::Picture{{width, height}, std::vector<std::uint8_t>(std::size_t(width * height * 3))});
}

std::vector<LayerPath> paths(const std::vector<const char*>& texts) {
    std::vector<LayerPath> made;
    for (const char* text : texts) made.emplace_back(text);
    return made;
}

}  // namespace

class TestExploration : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void tilesAreLayersTimesPictures();
    void tileIdsStay();
    void showingKeepsTheTimestep();
    void theLastPictureStaysOnTheBoard();
    void removingTheCurrentOneMakesANeighbourCurrent();
    void removingTheOnlyOneEmptiesTheBoard();
    void boardHasALimit();
    void linkedColumnsLeaveGenerationsAlone();
    void columnsStayInside_data();
    void columnsStayInside();
    void layersThatAModelLacksAreLeftOut();
    void partsOfAttentionMaps();
    void activeLayerIsAlwaysShown();
    void otherSizesHaveOtherGrids();
    void pinnedTilesKeepTheirMoment();
    void closingTiles();
    void movingTiles();
    void stepsComeInOrder();
    void anotherModelForgetsPins();

private:
    std::vector<LayerPath> layers() const;

    std::unique_ptr<Exploration> m_exploration;
    int m_a = 0, m_b = 0, m_c = 0;
};

void TestExploration::init() {
    m_exploration = std::make_unique<Exploration>();
    m_exploration->setOffered(offered(), {64, 64},
                              [](engine::PixelSize size) { return offered(size); });
    m_exploration->setLayers(paths({"conv_in", "up_blocks[1]"}));
    m_a = m_exploration->addPhoto(QStringLiteral("a"));
    m_b = m_exploration->addPhoto(QStringLiteral("b"));
    m_c = m_exploration->addPhoto(QStringLiteral("c"));
    for (const int id : {m_a, m_b, m_c}) m_exploration->setPicture(id, picture(64, 64));
    m_exploration->setBoard({m_a, m_b}, m_a);
}

std::vector<LayerPath> TestExploration::layers() const {
    std::vector<LayerPath> found;
    for (const auto& info : m_exploration->layers()) found.push_back(info.path);
    return found;
}

void TestExploration::tilesAreLayersTimesPictures() {
    const auto& tiles = m_exploration->tiles();
    QCOMPARE(tiles.size(), std::size_t(4));
    QCOMPARE(m_exploration->groupSize(), 2);
    QCOMPARE(tiles[0].key.moment.subject, m_a);
    QCOMPARE(tiles[1].key.moment.subject, m_b);
    QVERIFY(tiles[0].key.layer == tiles[1].key.layer);
    QVERIFY(tiles[2].key.layer == LayerPath("up_blocks[1]"));
}

void TestExploration::tileIdsStay() {
    const int id = m_exploration->tiles()[2].id;
    m_exploration->setColumns(200);
    m_exploration->setBeside(m_c, true);
    QVERIFY(m_exploration->tileOf(id).has_value());
    const auto& tile = m_exploration->tiles()[*m_exploration->tileOf(id)];
    QCOMPARE(tile.key.moment.column, 200);
    QCOMPARE(tile.key.moment.subject, m_a);
}

void TestExploration::showingKeepsTheTimestep() {
    m_exploration->setColumn(m_a, 500);
    m_exploration->show(m_c);
    QCOMPARE(m_exploration->board(), (std::vector<int>{m_c, m_b}));
    QCOMPARE(m_exploration->current()->id, m_c);
    QCOMPARE(m_exploration->current()->column, 500);
    QSignalSpy changed(m_exploration.get(), &Exploration::boardChanged);
    m_exploration->show(m_b);  // there already: current
    QCOMPARE(m_exploration->board(), (std::vector<int>{m_c, m_b}));
    QCOMPARE(changed.size(), 1);
    m_exploration->show(m_b);
    QCOMPARE(changed.size(), 1);
}

void TestExploration::theLastPictureStaysOnTheBoard() {
    m_exploration->setBeside(m_a, false);
    QCOMPARE(m_exploration->board(), std::vector<int>{m_b});
    m_exploration->setBeside(m_b, false);
    QCOMPARE(m_exploration->board(), std::vector<int>{m_b});
}

void TestExploration::removingTheCurrentOneMakesANeighbourCurrent() {
    QSignalSpy removed(m_exploration.get(), &Exploration::removed);
    m_exploration->remove(m_a);
    QCOMPARE(removed.size(), 1);
    QCOMPARE(m_exploration->current()->id, m_b);
    m_exploration->remove(m_b);  // the last on the board, but c is opened, too
    QCOMPARE(m_exploration->current()->id, m_c);
    QVERIFY(!m_exploration->subject(m_b));
}

void TestExploration::removingTheOnlyOneEmptiesTheBoard() {
    for (const int id : {m_a, m_b, m_c}) m_exploration->remove(id);
    QVERIFY(m_exploration->board().empty());
    QVERIFY(!m_exploration->current());
    QVERIFY(m_exploration->tiles().empty());
}

void TestExploration::boardHasALimit() {
    std::vector<int> many;
    for (int i = 0; i < Exploration::kMostOnBoard + 3; ++i)
        many.push_back(m_exploration->addPhoto(QString::number(i)));
    m_exploration->setBoard(many, many.front());
    QCOMPARE(int(m_exploration->board().size()), Exploration::kMostOnBoard);
    m_exploration->setBeside(m_a, true);
    QCOMPARE(int(m_exploration->board().size()), Exploration::kMostOnBoard);
    QVERIFY(m_exploration->isOnBoard(m_a));
}

void TestExploration::linkedColumnsLeaveGenerationsAlone() {
    core::GenerationTask task;
    task.request.steps = 5;
    const int made = m_exploration->addGeneration(QStringLiteral("made"), task);
    m_exploration->setBoard({m_a, made, m_b}, m_a);
    m_exploration->setColumns(100);
    QCOMPARE(m_exploration->subject(m_b)->column, 100);
    QCOMPARE(m_exploration->subject(made)->column, 0);
    m_exploration->setColumn(m_b, 20);  // its own
    QCOMPARE(m_exploration->subject(m_a)->column, 100);
}

void TestExploration::columnsStayInside_data() {
    QTest::addColumn<int>("asked");
    QTest::addColumn<int>("got");
    QTest::newRow("below the first") << -3 << 0;
    QTest::newRow("the last") << 999 << 999;
    QTest::newRow("behind the last") << 1000 << 999;
}

void TestExploration::columnsStayInside() {
    QFETCH(int, asked);
    QFETCH(int, got);
    m_exploration->setColumn(m_a, asked);
    QCOMPARE(m_exploration->subject(m_a)->column, got);
}

void TestExploration::layersThatAModelLacksAreLeftOut() {
    m_exploration->setLayers(paths({"mid_block", "no_such_layer", "conv_in", "mid_block"}));
    QCOMPARE(layers(), paths({"mid_block", "conv_in"}));
    m_exploration->setOffered({layer("conv_in", {4, 4})}, {32, 32}, {});
    QCOMPARE(layers(), paths({"conv_in"}));
}

void TestExploration::partsOfAttentionMaps() {
    m_exploration->setLayers(
        paths({"mid_block.attn2.map[mean]", "mid_block.attn2.map[head=1]", "conv_in[mean]"}));
    QCOMPARE(layers(), paths({"mid_block.attn2.map[mean]", "mid_block.attn2.map[head=1]"}));
    QCOMPARE(m_exploration->layers()[0].keys, 77);
    QCOMPARE(m_exploration->layers()[0].channels, 1);
}

void TestExploration::activeLayerIsAlwaysShown() {
    QCOMPARE(m_exploration->activeLayer(), LayerPath("up_blocks[1]"));  // the study's
    m_exploration->setActiveLayer(LayerPath("conv_in"));
    m_exploration->setLayers(paths({"conv_in", "mid_block"}));
    QCOMPARE(m_exploration->activeLayer(), LayerPath("conv_in"));
    m_exploration->setLayers(paths({"mid_block"}));
    QCOMPARE(m_exploration->activeLayer(), LayerPath("mid_block"));
}

void TestExploration::otherSizesHaveOtherGrids() {
    m_exploration->setPicture(m_b, picture(128, 64));
    QCOMPARE(m_exploration->tiles()[0].layer.grid, (engine::TokenGrid{8, 8}));
    QCOMPARE(m_exploration->tiles()[1].layer.grid, (engine::TokenGrid{8, 16}));
}

void TestExploration::pinnedTilesKeepTheirMoment() {
    core::MapOptions options;
    options.kind = core::MapKind::Pca;
    m_exploration->pinTile(m_exploration->tiles()[3].id, options);
    QCOMPARE(m_exploration->tiles().size(), std::size_t(5));
    QVERIFY(m_exploration->tiles()[0].isPinned());
    m_exploration->setColumns(999);
    m_exploration->setLayers(paths({"conv_in"}));  // its layer is no longer chosen
    const auto& tile = m_exploration->tiles()[0];
    QCOMPARE(tile.key.moment, (core::Moment{m_b, 50}));
    QVERIFY(*tile.pinned == options);
    m_exploration->remove(m_b);
    QVERIFY(!m_exploration->tiles()[0].isPinned());
}

void TestExploration::closingTiles() {
    m_exploration->pinTile(m_exploration->tiles()[0].id, {});
    m_exploration->closeTile(m_exploration->tiles()[0].id);
    QCOMPARE(m_exploration->tiles().size(), std::size_t(4));
    m_exploration->closeTile(m_exploration->tiles()[0].id);  // the layer goes in both pictures
    QCOMPARE(layers(), paths({"up_blocks[1]"}));
    QCOMPARE(m_exploration->tiles().size(), std::size_t(2));
}

void TestExploration::movingTiles() {
    m_exploration->setLayers(paths({"conv_in", "mid_block", "up_blocks[1]"}));
    m_exploration->pinTile(m_exploration->tiles()[0].id, {});
    m_exploration->moveTile(5, 1);  // a layer's second picture to the first layer's place
    QCOMPARE(layers(), paths({"up_blocks[1]", "conv_in", "mid_block"}));
    m_exploration->moveTile(0, 3);  // a pinned one does not go among the others
    QVERIFY(m_exploration->tiles()[0].isPinned());
    m_exploration->moveTile(9, 0);
    QCOMPARE(layers(), paths({"up_blocks[1]", "conv_in", "mid_block"}));
}

void TestExploration::stepsComeInOrder() {
    core::GenerationTask task;
    task.request.steps = 3;
    const int id = m_exploration->addGeneration(QStringLiteral("made"), task);
    const auto step = [&](int index) {
        auto made = std::make_shared<core::GeneratedStep>();
        made->index = index;
        made->count = 3;
        made->timestep = 900 - index;
        made->picture = *picture(8, 8);
        m_exploration->addStep(id, made);
    };
    step(1);  // without the first: not taken
    QVERIFY(m_exploration->subject(id)->steps.empty());
    step(0);
    step(1);
    QCOMPARE(m_exploration->subject(id)->column, 1);  // who looks at the latest goes on with it
    m_exploration->setColumn(id, 0);
    step(2);
    QCOMPARE(m_exploration->subject(id)->column, 0);  // who looks back stays
    QCOMPARE(m_exploration->subject(id)->timestepAt(2), 898.0);
}

void TestExploration::anotherModelForgetsPins() {
    m_exploration->pinTile(m_exploration->tiles()[0].id, {});
    m_exploration->setOffered(offered(), {64, 64}, {});
    QVERIFY(!m_exploration->tiles()[0].isPinned());
    QCOMPARE(layers(), paths({"conv_in", "up_blocks[1]"}));
}

QTEST_GUILESS_MAIN(TestExploration)
#include "tst_exploration.moc"
