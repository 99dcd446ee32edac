// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_files.h"

#include <model/layer_selection.h>
#include <model/unet_config.h>

#include <QTest>

#include <nlohmann/json.hpp>

using engine::LayerInfo;
using engine::LayerPath;

class TestLayerSelection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void innerIsThePublishedList_data();
    void innerIsThePublishedList();
    void innerOfEveryGoldenModel_data();
    void innerOfEveryGoldenModel();
    void chooses_data();
    void chooses();
    void refuses_data();
    void refuses();
    void keepsOrderAndChoosesOnce();
    void knowsPositions_data();
    void knowsPositions();
};

namespace {

/// reference/anomalies.md, section 3.1: the x-axis of the published figure.
const QByteArrayList kSdInner = {"conv_in",
                                 "down_blocks[0].resnets[0]",
                                 "down_blocks[0].attentions[0]",
                                 "down_blocks[0].resnets[1]",
                                 "down_blocks[0].attentions[1]",
                                 "down_blocks[0].downsamplers[0]",
                                 "down_blocks[1].resnets[0]",
                                 "down_blocks[1].attentions[0]",
                                 "down_blocks[1].resnets[1]",
                                 "down_blocks[1].attentions[1]",
                                 "down_blocks[1].downsamplers[0]",
                                 "down_blocks[2].resnets[0]",
                                 "down_blocks[2].attentions[0]",
                                 "down_blocks[2].resnets[1]",
                                 "down_blocks[2].attentions[1]",
                                 "down_blocks[2].downsamplers[0]",
                                 "down_blocks[3].resnets[0]",
                                 "down_blocks[3].resnets[1]",
                                 "mid_block.resnets[0]",
                                 "mid_block.attentions[0]",
                                 "mid_block.resnets[1]",
                                 "up_blocks[0].resnets[0]",
                                 "up_blocks[0].resnets[1]",
                                 "up_blocks[0].upsamplers[0]",
                                 "up_blocks[1].resnets[0]",
                                 "up_blocks[1].attentions[0]",
                                 "up_blocks[1].resnets[1]",
                                 "up_blocks[1].attentions[1]",
                                 "up_blocks[1].resnets[2]",
                                 "up_blocks[1].attentions[2]",
                                 "up_blocks[1].upsamplers[0]",
                                 "up_blocks[2].resnets[0]",
                                 "up_blocks[2].attentions[0]",
                                 "up_blocks[2].resnets[1]",
                                 "up_blocks[2].attentions[1]",
                                 "up_blocks[2].resnets[2]",
                                 "up_blocks[2].attentions[2]",
                                 "up_blocks[2].upsamplers[0]",
                                 "up_blocks[3].resnets[0]",
                                 "up_blocks[3].attentions[0]",
                                 "up_blocks[3].resnets[1]",
                                 "up_blocks[3].attentions[1]",
                                 "up_blocks[3].resnets[2]",
                                 "up_blocks[3].attentions[2]",
                                 "conv_out"};

/// Section 3.2: the SDXL graph.
const QByteArrayList kSdxlInner = {"conv_in",
                                   "down_blocks[0].resnets[0]",
                                   "down_blocks[0].resnets[1]",
                                   "down_blocks[0].downsamplers[0]",
                                   "down_blocks[1].resnets[0]",
                                   "down_blocks[1].attentions[0]",
                                   "down_blocks[1].resnets[1]",
                                   "down_blocks[1].attentions[1]",
                                   "down_blocks[1].downsamplers[0]",
                                   "down_blocks[2].resnets[0]",
                                   "down_blocks[2].attentions[0]",
                                   "down_blocks[2].resnets[1]",
                                   "down_blocks[2].attentions[1]",
                                   "mid_block.resnets[0]",
                                   "mid_block.attentions[0]",
                                   "mid_block.resnets[1]",
                                   "up_blocks[0].resnets[0]",
                                   "up_blocks[0].attentions[0]",
                                   "up_blocks[0].resnets[1]",
                                   "up_blocks[0].attentions[1]",
                                   "up_blocks[0].resnets[2]",
                                   "up_blocks[0].attentions[2]",
                                   "up_blocks[0].upsamplers[0]",
                                   "up_blocks[1].resnets[0]",
                                   "up_blocks[1].attentions[0]",
                                   "up_blocks[1].resnets[1]",
                                   "up_blocks[1].attentions[1]",
                                   "up_blocks[1].resnets[2]",
                                   "up_blocks[1].attentions[2]",
                                   "up_blocks[1].upsamplers[0]",
                                   "up_blocks[2].resnets[0]",
                                   "up_blocks[2].resnets[1]",
                                   "up_blocks[2].resnets[2]",
                                   "conv_out"};

std::vector<LayerInfo> layersNamed(const QByteArrayList& names) {
    std::vector<LayerInfo> layers;
    for (const QByteArray& name : names)
        layers.push_back({.path = LayerPath(name.toStdString()), .grid = {}});
    return layers;
}

QByteArray namesOf(const std::vector<LayerInfo>& layers) {
    QByteArrayList names;
    for (const LayerInfo& layer : layers) names << QByteArray::fromStdString(layer.path.text());
    return names.join(' ');
}

/// What hides between the published positions of \a inner: blocks, inner tensors, embeddings.
QByteArrayList withSurroundings(const QByteArrayList& inner, bool isSd) {
    QByteArrayList all = {"time_embedding", "time_embedding.linear_1"};
    for (const QByteArray& name : inner) {
        if (name.contains("resnets")) all << name + ".conv1";
        if (name.contains("attentions")) all << name + ".transformer_blocks[0].attn1.to_q";
        if (name == "conv_out") all << "conv_norm_out";
        all << name;
        if (isSd && name == "up_blocks[0].resnets[1]") all << "up_blocks[0].resnets[2]";
        if (name == "mid_block.resnets[1]") all << "mid_block";
        if (name.endsWith("samplers[0]")) all << name + ".conv" << name.left(name.indexOf('.'));
    }
    return all;
}

const QByteArrayList kSmall = {"conv_in",
                               "down_blocks[0].resnets[0]",
                               "down_blocks[0].attentions[0]",
                               "down_blocks[0].attentions[0].norm",
                               "down_blocks[0]",
                               "mid_block",
                               "up_blocks[0].resnets[0]",
                               "up_blocks[0].resnets[10]",
                               "up_blocks[0]",
                               "conv_out"};

}  // namespace

void TestLayerSelection::innerIsThePublishedList_data() {
    QTest::addColumn<QByteArrayList>("published");
    QTest::addColumn<int>("count");
    QTest::addColumn<bool>("isSd");
    QTest::newRow("SD 1.x, 2.x, Turbo") << kSdInner << 45 << true;
    QTest::newRow("SDXL") << kSdxlInner << 34 << false;
}

void TestLayerSelection::innerIsThePublishedList() {
    QFETCH(QByteArrayList, published);
    QFETCH(int, count);
    QFETCH(bool, isSd);
    QCOMPARE(published.size(), count);
    const auto chosen =
        engine::selectLayers({"inner"}, layersNamed(withSurroundings(published, isSd)));
    QVERIFY(chosen.ok());
    QCOMPARE(namesOf(*chosen), published.join(' '));
}

void TestLayerSelection::innerOfEveryGoldenModel_data() {
    QTest::addColumn<QByteArrayList>("published");
    QTest::newRow("tiny-sd15") << kSdInner;
    QTest::newRow("tiny-sd21") << kSdInner;
    QTest::newRow("tiny-sdturbo") << kSdInner;
    QTest::newRow("tiny-sdxl") << kSdxlInner;
}

void TestLayerSelection::innerOfEveryGoldenModel() {
    QFETCH(QByteArrayList, published);
    const auto path =
        test::goldenFolder() / "models" / QTest::currentDataTag() / "unet/config.json";
    const auto config =
        engine::UnetConfig::fromJson(nlohmann::json::parse(test::contentOf(path)), path.string());
    QVERIFY(config.ok());
    const auto chosen =
        engine::selectLayers({"inner"}, engine::unetLayers(*config, {.height = 16, .width = 16}));
    QVERIFY(chosen.ok());
    QCOMPARE(namesOf(*chosen), published.join(' '));
}

void TestLayerSelection::chooses_data() {
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<QByteArray>("chosen");
    const auto row = [](const char* name, const char* word, const QByteArray& chosen) {
        QTest::newRow(name) << QByteArray(word) << chosen;
    };
    row("blocks", "blocks", "conv_in down_blocks[0] mid_block up_blocks[0] conv_out");
    row("all", "all", kSmall.join(' '));
    row("a path", "down_blocks[0].attentions[0]", "down_blocks[0].attentions[0]");
    row("a dotted path", "down_blocks.0.attentions.0.norm", "down_blocks[0].attentions[0].norm");
    row("a list with spaces", " mid_block , conv_in", "conv_in mid_block");
    row("a star stops at a dot", "down_blocks[0].*",
        "down_blocks[0].resnets[0] down_blocks[0].attentions[0]");
    row("two stars do not", "down_blocks[0].**",
        "down_blocks[0].resnets[0] down_blocks[0].attentions[0] down_blocks[0].attentions[0].norm");
    row("brackets are literal", "*[0]", "down_blocks[0] up_blocks[0]");
    row("a star within brackets", "up_blocks[*].resnets[*]",
        "up_blocks[0].resnets[0] up_blocks[0].resnets[10]");
    row("a star may be nothing", "conv_in*", "conv_in");
    row("a dotted pattern", "up_blocks.0.*", "up_blocks[0].resnets[0] up_blocks[0].resnets[10]");
    row("three stars", "***norm", "down_blocks[0].attentions[0].norm");
    row("a keyword and a path overlap", "blocks,mid_block",
        "conv_in down_blocks[0] mid_block up_blocks[0] conv_out");
}

void TestLayerSelection::chooses() {
    QFETCH(QByteArray, word);
    QFETCH(QByteArray, chosen);
    const auto layers = engine::selectLayers({word.toStdString()}, layersNamed(kSmall));
    QVERIFY2(layers.ok(), layers.ok() ? "" : layers.error().message.c_str());
    QCOMPARE(namesOf(*layers), chosen);
}

void TestLayerSelection::refuses_data() {
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<QByteArrayList>("available");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char* name, const char* word, const QByteArrayList& available,
                        const char* message) {
        QTest::newRow(name) << QByteArray(word) << available << QByteArray(message);
    };
    row("misspelt: nearest first", "midblock", kSmall,
        "No layer is chosen by \"midblock\". Nearest: mid_block, ");
    row("misspelt in dotted form", "down_block.0.resnets.0", kSmall,
        "Nearest: down_blocks[0].resnets[0], ");
    row("one of a list", "conv_in,up_blocks[7]", kSmall,
        "\"up_blocks[7]\". Nearest: up_blocks[0], ");
    row("a pattern without layers", "up_blocks[1].**", kSmall,
        "No layer is chosen by \"up_blocks[1].**\"");
    row("a prefix is no path", "up_blocks", kSmall, "No layer is chosen by \"up_blocks\"");
    row("empty", "", kSmall, "An empty layer name was given.");
    row("empty in a list", "conv_in,", kSmall, "An empty layer name was given.");
    row("keyword that chooses nothing", "blocks", {"quant_conv"},
        "No layer is chosen by \"blocks\". Nearest: quant_conv.");
    row("nothing to choose from", "all", {}, "There are no layers.");
}

void TestLayerSelection::refuses() {
    QFETCH(QByteArray, word);
    QFETCH(QByteArrayList, available);
    QFETCH(QByteArray, message);
    const auto layers = engine::selectLayers({word.toStdString()}, layersNamed(available));
    QVERIFY(!layers.ok());
    QCOMPARE(int(layers.error().code), int(engine::ErrorCode::Usage));
    const auto found = QByteArray::fromStdString(layers.error().message);
    QVERIFY2(found.contains(message), found.constData());
}

void TestLayerSelection::keepsOrderAndChoosesOnce() {
    const auto layers =
        engine::selectLayers({"conv_out,conv_in", "conv*", "mid_block"}, layersNamed(kSmall));
    QVERIFY(layers.ok());
    QCOMPARE(namesOf(*layers), QByteArray("conv_in mid_block conv_out"));
    QVERIFY(!engine::selectLayers({}, layersNamed(kSmall)).ok());
}

void TestLayerSelection::knowsPositions_data() {
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("isBlock");
    QTest::addColumn<bool>("isInner");
    const auto row = [](const char* path, bool isBlock, bool isInner) {
        QTest::newRow(path) << QByteArray(path) << isBlock << isInner;
    };
    row("conv_in", true, true);
    row("conv_out", true, true);
    row("mid_block", true, false);
    row("down_blocks[3]", true, false);
    row("up_blocks.1", true, false);
    row("up_blocks", false, false);
    row("up_blocks[x]", false, false);
    row("up_blocks[]", false, false);
    row("mid_blocks[0]", false, false);
    row("up_blocks[0].resnets[2]", false, true);
    row("up_blocks[2].upsamplers[0]", false, true);
    row("up_blocks[2].upsamplers[0].conv", false, false);
    row("mid_block.attentions[0]", false, true);
    row("mid_block.attentions", false, false);
    row("mid_block.motion_modules[0]", false, false);
    row("time_embedding", false, false);
    row("conv_norm_out", false, false);
}

void TestLayerSelection::knowsPositions() {
    QFETCH(QByteArray, path);
    QFETCH(bool, isBlock);
    QFETCH(bool, isInner);
    QCOMPARE(engine::isBlockPosition(LayerPath(path.toStdString())), isBlock);
    QCOMPARE(engine::isInnerPosition(LayerPath(path.toStdString())), isInner);
}

QTEST_GUILESS_MAIN(TestLayerSelection)
#include "tst_layer_selection.moc"
