// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/map_view.h"

#include <QTest>

#include <cmath>

class TestMapView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onePixelPerToken();
    void notFiniteIsTransparentAndCounted();
    void clippedIsCounted();
};

void TestMapView::onePixelPerToken() {
    const auto view =
        widgets::makeMapView({2, 3}, {0, 1, 2, 3, 4, 5}, {0, 5}, core::ColorMapId::Gray, {});
    QCOMPARE(view.image.size(), QSize(3, 2));
    QCOMPARE(view.image.pixel(0, 0), qRgb(0, 0, 0));
    QCOMPARE(view.image.pixel(2, 1), qRgb(255, 255, 255));
    for (int x = 1; x < 3; ++x)
        QVERIFY(qRed(view.image.pixel(x, 0)) > qRed(view.image.pixel(x - 1, 0)));  // row-major
    QCOMPARE(view.notFinite + view.clipped, 0);
}

void TestMapView::notFiniteIsTransparentAndCounted() {
    const auto view = widgets::makeMapView({1, 4}, {0, std::nanf(""), INFINITY, -INFINITY}, {0, 1},
                                           core::ColorMapId::Magma, {});
    QCOMPARE(view.notFinite, 3);
    QCOMPARE(qAlpha(view.image.pixel(0, 0)), 255);
    for (int x = 1; x < 4; ++x) QCOMPARE(qAlpha(view.image.pixel(x, 0)), 0);
}

void TestMapView::clippedIsCounted() {
    const auto view =
        widgets::makeMapView({1, 4}, {-2, 0, 1, 3}, {0, 1}, core::ColorMapId::Gray, {});
    QCOMPARE(view.clipped, 2);
    QCOMPARE(view.image.pixel(0, 0), qRgb(0, 0, 0));
    QCOMPARE(view.image.pixel(3, 0), qRgb(255, 255, 255));
}

QTEST_GUILESS_MAIN(TestMapView)
#include "tst_map_view.moc"
