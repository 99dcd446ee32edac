// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/geometry.h"

#include <QTest>

using engine::TokenGrid;
using engine::TokenIndex;

class TestGeometry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCellLeadsBackToItsToken_data();
    void everyCellLeadsBackToItsToken();
    void outsideIsNoToken();
    void fitsCentred();
    void picturePoints();
};

void TestGeometry::everyCellLeadsBackToItsToken_data() {
    QTest::addColumn<QRectF>("map");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    QTest::newRow("whole pixels") << QRectF(8, 40, 160, 160) << 16 << 16;
    QTest::newRow("cells of 2.7 pixels") << QRectF(8.5, 41.25, 173, 173) << 64 << 64;
    QTest::newRow("cells smaller than a pixel") << QRectF(3, 3, 100, 100) << 128 << 128;
    QTest::newRow("not square") << QRectF(0, 0, 187, 125) << 13 << 18;
    QTest::newRow("one token") << QRectF(1, 2, 30, 30) << 1 << 1;
}

void TestGeometry::everyCellLeadsBackToItsToken() {
    QFETCH(QRectF, map);
    QFETCH(int, rows);
    QFETCH(int, columns);
    const TokenGrid grid{rows, columns};
    for (int i = 0; i < grid.count(); ++i) {
        const auto token = grid.tokenOf(std::size_t(i));
        const QRectF cell = widgets::cellRect(map, grid, token);
        QCOMPARE(widgets::tokenAt(map, grid, cell.center()), std::optional(token));
        QCOMPARE(widgets::tokenAt(map, grid, cell.topLeft() + QPointF(1e-6, 1e-6)),
                 std::optional(token));
        QCOMPARE(widgets::tokenAt(map, grid, cell.bottomRight() - QPointF(1e-6, 1e-6)),
                 std::optional(token));
    }
}

void TestGeometry::outsideIsNoToken() {
    const QRectF map(10, 10, 100, 100);
    for (const QPointF p : {QPointF(9.9, 50), QPointF(110, 50), QPointF(50, 9.9), QPointF(50, 110)})
        QVERIFY(!widgets::tokenAt(map, {4, 4}, p));
    QVERIFY(!widgets::tokenAt(QRectF(), {4, 4}, {0, 0}));
    QVERIFY(!widgets::tokenAt(map, {0, 0}, {50, 50}));
}

void TestGeometry::fitsCentred() {
    QCOMPARE(widgets::fittedRect({200, 100}, {0, 0, 100, 100}), QRectF(0, 25, 100, 50));
    QCOMPARE(widgets::fittedRect({10, 20}, {10, 10, 100, 100}), QRectF(35, 10, 50, 100));
    QVERIFY(widgets::fittedRect({0, 0}, {0, 0, 100, 100}).isEmpty());
}

void TestGeometry::picturePoints() {
    const QRectF area(20, 10, 128, 128);
    const auto point = widgets::imagePointAt(area, {256, 256}, {20 + 64, 10 + 32});
    QVERIFY(point);
    QCOMPARE(point->x, 128.0);
    QCOMPARE(point->y, 64.0);
    QVERIFY(!widgets::imagePointAt(area, {256, 256}, {19, 10}));
    QCOMPARE(widgets::pixelRect(area, {256, 256}, {16, 0, 32, 8}), QRectF(28, 10, 8, 4));
}

QTEST_GUILESS_MAIN(TestGeometry)
#include "tst_geometry.moc"
