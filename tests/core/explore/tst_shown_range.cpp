// SPDX-License-Identifier: GPL-3.0-or-later
#include <explore/representation_cache.h>
#include <explore/shown_range.h>

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using core::ColorRange;
using core::MapKind;
using core::MapOptions;
using core::MapValues;
using core::NormScale;
using core::RangeMode;

class TestShownRange : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ofOneMap_data();
    void ofOneMap();
    void ofNormsThatWereCaptured();
    void ofOtherMapsThatAreShown();
    void colours();
};

namespace {

MapValues valuesOf(std::vector<float> values, bool isSigned = false) {
    MapValues map;
    map.grid = {1, int(values.size())};
    map.values = std::move(values);
    map.isSigned = isSigned;
    return map;
}

MapOptions ofKind(MapKind kind, NormScale scale = NormScale::Raw) {
    MapOptions options;
    options.kind = kind;
    options.normScale = scale;
    return options;
}

/// Two tokens of one channel: their norms are the numbers.
core::SharedRepresentation layer(const char* path, float first, float second) {
    const auto made = engine::Representation::fromActivation(
        engine::LayerPath(path), engine::NdArray::fromFloats({1, 1, 1, 2}, {first, second}));
    Q_ASSERT(made);
    return *made;
}

std::vector<core::RangedMap> none() {
    return {};
}

}  // namespace

void TestShownRange::ofOneMap_data() {
    QTest::addColumn<int>("mode");
    QTest::addColumn<bool>("isSigned");
    QTest::addColumn<bool>("isBounded");
    QTest::addColumn<bool>("usesBounds");
    QTest::addColumn<float>("low");
    QTest::addColumn<float>("high");
    QTest::newRow("its own values") << int(RangeMode::Map) << false << false << true << -1.f << 3.f;
    QTest::newRow("symmetric") << int(RangeMode::Map) << true << false << true << -3.f << 3.f;
    QTest::newRow("fixed numbers") << int(RangeMode::Fixed) << false << false << true << 7.f << 9.f;
    QTest::newRow("fixed: what the values can be")
        << int(RangeMode::Fixed) << false << true << true << 0.f << 5.f;
    QTest::newRow("fixed: dragged all the same")
        << int(RangeMode::Fixed) << false << true << false << 7.f << 9.f;
}

void TestShownRange::ofOneMap() {
    QFETCH(int, mode);
    QFETCH(bool, isSigned);
    QFETCH(bool, isBounded);
    QFETCH(bool, usesBounds);
    QFETCH(float, low);
    QFETCH(float, high);
    auto values = valuesOf({-1, 0, 3}, isSigned);
    if (isBounded) values.natural = ColorRange{0, 5};
    core::ViewOptions view;
    view.fixed = {7, 9};
    view.usesBounds = usesBounds;
    const QTemporaryDir folder;
    const core::RepresentationCache cache(1000, folder.path().toStdString());
    const core::RangedMap map{engine::LayerPath("conv_in"), ofKind(MapKind::Channel), &values};
    const auto range = core::shownRange(map, view, RangeMode(mode), cache, none);
    QCOMPARE(range.low, low);
    QCOMPARE(range.high, high);
    values.rgb = {1, 2, 3};
    QVERIFY(core::shownRange(map, view, RangeMode(mode), cache, none) == ColorRange());
}

/// Over all timesteps, whatever is on screen.
void TestShownRange::ofNormsThatWereCaptured() {
    const QTemporaryDir folder;
    core::RepresentationCache cache(100000, folder.path().toStdString());
    const engine::LayerPath in("conv_in"), mid("mid_block");
    cache.put({{1, 50}, in}, layer("conv_in", 1, 4));
    cache.put({{1, 200}, in}, layer("conv_in", 2, 8));
    cache.put({{1, 50}, mid}, layer("mid_block", 16, 0.5f));
    const auto values = valuesOf({1, 4});
    const auto of = [&](RangeMode mode, NormScale scale) {
        const core::RangedMap map{in, ofKind(MapKind::Norm, scale), &values};
        return core::shownRange(map, {}, mode, cache, none);
    };
    QVERIFY((of(RangeMode::Layer, NormScale::Raw) == ColorRange{1, 8}));
    QVERIFY((of(RangeMode::Run, NormScale::Raw) == ColorRange{0.5f, 16}));
    QVERIFY((of(RangeMode::Layer, NormScale::Log) == ColorRange{0, std::log(8.f)}));
}

/// Of other kinds the maps exist on screen alone; one of another kind does not count.
void TestShownRange::ofOtherMapsThatAreShown() {
    const QTemporaryDir folder;
    const core::RepresentationCache cache(1000, folder.path().toStdString());
    const engine::LayerPath in("conv_in"), mid("mid_block");
    const auto a = valuesOf({0, 2}), b = valuesOf({-1, 1}), c = valuesOf({5, 6});
    const auto z = ofKind(MapKind::Channel);
    const std::vector<core::RangedMap> shown = {
        {in, z, &a}, {in, z, &b}, {mid, z, &c}, {in, ofKind(MapKind::Difference), &c}};
    const auto all = [&] { return shown; };
    QVERIFY((core::shownRange(shown[0], {}, RangeMode::Layer, cache, all) == ColorRange{-1, 2}));
    QVERIFY((core::shownRange(shown[0], {}, RangeMode::Run, cache, all) == ColorRange{-1, 6}));
}

void TestShownRange::colours() {
    const core::ViewOptions view;
    auto values = valuesOf({1});
    QVERIFY(core::colorsOf(values, view) == view.positiveColors);
    values.natural = ColorRange{0, 1};
    QVERIFY(core::colorsOf(values, view) == view.boundedColors);
    values.isSigned = true;
    QVERIFY(core::colorsOf(values, view) == view.signedColors);
}

QTEST_GUILESS_MAIN(TestShownRange)
#include "tst_shown_range.moc"
