// SPDX-License-Identifier: GPL-3.0-or-later
#include <representation/token_grid.h>

#include <QTest>

using engine::ImagePoint;
using engine::PixelRect;
using engine::PixelSize;
using engine::TokenGrid;
using engine::TokenIndex;

class TestTokenGrid : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void indexesRowByRow();
    void findsTheTokenUnderAPoint_data();
    void findsTheTokenUnderAPoint();
    void spansPixels_data();
    void spansPixels();
    void everyPixelLiesInItsToken_data();
    void everyPixelLiesInItsToken();
    void mapsToOtherGrids_data();
    void mapsToOtherGrids();
};

void TestTokenGrid::indexesRowByRow() {
    const TokenGrid grid{3, 5};
    QCOMPARE(grid.count(), 15);
    QCOMPARE(grid.indexOf({1, 2}), std::size_t(7));
    QVERIFY((grid.tokenOf(7) == TokenIndex{1, 2}));
    QVERIFY(grid.contains({2, 4}));
    QVERIFY(!grid.contains({3, 0}) && !grid.contains({0, 5}) && !grid.contains({-1, 0}) &&
            !grid.contains({0, -1}));
}

void TestTokenGrid::findsTheTokenUnderAPoint_data() {
    QTest::addColumn<double>("x");
    QTest::addColumn<double>("y");
    QTest::addColumn<int>("row");
    QTest::addColumn<int>("col");
    QTest::newRow("upper left corner") << 0.0 << 0.0 << 0 << 0;
    QTest::newRow("just before a border") << 63.999 << 31.999 << 0 << 0;
    QTest::newRow("on a border") << 64.0 << 32.0 << 1 << 1;
    QTest::newRow("last pixel") << 511.5 << 255.5 << 7 << 7;
    QTest::newRow("right edge") << 512.0 << 256.0 << 7 << 7;
    QTest::newRow("left of and above the picture") << -3.0 << -0.1 << 0 << 0;
    QTest::newRow("farther than an int reaches") << 1e18 << -1e18 << 0 << 7;
}

void TestTokenGrid::findsTheTokenUnderAPoint() {
    QFETCH(double, x);
    QFETCH(double, y);
    QFETCH(int, row);
    QFETCH(int, col);
    const TokenGrid grid{8, 8};
    QVERIFY((grid.tokenAt(ImagePoint{x, y}, PixelSize{512, 256}) == TokenIndex{row, col}));
}

void TestTokenGrid::spansPixels_data() {
    QTest::addColumn<int>("tokens");
    QTest::addColumn<int>("pixels");
    QTest::addColumn<int>("index");
    QTest::addColumn<int>("begin");
    QTest::addColumn<int>("end");
    QTest::newRow("16 pixels each") << 32 << 512 << 5 << 80 << 96;
    QTest::newRow("the last one ends with the picture") << 32 << 512 << 31 << 496 << 512;
    QTest::newRow("latent 62 at stride 8: 8 tokens of 62 pixels") << 8 << 496 << 1 << 62 << 124;
    QTest::newRow("7 tokens in 100 pixels share a pixel: first") << 7 << 100 << 0 << 0 << 15;
    QTest::newRow("7 tokens in 100 pixels share a pixel: second") << 7 << 100 << 1 << 14 << 29;
    QTest::newRow("one token is the whole picture") << 1 << 100 << 0 << 0 << 100;
}

void TestTokenGrid::spansPixels() {
    QFETCH(int, tokens);
    QFETCH(int, pixels);
    QFETCH(int, index);
    QFETCH(int, begin);
    QFETCH(int, end);
    const auto across = TokenGrid{1, tokens}.pixelsOf({0, index}, {pixels, 10});
    QVERIFY((across == PixelRect{begin, 0, end, 10}));
    const auto down = TokenGrid{tokens, 1}.pixelsOf({index, 0}, {10, pixels});
    QVERIFY((down == PixelRect{0, begin, 10, end}));
}

void TestTokenGrid::everyPixelLiesInItsToken_data() {
    QTest::addColumn<int>("tokens");
    QTest::addColumn<int>("pixels");
    QTest::newRow("dividing") << 8 << 64;
    QTest::newRow("not dividing") << 13 << 104 + 3;
    QTest::newRow("hardly more pixels than tokens") << 61 << 64;
}

/// Pointing at a pixel and outlining the token must agree.
void TestTokenGrid::everyPixelLiesInItsToken() {
    QFETCH(int, tokens);
    QFETCH(int, pixels);
    const TokenGrid grid{tokens, tokens};
    for (int pixel = 0; pixel < pixels; ++pixel) {
        const auto token = grid.tokenAt({pixel + 0.5, pixel + 0.5}, {pixels, pixels});
        const auto rect = grid.pixelsOf(token, {pixels, pixels});
        QVERIFY(rect.left <= pixel && pixel < rect.right);
        QVERIFY(rect.top <= pixel && pixel < rect.bottom);
    }
}

void TestTokenGrid::mapsToOtherGrids_data() {
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::addColumn<int>("index");
    QTest::addColumn<int>("expected");
    QTest::newRow("to a coarser grid") << 32 << 8 << 31 << 7;
    QTest::newRow("to a finer grid: its first token there") << 8 << 32 << 3 << 12;
    QTest::newRow("to a grid that does not divide") << 13 << 7 << 12 << 6;
    QTest::newRow("to a single token") << 13 << 1 << 12 << 0;
    QTest::newRow("to itself") << 13 << 13 << 5 << 5;
}

void TestTokenGrid::mapsToOtherGrids() {
    QFETCH(int, from);
    QFETCH(int, to);
    QFETCH(int, index);
    QFETCH(int, expected);
    const TokenGrid source{from, 2 * from}, target{to, 2 * to};
    const auto mapped = source.mapTo({index, 0}, target);
    QCOMPARE(mapped.row, expected);
    QVERIFY(target.contains(source.mapTo({from - 1, 2 * from - 1}, target)));
}

QTEST_GUILESS_MAIN(TestTokenGrid)
#include "tst_token_grid.moc"
