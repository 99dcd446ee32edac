// SPDX-License-Identifier: GPL-3.0-or-later
// Tiles together: which stay, where they stand, one of them enlarged, all of them zoomed. Run once
// per scale factor.
#include "canvas/geometry.h"
#include "canvas/linked_view.h"
#include "canvas/map_tile.h"
#include "canvas/tile_arrangement.h"
#include "canvas/tile_grid.h"
#include "canvas_test.h"

#include <QPointer>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using engine::TokenIndex;
using test::tileOf;
using widgets::MapTile;
using widgets::TileGrid;
using widgets::TileInfo;

namespace {

std::vector<TileInfo> tilesOf(int count) {
    std::vector<TileInfo> tiles;
    for (int i = 0; i < count; ++i) tiles.push_back(tileOf(10 + i));
    return tiles;
}

/// A grid of tiles in a window, every tile with a map.
struct Shown {
    TileGrid grid;

    explicit Shown(int count, QSize size = {640, 500}) {
        grid.resize(size);
        grid.setTiles(tilesOf(count));
        grid.show();
        for (int i = 0; i < count; ++i) at(i)->showMap(test::blackMap({8, 8}));
    }
    MapTile* at(int index) { return grid.tile(std::size_t(index)); }
    QPointF titleOf(int index) { return at(index)->titleRect().center() - QPointF(30, 0); }
    /// Where a place of the window lies in the tile that is dragged.
    QPointF in(int tile, int other, QPointF place) {
        return at(tile)->mapFrom(grid.widget(), at(other)->mapTo(grid.widget(), place));
    }
};

int columnsOf(const TileGrid& grid) {
    int columns = 0;
    while (columns < grid.count() && grid.tile(std::size_t(columns))->y() == grid.tile(0)->y())
        ++columns;
    return columns;
}

}  // namespace

class TestTileGrid : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void columns_data();
    void columns();
    void dropPlaces_data();
    void dropPlaces();
    void groupsStandInRows();
    void tilesThatStayKeepTheirMaps();
    void noteChangesInPlace();
    void indexFollowsTheOrder();
    void draggingATileSaysWhere();
    void keysMoveATile();
    void dropLineGoesAway();
    void enlargedFillsTheArea();
    void enlargedSurvivesOtherTiles();
    void enlargedEndsWithItsTile();
    void onlyTheEnlargedIsInSight();
    void scrollingComesBackAfterEnlarging();
    void zoomIsLinked();
    void anotherViewCanBeShared();
    void plainWheelScrolls();
    void wheelBetweenTiles();
    void tabGoesFromTileToTile();
};

void TestTileGrid::columns_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("group");
    QTest::addColumn<int>("count");
    QTest::newRow("as many as fit") << 800 << 1 << 4;
    QTest::newRow("one at least") << 60 << 1 << 1;
    QTest::newRow("pairs: four stay four") << 800 << 2 << 4;
    QTest::newRow("groups of three: one less") << 800 << 3 << 3;
    QTest::newRow("a larger group: narrower tiles") << 800 << 5 << 5;
    QTest::newRow("a group that fits by no means") << 800 << 9 << 4;
}

void TestTileGrid::columns() {
    QFETCH(int, width);
    QFETCH(int, group);
    QFETCH(int, count);
    const auto columns = widgets::columnsFor(width, 184, 136, 8, group);
    QCOMPARE(columns.count, count);
    QVERIFY(8 + columns.count * (columns.width + 8) <= width);
}

void TestTileGrid::dropPlaces_data() {
    QTest::addColumn<QPoint>("at");
    QTest::addColumn<std::size_t>("before");
    QTest::addColumn<int>("lineX");
    QTest::newRow("left half of the first") << QPoint(20, 50) << std::size_t(0) << 3;
    QTest::newRow("right half of the first") << QPoint(90, 50) << std::size_t(1) << 111;
    QTest::newRow("end of the first row: its own row") << QPoint(400, 50) << std::size_t(3) << 327;
    QTest::newRow("begin of the second row") << QPoint(0, 170) << std::size_t(3) << 3;
    QTest::newRow("behind the last") << QPoint(200, 300) << std::size_t(4) << 111;
    QTest::newRow("above all") << QPoint(150, -40) << std::size_t(1) << 111;
}

void TestTileGrid::dropPlaces() {
    QFETCH(QPoint, at);
    QFETCH(std::size_t, before);
    QFETCH(int, lineX);
    const std::vector<QRect> tiles{
        {8, 8, 100, 140}, {116, 8, 100, 140}, {224, 8, 100, 140}, {8, 156, 100, 140}};
    const auto drop = widgets::dropPlaceAt(tiles, at, 8);
    QCOMPARE(drop.before, before);
    QCOMPARE(drop.line.x(), lineX);
    for (const auto& tile : tiles) QVERIFY(!tile.intersects(drop.line));
}

void TestTileGrid::groupsStandInRows() {
    Shown shown(6, {830, 500});
    QCOMPARE(columnsOf(shown.grid), 4);
    QVERIFY(!shown.grid.setTiles(tilesOf(6), 3));
    QCOMPARE(columnsOf(shown.grid), 3);
}

void TestTileGrid::tilesThatStayKeepTheirMaps() {
    Shown shown(3);
    auto tiles = tilesOf(3);
    const QPointer<MapTile> first = shown.at(0), second = shown.at(1), third = shown.at(2);
    std::swap(tiles[0], tiles[2]);
    QVERIFY(!shown.grid.setTiles(tiles));
    QCOMPARE(shown.at(0), third.data());
    QCOMPARE(shown.at(2), first.data());
    tiles[1].layer.channels = 99;  // another model's layer of the same path
    QVERIFY(shown.grid.setTiles(tiles));
    QCOMPARE(shown.at(0), third.data());
    QVERIFY(shown.at(1) != second.data());
    QCOMPARE(shown.at(1)->state(), MapTile::State::Missing);
    QCOMPARE(shown.at(0)->state(), MapTile::State::Ready);
    QVERIFY(!shown.grid.setTiles({}));
    QCOMPARE(shown.grid.count(), 0);
    QTRY_VERIFY(!first && !second && !third);
}

void TestTileGrid::noteChangesInPlace() {
    Shown shown(1);
    auto* tile = shown.at(0);
    auto infos = tilesOf(1);
    infos[0].note = QStringLiteral("cat.png · t 200");
    infos[0].isPinned = true;
    QVERIFY(!shown.grid.setTiles(infos));
    QCOMPARE(shown.at(0), tile);
    QVERIFY(tile->accessibleName().contains(infos[0].note));
    QCOMPARE(tile->state(), MapTile::State::Ready);
}

void TestTileGrid::indexFollowsTheOrder() {
    Shown shown(3);
    auto tiles = tilesOf(3);
    std::swap(tiles[0], tiles[2]);
    shown.grid.setTiles(tiles);
    std::vector<std::size_t> clicked;
    connect(&shown.grid, &TileGrid::clicked, this,
            [&](std::size_t index, TokenIndex) { clicked.push_back(index); });
    QTest::mouseClick(shown.at(2), Qt::LeftButton, {}, shown.at(2)->mapRect().center().toPoint());
    QCOMPARE(clicked, (std::vector<std::size_t>{2}));
    QCOMPARE(shown.grid.indexOf(12), 0);
    QCOMPARE(shown.grid.indexOf(77), -1);
}

void TestTileGrid::draggingATileSaysWhere() {
    Shown shown(3);
    QSignalSpy moved(&shown.grid, &TileGrid::moved);
    auto* line = shown.grid.findChild<QWidget*>(QStringLiteral("dropLine"));
    const QPointF end = shown.in(0, 2, {shown.at(2)->width() - 5.0, 40});
    test::pressAndMove(shown.at(0), shown.titleOf(0), end);
    QVERIFY(line->isVisibleTo(shown.grid.widget()));
    QVERIFY(line->x() > shown.at(2)->geometry().right());
    QCOMPARE(moved.count(), 0);
    test::release(shown.at(0), end);
    QCOMPARE(moved.count(), 1);
    QCOMPARE(moved.last(), (QVariantList{0, 2}));
    QVERIFY(!line->isVisibleTo(shown.grid.widget()));
    QCOMPARE(shown.grid.indexOf(10), 0);  // it only says so
    // Back to where it was, or beside itself: nothing moved.
    const QPointF here = shown.in(1, 1, {shown.at(1)->width() - 5.0, 60});
    test::pressAndMove(shown.at(1), shown.titleOf(1), here);
    test::release(shown.at(1), here);
    QCOMPARE(moved.count(), 1);
    const QPointF front = shown.in(2, 0, {5, 40});
    test::pressAndMove(shown.at(2), shown.titleOf(2), front);
    test::release(shown.at(2), front);
    QCOMPARE(moved.last(), (QVariantList{2, 0}));
}

void TestTileGrid::keysMoveATile() {
    Shown shown(3);
    QSignalSpy moved(&shown.grid, &TileGrid::moved);
    QTest::keyClick(shown.at(1), Qt::Key_Right, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(moved.last(), (QVariantList{1, 2}));
    QTest::keyClick(shown.at(0), Qt::Key_Left, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(moved.count(), 1);  // there is no place before the first
}

void TestTileGrid::dropLineGoesAway() {
    Shown shown(3);
    auto* line = shown.grid.findChild<QWidget*>(QStringLiteral("dropLine"));
    test::pressAndMove(shown.at(0), shown.titleOf(0), shown.in(0, 2, {50, 40}));
    QVERIFY(line->isVisibleTo(shown.grid.widget()));
    QTest::keyClick(shown.at(0), Qt::Key_Escape);
    QVERIFY(!line->isVisibleTo(shown.grid.widget()));
}

void TestTileGrid::enlargedFillsTheArea() {
    Shown shown(5);
    QSignalSpy enlarged(&shown.grid, &TileGrid::enlargedChanged);
    QTest::mouseDClick(shown.at(3), Qt::LeftButton, {}, shown.at(3)->mapRect().center().toPoint());
    QCOMPARE(enlarged.last(), QVariantList{3});
    QCOMPARE(shown.grid.enlarged(), 3);
    QVERIFY(shown.at(3)->width() > 600 - 40);
    QVERIFY(shown.at(3)->height() > 500 - 40);
    for (int i = 0; i < 5; ++i) QCOMPARE(shown.at(i)->isVisible(), i == 3);
    const QPointF token = widgets::cellRect(shown.at(3)->mapRect(), {8, 8}, {5, 6}).center();
    QCOMPARE(shown.at(3)->tokenUnder(token), (std::optional<TokenIndex>({5, 6})));
    QTest::keyClick(shown.at(3), Qt::Key_Escape);
    QCOMPARE(enlarged.last(), QVariantList{-1});
    QCOMPARE(shown.grid.enlarged(), -1);
    for (int i = 0; i < 5; ++i) QVERIFY(shown.at(i)->isVisible());
    QVERIFY(shown.at(3)->width() < 300);
    QTest::keyClick(shown.at(1), Qt::Key_Return);
    QCOMPARE(shown.grid.enlarged(), 1);
    shown.grid.setEnlarged(2);
    QCOMPARE(enlarged.last(), QVariantList{2});
    QVERIFY(!shown.at(1)->isEnlarged() && shown.at(2)->isEnlarged());
}

void TestTileGrid::enlargedSurvivesOtherTiles() {
    Shown shown(3);
    shown.grid.setEnlarged(1);
    QSignalSpy enlarged(&shown.grid, &TileGrid::enlargedChanged);
    auto tiles = tilesOf(4);
    tiles.erase(tiles.begin());
    shown.grid.setTiles(tiles);
    QCOMPARE(shown.grid.enlarged(), 0);
    QVERIFY(shown.at(0)->isVisible() && !shown.at(1)->isVisible());
    QCOMPARE(enlarged.count(), 0);
}

void TestTileGrid::enlargedEndsWithItsTile() {
    Shown shown(3);
    shown.grid.setEnlarged(2);
    QSignalSpy enlarged(&shown.grid, &TileGrid::enlargedChanged);
    shown.grid.setTiles(tilesOf(2));
    QCOMPARE(enlarged.last(), QVariantList{-1});
    QVERIFY(shown.at(0)->isVisible() && shown.at(1)->isVisible());
}

void TestTileGrid::onlyTheEnlargedIsInSight() {
    Shown shown(3);
    QVERIFY(QTest::qWaitForWindowExposed(&shown.grid));
    QVERIFY(shown.grid.isInSight(0) && shown.grid.isInSight(1));
    QSignalSpy sight(&shown.grid, &TileGrid::sightChanged);
    shown.grid.setEnlarged(1);
    QVERIFY(sight.count() > 0);
    QVERIFY(!shown.grid.isInSight(0) && shown.grid.isInSight(1));
}

void TestTileGrid::scrollingComesBackAfterEnlarging() {
    Shown shown(30, {640, 300});
    QVERIFY(QTest::qWaitForWindowExposed(&shown.grid));
    auto* bar = shown.grid.verticalScrollBar();
    bar->setValue(bar->maximum() / 2);
    const int before = bar->value();
    QVERIFY(before > 0);
    shown.grid.setEnlarged(14);
    QVERIFY(shown.grid.isInSight(14));
    shown.grid.setEnlarged(-1);
    QCOMPARE(bar->value(), before);
}

void TestTileGrid::zoomIsLinked() {
    Shown shown(3);
    const auto whole = shown.at(2)->mapRect();
    test::turnWheel(shown.at(0), shown.at(0)->mapRect().topLeft() + QPointF(1, 1), 360,
                    Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(shown.grid.view()->zoom() > 1.5);
    QVERIFY(shown.at(2)->mapRect().width() > 1.5 * whole.width());
    QVERIFY(std::abs(shown.at(2)->mapRect().left() - whole.left()) < 3);  // the same corner
    auto tiles = tilesOf(4);
    shown.grid.setTiles(tiles);
    QVERIFY(shown.at(3)->mapRect().width() > 1.5 * whole.width());  // new ones, too
}

void TestTileGrid::anotherViewCanBeShared() {
    Shown shown(2);
    const auto whole = shown.at(0)->mapRect();
    {
        widgets::LinkedView view;
        shown.grid.setView(&view);
        view.zoomBy(3);
        QVERIFY(shown.at(0)->mapRect().width() > 2.9 * whole.width());
    }
    shown.grid.setTiles(tilesOf(3));  // with a view that is gone
    QCOMPARE(shown.at(2)->mapRect().size(), whole.size());
    shown.grid.setView(nullptr);
    QVERIFY(shown.grid.view());
}

void TestTileGrid::plainWheelScrolls() {
    Shown shown(30, {640, 300});
    QVERIFY(QTest::qWaitForWindowExposed(&shown.grid));
    const QPointF at = shown.at(0)->mapRect().center();
    QVERIFY(!test::turnWheel(shown.at(0), at, -120));  // so it goes to the area around
    QWheelEvent event(at, shown.at(0)->mapToGlobal(at), {}, {0, -120}, Qt::NoButton, {},
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(shown.grid.viewport(), &event);
    QVERIFY(shown.grid.verticalScrollBar()->value() > 0);
    QCOMPARE(shown.grid.view()->zoom(), 1.0);
}

void TestTileGrid::wheelBetweenTiles() {
    Shown shown(30, {640, 300});
    QVERIFY(QTest::qWaitForWindowExposed(&shown.grid));
    QSignalSpy timestep(&shown.grid, &TileGrid::timestepWheel);
    test::turnWheel(shown.grid.viewport(), {2, 2}, 120, Qt::ControlModifier);
    QCOMPARE(timestep.count(), 1);
    test::turnWheel(shown.at(0), {20, 10}, 120, Qt::ControlModifier);  // over a title
    QCOMPARE(timestep.count(), 2);
    QCOMPARE(shown.grid.verticalScrollBar()->value(), 0);
}

void TestTileGrid::tabGoesFromTileToTile() {
    Shown shown(3);
    auto tiles = tilesOf(3);
    std::swap(tiles[0], tiles[2]);
    shown.grid.setTiles(tiles);
    shown.grid.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&shown.grid));
    shown.at(0)->setFocus();
    QTest::keyClick(shown.at(0), Qt::Key_Tab);
    QVERIFY(shown.at(1)->hasFocus());
    QTest::keyClick(shown.at(1), Qt::Key_Tab);
    QVERIFY(shown.at(2)->hasFocus());
}

QTEST_MAIN(TestTileGrid)
#include "tst_tile_grid.moc"
