// SPDX-License-Identifier: GPL-3.0-or-later
#include <explore/reference.h>

#include <QTest>

using core::ExplorerReference;
using core::Place;
using core::Spot;
using engine::TokenGrid;
using engine::TokenRect;

Q_DECLARE_METATYPE(core::Place)
Q_DECLARE_METATYPE(engine::TokenGrid)
Q_DECLARE_METATYPE(engine::TokenRect)

namespace {

Place token(int subject, int row, int col) {
    return {subject, {{16, 16}, {row, col}}, 1, 1};
}

}  // namespace

class TestReference : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void mapsToLayers_data();
    void mapsToLayers();
    void spansCorners_data();
    void spansCorners();
    void fallsBackToWhatWasKept();
    void draggingComesFirst();
    void saysWhatIsDifferent();
    void survivesTheEndOfItsPicture();
    void forgetsWhatPointsIntoAPicture();
};

void TestReference::mapsToLayers_data() {
    QTest::addColumn<Place>("place");
    QTest::addColumn<TokenGrid>("grid");
    QTest::addColumn<TokenRect>("expected");
    const auto row = [](const char* why, Place place, TokenGrid grid, TokenRect expected) {
        QTest::newRow(why) << place << grid << expected;
    };
    row("a token of the same grid", token(1, 2, 13), {16, 16}, {{2, 13}, 1, 1});
    row("a token of a coarser grid", token(1, 2, 13), {8, 8}, {{1, 6}, 1, 1});
    row("a token of a finer grid stays one", token(1, 2, 13), {32, 32}, {{4, 26}, 1, 1});
    const Place region{1, {{16, 16}, {2, 4}}, 4, 6};
    row("a region of the same grid", region, {16, 16}, {{2, 4}, 4, 6});
    row("a region of a coarser grid", region, {8, 8}, {{1, 2}, 2, 3});
    row("corners inside coarse tokens", {1, {{16, 16}, {3, 3}}, 2, 2}, {8, 8}, {{1, 1}, 2, 2});
    row("a small region within one coarse token", {1, {{16, 16}, {4, 4}}, 3, 3}, {4, 4},
        {{1, 1}, 1, 1});
    row("all of it", {1, {{16, 16}, {0, 0}}, 16, 16}, {7, 9}, {{0, 0}, 7, 9});
    row("pixels", {1, {{512, 512}, {100, 32}}, 33, 65}, {16, 16}, {{3, 1}, 2, 3});
    row("a grid of other proportions", {1, {{4, 6}, {1, 2}}, 2, 3}, {8, 3}, {{2, 1}, 3, 2});
}

void TestReference::mapsToLayers() {
    QFETCH(Place, place);
    QFETCH(TokenGrid, grid);
    QFETCH(TokenRect, expected);
    QCOMPARE(place.on(grid), expected);
}

void TestReference::spansCorners_data() {
    QTest::addColumn<int>("fromRow");
    QTest::addColumn<int>("fromCol");
    QTest::addColumn<int>("toRow");
    QTest::addColumn<int>("toCol");
    QTest::newRow("down and right") << 2 << 3 << 5 << 4;
    QTest::newRow("up and left") << 5 << 4 << 2 << 3;
    QTest::newRow("up and right") << 5 << 3 << 2 << 4;
    QTest::newRow("down and left") << 2 << 4 << 5 << 3;
}

void TestReference::spansCorners() {
    QFETCH(int, fromRow);
    QFETCH(int, fromCol);
    QFETCH(int, toRow);
    QFETCH(int, toCol);
    const TokenGrid grid{8, 8};
    const auto place = Place::between(7, {grid, {fromRow, fromCol}}, {grid, {toRow, toCol}});
    QCOMPARE(place, (Place{7, {grid, {2, 3}}, 4, 2}));
}

void TestReference::fallsBackToWhatWasKept() {
    ExplorerReference reference;
    QVERIFY(!reference.reference());
    reference.keep(token(1, 0, 0));
    QCOMPARE(reference.reference(), std::optional(token(1, 0, 0)));
    reference.point(token(2, 3, 3));
    QCOMPARE(reference.reference(), std::optional(token(2, 3, 3)));
    QCOMPARE(reference.kept(), std::optional(token(1, 0, 0)));
    reference.leave();
    QCOMPARE(reference.reference(), std::optional(token(1, 0, 0)));
    reference.forget();
    QVERIFY(!reference.reference());
}

void TestReference::draggingComesFirst() {
    ExplorerReference reference;
    const Place region{1, {{16, 16}, {2, 4}}, 4, 6};
    reference.keep(token(1, 0, 0));
    reference.point(token(1, 5, 9));
    reference.drag(region);
    QCOMPARE(reference.reference(), std::optional(region));
    reference.cancelDrag();
    QCOMPARE(reference.reference(), std::optional(token(1, 5, 9)));
    reference.drag(region);
    reference.keep(region);
    reference.leave();
    QVERIFY(!reference.dragged());
    QCOMPARE(reference.reference(), std::optional(region));
}

void TestReference::saysWhatIsDifferent() {
    ExplorerReference reference;
    QVERIFY(!reference.leave() && !reference.forget() && !reference.cancelDrag());
    QVERIFY(reference.point(token(1, 2, 2)));
    QVERIFY(!reference.point(token(1, 2, 2)));
    QVERIFY(reference.point(token(2, 2, 2)));  // of another picture
    QVERIFY(reference.keep(token(1, 2, 2)));
    QVERIFY(!reference.keep(token(1, 2, 2)));
    QVERIFY(reference.drag(token(1, 2, 2)));
    QVERIFY(reference.keep(token(1, 2, 2)));  // the drag is over
    QVERIFY(reference.leave());
    QVERIFY(reference.forget());
}

/// The published explorer drew nothing any more.
void TestReference::survivesTheEndOfItsPicture() {
    ExplorerReference reference;
    const Place region{1, {{16, 16}, {2, 4}}, 4, 6};
    reference.keep(region);
    QVERIFY(!reference.forgetSubject(2, 1));
    QVERIFY(reference.forgetSubject(1, 2));
    QCOMPARE(reference.reference(), std::optional(Place{2, region.spot, 4, 6}));
    QVERIFY(reference.forgetSubject(2, std::nullopt));
    QVERIFY(!reference.reference());
}

void TestReference::forgetsWhatPointsIntoAPicture() {
    ExplorerReference reference;
    reference.keep(token(1, 0, 0));
    reference.point(token(2, 3, 3));
    reference.drag(token(2, 4, 4));
    QVERIFY(reference.forgetSubject(2, 1));
    QVERIFY(!reference.pointed() && !reference.dragged());
    QCOMPARE(reference.reference(), std::optional(token(1, 0, 0)));
    QVERIFY(reference.forgetSubject(1, 1));  // no heir of itself
    QVERIFY(!reference.reference());
}

QTEST_GUILESS_MAIN(TestReference)
#include "tst_reference.moc"
