// SPDX-License-Identifier: GPL-3.0-or-later
#include "layer_shapes.h"

#include <model/unet_config.h>

#include <QTest>

#include <set>

using engine::LayerInfo;
using engine::UnetConfig;

namespace {

UnetConfig configFrom(const nlohmann::json& json) {
    auto config = UnetConfig::fromJson(json, "unet/config.json");
    if (config) return *config;
    QTest::qFail(config.error().message.c_str(), __FILE__, __LINE__);
    return {};
}

UnetConfig fullSize(const std::string& family) {
    if (family == "SD 1.5")
        return configFrom({{"cross_attention_dim", 768}, {"attention_head_dim", 8}});
    return configFrom(
        {{"block_out_channels", {320, 640, 1280}},
         {"down_block_types", {"DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"}},
         {"up_block_types", {"CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"}},
         {"attention_head_dim", {5, 10, 20}},
         {"transformer_layers_per_block", {1, 2, 10}},
         {"use_linear_projection", true},
         {"cross_attention_dim", 2048},
         {"addition_embed_type", "text_time"},
         {"addition_time_embed_dim", 256},
         {"projection_class_embeddings_input_dim", 2816}});
}

/// A published position: its channels and how often its side is halved against the latent's.
struct Position {
    const char* path;
    int channels;
    int halvings;
};

// reference/anomalies.md, section 3.1
const std::vector<Position> sd15Positions = {
    {"conv_in", 320, 0},
    {"down_blocks[0].resnets[0]", 320, 0},
    {"down_blocks[0].attentions[0]", 320, 0},
    {"down_blocks[0].resnets[1]", 320, 0},
    {"down_blocks[0].attentions[1]", 320, 0},
    {"down_blocks[0].downsamplers[0]", 320, 1},
    {"down_blocks[1].resnets[0]", 640, 1},
    {"down_blocks[1].attentions[0]", 640, 1},
    {"down_blocks[1].resnets[1]", 640, 1},
    {"down_blocks[1].attentions[1]", 640, 1},
    {"down_blocks[1].downsamplers[0]", 640, 2},
    {"down_blocks[2].resnets[0]", 1280, 2},
    {"down_blocks[2].attentions[0]", 1280, 2},
    {"down_blocks[2].resnets[1]", 1280, 2},
    {"down_blocks[2].attentions[1]", 1280, 2},
    {"down_blocks[2].downsamplers[0]", 1280, 3},
    {"down_blocks[3].resnets[0]", 1280, 3},
    {"down_blocks[3].resnets[1]", 1280, 3},
    {"mid_block.resnets[0]", 1280, 3},
    {"mid_block.attentions[0]", 1280, 3},
    {"mid_block.resnets[1]", 1280, 3},
    {"up_blocks[0].resnets[0]", 1280, 3},
    {"up_blocks[0].resnets[1]", 1280, 3},
    {"up_blocks[0].upsamplers[0]", 1280, 2},
    {"up_blocks[1].resnets[0]", 1280, 2},
    {"up_blocks[1].attentions[0]", 1280, 2},
    {"up_blocks[1].resnets[1]", 1280, 2},
    {"up_blocks[1].attentions[1]", 1280, 2},
    {"up_blocks[1].resnets[2]", 1280, 2},
    {"up_blocks[1].attentions[2]", 1280, 2},
    {"up_blocks[1].upsamplers[0]", 1280, 1},
    {"up_blocks[2].resnets[0]", 640, 1},
    {"up_blocks[2].attentions[0]", 640, 1},
    {"up_blocks[2].resnets[1]", 640, 1},
    {"up_blocks[2].attentions[1]", 640, 1},
    {"up_blocks[2].resnets[2]", 640, 1},
    {"up_blocks[2].attentions[2]", 640, 1},
    {"up_blocks[2].upsamplers[0]", 640, 0},
    {"up_blocks[3].resnets[0]", 320, 0},
    {"up_blocks[3].attentions[0]", 320, 0},
    {"up_blocks[3].resnets[1]", 320, 0},
    {"up_blocks[3].attentions[1]", 320, 0},
    {"up_blocks[3].resnets[2]", 320, 0},
    {"up_blocks[3].attentions[2]", 320, 0},
    {"conv_out", 4, 0},
};

// reference/anomalies.md, section 3.2
const std::vector<Position> sdxlPositions = {
    {"conv_in", 320, 0},
    {"down_blocks[0].resnets[0]", 320, 0},
    {"down_blocks[0].resnets[1]", 320, 0},
    {"down_blocks[0].downsamplers[0]", 320, 1},
    {"down_blocks[1].resnets[0]", 640, 1},
    {"down_blocks[1].attentions[0]", 640, 1},
    {"down_blocks[1].resnets[1]", 640, 1},
    {"down_blocks[1].attentions[1]", 640, 1},
    {"down_blocks[1].downsamplers[0]", 640, 2},
    {"down_blocks[2].resnets[0]", 1280, 2},
    {"down_blocks[2].attentions[0]", 1280, 2},
    {"down_blocks[2].resnets[1]", 1280, 2},
    {"down_blocks[2].attentions[1]", 1280, 2},
    {"mid_block.resnets[0]", 1280, 2},
    {"mid_block.attentions[0]", 1280, 2},
    {"mid_block.resnets[1]", 1280, 2},
    {"up_blocks[0].resnets[0]", 1280, 2},
    {"up_blocks[0].attentions[0]", 1280, 2},
    {"up_blocks[0].resnets[1]", 1280, 2},
    {"up_blocks[0].attentions[1]", 1280, 2},
    {"up_blocks[0].resnets[2]", 1280, 2},
    {"up_blocks[0].attentions[2]", 1280, 2},
    {"up_blocks[0].upsamplers[0]", 1280, 1},
    {"up_blocks[1].resnets[0]", 640, 1},
    {"up_blocks[1].attentions[0]", 640, 1},
    {"up_blocks[1].resnets[1]", 640, 1},
    {"up_blocks[1].attentions[1]", 640, 1},
    {"up_blocks[1].resnets[2]", 640, 1},
    {"up_blocks[1].attentions[2]", 640, 1},
    {"up_blocks[1].upsamplers[0]", 640, 0},
    {"up_blocks[2].resnets[0]", 320, 0},
    {"up_blocks[2].resnets[1]", 320, 0},
    {"up_blocks[2].resnets[2]", 320, 0},
    {"conv_out", 4, 0},
};

}  // namespace

class TestUnetLayers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithGolden_data();
    void agreesWithGolden();
    void listsWhatGoldenHas_data();
    void listsWhatGoldenHas();
    void hasPublishedPositions_data();
    void hasPublishedPositions();
    void followsOddSizes();
    void childrenComeBeforeParents();
    void hasTheInputsOfTheUpResnets();
};

void TestUnetLayers::agreesWithGolden_data() {
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("run");
    for (const char* model : {"tiny-sd15", "tiny-sd21", "tiny-sdturbo", "tiny-sdxl"})
        for (const char* run : {"A", "B", "C"}) QTest::addRow("%s %s", model, run) << model << run;
}

void TestUnetLayers::agreesWithGolden() {
    QFETCH(QString, model);
    QFETCH(QString, run);
    const auto name = model.toStdString();
    const auto golden =
        layer_shapes::goldenShapes("expected/" + name + "/unet_" + run.toStdString());
    const auto sample = golden.at("sample");
    const auto config = configFrom(golden::json("models/" + name + "/unet/config.json"));
    const auto layers = layer_shapes::shapesOf(
        engine::unetLayers(config, {int(sample[2]), int(sample[3])}), sample[0]);
    const std::set<std::string> inputs = {"sample",      "timestep", "encoder_hidden_states",
                                          "text_embeds", "time_ids", "output"};
    for (const auto& [path, shape] : golden) {
        if (inputs.contains(path)) continue;
        QVERIFY2(layers.contains(path), path.c_str());
        QVERIFY2(layers.at(path) == shape, path.c_str());
    }
    QCOMPARE(layers.at("conv_out"), golden.at("output"));
}

void TestUnetLayers::listsWhatGoldenHas_data() {
    QTest::addColumn<QString>("model");
    for (const char* model : {"tiny-sd15", "tiny-sd21", "tiny-sdturbo", "tiny-sdxl"})
        QTest::newRow(model) << model;
}

/// Run B keeps or summarises every module's output, so a layer that it lacks is one too many.
void TestUnetLayers::listsWhatGoldenHas() {
    QFETCH(QString, model);
    const auto name = model.toStdString();
    const auto golden = layer_shapes::goldenShapes("expected/" + name + "/unet_B");
    const auto config = configFrom(golden::json("models/" + name + "/unet/config.json"));
    const auto layers = engine::unetLayers(config, {8, 16});
    for (const auto& layer : layers)
        QVERIFY2(layer.isOnRequest || golden.contains(layer.path.text()),
                 layer.path.text().c_str());
    QCOMPARE(layer_shapes::shapesOf(layers, 2).size(), layers.size());
}

void TestUnetLayers::hasPublishedPositions_data() {
    QTest::addColumn<QString>("family");
    QTest::addColumn<int>("pixels");
    for (const QString& family : {QStringLiteral("SD 1.5"), QStringLiteral("SDXL")})
        for (const int pixels : {512, 768, 1024})
            QTest::addRow("%s at %d px", qPrintable(family), pixels) << family << pixels;
}

void TestUnetLayers::hasPublishedPositions() {
    QFETCH(QString, family);
    QFETCH(int, pixels);
    const bool isXl = family.toStdString() == "SDXL";
    const auto& positions = isXl ? sdxlPositions : sd15Positions;
    QCOMPARE(int(positions.size()), isXl ? 34 : 45);
    const int side = pixels / 8;
    auto next = positions.begin();
    for (const auto& layer : engine::unetLayers(fullSize(family.toStdString()), {side, side})) {
        if (next == positions.end() || layer.path.text() != next->path) continue;
        const int expected = side >> next->halvings;
        QCOMPARE(layer.channels, next->channels);
        QCOMPARE(layer.grid, (engine::TokenGrid{expected, expected}));
        ++next;
    }
    QVERIFY2(next == positions.end(), "a position is missing or in another order");
}

/// Latent 62: strides round up to 31, 16, 8; the way up returns through the same sides.
void TestUnetLayers::followsOddSizes() {
    const auto shapes = layer_shapes::shapesOf(engine::unetLayers(fullSize("SD 1.5"), {62, 50}), 1);
    using Shape = layer_shapes::Shape;
    QCOMPARE(shapes.at("down_blocks[0]"), (Shape{1, 320, 31, 25}));
    QCOMPARE(shapes.at("down_blocks[1]"), (Shape{1, 640, 16, 13}));
    QCOMPARE(shapes.at("mid_block"), (Shape{1, 1280, 8, 7}));
    QCOMPARE(shapes.at("up_blocks[0]"), (Shape{1, 1280, 16, 13}));
    QCOMPARE(shapes.at("up_blocks[1]"), (Shape{1, 1280, 31, 25}));
    QCOMPARE(shapes.at("up_blocks[2].upsamplers[0].conv"), (Shape{1, 640, 62, 50}));
}

void TestUnetLayers::childrenComeBeforeParents() {
    std::set<std::string> seen;
    for (const auto& layer : engine::unetLayers(fullSize("SDXL"), {16, 16})) {
        const auto& path = layer.path.text();
        for (const auto& other : seen)
            QVERIFY2(!path.starts_with(other + "."), (path + " comes after " + other).c_str());
        seen.insert(path);
    }
}

/// reference/models.md, section 2.1: what the skips add to the way up.
void TestUnetLayers::hasTheInputsOfTheUpResnets() {
    const auto inputs = [](const std::string& family) {
        std::vector<int> channels;
        for (const auto& layer : engine::unetLayers(fullSize(family), {16, 16}))
            if (layer.path.text().starts_with("up_blocks") &&
                layer.path.text().ends_with("norm1") &&
                layer.path.text().find("attentions") == std::string::npos)
                channels.push_back(layer.channels);
        return channels;
    };
    QCOMPARE(inputs("SD 1.5"),
             (std::vector{2560, 2560, 2560, 2560, 2560, 1920, 1920, 1280, 960, 960, 640, 640}));
    QCOMPARE(inputs("SDXL"), (std::vector{2560, 2560, 1920, 1920, 1280, 960, 960, 640, 640}));
}

QTEST_GUILESS_MAIN(TestUnetLayers)
#include "tst_unet_layers.moc"
