// SPDX-License-Identifier: GPL-3.0-or-later
#include "layer_shapes.h"

#include <model/vae_config.h>

#include <QTest>

#include <set>

using engine::VaeConfig;
using layer_shapes::Shape;

namespace {

VaeConfig configOf(const std::string& model) {
    auto config = VaeConfig::fromJson(golden::json("models/" + model + "/vae/config.json"), model);
    if (config) return *config;
    QTest::qFail(config.error().message.c_str(), __FILE__, __LINE__);
    return {};
}

std::vector<std::string> pathsUnder(const std::vector<engine::LayerInfo>& layers,
                                    const std::string& start) {
    std::vector<std::string> paths;
    for (const auto& layer : layers)
        if (layer.path.text().starts_with(start)) paths.push_back(layer.path.text());
    return paths;
}

}  // namespace

class TestVaeLayers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithGolden_data();
    void agreesWithGolden();
    void ordersAsComputed();
    void floorsOddPictures();
    void leavesOutAbsentQuantConvs();
};

void TestVaeLayers::agreesWithGolden_data() {
    QTest::addColumn<QString>("model");
    for (const char* model : {"tiny-sd15", "tiny-sd21", "tiny-sdturbo", "tiny-sdxl"})
        QTest::newRow(model) << model;
}

void TestVaeLayers::agreesWithGolden() {
    QFETCH(QString, model);
    const auto name = model.toStdString();
    const auto config = configOf(name);
    const auto golden = layer_shapes::goldenShapes("expected/" + name + "/vae_48x32");
    auto layers = layer_shapes::shapesOf(engine::vaeEncoderLayers(config, {48, 32}), 1);
    layers.merge(layer_shapes::shapesOf(engine::vaeDecoderLayers(config, {6, 4}), 1));
    const std::set<std::string> ends = {"image", "moments", "mean",   "logvar", "std",
                                        "noise", "sample",  "latent", "decoded"};
    for (const auto& [path, shape] : golden) {
        if (ends.contains(path)) continue;
        QVERIFY2(layers.contains(path), path.c_str());
        QVERIFY2(layers.at(path) == shape, path.c_str());
    }
    QCOMPARE(layers.at("quant_conv"), golden.at("moments"));
    QCOMPARE(layers.at("decoder.conv_out"), golden.at("decoded"));
}

void TestVaeLayers::ordersAsComputed() {
    const auto layers = engine::vaeEncoderLayers(configOf("tiny-sd15"), {48, 32});
    const std::string block = "encoder.down_blocks[1]", first = block + ".resnets[0]",
                      second = block + ".resnets[1]", attention = "encoder.mid_block.attentions[0]";
    QCOMPARE(pathsUnder(layers, block),
             (std::vector<std::string>{first + ".norm1", first + ".conv1", first + ".norm2",
                                       first + ".conv2", first + ".conv_shortcut", first,
                                       second + ".norm1", second + ".conv1", second + ".norm2",
                                       second + ".conv2", second, block + ".downsamplers[0].conv",
                                       block + ".downsamplers[0]", block}));
    QCOMPARE(pathsUnder(layers, attention),
             (std::vector<std::string>{attention + ".group_norm", attention + ".to_q",
                                       attention + ".to_k", attention + ".to_v",
                                       attention + ".to_out[0]", attention}));
    QCOMPARE(layers.back().path.text(), std::string("quant_conv"));
    const auto decoder = engine::vaeDecoderLayers(configOf("tiny-sd15"), {6, 4});
    QCOMPARE(decoder.front().path.text(), std::string("post_quant_conv"));
    QCOMPARE(pathsUnder(decoder, "decoder.up_blocks[0].upsamplers").size(), std::size_t(2));
    QCOMPARE(pathsUnder(decoder, "decoder.up_blocks[3].upsamplers").size(), std::size_t(0));
    QCOMPARE(pathsUnder(decoder, "decoder.up_blocks[3].resnets[2]").size(), std::size_t(5));
}

/// The zero on the right and below makes odd sides round down: 51 -> 25 -> 12 -> 6.
void TestVaeLayers::floorsOddPictures() {
    const auto shapes =
        layer_shapes::shapesOf(engine::vaeEncoderLayers(configOf("tiny-sd15"), {51, 66}), 1);
    QCOMPARE(shapes.at("encoder.down_blocks[0].downsamplers[0].conv"), (Shape{1, 8, 25, 33}));
    QCOMPARE(shapes.at("encoder.down_blocks[1]"), (Shape{1, 16, 12, 16}));
    QCOMPARE(shapes.at("quant_conv"), (Shape{1, 8, 6, 8}));
}

void TestVaeLayers::leavesOutAbsentQuantConvs() {
    auto config = configOf("tiny-sd15");
    config.hasQuantConv = config.hasPostQuantConv = false;
    QCOMPARE(engine::vaeEncoderLayers(config, {48, 32}).back().path.text(),
             std::string("encoder.conv_out"));
    QCOMPARE(engine::vaeDecoderLayers(config, {6, 4}).front().path.text(),
             std::string("decoder.conv_in"));
}

QTEST_GUILESS_MAIN(TestVaeLayers)
#include "tst_vae_layers.moc"
