// SPDX-License-Identifier: GPL-3.0-or-later
// Tiles, their grid and the picture under a pointer. Run once per scale factor (QT_SCALE_FACTOR):
// the token under the pointer and the outline around it must not move with it.
#include "canvas/geometry.h"
#include "canvas/map_tile.h"
#include "canvas/picture_canvas.h"
#include "canvas/tile_grid.h"
#include "canvas_test.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using engine::TokenGrid;
using engine::TokenIndex;
using widgets::MapTile;
using widgets::PictureCanvas;
using widgets::TileGrid;
using widgets::TileInfo;
using widgets::TokenMarks;

namespace {

using test::blackMap;
using test::hasWhite;
using test::moveTo;
using test::seenAt;
using test::tileOf;

std::vector<TileInfo> tilesOf(int count, TokenGrid grid = {8, 8}) {
    std::vector<TileInfo> tiles;
    for (int id = 0; id < count; ++id) tiles.push_back(test::tileOf(id, grid));
    return tiles;
}

TokenMarks referenceAt(TokenIndex token) {
    TokenMarks marks;
    marks.reference = engine::TokenRect{token};
    return marks;
}

}  // namespace

class TestCanvas : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scaleFactorIsTheOneAskedFor();
    void pointerOverTile_data();
    void pointerOverTile();
    void pointerLeavesTheMapOnce();
    void clickKeeps();
    void keysMoveTheKeptToken();
    void outlineSurroundsTheToken();
    void notFiniteIsHatched();
    void computingHidesNumbersButNotTheMap();
    void pointerOverPicture();
    void pictureOutlineLiesOnItsPixels();
    void emptyPictureSaysNothing();
    void gridArrangesInColumns();
    void gridKeepsTilesOfTheSameLayers();
    void onlyTilesInSightCount();
};

void TestCanvas::scaleFactorIsTheOneAskedFor() {
    MapTile tile(tileOf(1, {8, 8}));
    const double wanted =
        std::max(1.0, qEnvironmentVariable("QT_SCALE_FACTOR", QStringLiteral("1")).toDouble());
    QCOMPARE(tile.devicePixelRatioF(), wanted);
}

void TestCanvas::pointerOverTile_data() {
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    QTest::newRow("demo block") << 16 << 16;
    QTest::newRow("finest layer of a 512 px model") << 64 << 64;
    QTest::newRow("not square") << 12 << 20;
}

void TestCanvas::pointerOverTile() {
    QFETCH(int, rows);
    QFETCH(int, columns);
    const TokenGrid grid{rows, columns};
    MapTile tile(tileOf(1, grid));
    tile.resize(200, tile.heightForWidth(200));
    std::vector<TokenIndex> told;
    connect(&tile, &MapTile::hovered, this, [&](TokenIndex t) { told.push_back(t); });
    for (const TokenIndex token :
         {TokenIndex{0, 0}, TokenIndex{rows - 1, columns - 1}, TokenIndex{3, 7}}) {
        moveTo(&tile, widgets::cellRect(tile.mapRect(), grid, token).center());
        QCOMPARE(told.back(), token);
    }
}

void TestCanvas::pointerLeavesTheMapOnce() {
    MapTile tile(tileOf(1, {8, 8}));
    tile.resize(200, tile.heightForWidth(200));
    QSignalSpy left(&tile, &MapTile::left);
    moveTo(&tile, {20, 2});  // over the title: never was on the map
    QCOMPARE(left.count(), 0);
    moveTo(&tile, tile.mapRect().center());
    moveTo(&tile, {20, 2});
    moveTo(&tile, {21, 2});
    QCOMPARE(left.count(), 1);
}

void TestCanvas::clickKeeps() {
    MapTile tile(tileOf(1, {8, 8}));
    tile.resize(200, tile.heightForWidth(200));
    std::optional<TokenIndex> kept;
    connect(&tile, &MapTile::clicked, this, [&](TokenIndex t) { kept = t; });
    const auto at = widgets::cellRect(tile.mapRect(), {8, 8}, {5, 6}).center().toPoint();
    QTest::mouseClick(&tile, Qt::RightButton, {}, at);
    QVERIFY(!kept);
    QTest::mouseClick(&tile, Qt::LeftButton, {}, at);
    QCOMPARE(kept, (std::optional<TokenIndex>({5, 6})));
}

void TestCanvas::keysMoveTheKeptToken() {
    MapTile tile(tileOf(1, {8, 8}));
    std::optional<TokenIndex> kept;
    connect(&tile, &MapTile::clicked, this, [&](TokenIndex t) { kept = t; });
    tile.setMarks(referenceAt({7, 3}));
    QTest::keyClick(&tile, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(kept, (std::optional<TokenIndex>({7, 4})));
    kept.reset();
    QTest::keyClick(&tile, Qt::Key_Down, Qt::ShiftModifier);  // off the grid
    QVERIFY(!kept);
}

void TestCanvas::outlineSurroundsTheToken() {
    const TokenGrid grid{8, 8};
    MapTile tile(tileOf(1, grid));
    tile.resize(200, tile.heightForWidth(200));
    tile.showMap(blackMap(grid));
    const QRectF cell = widgets::cellRect(tile.mapRect(), grid, {2, 5});
    QVERIFY(!hasWhite(tile.grab().toImage(), cell.adjusted(-4, -4, 4, 4)));
    tile.setMarks(referenceAt({2, 5}));
    const auto shot = tile.grab().toImage();
    for (const QPointF edge :
         {cell.topLeft(), cell.topRight(), cell.bottomLeft(), cell.bottomRight()})
        QVERIFY(hasWhite(shot, QRectF(edge - QPointF(3, 3), QSizeF(6, 6))));
    QVERIFY(!hasWhite(shot, cell.adjusted(2, 2, -2, -2)));  // what is looked at stays free
    const QRectF other = widgets::cellRect(tile.mapRect(), grid, {5, 2});
    QVERIFY(!hasWhite(shot, other));
}

void TestCanvas::notFiniteIsHatched() {
    const TokenGrid grid{8, 8};  // too small for "NaN" to be written over it
    MapTile tile(tileOf(1, grid));
    tile.resize(200, tile.heightForWidth(200));
    tile.showMap(blackMap(grid, int(grid.indexOf({1, 2}))));
    const auto shot = tile.grab().toImage();
    const QRectF cell = widgets::cellRect(tile.mapRect(), grid, {1, 2}).adjusted(2, 2, -2, -2);
    QSet<QRgb> colors;
    for (double y = cell.top(); y < cell.bottom(); y += 0.5)
        for (double x = cell.left(); x < cell.right(); x += 0.5)
            colors << seenAt(shot, {x, y}).rgb();
    QVERIFY2(colors.size() >= 2, "a pattern has two colours");
    QVERIFY(!colors.contains(qRgb(0, 0, 0)));
    QCOMPARE(seenAt(shot, widgets::cellRect(tile.mapRect(), grid, {1, 1}).center()),
             QColor(Qt::black));
}

void TestCanvas::computingHidesNumbersButNotTheMap() {
    const TokenGrid grid{4, 4};
    MapTile tile(tileOf(1, grid));
    tile.resize(200, tile.heightForWidth(200));
    tile.showMap(blackMap(grid));
    const auto ready = tile.grab().toImage();
    tile.setComputing();
    const auto computing = tile.grab().toImage();
    const QPointF middle = tile.mapRect().center() + QPointF(3, 3);
    QVERIFY(seenAt(computing, middle) != seenAt(ready, middle));  // faded
    QVERIFY(!tile.view().image.isNull());
    tile.setMissing(QStringLiteral("Not computed"));
    QVERIFY(tile.view().image.isNull());
    QCOMPARE(tile.accessibleDescription(), QStringLiteral("Not computed"));
}

void TestCanvas::pointerOverPicture() {
    PictureCanvas canvas;
    canvas.resize(333, 287);
    canvas.setPicture(QImage(256, 192, QImage::Format_RGB888), QStringLiteral("p"));
    std::optional<engine::ImagePoint> told;
    connect(&canvas, &PictureCanvas::hovered, this, [&](engine::ImagePoint p) { told = p; });
    QSignalSpy left(&canvas, &PictureCanvas::left);
    const QRectF area = canvas.pictureRect();
    moveTo(&canvas,
           {area.left() + area.width() * 100.5 / 256, area.top() + area.height() * 50.5 / 192});
    QVERIFY(told);
    QVERIFY(std::abs(told->x - 100.5) < 1e-6 && std::abs(told->y - 50.5) < 1e-6);
    moveTo(&canvas, {1, 1});
    QCOMPARE(left.count(), 1);
}

void TestCanvas::pictureOutlineLiesOnItsPixels() {
    PictureCanvas canvas;
    canvas.resize(272, 272);
    QImage black(256, 256, QImage::Format_RGB888);
    black.fill(Qt::black);
    canvas.setPicture(black, QStringLiteral("p"));
    canvas.setMarks({16, 16}, referenceAt({4, 9}));
    const auto shot = canvas.grab().toImage();
    const QRectF cell = widgets::pixelRect(canvas.pictureRect(), {256, 256}, {144, 64, 160, 80});
    QVERIFY(hasWhite(shot, QRectF(cell.topLeft() - QPointF(3, 3), QSizeF(6, 6))));
    QVERIFY(hasWhite(shot, QRectF(cell.bottomRight() - QPointF(3, 3), QSizeF(6, 6))));
    QVERIFY(!hasWhite(shot, cell.adjusted(2, 2, -2, -2)));
    QVERIFY(!hasWhite(shot, cell.translated(40, 40)));
}

void TestCanvas::emptyPictureSaysNothing() {
    PictureCanvas canvas;
    canvas.resize(200, 200);
    QSignalSpy hovered(&canvas, &PictureCanvas::hovered), clicked(&canvas, &PictureCanvas::clicked);
    moveTo(&canvas, {100, 100});
    QTest::mouseClick(&canvas, Qt::LeftButton, {}, {100, 100});
    QCOMPARE(hovered.count() + clicked.count(), 0);
    canvas.grab();  // with a hint instead
}

void TestCanvas::gridArrangesInColumns() {
    TileGrid grid;
    grid.resize(640, 400);
    QVERIFY(grid.setTiles(tilesOf(7)));
    grid.show();
    QVERIFY(QTest::qWaitForWindowExposed(&grid));
    const int y = grid.tile(0)->y();
    int columns = 0;
    while (columns < grid.count() && grid.tile(std::size_t(columns))->y() == y) ++columns;
    QCOMPARE(columns, 3);
    for (int i = 0; i < grid.count(); ++i)
        for (int j = 0; j < i; ++j)
            QVERIFY(!grid.tile(std::size_t(i))
                         ->geometry()
                         .intersects(grid.tile(std::size_t(j))->geometry()));
    grid.setTileWidth(10000);
    QCOMPARE(grid.tileWidth(), TileGrid::kLargestTile);
    QVERIFY(grid.tile(1)->y() > grid.tile(0)->y());
}

void TestCanvas::gridKeepsTilesOfTheSameLayers() {
    TileGrid grid;
    const std::vector tiles = {tileOf(0, {8, 8}, "conv_in"), tileOf(1, {4, 4}, "mid_block")};
    grid.setTiles(tiles);
    auto* first = grid.tile(0);
    QVERIFY(!grid.setTiles(tiles));
    QCOMPARE(grid.tile(0), first);
    QVERIFY(grid.setTiles({tileOf(0, {16, 16}, "conv_in")}));  // same layer of a larger picture
    QCOMPARE(grid.count(), 1);
    QCOMPARE(grid.tile(0)->layer().grid, (TokenGrid{16, 16}));
}

void TestCanvas::onlyTilesInSightCount() {
    TileGrid grid;
    grid.resize(640, 300);
    grid.setTiles(tilesOf(30));
    QVERIFY(!grid.isInSight(0));  // not shown yet
    grid.show();
    QVERIFY(QTest::qWaitForWindowExposed(&grid));
    QVERIFY(grid.isInSight(0));
    QVERIFY(!grid.isInSight(29));
    QSignalSpy changed(&grid, &TileGrid::sightChanged);
    grid.verticalScrollBar()->setValue(grid.verticalScrollBar()->maximum());
    QVERIFY(changed.count() > 0);
    QVERIFY(!grid.isInSight(0));
    QVERIFY(grid.isInSight(29));
}

QTEST_MAIN(TestCanvas)
#include "tst_canvas.moc"
