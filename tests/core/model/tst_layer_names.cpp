// SPDX-License-Identifier: GPL-3.0-or-later
#include <model/geometries.h>
#include <model/layer_names.h>
#include <model/layer_selection.h>

#include <QTest>

#include <map>
#include <set>

using engine::LayerInfo;
using engine::LayerPath;

class TestLayerNames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void meansTheModule_data();
    void meansTheModule();
    void isNoName_data();
    void isNoName();
    void countsOfTheFullSizes_data();
    void countsOfTheFullSizes();
    void publishedSelectionsHaveTheirChannels_data();
    void publishedSelectionsHaveTheirChannels();
    void namesAreGridShaped();
    void aDistilledModelHasFewer();
    void chooses_data();
    void chooses();
    void refuses_data();
    void refuses();
};

namespace {

std::vector<LayerInfo> layersOf(const std::string& geometry, int side = 64) {
    return engine::unetLayers(*engine::publishedGeometry(geometry), {side, side});
}

QByteArray pathsOf(const std::vector<LayerInfo>& layers) {
    QByteArrayList paths;
    for (const auto& layer : layers) paths << QByteArray::fromStdString(layer.path.text());
    return paths.join(' ');
}

}  // namespace

// The table of reference/activations.md, section 1.
void TestLayerNames::meansTheModule_data() {
    QTest::addColumn<QByteArray>("path");
    const auto row = [](const char* name, const char* path) {
        QTest::newRow(name) << QByteArray(path);
    };
    const QByteArray block = "up_blocks[1].attentions[2].transformer_blocks[0]";
    row("unet-in", "conv_in.input");
    row("unet-after-conv-in", "conv_in");
    row("unet-out", "conv_out");
    row("vae-out", "vae-out");
    row("down-level0-repeat1-res-increment", "down_blocks[0].resnets[1].conv2");
    row("up-level3-repeat2-res-out", "up_blocks[3].resnets[2]");
    row("mid-repeat0-res-increment", "mid_block.resnets[0].conv2");
    row("mid-repeat1-res-out", "mid_block.resnets[1]");
    row("up-level1-repeat2-vit-block0-self-q", block + ".attn1.to_q");
    row("up-level1-repeat2-vit-block0-self-k", block + ".attn1.to_k");
    row("up-level1-repeat2-vit-block0-self-v", block + ".attn1.to_v");
    row("up-level1-repeat2-vit-block0-self-map", block + ".attn1.map");
    row("up-level1-repeat2-vit-block0-cross-q", block + ".attn2.to_q");
    row("up-level1-repeat2-vit-block0-cross-map", block + ".attn2.map");
    row("up-level1-repeat2-vit-block0-ffn-inner", block + ".ff.net[0]");
    row("up-level1-repeat2-vit-block0-out", block);
    row("up-level1-repeat2-vit-out", "up_blocks[1].attentions[2]");
    row("down-level2-repeat1-vit-block13-out",
        "down_blocks[2].attentions[1].transformer_blocks[13]");
    row("mid-vit-block9-self-map", "mid_block.attentions[0].transformer_blocks[9].attn1.map");
    row("mid-vit-out", "mid_block.attentions[0]");
    row("down-level2-downsampler-out", "down_blocks[2].downsamplers[0]");
    row("up-level0-upsampler-out", "up_blocks[0].upsamplers[0]");
}

void TestLayerNames::meansTheModule() {
    QFETCH(QByteArray, path);
    const std::string name = QTest::currentDataTag();
    const auto found = engine::layerNamed(name);
    QVERIFY(found.has_value());
    QCOMPARE(QByteArray::fromStdString(found->text()), path);
    QCOMPARE(engine::layerName(LayerPath(path.toStdString())), name);
}

void TestLayerNames::isNoName_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
         {"", "unet", "conv_in", "down-level-repeat0-res-out", "down-level0-repeat0-res",
          "down-level0-repeat0-res-out-", "up-level0-downsampler-out", "mid-repeat0-vit-out",
          "mid-vit-block0-cross-k", "up-level1-repeat1-vit-block0-cross-v",
          "Up-level0-repeat0-res-out", "up-level1-repeat1-vit-block0-self-map[mean]"})
        QTest::newRow(*text ? text : "(empty)") << QByteArray(text);
}

void TestLayerNames::isNoName() {
    QFETCH(QByteArray, text);
    QVERIFY(!engine::layerNamed(text.toStdString()));
}

void TestLayerNames::countsOfTheFullSizes_data() {
    QTest::addColumn<int>("count");
    QTest::newRow("sd15") << 197;
    QTest::newRow("sd21") << 197;
    QTest::newRow("sdxl") << 612;
}

void TestLayerNames::countsOfTheFullSizes() {
    QFETCH(int, count);
    std::set<std::string> names;
    const auto layers = layersOf(QTest::currentDataTag());
    for (const auto& layer : layers) {
        if (layer.name.empty()) continue;
        QVERIFY2(names.insert(layer.name).second, layer.name.c_str());
        QCOMPARE(engine::layerNamed(layer.name), std::optional(layer.path));
    }
    QCOMPARE(int(names.size()), count);
    const auto chosen = engine::selectLayers({"named"}, layers);
    QVERIFY(chosen.ok());
    QCOMPARE(int(chosen->size()), count);
    for (const auto& layer : *chosen) QVERIFY(names.contains(layer.path.text()));
}

// reference/activations.md, section 5: the selections and their sums of channels.
void TestLayerNames::publishedSelectionsHaveTheirChannels_data() {
    QTest::addColumn<QByteArray>("geometry");
    QTest::addColumn<QByteArray>("names");
    QTest::addColumn<int>("channels");
    QTest::newRow("legacy SD 1.5")
        << QByteArray("sd15")
        << QByteArray(
               "up-level0-upsampler-out,up-level1-upsampler-out,up-level2-upsampler-out,"
               "up-level3-repeat2-vit-out")
        << 3520;
    QTest::newRow("practical SD 1.5")
        << QByteArray("sd15")
        << QByteArray(
               "up-level1-repeat1-vit-block0-cross-q,up-level1-repeat2-res-out,"
               "up-level2-repeat1-vit-block0-cross-q,up-level3-repeat0-vit-block0-self-k")
        << 3520;
    QTest::newRow("legacy SDXL")
        << QByteArray("sdxl")
        << QByteArray("up-level0-upsampler-out,up-level1-upsampler-out,up-level2-repeat2-res-out")
        << 2240;
    QTest::newRow("SDXL")
        << QByteArray("sdxl")
        << QByteArray(
               "up-level0-repeat0-vit-block5-out,up-level0-repeat0-vit-block7-out,"
               "up-level1-repeat0-vit-block0-cross-q,"
               "up-level1-repeat0-vit-block0-out")
        << 3840;
}

void TestLayerNames::publishedSelectionsHaveTheirChannels() {
    QFETCH(QByteArray, geometry);
    QFETCH(QByteArray, names);
    QFETCH(int, channels);
    const auto chosen =
        engine::selectLayers({names.toStdString()}, layersOf(geometry.toStdString()));
    QVERIFY2(chosen.ok(), chosen.ok() ? "" : chosen.error().message.c_str());
    int sum = 0;
    for (const auto& layer : *chosen) sum += layer.channels;
    QCOMPARE(sum, channels);
    QCOMPARE(int(chosen->size()), int(names.count(',') + 1));
}

void TestLayerNames::namesAreGridShaped() {
    using Shape = std::vector<std::int64_t>;
    const auto chosen = engine::selectLayers({"named"}, layersOf("sd15", 62));
    QVERIFY(chosen.ok());
    std::map<std::string, Shape> shapes;
    for (const auto& layer : *chosen) shapes[layer.path.text()] = layer.shape(2);
    QCOMPARE(shapes.at("unet-in"), (Shape{2, 4, 62, 62}));
    QCOMPARE(shapes.at("down-level1-repeat0-vit-block0-self-v"), (Shape{2, 640, 31, 31}));
    QCOMPARE(shapes.at("down-level1-repeat0-vit-block0-ffn-inner"), (Shape{2, 2560, 31, 31}));
    QCOMPARE(shapes.at("up-level1-repeat1-vit-block0-cross-q"), (Shape{2, 1280, 16, 16}));
    QCOMPARE(shapes.at("up-level1-repeat1-vit-block0-self-map"), (Shape{2, 8, 256, 256}));
    QCOMPARE(shapes.at("up-level1-repeat1-vit-block0-cross-map"), (Shape{2, 8, 256, 77}));
}

/// Two levels with one layer each and no attention in the middle: what is left keeps its names.
void TestLayerNames::aDistilledModelHasFewer() {
    auto config = *engine::publishedGeometry("sd15");
    config.blockOutChannels = {320, 640};
    config.downHasAttention = {true, true};
    config.upHasAttention = {true, true};
    config.heads = {8, 8};
    config.transformerLayers = {1, 1};
    config.layersPerBlock = 1;
    config.midHasAttention = false;
    int names = 0;
    for (const auto& layer : engine::unetLayers(config, {32, 32})) names += !layer.name.empty();
    // 2 down + 4 up transformers of 9 names, 2 + 2 + 4 resnets of 2, two samplers, the three ends.
    QCOMPARE(names, 6 * 9 + 8 * 2 + 2 + 3);
}

void TestLayerNames::chooses_data() {
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<int>("count");
    QTest::addColumn<QByteArray>("first");
    const auto row = [](const char* word, int count, const char* first) {
        QTest::newRow(word) << QByteArray(word) << count << QByteArray(first);
    };
    row("up-*-cross-q", 9, "up-level1-repeat0-vit-block0-cross-q");
    row("*-res-increment", 22, "down-level0-repeat0-res-increment");
    row("unet-*", 2, "unet-after-conv-in");  // the input is chosen by its own words
    row("*-in", 2, "unet-in");
    row("mid-*", 4 + 6 + 1, "mid-repeat0-res-increment");  // maps only where the pattern says so
    row("mid-*-map", 2, "mid-vit-block0-self-map");
    row("*-cross-map[mean]", 16, "down-level0-repeat0-vit-block0-cross-map[mean]");
    row("mid-vit-block0-self-map[head=1]", 1, "mid-vit-block0-self-map[head=1]");
    row("mid_block.**", 12 + 21, "mid_block.resnets[0].norm1");
    row("mid_block.**.map", 2, "mid_block.attentions[0].transformer_blocks[0].attn1.map");
    row("conv_in*", 1, "conv_in");
    row("conv_in.input", 1, "conv_in.input");
    row("mid_block.attentions.0.transformer_blocks.0.attn2.map[grid][mean]", 1,
        "mid_block.attentions[0].transformer_blocks[0].attn2.map[mean][grid]");
    row("conv_in,unet-after-conv-in", 2, "conv_in");
    row("mid-*-self-map[mean],mid-*-self-map[mean]", 1, "mid-vit-block0-self-map[mean]");
}

void TestLayerNames::chooses() {
    QFETCH(QByteArray, word);
    QFETCH(int, count);
    QFETCH(QByteArray, first);
    const auto layers = engine::selectLayers({word.toStdString()}, layersOf("sd15"));
    QVERIFY2(layers.ok(), layers.ok() ? "" : layers.error().message.c_str());
    QVERIFY2(int(layers->size()) == count,
             QByteArray::number(int(layers->size())) + ": " + pathsOf(*layers));
    QCOMPARE(QByteArray::fromStdString(layers->front().path.text()), first);
}

void TestLayerNames::refuses_data() {
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char* name, const char* word, const char* message) {
        QTest::newRow(name) << QByteArray(word) << QByteArray(message);
    };
    row("misspelt: the nearest names", "up-level1-repeat1-res-outs",
        "Nearest: up-level1-repeat1-res-out");
    row("keys of the text have no grid", "up-level1-repeat1-vit-block0-cross-k",
        "belongs to the prompt's tokens and has no place on the grid that a name gives; ask for "
        "up_blocks[1].attentions[1].transformer_blocks[0].attn2.to_k");
    row("not in this model", "down-level3-repeat0-vit-out", "No layer is chosen by");
    row("an unknown option", "mid-vit-block0-self-map[max]", "\"[max]\" is no option");
    row("an open bracket", "mid-vit-block0-self-map[mean", "is no option");
    row("an option twice", "mid-vit-block0-self-map[mean][head=2]", "\"[head=2]\" is no option");
    row("a head too many", "mid-vit-block0-self-map[head=8]", "there are 8 heads");
    row("a query outside", "mid-vit-block0-self-map[query=8:0]", "outside the 8 x 8 tokens");
    row("a text token outside", "mid-vit-block0-cross-map[key=77]", "outside the 1 x 77 tokens");
    row("a negative number", "mid-vit-block0-self-map[head=-1]", "\"[head=-1]\" is no option");
    row("grid without one head", "mid-vit-block0-cross-map[grid]", "goes with [mean] or [head=N]");
    row("the VAE's picture, where only a U-Net runs", "vae-out", "No layer is chosen by");
}

void TestLayerNames::refuses() {
    QFETCH(QByteArray, word);
    QFETCH(QByteArray, message);
    const auto layers = engine::selectLayers({word.toStdString()}, layersOf("sd15"));
    QVERIFY(!layers.ok());
    QCOMPARE(int(layers.error().code), int(engine::ErrorCode::Usage));
    const auto found = QByteArray::fromStdString(layers.error().message);
    QVERIFY2(found.contains(message), found.constData());
}

QTEST_GUILESS_MAIN(TestLayerNames)
#include "tst_layer_names.moc"
