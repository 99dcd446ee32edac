// SPDX-License-Identifier: GPL-3.0-or-later
#include <figure/color_map.h>

#include <QTest>

#include <cmath>
#include <limits>

using core::ColorMapId;
using core::ColorRange;
using core::Rgb;

Q_DECLARE_METATYPE(core::ColorMapId)

namespace {

constexpr float notANumber = std::numeric_limits<float>::quiet_NaN();
constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr float largest = std::numeric_limits<float>::max();
using Values = std::vector<float>;

}  // namespace

class TestColorMap : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsMatplotlib_data();
    void equalsMatplotlib();
    void hasThePublishedExplorersColors();
    void namesMaps();
    void roundingIsNotClipped();
    void findsTheFullRange_data();
    void findsTheFullRange();
    void rangeIsNeverEmpty_data();
    void rangeIsNeverEmpty();
    void colorsValues_data();
    void colorsValues();
    void nanHasNoColor();
};

/// matplotlib.colormaps[name]([0, 64, 128, 255], bytes=True) of matplotlib 3.6.3.
void TestColorMap::equalsMatplotlib_data() {
    QTest::addColumn<ColorMapId>("id");
    QTest::addColumn<std::vector<int>>("expected");
    QTest::newRow("magma") << ColorMapId::Magma
                           << std::vector{0x000003, 0x50127b, 0xb63679, 0xfbfcbf};
    QTest::newRow("viridis") << ColorMapId::Viridis
                             << std::vector{0x440154, 0x3a528b, 0x20908c, 0xfde724};
    QTest::newRow("cividis") << ColorMapId::Cividis
                             << std::vector{0x00224d, 0x434e6b, 0x7c7b78, 0xfde737};
    QTest::newRow("inferno") << ColorMapId::Inferno
                             << std::vector{0x000003, 0x570f6d, 0xbb3754, 0xfcfea4};
    QTest::newRow("plasma") << ColorMapId::Plasma
                            << std::vector{0x0c0786, 0x7e03a7, 0xcb4777, 0xeff821};
    QTest::newRow("gray") << ColorMapId::Gray
                          << std::vector{0x000000, 0x404040, 0x808080, 0xffffff};
    QTest::newRow("coolwarm") << ColorMapId::CoolWarm
                              << std::vector{0x3a4cc0, 0x8daffd, 0xdddcdb, 0xb30326};
    QTest::newRow("RdBu") << ColorMapId::RdBu
                          << std::vector{0x67001f, 0xe58368, 0xf6f6f6, 0x053061};
}

void TestColorMap::equalsMatplotlib() {
    QFETCH(ColorMapId, id);
    QFETCH(std::vector<int>, expected);
    const auto& table = core::colorTable(id);
    const std::vector<std::size_t> indices = {0, 64, 128, 255};
    for (std::size_t i = 0; i < indices.size(); ++i) {
        const Rgb c = table[indices[i]];
        QCOMPARE(c.r << 16 | c.g << 8 | c.b, expected[i]);
    }
}

/// Orange and blue over white, as opaque as the value says: reference/similarity.md, section 3.
void TestColorMap::hasThePublishedExplorersColors() {
    const auto& table = core::colorTable(ColorMapId::OrangeBlue);
    QVERIFY((table[0] == Rgb{0, 165, 255}));
    QVERIFY((table[64] == Rgb{128, 210, 255}));  // -0.498
    QVERIFY((table[255] == Rgb{255, 165, 0}));
    for (const std::size_t middle : {std::size_t(127), std::size_t(128)})
        QVERIFY(table[middle].r >= 254 && table[middle].g >= 254 && table[middle].b >= 254);
}

void TestColorMap::namesMaps() {
    for (const char* name : {"magma", "viridis", "cividis", "inferno", "plasma", "gray", "coolwarm",
                             "RdBu", "orange-blue"}) {
        const auto id = core::colorMapNamed(name);
        QVERIFY2(id.has_value(), name);
        QCOMPARE(std::string(core::nameOf(*id)), std::string(name));
    }
    QVERIFY(core::colorMapNamed("magma") == ColorMapId::Magma);
    QVERIFY(core::colorMapNamed("RdBu") == ColorMapId::RdBu);
    QVERIFY(!core::colorMapNamed("jet"));
}

/// A cosine of 1.0000001 is not clipped; the window and figures ask the same question.
void TestColorMap::roundingIsNotClipped() {
    const core::ColorRange cosines{-1, 1};
    QVERIFY(!core::isAbove(1.0000001f, cosines) && !core::isBelow(-1.0000001f, cosines));
    QVERIFY(core::isAbove(1.001f, cosines) && core::isBelow(-1.001f, cosines));
    QVERIFY(!core::isAbove(notANumber, cosines) && !core::isBelow(notANumber, cosines));
}

void TestColorMap::findsTheFullRange_data() {
    QTest::addColumn<Values>("values");
    QTest::addColumn<bool>("isSymmetric");
    QTest::addColumn<float>("low");
    QTest::addColumn<float>("high");
    QTest::newRow("smallest to largest") << Values{3, -1, 2} << false << -1.f << 3.f;
    QTest::newRow("symmetric by the positive end") << Values{3, -1, 2} << true << -3.f << 3.f;
    QTest::newRow("symmetric by the negative end") << Values{-4, 1} << true << -4.f << 4.f;
    QTest::newRow("symmetric of one sign") << Values{1, 2} << true << -2.f << 2.f;
    QTest::newRow("without what is not finite")
        << Values{notANumber, 1, infinity, 2, -infinity} << false << 1.f << 2.f;
    QTest::newRow("no values") << Values{} << false << 0.f << 1.f;
    QTest::newRow("only NaN") << Values{notANumber, notANumber} << false << 0.f << 1.f;
    QTest::newRow("only NaN, symmetric") << Values{notANumber} << true << -1.f << 1.f;
    QTest::newRow("only zero, symmetric") << Values{0, 0} << true << -1.f << 1.f;
    QTest::newRow("constant small") << Values{0.25f, 0.25f} << false << -0.25f << 0.75f;
    QTest::newRow("constant large") << Values{-100} << false << -150.f << -50.f;
}

void TestColorMap::findsTheFullRange() {
    QFETCH(Values, values);
    QFETCH(bool, isSymmetric);
    const auto range = core::fullRange(values, isSymmetric);
    QTEST(range.low, "low");
    QTEST(range.high, "high");
}

void TestColorMap::rangeIsNeverEmpty_data() {
    QTest::addColumn<float>("value");
    QTest::newRow("zero") << 0.f;
    QTest::newRow("where adding a half changes nothing") << 1e9f;
    QTest::newRow("the largest float") << largest;
    QTest::newRow("the smallest float") << -largest;
    QTest::newRow("a denormal") << std::numeric_limits<float>::denorm_min();
}

void TestColorMap::rangeIsNeverEmpty() {
    QFETCH(float, value);
    for (const bool isSymmetric : {false, true}) {
        const auto range = core::fullRange({value, value}, isSymmetric);
        QVERIFY(std::isfinite(range.low) && std::isfinite(range.high));
        QVERIFY(range.low < range.high);
        QVERIFY(range.low <= value && value <= range.high);
        QVERIFY(core::colorOf(value, range, core::colorTable(ColorMapId::Gray)).has_value());
    }
}

void TestColorMap::colorsValues_data() {
    QTest::addColumn<float>("value");
    QTest::addColumn<float>("low");
    QTest::addColumn<float>("high");
    QTest::addColumn<int>("gray");
    QTest::newRow("low end") << 2.f << 2.f << 4.f << 0;
    QTest::newRow("middle") << 3.f << 2.f << 4.f << 128;
    QTest::newRow("high end") << 4.f << 2.f << 4.f << 255;
    QTest::newRow("just below a step") << 0.9999f << 0.f << 256.f << 0;
    QTest::newRow("on a step") << 1.f << 0.f << 256.f << 1;
    QTest::newRow("below the range") << -7.f << 2.f << 4.f << 0;
    QTest::newRow("above the range") << 1e30f << 2.f << 4.f << 255;
    QTest::newRow("infinity") << infinity << 2.f << 4.f << 255;
    QTest::newRow("minus infinity") << -infinity << 2.f << 4.f << 0;
    QTest::newRow("a range wider than float") << 0.f << -largest << largest << 128;
    QTest::newRow("an empty range") << 2.f << 2.f << 2.f << 0;
}

void TestColorMap::colorsValues() {
    QFETCH(float, value);
    QFETCH(float, low);
    QFETCH(float, high);
    const auto color = core::colorOf(value, {low, high}, core::colorTable(ColorMapId::Gray));
    QVERIFY(color.has_value());
    QTEST(int(color->r), "gray");
}

void TestColorMap::nanHasNoColor() {
    QVERIFY(!core::colorOf(notANumber, {0, 1}, core::colorTable(ColorMapId::Magma)));
}

QTEST_GUILESS_MAIN(TestColorMap)
#include "tst_color_map.moc"
