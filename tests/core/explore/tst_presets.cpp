// SPDX-License-Identifier: GPL-3.0-or-later
#include <explore/presets.h>
#include <model/layer_selection.h>
#include <model/unet_config.h>

#include <QFile>
#include <QTest>

#include <nlohmann/json.hpp>

#include <set>

namespace {

std::vector<engine::LayerInfo> layersOf(const nlohmann::json& json) {
    const auto config = engine::UnetConfig::fromJson(json, "unet/config.json");
    if (config) return engine::unetLayers(*config, {64, 64});
    QTest::qFail(config.error().message.c_str(), __FILE__, __LINE__);
    return {};
}

std::vector<engine::LayerInfo> demo() {
    QFile file(QStringLiteral(DENOSCOPE_SOURCE_DIR "/datasets/demo/model/unet/config.json"));
    if (!file.open(QIODevice::ReadOnly)) return {};
    return layersOf(nlohmann::json::parse(file.readAll().toStdString()));
}

std::vector<engine::LayerInfo> sd15() {
    return layersOf({{"cross_attention_dim", 768}, {"attention_head_dim", 8}});
}

std::vector<engine::LayerInfo> sdxl() {
    return layersOf(
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

}  // namespace

class TestPresets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void areTheStudysThree();
    void haveLayers_data();
    void haveLayers();
    void namePicturesOfTheDemo();
    void pointAtATokenOfTheirGrid();
};

void TestPresets::areTheStudysThree() {
    std::set<std::string> ids;
    for (const auto& preset : core::presets()) {
        ids.insert(preset.id);
        QVERIFY(!preset.name.isEmpty() && preset.explanation.endsWith(QLatin1Char('.')));
        QVERIFY(preset.timestep >= 0 && preset.timestep < 1000);
    }
    QCOMPARE(ids, (std::set<std::string>{"position", "corner", "anomaly"}));
}

void TestPresets::haveLayers_data() {
    QTest::addColumn<std::vector<engine::LayerInfo>>("available");
    QTest::addColumn<bool>("hasAll");
    QTest::newRow("demo model") << demo() << true;
    QTest::newRow("SD 1.x") << sd15() << true;
    QTest::newRow("SDXL, which has no attention in its outer blocks") << sdxl() << false;
}

void TestPresets::haveLayers() {
    QFETCH(std::vector<engine::LayerInfo>, available);
    QFETCH(bool, hasAll);
    QVERIFY(!available.empty());
    for (const auto& preset : core::presets()) {
        std::size_t found = 0;
        for (const auto& word : preset.layers) {
            const auto chosen = engine::selectLayers({word}, available);
            if (!chosen) continue;
            ++found;
            for (const auto& layer : *chosen) QVERIFY(layer.grid.count() > 0);
        }
        QVERIFY2(hasAll ? found == preset.layers.size() : found >= 2, preset.id.c_str());
        QVERIFY(engine::selectLayers({preset.layers.front()}, available).ok() || !hasAll);
    }
}

void TestPresets::namePicturesOfTheDemo() {
    const auto demo = QStringLiteral(DENOSCOPE_SOURCE_DIR "/datasets/demo/");
    for (const auto& preset : core::presets()) {
        QVERIFY(!preset.demoPictures.empty());
        for (const auto& name : preset.demoPictures) {
            const auto file = QString::fromStdString(name);
            QVERIFY2(QFile::exists(demo + QStringLiteral("photos/") + file) ||
                         QFile::exists(demo + QStringLiteral("scenes/") + file),
                     name.c_str());
        }
    }
}

void TestPresets::pointAtATokenOfTheirGrid() {
    for (const auto& preset : core::presets())
        QVERIFY(preset.reference.grid.contains(preset.reference.cell));
}

QTEST_GUILESS_MAIN(TestPresets)
#include "tst_presets.moc"
