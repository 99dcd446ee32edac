// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explore/shown_maps.h"

#include <explore/figure_facts.h>

#include <QTest>

using core::DefinedMap;
using core::PictureFitting;
Q_DECLARE_METATYPE(core::DefinedMap)

namespace {

DefinedMap photo() {
    return shown::map("up_blocks[1]").defined;
}

DefinedMap similarity() {
    auto map = photo();
    map.options.kind = core::MapKind::Similarity;
    map.reference = engine::TokenRect{{2, 13}, 1, 1};
    return map;
}

DefinedMap generation() {
    auto map = photo();
    map.step = 3;
    map.steps = 25;
    map.timestep = 801;
    map.guidance = 7.5;
    map.prompt = QStringLiteral("a cat's toy");
    map.scheduler = QStringLiteral("lms-real");
    return map;
}

}  // namespace

class TestFigureFacts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void commands_data();
    void commands();
    void activations_data();
    void activations();
    void fitting();
    void panels();
};

void TestFigureFacts::commands_data() {
    QTest::addColumn<DefinedMap>("map");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* why, const DefinedMap& map, const char* line) {
        QTest::newRow(why) << map << QString::fromUtf8(line);
    };
    row("norms", photo(),
        "denoscope norms demo cat.png --layer 'up_blocks[1]' --timestep 50 --seed 42 --out norms");
    auto map = photo();
    map.model = QStringLiteral("org/model name");
    map.picture = QStringLiteral("my cat's.png");
    map.prompt = QStringLiteral("$HOME \"x\"");
    map.seed = 18446744073709551615u;
    map.isPaperProtocol = true;
    row("words that a shell would split", map,
        "denoscope norms 'org/model name' 'my cat'\\''s.png' --layer 'up_blocks[1]' --timestep 50 "
        "--seed 18446744073709551615 --prompt '$HOME \"x\"' --protocol paper --batch 1 --out "
        "norms");
    row("similarity", similarity(),
        "denoscope similarity demo cat.png --layer 'up_blocks[1]' --token 2,13 --measure cosine "
        "--timestep 50 --seed 42 --out similarity.npz");
    map = similarity();
    map.referencePicture = QStringLiteral("dog.png");
    row("similarity to another picture: that with the token comes first", map,
        "denoscope similarity demo dog.png cat.png --layer 'up_blocks[1]' --token 2,13 --measure "
        "cosine --timestep 50 --seed 42 --out similarity.npz");
    map.referenceTimestep = 200;
    row("similarity to another timestep", map, "");
    map = similarity();
    map.reference->rows = 2;
    row("similarity to a region", map, "");
    map = photo();
    map.options.normScale = core::NormScale::ZScore;
    row("a scaled norm", map, "");
    map = photo();
    map.options.kind = core::MapKind::Pca;
    row("PCA", map, "");
    map = photo();
    map.layer.keys = 77;
    row("attention", map, "");
    row("a generation", generation(), "");
}

void TestFigureFacts::commands() {
    QFETCH(DefinedMap, map);
    QFETCH(QString, expected);
    QCOMPARE(QString::fromStdString(core::commandOf(map, {}).value_or("")), expected);
}

void TestFigureFacts::activations_data() {
    QTest::addColumn<DefinedMap>("map");
    QTest::addColumn<QString>("expected");
    QTest::newRow("of a photo")
        << photo()
        << QStringLiteral(
               "denoscope extract demo cat.png --layers 'up_blocks[1]' --timestep 50 --seed 42 "
               "--out activations.npz");
    auto map = generation();
    QTest::newRow("of a generation")
        << map
        << QStringLiteral(
               "denoscope generate demo --prompt 'a cat'\\''s toy' --steps 25 --guidance 7.5 "
               "--scheduler lms-real --seed 42 --size 64x64 --layers 'up_blocks[1]' --out "
               "generated");
    map.scheduler = QStringLiteral("PNDMScheduler");
    map.negativePrompt = QString();
    QTest::newRow("the model's own sampler, an empty negative prompt")
        << map
        << QStringLiteral(
               "denoscope generate demo --prompt 'a cat'\\''s toy' --negative-prompt '' --steps 25 "
               "--guidance 7.5 --seed 42 --size 64x64 --layers 'up_blocks[1]' --out generated");
}

void TestFigureFacts::activations() {
    QFETCH(DefinedMap, map);
    QFETCH(QString, expected);
    QCOMPARE(QString::fromStdString(core::activationsCommandOf(map, {})), expected);
}

void TestFigureFacts::fitting() {
    const PictureFitting kept{"keep", "crop"}, padded{"native", "pad"};
    QVERIFY(core::commandOf(photo(), kept)->find(" --size keep --out") != std::string::npos);
    QVERIFY(core::commandOf(photo(), padded)->find(" --fit pad --out") != std::string::npos);
}

void TestFigureFacts::panels() {
    auto compared = shown::map("up_blocks[1]");
    compared.defined = similarity();
    compared.barTitle = QStringLiteral("cosine similarity to A");
    const std::vector<core::ShownMap> maps = {shown::map("mid_block"), compared,
                                              shown::pca(shown::map("conv_out"))};
    const auto figure = core::arrangeFigure(maps, {shown::picture()}, {}, {});
    const auto json = core::panelFacts(figure, maps, {});
    QCOMPARE(json.size(), std::size_t(4));
    QCOMPARE(json[0].dump(), std::string(R"({"array":"picture/cat","picture":"cat.png"})"));
    QCOMPARE(json[1]["array"].get<std::string>(), std::string("norm/mid_block/t50/cat"));
    QCOMPARE(json[1]["layer"].get<std::string>(), std::string("mid_block"));
    QCOMPARE(json[1]["timestep"].get<double>(), 50.0);
    QCOMPARE(json[1]["seed"].get<int>(), 42);
    QCOMPARE(json[1]["range"].dump(), std::string("[0.0,5.0]"));
    QCOMPARE(json[1]["definition"].get<std::string>(),
             core::definitionOf(maps[0].defined).toStdString());
    QVERIFY(!json[1].contains("reference"));
    QCOMPARE(json[2]["reference"]["token_yx"].dump(), std::string("[2,13]"));
    QVERIFY(json[2].contains("command"));
    QVERIFY(!json[3].contains("range"));
    QVERIFY(!json[3].contains("command"));
}

QTEST_MAIN(TestFigureFacts)
#include "tst_figure_facts.moc"
