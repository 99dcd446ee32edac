// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/layers_of_numbers.h"

#include <explore/map_values.h>
#include <explore/pca_map.h>
#include <io/npz.h>

#include <QTest>

#include <cmath>
#include <limits>

using core::DifferenceOf;
using core::MapInputs;
using core::MapKind;
using core::MapOptions;
using core::MapValues;
using core::NormScale;
using Values = std::vector<float>;

Q_DECLARE_METATYPE(core::MapInputs)
Q_DECLARE_METATYPE(core::MapOptions)
Q_DECLARE_METATYPE(engine::TokenRect)

namespace {

constexpr float notANumber = std::numeric_limits<float>::quiet_NaN();
constexpr float infinity = std::numeric_limits<float>::infinity();

MapOptions optionsOf(MapKind kind) {
    MapOptions options;
    options.kind = kind;
    return options;
}

MapOptions scaled(NormScale scale) {
    auto options = optionsOf(MapKind::Norm);
    options.normScale = scale;
    return options;
}

MapOptions differing(DifferenceOf of) {
    auto options = optionsOf(MapKind::Difference);
    options.differenceOf = of;
    return options;
}

MapInputs inputsOf(core::SharedRepresentation layer) {
    MapInputs inputs;
    inputs.info.path = layer->path();
    inputs.info.channels = layer->channels();
    inputs.info.grid = layer->grid();
    inputs.layer = std::move(layer);
    return inputs;
}

/// 2 x 2 tokens; rows: who looks, columns: at what.
MapInputs attentionInputs(int keys, bool isCross, Values values) {
    auto inputs = inputsOf(layerOf(engine::NdArray::fromFloats({1, 4, keys}, std::move(values)),
                                   {2, 2}, "attn1.map[mean]"));
    inputs.info.keys = keys;
    inputs.info.isCrossAttention = isCross;
    return inputs;
}

bool sameValues(const Values& a, const Values& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](float x, float y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

}  // namespace

class TestMapValues : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void norms_data();
    void norms();
    void channels();
    void differences();
    void differencesAcrossGrids();
    void crossAttention();
    void selfAttention_data();
    void selfAttention();
    void attentionIsShownAsOne();
    void pcaEqualsNumpy_data();
    void pcaEqualsNumpy();
    void pcaSharesAxes();
    void pcaOfFewChannels();
    void pcaOfEqualTokens();
    void pcaOfBrokenTokens();
    void pcaClipsStrangers();
    void refuses_data();
    void refuses();

private:
    core::SharedRepresentation golden(const std::string& name) const;
    std::vector<std::uint8_t> colours(const std::string& name) const;
    engine::NamedArrays m_golden;
};

/// tests/data/explore/make_pca.py wrote it.
void TestMapValues::initTestCase() {
    auto read = core::readNpz(DENOSCOPE_TEST_DATA "/explore/pca.npz");
    QVERIFY2(read.ok(), read ? "" : read.error().message.c_str());
    m_golden = std::move(*read);
}

core::SharedRepresentation TestMapValues::golden(const std::string& name) const {
    return layerOf(*engine::findArray(m_golden, name + "/activation"));
}

std::vector<std::uint8_t> TestMapValues::colours(const std::string& name) const {
    std::vector<std::uint8_t> bytes;
    for (const auto b : engine::findArray(m_golden, name + "/rgb")->bytes())
        bytes.push_back(std::uint8_t(b));
    return bytes;
}

void TestMapValues::norms_data() {
    QTest::addColumn<Values>("tokens");  // of one channel
    QTest::addColumn<MapOptions>("options");
    QTest::addColumn<Values>("expected");
    QTest::addColumn<bool>("isSigned");
    const Values tokens = {2, -4, 4, 4, 5, -5, 7, 9};
    QTest::newRow("as they are") << tokens << scaled(NormScale::Raw)
                                 << Values{2, 4, 4, 4, 5, 5, 7, 9} << false;
    QTest::newRow("z scores") << tokens << scaled(NormScale::ZScore)
                              << Values{-1.5, -.5, -.5, -.5, 0, 0, 1, 2} << true;
    QTest::newRow("percentiles with ties") << tokens << scaled(NormScale::Percentile)
                                           << Values{12.5, 50, 50, 50, 75, 75, 87.5, 100} << false;
    QTest::newRow("natural logarithms, 0 below all")
        << Values{0, 1, std::exp(2.f), notANumber} << scaled(NormScale::Log)
        << Values{-infinity, 0, float(std::log(double(std::exp(2.f)))), notANumber} << false;
    QTest::newRow("z scores of equal norms")
        << Values{3, 3} << scaled(NormScale::ZScore) << Values{0, 0} << true;
    QTest::newRow("percentiles of what is not finite")
        << Values{1, notANumber, 3, infinity} << scaled(NormScale::Percentile)
        << Values{50, notANumber, 100, notANumber} << false;
}

void TestMapValues::norms() {
    QFETCH(Values, tokens);
    QFETCH(MapOptions, options);
    QFETCH(Values, expected);
    QFETCH(bool, isSigned);
    const auto map = core::computeMap(inputsOf(layerOf(1, 1, int(tokens.size()), tokens)), options);
    QVERIFY(map.ok());
    QVERIFY(sameValues(map->values, expected));
    QCOMPARE(map->grid, (engine::TokenGrid{1, int(tokens.size())}));
    QCOMPARE(map->isSigned, isSigned);
    QVERIFY(map->rgb.empty());
    QCOMPARE(map->natural.has_value(), options.normScale == NormScale::Percentile);
    QCOMPARE(map->notFiniteCount(), int(std::count_if(expected.begin(), expected.end(),
                                                      [](float v) { return !std::isfinite(v); })));
}

void TestMapValues::channels() {
    auto options = optionsOf(MapKind::Channel);
    options.channel = 1;
    const auto map =
        core::computeMap(inputsOf(layerOf(2, 2, 2, {1, 2, 3, 4, 5, -6, 7, 8})), options);
    QVERIFY(map.ok());
    QCOMPARE(map->values, (Values{5, -6, 7, 8}));
    QVERIFY(map->isSigned);
}

void TestMapValues::differences() {
    auto inputs = inputsOf(layerOf(2, 1, 2, {3, 0, 4, 1}));  // (3, 4), (0, 1)
    inputs.other = layerOf(2, 1, 2, {0, 0, 0, -2});          // (0, 0), (0, -2)
    const auto norms = core::computeMap(inputs, differing(DifferenceOf::Norms));
    QVERIFY(norms.ok());
    QCOMPARE(norms->values, (Values{5, -1}));
    QVERIFY(norms->isSigned);
    const auto vectors = core::computeMap(inputs, differing(DifferenceOf::Vectors));
    QVERIFY(vectors.ok());
    QCOMPARE(vectors->values, (Values{5, 3}));
    QVERIFY(!vectors->isSigned);
}

/// Every token meets the one that lies where it lies.
void TestMapValues::differencesAcrossGrids() {
    auto inputs = inputsOf(layerOf(1, 2, 4, {10, 10, 10, 10, 20, 20, 20, 20}));
    inputs.other = layerOf(3, 1, 2, {1, 2, 0, 0, 0, 0});
    const auto finer = core::computeMap(inputs, differing(DifferenceOf::Norms));
    QVERIFY(finer.ok());
    QCOMPARE(finer->values, (Values{9, 9, 8, 8, 19, 19, 18, 18}));
    std::swap(inputs.layer, inputs.other);
    const auto coarser = core::computeMap(inputs, differing(DifferenceOf::Norms));
    QVERIFY(coarser.ok());
    QCOMPARE(coarser->values, (Values{-9, -8}));
}

void TestMapValues::crossAttention() {
    const auto inputs =
        attentionInputs(3, true, {.1f, .2f, .7f, .3f, .3f, .4f, .5f, .25f, .25f, 0, 1, 0});
    MapOptions options;
    options.textToken = 1;
    const auto map = core::computeMap(inputs, options);
    QVERIFY(map.ok());
    QCOMPARE(map->values, (Values{.2f, .3f, .25f, 1}));
    QCOMPARE(map->grid, (engine::TokenGrid{2, 2}));
    QVERIFY(map->natural && map->natural->low == 0 && map->natural->high == 1);
    QVERIFY(!map->isSigned);
}

void TestMapValues::selfAttention_data() {
    QTest::addColumn<engine::TokenRect>("reference");
    QTest::addColumn<Values>("expected");
    QTest::newRow("one token") << engine::TokenRect{{0, 1}, 1, 1} << Values{0, .5, .5, 0};
    QTest::newRow("mean over a region")
        << engine::TokenRect{{0, 1}, 2, 1} << Values{.125, .375, .375, .125};
    QTest::newRow("all") << engine::TokenRect{{0, 0}, 2, 2} << Values{.375, .25, .25, .125};
}

void TestMapValues::selfAttention() {
    QFETCH(engine::TokenRect, reference);
    QFETCH(Values, expected);
    auto inputs = attentionInputs(
        4, false, {1, 0, 0, 0, 0, .5, .5, 0, .25, .25, .25, .25, .25, .25, .25, .25});
    inputs.reference = reference;
    const auto map = core::computeMap(inputs, {});
    QVERIFY(map.ok());
    QCOMPARE(map->values, expected);
}

void TestMapValues::attentionIsShownAsOne() {
    const auto inputs = attentionInputs(2, true, {.1f, .9f, .2f, .8f, .3f, .7f, .4f, .6f});
    for (const auto kind :
         {MapKind::Norm, MapKind::Similarity, MapKind::Pca, MapKind::Difference}) {
        const auto map = core::computeMap(inputs, optionsOf(kind));
        QVERIFY(map.ok());
        QCOMPARE(map->values, (Values{.9f, .8f, .7f, .6f}));
    }
    QVERIFY(core::isCrossAttention(inputs.info));
    QVERIFY(!core::isSelfAttention(inputs.info));
    QVERIFY(!core::isCrossAttention({}) && !core::isSelfAttention({}));
}

void TestMapValues::pcaEqualsNumpy_data() {
    QTest::addColumn<std::string>("name");
    for (const char* name : {"covariance", "gram", "large_covariance", "large_gram", "offset"})
        QTest::newRow(name) << std::string(name);
}

void TestMapValues::pcaEqualsNumpy() {
    QFETCH(std::string, name);
    const auto map = core::computeMap(inputsOf(golden(name)), optionsOf(MapKind::Pca));
    QVERIFY(map.ok());
    QCOMPARE(map->rgb, colours(name));
    QVERIFY(map->values.empty() && map->notFinite.empty());
    QVERIFY(map->explained[0] >= map->explained[1] && map->explained[2] > 0);
    QVERIFY(map->explained[0] + map->explained[1] + map->explained[2] <= 1 + 1e-12);
}

void TestMapValues::pcaSharesAxes() {
    const auto first = golden("shared0"), second = golden("shared1");
    auto inputs = inputsOf(first);
    inputs.shared = {first, second};
    const auto map = core::computeMap(inputs, optionsOf(MapKind::Pca));
    inputs.shared = {second};  // the layer itself need not be named
    const auto same = core::computeMap(inputs, optionsOf(MapKind::Pca));
    inputs = inputsOf(second);
    inputs.colors = std::make_shared<core::PcaColors>(
        core::pcaColorsOf(std::vector<core::SharedRepresentation>{first, second}));
    const auto other = core::computeMap(inputs, optionsOf(MapKind::Pca));
    QVERIFY(map.ok() && same.ok() && other.ok());
    QCOMPARE(map->rgb, colours("shared0"));
    QCOMPARE(same->rgb, colours("shared0"));
    QCOMPARE(other->rgb, colours("shared1"));
}

void TestMapValues::pcaOfFewChannels() {
    const auto map =
        core::computeMap(inputsOf(layerOf(1, 1, 3, {1, 3, 2})), optionsOf(MapKind::Pca));
    QVERIFY(map.ok());
    QCOMPARE(map->rgb, (std::vector<std::uint8_t>{0, 0, 0, 255, 0, 0, 127, 0, 0}));
    QCOMPARE(map->explained, (std::array<double, 3>{1, 0, 0}));
}

void TestMapValues::pcaOfEqualTokens() {
    const auto map =
        core::computeMap(inputsOf(layerOf(5, 3, 3, Values(45, 0.1f))), optionsOf(MapKind::Pca));
    QVERIFY(map.ok());
    QCOMPARE(map->rgb, std::vector<std::uint8_t>(27, 0));
    QCOMPARE(map->explained, (std::array<double, 3>{}));
    QCOMPARE(map->notFiniteCount(), 0);
}

void TestMapValues::pcaOfBrokenTokens() {
    const auto map = core::computeMap(inputsOf(layerOf(1, 1, 4, {1, notANumber, 3, infinity})),
                                      optionsOf(MapKind::Pca));
    QVERIFY(map.ok());
    QCOMPARE(map->rgb, (std::vector<std::uint8_t>{0, 0, 0, 0, 0, 0, 255, 0, 0, 0, 0, 0}));
    QCOMPARE(map->notFinite, (std::vector<std::uint8_t>{0, 1, 0, 1}));
    QCOMPARE(map->notFiniteCount(), 2);
    QVERIFY(map->isFinite(0) && !map->isFinite(1));
}

void TestMapValues::pcaClipsStrangers() {
    auto inputs = inputsOf(layerOf(1, 1, 3, {-5, 2, 50}));
    inputs.colors = std::make_shared<core::PcaColors>(
        core::pcaColorsOf(std::vector<core::SharedRepresentation>{layerOf(1, 1, 2, {1, 3})}));
    const auto map = core::computeMap(inputs, optionsOf(MapKind::Pca));
    QVERIFY(map.ok());
    QCOMPARE(map->rgb, (std::vector<std::uint8_t>{0, 0, 0, 127, 0, 0, 255, 0, 0}));
}

void TestMapValues::refuses_data() {
    QTest::addColumn<MapInputs>("inputs");
    QTest::addColumn<MapOptions>("options");
    const auto layer = layerOf(2, 1, 2, {1, 2, 3, 4});
    auto options = optionsOf(MapKind::Channel);
    options.channel = 2;
    QTest::newRow("a channel past the last") << inputsOf(layer) << options;
    options.channel = -1;
    QTest::newRow("a channel before the first") << inputsOf(layer) << options;
    auto inputs = inputsOf(layer);
    inputs.other = layerOf(1, 1, 2, {1, 2});
    QTest::newRow("vectors of other length") << inputs << differing(DifferenceOf::Vectors);
    inputs.shared = {inputs.other};
    QTest::newRow("axes shared with other channels") << inputs << optionsOf(MapKind::Pca);
    inputs.shared.clear();
    inputs.colors = std::make_shared<core::PcaColors>(
        core::pcaColorsOf(std::vector<core::SharedRepresentation>{inputs.other}));
    QTest::newRow("ready axes of other channels") << inputs << optionsOf(MapKind::Pca);
    const auto cross = attentionInputs(2, true, Values(8, .5f));
    MapOptions word;
    word.textToken = 2;
    QTest::newRow("a word past the text") << cross << word;
    QTest::newRow("self-attention to another number of tokens")
        << attentionInputs(3, false, Values(12, .5f)) << MapOptions();
    auto outside = attentionInputs(4, false, Values(16, .25f));
    outside.reference = {{1, 1}, 1, 2};
    QTest::newRow("a reference that reaches outside") << outside << MapOptions();
    outside.reference = {{0, 0}, 0, 1};
    QTest::newRow("a reference of no tokens") << outside << MapOptions();
}

void TestMapValues::refuses() {
    QFETCH(MapInputs, inputs);
    QFETCH(MapOptions, options);
    const auto map = core::computeMap(inputs, options);
    QVERIFY(!map.ok());
    QCOMPARE(map.error().code, engine::ErrorCode::Usage);
    QVERIFY(map.error().message.ends_with('.'));
}

QTEST_GUILESS_MAIN(TestMapValues)
#include "tst_map_values.moc"
