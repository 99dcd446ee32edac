// SPDX-License-Identifier: GPL-3.0-or-later
#include <explore/map_definition.h>

#include <QTest>

#include <set>

using core::DefinedMap;
using core::DifferenceOf;
using core::DifferenceTo;
using core::MapKind;
using core::MapOptions;
using core::NormScale;
using core::RangeMode;
using engine::SimilarityMeasure;

Q_DECLARE_METATYPE(core::DefinedMap)
Q_DECLARE_METATYPE(core::MapOptions)
Q_DECLARE_METATYPE(engine::LayerInfo)

namespace {

engine::LayerInfo layer(const char* path = "up_blocks[1]") {
    engine::LayerInfo info;
    info.path = engine::LayerPath(path);
    info.channels = 1280;
    info.grid = {32, 32};
    return info;
}

engine::LayerInfo attention(bool isCross) {
    auto info = layer("mid_block.attentions[0].transformer_blocks[0].attn2.map[mean]");
    info.channels = 1;
    info.keys = isCross ? 77 : 1024;
    info.isCrossAttention = isCross;
    return info;
}

/// As a photo is looked at.
DefinedMap photo() {
    DefinedMap map;
    map.layer = layer();
    map.model = QStringLiteral("Stable Diffusion 1.5");
    map.picture = QStringLiteral("cat.png");
    map.size = {512, 512};
    map.timestep = 50;
    map.dtype = QStringLiteral("float32");
    map.shown = {12.3f, 184.4f};
    return map;
}

DefinedMap similarity(SimilarityMeasure measure) {
    auto map = photo();
    map.options.kind = MapKind::Similarity;
    map.options.measure = measure;
    map.reference = engine::TokenRect{{2, 13}, 1, 1};
    map.shown = {-1, 1};
    map.range = RangeMode::Fixed;
    return map;
}

DefinedMap difference(DifferenceTo to, DifferenceOf of) {
    auto map = photo();
    map.options.kind = MapKind::Difference;
    map.options.differenceTo = to;
    map.options.differenceOf = of;
    return map;
}

const QString photoEnd = QStringLiteral(
    ", Stable Diffusion 1.5, cat.png at 512×512 px, timestep 50, noise seed 42, posterior mean, "
    "pixels -1..1, empty prompt, conditional half");
const QString over = QStringLiteral("the 1280 channels of up_blocks[1] (module output, float32)");

}  // namespace

class TestMapDefinition : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysTheWholeSentence_data();
    void saysTheWholeSentence();
    void mentions_data();
    void mentions();
    void namesEveryMeasureDifferently();
    void keepsPercentSigns();
    void titles_data();
    void titles();
};

void TestMapDefinition::saysTheWholeSentence_data() {
    QTest::addColumn<DefinedMap>("map");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("norm of a photo")
        << photo()
        << QStringLiteral("L2 norm over ") + over + photoEnd +
               QStringLiteral("; colours span 12.3 to 184.4 (this map).");
    QTest::newRow("cosine")
        << similarity(SimilarityMeasure::Cosine)
        << QStringLiteral(
               "Cosine similarity s = a·b / (‖a‖‖b‖ + 1e-10) of each token b to a, the "
               "reference token at row 2, column 13 (from 0), over ") +
               over + photoEnd + QStringLiteral("; colours span -1 to 1 (fixed).");
    auto generation = photo();
    generation.picture = QStringLiteral("generation 2");
    generation.step = 3, generation.steps = 25, generation.timestep = 801;
    generation.scheduler = QStringLiteral("DDIMScheduler");
    generation.guidance = 7.5;
    generation.prompt = QStringLiteral("a cat");
    generation.negativePrompt = QStringLiteral("blurry");
    generation.isUnconditional = true;
    QTest::newRow("norm of a generation's step")
        << generation
        << QStringLiteral("L2 norm over ") + over +
               QStringLiteral(
                   ", Stable Diffusion 1.5, generation 2 at 512×512 px, step 3 of 25 (timestep "
                   "801), seed 42, DDIMScheduler, prompt “a cat”, negative prompt “blurry”, "
                   "guidance 7.5, unconditional half; colours span 12.3 to 184.4 (this map).");
    auto axes = photo();
    axes.options.kind = MapKind::Pca;
    axes.options.pcaBasis = core::PcaBasis::Pictures;
    axes.basisMaps = 3;
    QTest::newRow("a PCA, which has no one range")
        << axes
        << QStringLiteral("First three principal components (red, green, blue) of ") + over +
               QStringLiteral(
                   ": projections on the eigenvectors of the covariance of the tokens "
                   "of this layer in the 3 pictures shown, largest loading positive, "
                   "each scaled from its smallest to its largest value") +
               photoEnd + QStringLiteral(".");
    auto clusters = photo();
    clusters.options.kind = MapKind::Clusters;
    clusters.options.clusters = 4;
    QTest::newRow("clusters, with all that k-means needs")
        << clusters
        << QStringLiteral("k-means clusters, k = 4, of tokens over ") + over +
               QStringLiteral(
                   ": Euclidean, not centred or scaled, float64, centres from the tokens of this "
                   "map by k-means++ (seed 42, best of 4 starts, at most 100 rounds), numbered "
                   "from the largest") +
               photoEnd + QStringLiteral(".");
}

void TestMapDefinition::saysTheWholeSentence() {
    QFETCH(DefinedMap, map);
    QFETCH(QString, sentence);
    QCOMPARE(core::definitionOf(map), sentence);
}

void TestMapDefinition::mentions_data() {
    QTest::addColumn<DefinedMap>("map");
    QTest::addColumn<QString>("part");
    const auto row = [](const char* name, const DefinedMap& map, const QString& part) {
        QTest::newRow(name) << map << part;
    };
    auto map = photo();
    map.options.normScale = NormScale::Log;
    row("logarithm", map, QStringLiteral("Natural logarithm of the L2 norm over ") + over);
    map.options.normScale = NormScale::ZScore;
    row("z score", map,
        QStringLiteral("z score, (x − mean) / population standard deviation over the 32×32 tokens "
                       "of this map, of the L2 norm over ") +
            over);
    map.options.normScale = NormScale::Percentile;
    row("percentile", map,
        QStringLiteral("the share in percent of the 32×32 tokens of this map with x or less"));
    map = photo();
    map.options.kind = MapKind::Channel;
    map.options.channel = 17;
    row("channel", map, QStringLiteral("Channel 17 (from 0) of ") + over);
    map = similarity(SimilarityMeasure::Euclidean);
    row("distances take the map's maximum", map,
        QStringLiteral("s = 1 − d / max d, d = ‖a − b‖, of each token b to a, "));
    row("maximum of which tokens", map, QStringLiteral(", maxima over the tokens of this map"));
    map.options.normalisation = core::Normalisation::Pictures;
    map.basisMaps = 3;
    row("maximum of all pictures", map,
        QStringLiteral(", maxima over the tokens of this layer in the 3 pictures shown"));
    map.reference = engine::TokenRect{{1, 2}, 3, 4};
    map.referencePicture = QStringLiteral("dog.png");
    row("a region of another picture", map,
        QStringLiteral("the mean of the 3×4 reference tokens from row 1, column 2 (from 0) of "
                       "dog.png"));
    row("centred", similarity(SimilarityMeasure::CosineCentered),
        QStringLiteral("m being the average of the mean tokens of a's and b's picture"));
    map = difference(DifferenceTo::Timestep, DifferenceOf::Norms);
    map.otherTimestep = 200;
    row("difference to a timestep", map,
        QStringLiteral("Difference of L2 norms ‖x‖ − ‖y‖ of tokens x over ") + over +
            QStringLiteral(" and tokens y of the same layer at timestep 200 at the same place"));
    map.otherTimestep = 801.5, map.otherStep = 3;
    row("difference to a step", map,
        QStringLiteral("at step 3 (timestep 801.5) at the same place"));
    map = difference(DifferenceTo::Picture, DifferenceOf::Vectors);
    map.otherPicture = QStringLiteral("dog.png");
    row("difference of vectors", map,
        QStringLiteral("L2 norm of the difference ‖x − y‖ of tokens x"));
    row("difference to a picture", map, QStringLiteral("of the same layer of dog.png at the same"));
    map = difference(DifferenceTo::Layer, DifferenceOf::Norms);
    map.options.otherLayer = engine::LayerPath("mid_block");
    row("difference to a layer", map, QStringLiteral("tokens y of mid_block at the same place"));
    map = photo();
    map.layer = attention(true);
    map.options.textToken = 3;
    map.word = QStringLiteral("cat");
    row("cross-attention", map,
        QStringLiteral("Attention weight softmax(q·k / √d) in mid_block.attentions[0]."
                       "transformer_blocks[0].attn2.map[mean] (attention weights, float32) of each "
                       "token to text token 3 (from 0) (“cat”)"));
    map.layer = attention(false);
    map.reference = engine::TokenRect{{4, 5}, 1, 1};
    row("self-attention", map,
        QStringLiteral("of the reference token at row 4, column 5 (from 0) to each token"));
    map = photo();
    map.options.kind = MapKind::Correspondence;
    map.referencePicture = QStringLiteral("dog.png");
    row("correspondence", map,
        QStringLiteral("Place of the most similar token b of the same layer of dog.png to each "
                       "token a, over ") +
            over + QStringLiteral(": Cosine similarity s = a·b / (‖a‖‖b‖ + 1e-10), hue is"));
    map.options.measure = SimilarityMeasure::Manhattan;
    row("correspondence by a distance", map,
        QStringLiteral("d = Σ|a − b|, maxima over the tokens b, hue is the angle"));
    map.options.isMirrored = true;
    row("correspondence in a mirror", map,
        QStringLiteral("of dog.png, columns counted from the right as in a mirror, to each token"));
    map = photo();
    map.options.kind = MapKind::Clusters;
    map.options.pcaBasis = core::PcaBasis::Timesteps;
    map.basisMaps = 4;
    row("clusters of all timesteps", map,
        QStringLiteral("centres from the tokens of this layer at the 4 timesteps computed by"));
    map = photo();
    map.isPaperProtocol = true;
    row("the study's protocol", map, QStringLiteral("posterior sample, pixels 0..1, Euler"));
    map = photo();
    map.dtype = QStringLiteral("bfloat16");
    row("another arithmetic", map, QStringLiteral("(module output, bfloat16 read as float32)"));
    map = photo();
    map.layer = layer("conv_in.input");
    row("the network's input is no output", map, QStringLiteral("(module input, float32)"));
    map.layer = layer("up-level1-upsampler-out");
    row("a name of the second grammar says its path", map,
        QStringLiteral("up-level1-upsampler-out, that is up_blocks[1].upsamplers[0], (module"));
    map = photo();
    map.step = 1, map.steps = 4, map.guidance = 1;
    row("no guidance", map, QStringLiteral("empty prompt, no guidance; colours"));
    map = photo();
    map.range = RangeMode::Robust;
    row("robust range", map,
        QStringLiteral("(percentiles 0.5 to 99.5 of this map, values outside clipped)."));
}

void TestMapDefinition::mentions() {
    QFETCH(DefinedMap, map);
    QFETCH(QString, part);
    const auto sentence = core::definitionOf(map);
    QVERIFY2(sentence.contains(part), qPrintable(sentence));
    QVERIFY(sentence.endsWith(QLatin1Char('.')));
    QVERIFY2(!sentence.contains(QLatin1Char('%')), qPrintable(sentence));
}

void TestMapDefinition::namesEveryMeasureDifferently() {
    std::set<QString> sentences, titles;
    for (const auto measure : engine::allMeasures()) {
        const auto map = similarity(measure);
        sentences.insert(core::definitionOf(map));
        titles.insert(core::titleOf(map.options, map.layer));
    }
    QCOMPARE(sentences.size(), std::size_t(7));
    QCOMPARE(titles.size(), std::size_t(7));
}

/// A file may be called so; its name must not be filled in.
void TestMapDefinition::keepsPercentSigns() {
    auto map = similarity(SimilarityMeasure::Cosine);
    map.picture = map.referencePicture = QStringLiteral("50%2 %1.png");
    map.prompt = QStringLiteral("100%1 cat");
    const auto sentence = core::definitionOf(map);
    QCOMPARE(sentence.count(map.picture), 2);
    QVERIFY(sentence.contains(map.prompt));
}

void TestMapDefinition::titles_data() {
    QTest::addColumn<MapOptions>("options");
    QTest::addColumn<engine::LayerInfo>("info");
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("title");
    const auto row = [](const MapOptions& options, const engine::LayerInfo& info, const char* word,
                        const char* title) {
        QTest::newRow(title) << options << info << QString::fromUtf8(word)
                             << QString::fromUtf8(title);
    };
    MapOptions options;
    row(options, layer(), "", "L2 norm");
    options.normScale = NormScale::Log;
    row(options, layer(), "", "ln L2 norm");
    options.normScale = NormScale::ZScore;
    row(options, layer(), "", "z of L2 norm");
    options.normScale = NormScale::Percentile;
    row(options, layer(), "", "percentile of L2 norm");
    options.kind = MapKind::Similarity;
    row(options, layer(), "", "cosine similarity to A");
    row(options, layer(), "C", "cosine similarity to C");
    options.normalisation = core::Normalisation::Pictures;  // says nothing of a cosine
    row(options, layer(), "B", "cosine similarity to B");
    options.measure = SimilarityMeasure::Euclidean;
    row(options, layer(), "", "L2 similarity to A, common max");
    options.measure = SimilarityMeasure::DotProduct;
    row(options, layer(), "", "dot product with A / common max");
    options.kind = MapKind::Clusters;
    row(options, layer(), "", "6 clusters");
    options.kind = MapKind::Correspondence;
    row(options, layer(), "dog.png", "best match in dog.png");
    options.isMirrored = true;
    row(options, layer(), "dog.png", "best match in the mirrored dog.png");
    options.kind = MapKind::Pca;
    row(options, layer(), "", "PCA");
    options.kind = MapKind::Channel;
    options.channel = 17;
    row(options, layer(), "", "channel 17");
    options.kind = MapKind::Difference;
    row(options, layer(), "t 200", "Δ L2 norm to t 200");
    options.differenceOf = DifferenceOf::Vectors;
    row(options, layer(), "dog.png", "L2 norm of Δ to dog.png");
    options.differenceTo = DifferenceTo::Layer;
    options.otherLayer = engine::LayerPath("mid_block");
    row(options, layer(), "", "L2 norm of Δ to mid_block");
    row(options, attention(true), "cat", "attention to “cat”");
    row(options, attention(true), "", "attention to text token 1");
    row(options, attention(false), "", "attention of A");
}

void TestMapDefinition::titles() {
    QFETCH(MapOptions, options);
    QFETCH(engine::LayerInfo, info);
    QFETCH(QString, word);
    QFETCH(QString, title);
    QCOMPARE(core::titleOf(options, info, word), title);
}

QTEST_GUILESS_MAIN(TestMapDefinition)
#include "tst_map_definition.moc"
