// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/layers_of_numbers.h"

#include <explore/cluster_map.h>
#include <explore/correspondence_map.h>
#include <explore/map_stages.h>
#include <explore/map_values.h>
#include <explore/pca_map.h>
#include <io/npz.h>

#include <QColor>
#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>

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

/// 3 x 5 tokens of 7 channels.
core::SharedRepresentation randomLayer(unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal;
    Values values(7 * 15);
    for (float& v : values) v = normal(random);
    return layerOf(engine::NdArray::fromFloats({1, 7, 3, 5}, std::move(values)), {}, "mid_block");
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
    void stagesChangeNoByte_data();
    void stagesChangeNoByte();
    void stagesAreSharedWhileTheirLayersLive();
    void clusters();
    void clustersShareCentres();
    void clustersOfBrokenTokens();
    void clusterColorsAreToldApart_data();
    void clusterColorsAreToldApart();
    void correspondence();
    void correspondenceOfTheReferenceIsTheWheel();
    void wheelColors_data();
    void wheelColors();
    void stops_data();
    void stops();
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

void TestMapValues::stagesChangeNoByte_data() {
    QTest::addColumn<MapOptions>("options");
    QTest::newRow("axes") << optionsOf(MapKind::Pca);
    QTest::newRow("centres") << optionsOf(MapKind::Clusters);
}

void TestMapValues::stagesChangeNoByte() {
    QFETCH(MapOptions, options);
    const std::vector parts{randomLayer(1), randomLayer(2), randomLayer(3)};
    core::MapStages stages;
    for (const auto& part : parts) {
        auto inputs = inputsOf(part);
        inputs.shared = parts;
        const auto alone = core::computeMap(inputs, options).value();
        inputs.stage = stages.stageOf(inputs, options);
        QVERIFY(inputs.stage);
        const auto together = core::computeMap(inputs, options).value();
        QCOMPARE(together.rgb, alone.rgb);
        QCOMPARE(together.values, alone.values);
        QCOMPARE(together.explained, alone.explained);
    }
}

void TestMapValues::stagesAreSharedWhileTheirLayersLive() {
    std::vector parts{randomLayer(1), randomLayer(2)};
    const auto inputsAt = [&](std::size_t i) {
        auto inputs = inputsOf(parts[i]);
        inputs.shared = parts;
        return inputs;
    };
    core::MapStages stages;
    const auto pca = optionsOf(MapKind::Pca), clusters = optionsOf(MapKind::Clusters);
    const auto first = stages.stageOf(inputsAt(0), pca);
    QVERIFY(first && stages.stageOf(inputsAt(1), pca) == first);
    const auto six = stages.stageOf(inputsAt(0), clusters);
    QVERIFY(six != first);
    auto more = clusters;
    more.clusters = 7;
    QVERIFY(stages.stageOf(inputsAt(0), more) != six);
    QVERIFY(!stages.stageOf(inputsAt(0), optionsOf(MapKind::Norm)));
    auto alone = inputsAt(0);
    alone.shared = {parts[1], randomLayer(3)};
    QVERIFY(!stages.stageOf(alone, pca));  // would be another list with the layer in it
    alone.shared = {};
    QVERIFY(!stages.stageOf(alone, pca));
    parts[1] = randomLayer(2);  // equal numbers, another activation
    QVERIFY(stages.stageOf(inputsAt(0), pca) != first);
}

/// Four groups of one, two, three and six tokens.
void TestMapValues::clusters() {
    auto options = optionsOf(MapKind::Clusters);
    options.clusters = 4;
    const Values one = {0, 9, 9, 50, 50, 50, 90, 90, 90, 90, 90, 90};
    const auto layer =
        layerOf(engine::NdArray::fromFloats({1, 1, 3, 4}, Values(one)), {}, "mid_block");
    const auto map = core::computeMap(inputsOf(layer), options).value();
    QCOMPARE(map.values, (Values{4, 3, 3, 2, 2, 2, 1, 1, 1, 1, 1, 1}));
    QCOMPARE(map.shares.size(), std::size_t(4));
    QCOMPARE(map.shares.front(), 0.5);
    QVERIFY(map.isCategorical() && !map.hasAmounts());
    for (std::size_t t = 0; t < 12; ++t) {
        const auto color = core::clusterColor(int(map.values[t]));
        QCOMPARE((core::Rgb{map.rgb[3 * t], map.rgb[3 * t + 1], map.rgb[3 * t + 2]}), color);
    }
}

void TestMapValues::clustersShareCentres() {
    auto options = optionsOf(MapKind::Clusters);
    options.clusters = 2;
    const auto one = [](Values values) {
        const auto count = std::int64_t(values.size());
        return layerOf(engine::NdArray::fromFloats({1, 1, 1, count}, std::move(values)), {}, "l");
    };
    const auto low = one({0, 1, 0}), mixed = one({1, 10, 11});
    auto inputs = inputsOf(mixed);
    inputs.shared = {low, mixed};
    QCOMPARE(core::computeMap(inputs, options)->values, (Values{1, 2, 2}));
    QCOMPARE(core::computeMap(inputsOf(mixed), options)->values, (Values{2, 1, 1}));
    inputs = inputsOf(low);
    inputs.shared = {low, mixed};
    const auto map = core::computeMap(inputs, options).value();
    QCOMPARE(map.values, (Values{1, 1, 1}));
    QCOMPARE(map.shares, (std::vector<double>{1, 0}));  // of this map's own tokens
}

void TestMapValues::clustersOfBrokenTokens() {
    auto options = optionsOf(MapKind::Clusters);
    options.clusters = 2;
    const auto layer =
        layerOf(engine::NdArray::fromFloats({1, 1, 1, 4}, {0, notANumber, 5, 0}), {}, "mid_block");
    const auto map = core::computeMap(inputsOf(layer), options).value();
    QVERIFY(sameValues(map.values, {1, notANumber, 2, 1}));
    QCOMPARE(map.notFiniteCount(), 1);
    QVERIFY(!map.isFinite(1));
    QVERIFY(std::abs(map.shares[0] - 2.0 / 3) < 1e-12);
    const auto nothing =
        layerOf(engine::NdArray::fromFloats({1, 1, 1, 1}, {notANumber}), {}, "mid_block");
    QCOMPARE(core::computeMap(inputsOf(nothing), options).error().code, engine::ErrorCode::Usage);
}

namespace {

/// Three numbers that a colour, or what is left of it, is told apart by.
using Triple = std::array<double, 3>;

Triple times(const std::array<Triple, 3>& matrix, const Triple& v) {
    Triple out{};
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j) out[i] += matrix[i][j] * v[j];
    return out;
}

/// CIELAB (D65) of an sRGB colour seen through \a vision, which works on linear light.
Triple labOf(core::Rgb color, const std::array<Triple, 3>& vision) {
    const auto linear = [](std::uint8_t level) {
        const double v = level / 255.0;
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    auto seen = times(vision, {linear(color.r), linear(color.g), linear(color.b)});
    for (double& v : seen) v = std::clamp(v, 0.0, 1.0);
    auto xyz = times(
        {{{0.4124, 0.3576, 0.1805}, {0.2126, 0.7152, 0.0722}, {0.0193, 0.1192, 0.9505}}}, seen);
    xyz[0] /= 0.9505, xyz[2] /= 1.089;
    for (double& v : xyz) v = v > 0.008856 ? std::cbrt(v) : 7.787 * v + 16 / 116.0;
    return {116 * xyz[1] - 16, 500 * (xyz[0] - xyz[1]), 200 * (xyz[1] - xyz[2])};
}

}  // namespace

/// Matrices of Machado, Oliveira and Fernandes 2009, severity 1.
void TestMapValues::clusterColorsAreToldApart_data() {
    QTest::addColumn<std::array<Triple, 3>>("vision");
    using Matrix = std::array<Triple, 3>;
    QTest::newRow("normal vision") << Matrix{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
    QTest::newRow("protanopia") << Matrix{{{0.152286, 1.052583, -0.204868},
                                           {0.114503, 0.786281, 0.099216},
                                           {-0.003882, -0.048116, 1.051998}}};
    QTest::newRow("deuteranopia") << Matrix{{{0.367322, 0.860646, -0.227968},
                                             {0.280085, 0.672501, 0.047413},
                                             {-0.011820, 0.042940, 0.968881}}};
    QTest::newRow("tritanopia") << Matrix{{{1.255528, -0.076749, -0.178779},
                                           {-0.078411, 0.930809, 0.147602},
                                           {0.004733, 0.691367, 0.303900}}};
}

void TestMapValues::clusterColorsAreToldApart() {
    using Matrix = std::array<Triple, 3>;
    QFETCH(Matrix, vision);
    for (int a = 1; a <= core::kMostClusters; ++a)
        for (int b = 1; b < a; ++b) {
            const auto x = labOf(core::clusterColor(a), vision);
            const auto y = labOf(core::clusterColor(b), vision);
            const double apart = std::hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
            QVERIFY2(apart >= 20,
                     qPrintable(QStringLiteral("%1 and %2: %3").arg(a).arg(b).arg(apart)));
        }
}

/// Tokens of the other picture in reverse order.
void TestMapValues::correspondence() {
    const auto layer = randomLayer(1);
    const auto count = std::size_t(layer->grid().count());
    std::vector<float> reversed;
    for (std::size_t t = count; t-- > 0;)
        reversed.insert(reversed.end(), layer->token(t).begin(), layer->token(t).end());
    auto inputs = inputsOf(layer);
    inputs.other =
        layerOf(engine::NdArray::fromFloats({1, std::int64_t(count), layer->channels()}, reversed),
                layer->grid(), "mid_block");
    auto options = optionsOf(MapKind::Correspondence);
    const auto map = core::computeMap(inputs, options).value();
    options.isMirrored = true;
    const auto mirrored = core::computeMap(inputs, options).value();
    QCOMPARE(mirrored.matches, map.matches);
    for (std::size_t t = 0; t < count; ++t) {
        QCOMPARE(map.matches[t], int(count - 1 - t));
        QVERIFY(std::abs(map.values[t] - 1) < 1e-6f);
        const auto place = layer->grid().tokenOf(count - 1 - t);
        const auto color = core::wheelColor(place, layer->grid());
        QCOMPARE((core::Rgb{map.rgb[3 * t], map.rgb[3 * t + 1], map.rgb[3 * t + 2]}), color);
        const auto other =
            core::wheelColor({place.row, layer->grid().width - 1 - place.col}, layer->grid());
        QCOMPARE((core::Rgb{mirrored.rgb[3 * t], mirrored.rgb[3 * t + 1], mirrored.rgb[3 * t + 2]}),
                 other);
    }
}

void TestMapValues::correspondenceOfTheReferenceIsTheWheel() {
    auto inputs = inputsOf(randomLayer(1));
    inputs.other = inputs.layer;
    const auto map = core::computeMap(inputs, optionsOf(MapKind::Correspondence)).value();
    QVERIFY(map.values.empty() && map.matches.empty());
    const auto& grid = inputs.layer->grid();
    for (std::size_t t = 0; t < std::size_t(grid.count()); ++t)
        QCOMPARE((core::Rgb{map.rgb[3 * t], map.rgb[3 * t + 1], map.rgb[3 * t + 2]}),
                 core::wheelColor(grid.tokenOf(t), grid));
}

void TestMapValues::wheelColors_data() {
    QTest::addColumn<int>("row");
    QTest::addColumn<int>("col");
    QTest::addColumn<int>("hue");  // as QColor, 0..359; -1: none
    QTest::newRow("right is red") << 2 << 4 << 0;
    QTest::newRow("right above is between red and green") << 0 << 4 << 45;
    QTest::newRow("above") << 0 << 2 << 90;
    QTest::newRow("left is cyan") << 2 << 0 << 180;
    QTest::newRow("below") << 4 << 2 << 270;
}

/// Of 5 x 5 tokens; brightness falls with the distance.
void TestMapValues::wheelColors() {
    QFETCH(int, row);
    QFETCH(int, col);
    QFETCH(int, hue);
    const engine::TokenGrid grid{5, 5};
    const auto c = core::wheelColor({row, col}, grid);
    const QColor color(c.r, c.g, c.b);
    QVERIFY2(std::abs(color.hsvHue() - hue) <= 1, qPrintable(color.name()));
    QCOMPARE(color.hsvSaturation(), 255);
    const double x = (2 * col - 4) / 5.0, y = (2 * row - 4) / 5.0;
    QVERIFY(std::abs(color.valueF() - (1 - std::sqrt((x * x + y * y) / 2))) < 0.003);
}

void TestMapValues::stops_data() {
    QTest::addColumn<MapOptions>("options");
    QTest::newRow("clusters") << optionsOf(MapKind::Clusters);
    QTest::newRow("correspondence") << optionsOf(MapKind::Correspondence);
}

void TestMapValues::stops() {
    QFETCH(MapOptions, options);
    auto inputs = inputsOf(randomLayer(1));
    inputs.other = randomLayer(2);
    std::stop_source stop;
    stop.request_stop();
    const auto map = core::computeMap(inputs, options, stop.get_token());
    QVERIFY(!map);
    QCOMPARE(map.error().code, engine::ErrorCode::Cancelled);
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
    options = optionsOf(MapKind::Clusters);
    options.clusters = 1;
    QTest::newRow("one cluster") << inputsOf(layer) << options;
    options.clusters = 13;
    QTest::newRow("more clusters than colours") << inputsOf(layer) << options;
    inputs = inputsOf(layer);
    inputs.shared = {layerOf(1, 1, 2, {1, 2})};
    QTest::newRow("centres shared with other channels") << inputs << optionsOf(MapKind::Clusters);
    inputs.other = inputs.shared.front();
    QTest::newRow("matches of other length") << inputs << optionsOf(MapKind::Correspondence);
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
