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
    void roundingIsNotClipping();
    void infiniteIsNotClipped();
    void coloursAreTheFigures_data();
    void coloursAreTheFigures();
    void valuesAreKept();
    void rgbIsShownAsItIs();
    void oldPictureIsUsedAgain();
};

void TestMapView::onePixelPerToken() {
    const auto view =
        widgets::makeMapView({2, 3}, {0, 1, 2, 3, 4, 5}, {0, 5}, core::ColorMapId::Gray, {});
    QCOMPARE(view.image.size(), QSize(3, 2));
    QCOMPARE(view.image.pixel(0, 0), qRgb(0, 0, 0));
    QCOMPARE(view.image.pixel(2, 1), qRgb(255, 255, 255));
    for (int x = 1; x < 3; ++x)
        QVERIFY(qRed(view.image.pixel(x, 0)) > qRed(view.image.pixel(x - 1, 0)));  // row-major
    QCOMPARE(view.notFinite + view.clipped(), 0);
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
        widgets::makeMapView({1, 5}, {-2, 0, 1, 3, 7}, {0, 1}, core::ColorMapId::Gray, {});
    QCOMPARE(view.clippedLow, 1);
    QCOMPARE(view.clippedHigh, 2);
    QCOMPARE(view.clipped(), 3);
    QCOMPARE(view.image.pixel(0, 0), qRgb(0, 0, 0));
    QCOMPARE(view.image.pixel(3, 0), qRgb(255, 255, 255));
}

void TestMapView::roundingIsNotClipping() {
    const auto view = widgets::makeMapView({1, 2}, {1.0000001f, -1.0000001f}, {-1, 1},
                                           core::ColorMapId::CoolWarm, {});
    QCOMPARE(view.clipped(), 0);
}

void TestMapView::infiniteIsNotClipped() {
    const auto view = widgets::makeMapView({1, 3}, {INFINITY, -INFINITY, std::nanf("")}, {0, 1},
                                           core::ColorMapId::Gray, {});
    QCOMPARE(view.clipped(), 0);
    QCOMPARE(view.notFinite, 3);
}

void TestMapView::coloursAreTheFigures_data() {
    QTest::addColumn<core::ColorMapId>("colors");
    QTest::addColumn<float>("low");
    QTest::addColumn<float>("high");
    QTest::newRow("norms") << core::ColorMapId::Magma << 12.5f << 184.25f;
    QTest::newRow("cosines") << core::ColorMapId::CoolWarm << -1.0f << 1.0f;
    QTest::newRow("one value") << core::ColorMapId::Viridis << 3.0f << 3.0f;
    QTest::newRow("huge") << core::ColorMapId::Gray << -3e38f << 3e38f;
    for (std::size_t i = 0; i < core::kColorMapCount; ++i) {
        const auto id = core::ColorMapId(i);
        QTest::newRow(std::string(core::nameOf(id)).c_str()) << id << 0.0f << 1.0f;
    }
}

/// The window and a published figure may differ by the rounding of one table entry, no more.
void TestMapView::coloursAreTheFigures() {
    QFETCH(core::ColorMapId, colors);
    QFETCH(float, low);
    QFETCH(float, high);
    std::vector<float> values;
    for (int i = 0; i < 1000; ++i)
        values.push_back(float(double(low) + (double(high) - low) * (i / 999.0)));
    const auto view = widgets::makeMapView({1, 1000}, values, {low, high}, colors, {});
    for (int i = 0; i < 1000; ++i) {
        const auto wanted =
            core::colorOf(values[std::size_t(i)], {low, high}, core::colorTable(colors));
        const QRgb seen = view.image.pixel(i, 0);
        QVERIFY(wanted && std::abs(qRed(seen) - wanted->r) + std::abs(qGreen(seen) - wanted->g) +
                                  std::abs(qBlue(seen) - wanted->b) <=
                              12);
    }
}

void TestMapView::valuesAreKept() {
    const std::vector<float> values{1, 2, 3};
    QCOMPARE(widgets::makeMapView({1, 3}, values, {0, 1}, core::ColorMapId::Gray, {}).values,
             values);
}

void TestMapView::rgbIsShownAsItIs() {
    const auto view = widgets::makeRgbView({2, 1}, {1, 2, 3, 250, 251, 252}, QStringLiteral("PCA"));
    QVERIFY(view.isRgb);
    QCOMPARE(view.image.pixel(0, 0), qRgb(1, 2, 3));
    QCOMPARE(view.image.pixel(0, 1), qRgb(250, 251, 252));
    QVERIFY(view.values.empty());
}

void TestMapView::oldPictureIsUsedAgain() {
    auto old = widgets::makeMapView({2, 2}, {0, 0, 0, 0}, {0, 1}, core::ColorMapId::Gray, {});
    const auto* bits = old.image.constBits();
    auto view = widgets::makeMapView({2, 2}, {1, 1, 1, 1}, {0, 1}, core::ColorMapId::Gray, {},
                                     std::move(old));
    QCOMPARE(view.image.constBits(), bits);
    QCOMPARE(view.image.pixel(1, 1), qRgb(255, 255, 255));
    const QImage taken = view.image;  // somebody still shows it
    const auto next = widgets::makeMapView({2, 2}, {0, 0, 0, 0}, {0, 1}, core::ColorMapId::Gray, {},
                                           std::move(view));
    QCOMPARE(taken.pixel(1, 1), qRgb(255, 255, 255));
    QVERIFY(next.image.constBits() != bits);
}

QTEST_GUILESS_MAIN(TestMapView)
#include "tst_map_view.moc"
