// SPDX-License-Identifier: GPL-3.0-or-later
// U-Nets with parts left out: the graph follows the config.
#include "core/model/layer_shapes.h"
#include "support/golden.h"
#include "support/stored_tensors.h"
#include "tools/parameters.h"

#include <extraction/engine.h>
#include <extraction/engine_library.h>

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

namespace fs = std::filesystem;
using engine::NdArray;
using engine::UnetConfig;

class TestDistilledUnet : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void runsAsItsConfigSays_data();
    void runsAsItsConfigSays();
    void equalsTheWholeWithoutThatPart_data();
    void equalsTheWholeWithoutThatPart();
    void refusesWeightsOfAnotherGraph_data();
    void refusesWeightsOfAnotherGraph();

private:
    fs::path write(const char* name, const nlohmann::json& config,
                   const test::StoredTensors& weights);
    engine::Result<NdArray> output(const fs::path& folder, const engine::Observation& observation);

    QTemporaryDir m_folder;
    engine::Engine* m_engine = nullptr;
};

namespace {

NdArray waves(const std::vector<std::int64_t>& shape, float step) {
    std::size_t count = 1;
    for (const auto n : shape) count *= std::size_t(n);
    std::vector<float> values(count);
    for (std::size_t i = 0; i < count; ++i) values[i] = std::sin(step * float(i) + 0.2f);
    return NdArray::fromFloats(shape, std::move(values));
}

test::StoredTensors randomWeights(const UnetConfig& config) {
    test::StoredTensors weights;
    std::uint32_t seed = 1;
    for (const auto& p : tools::unetParameters(config)) {
        if (p.shape.size() == 1) {
            const float value = p.name.ends_with("weight") ? 1 : 0;
            weights[p.name] =
                test::floatTensor(p.shape, std::vector<float>(std::size_t(p.shape[0]), value));
            continue;
        }
        std::int64_t fanIn = 1;
        for (std::size_t i = 1; i < p.shape.size(); ++i) fanIn *= p.shape[i];
        weights[p.name] = test::randomTensor(p.shape, seed++, 1 / std::sqrt(float(fanIn)));
    }
    return weights;
}

/// A small network of three levels; \a changes go over it.
nlohmann::json smallConfig(const char* changes) {
    auto json = nlohmann::json::parse(R"({"_class_name": "UNet2DConditionModel",
      "block_out_channels": [8, 16, 24], "attention_head_dim": [1, 2, 3],
      "cross_attention_dim": 12, "norm_num_groups": 4, "layers_per_block": 1, "sample_size": 8,
      "down_block_types": ["CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"],
      "up_block_types": ["CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"]})");
    json.update(nlohmann::json::parse(changes));
    return json;
}

void zero(test::StoredTensors& weights, const std::string& beginning) {
    int found = 0;
    for (auto& [name, t] : weights)
        if (name.starts_with(beginning)) {
            t.bytes.assign(t.bytes.size(), '\0');
            ++found;
        }
    QVERIFY2(found > 0, beginning.c_str());
}

void drop(test::StoredTensors& weights, const std::string& beginning) {
    std::erase_if(weights, [&](const auto& entry) { return entry.first.starts_with(beginning); });
}

}  // namespace

void TestDistilledUnet::initTestCase() {
    auto loaded = engine::loadEngine();
    QVERIFY2(loaded.ok(), loaded.ok() ? "" : loaded.error().message.c_str());
    m_engine = *loaded;
}

fs::path TestDistilledUnet::write(const char* name, const nlohmann::json& config,
                                  const test::StoredTensors& weights) {
    const auto folder = fs::path(m_folder.path().toStdString()) / name;
    fs::create_directories(folder);
    test::put(folder / "config.json", config.dump());
    test::writeTensors(folder / "diffusion_pytorch_model.safetensors", weights);
    return folder;
}

engine::Result<NdArray> TestDistilledUnet::output(const fs::path& folder,
                                                  const engine::Observation& observation) {
    const auto model = m_engine->open(folder, {});
    if (!model) return model.error();
    const auto json = nlohmann::json::parse(test::contentOf(folder / "config.json"));
    engine::UnetInputs in{waves({1, 4, 9, 12}, 0.7f),
                          NdArray::fromInts({}, {261}),
                          waves({1, 77, json.value("cross_attention_dim", 0)}, 0.11f),
                          {},
                          {}};
    return (*model)->runUnet(in, observation);
}

void TestDistilledUnet::runsAsItsConfigSays_data() {
    QTest::addColumn<QByteArray>("changes");
    QTest::newRow("one resnet a level") << QByteArray("{}");
    QTest::newRow("three resnets a level") << QByteArray(R"({"layers_per_block": 3})");
    QTest::newRow("another number at every level")
        << QByteArray(R"({"layers_per_block": [2,1,3]})");
    QTest::newRow("no bottleneck") << QByteArray(R"({"mid_block_type": null})");
    QTest::newRow("a bottleneck of one resnet")
        << QByteArray(R"({"mid_block_type": "UNetMidBlock2D"})");
    QTest::newRow("one level") << QByteArray(R"({"block_out_channels": [8],
        "attention_head_dim": 2, "down_block_types": ["CrossAttnDownBlock2D"],
        "up_block_types": ["CrossAttnUpBlock2D"]})");
    QTest::newRow("no attention at all") << QByteArray(R"({"mid_block_type": null,
        "down_block_types": ["DownBlock2D", "DownBlock2D", "DownBlock2D"],
        "up_block_types": ["UpBlock2D", "UpBlock2D", "UpBlock2D"]})");
    QTest::newRow("another depth in every attention") << QByteArray(R"({"layers_per_block": 2,
        "use_linear_projection": true, "transformer_layers_per_block": [1, [2, 1], [1, 3]],
        "reverse_transformer_layers_per_block": [[1, 2, 4], [2, 1, 1], 1]})");
    QTest::newRow("all of it") << QByteArray(R"({"layers_per_block": [1, 2, 1],
        "mid_block_type": null, "transformer_layers_per_block": [2, [1, 2], 1],
        "reverse_transformer_layers_per_block": [1, [2, 1, 1], [1, 3]],
        "down_block_types": ["DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"]})");
}

/// Its weights are neither missing nor left over, and a run shows the layers that the config's walk
/// lists, in that order and of those shapes.
void TestDistilledUnet::runsAsItsConfigSays() {
    QFETCH(QByteArray, changes);
    const auto json = smallConfig(changes.constData());
    const auto config = UnetConfig::fromJson(json, "config");
    QVERIFY2(config.ok(), config.ok() ? "" : config.error().message.c_str());
    const auto folder = write("small", json, randomWeights(*config));
    const auto layers = engine::unetLayers(*config, {9, 12});
    engine::Observation observation;
    for (const auto& layer : layers) observation.layers.insert(layer.path);
    std::vector<std::pair<std::string, layer_shapes::Shape>> seen;
    observation.sink = [&](const engine::LayerPath& path, const NdArray& a) {
        seen.emplace_back(path.text(), a.shape());
    };
    const auto out = output(folder, observation);
    QVERIFY2(out.ok(), out.ok() ? "" : out.error().message.c_str());
    QCOMPARE(out->shape(), (std::vector<std::int64_t>{1, 4, 9, 12}));
    for (const float v : out->floats()) QVERIFY(std::isfinite(v));
    QCOMPARE(seen.size(), layers.size());
    for (std::size_t i = 0; i < seen.size(); ++i) {
        QCOMPARE(seen[i].first, layers[i].path.text());
        QCOMPARE(seen[i].second, layers[i].shape(1));
    }
}

void TestDistilledUnet::equalsTheWholeWithoutThatPart_data() {
    QTest::addColumn<QByteArray>("model");
    QTest::addColumn<QByteArray>("changes");
    QTest::addColumn<QList<QByteArray>>("silenced");  // what adds nothing any more in the whole
    QTest::addColumn<QList<QByteArray>>("dropped");   // what the part's file lacks
    using Names = QList<QByteArray>;
    QTest::newRow("no bottleneck")
        << QByteArray("tiny-sd15") << QByteArray(R"({"mid_block_type": null})")
        << Names{"mid_block.resnets.0.conv2", "mid_block.resnets.1.conv2",
                 "mid_block.attentions.0.proj_out"}
        << Names{"mid_block."};
    QTest::newRow("a bottleneck of one resnet")
        << QByteArray("tiny-sd15") << QByteArray(R"({"mid_block_type": "UNetMidBlock2D"})")
        << Names{"mid_block.resnets.1.conv2", "mid_block.attentions.0.proj_out"}
        << Names{"mid_block.resnets.1", "mid_block.attentions"};
    const auto silent = [](const QByteArray& block) {
        return Names{block + ".attn1.to_out", block + ".attn2.to_out", block + ".ff.net.2"};
    };
    const QByteArray down = "down_blocks.2.attentions.1.transformer_blocks.2",
                     up = "up_blocks.1.attentions.0.transformer_blocks.1";
    QTest::newRow("less deep attentions")
        << QByteArray("tiny-sdxl") << QByteArray(R"({"transformer_layers_per_block": [1, 2, [3, 2]],
               "reverse_transformer_layers_per_block": [3, [1, 2, 2], 1]})")
        << silent(down) + silent(up) << Names{down, up};
}

void TestDistilledUnet::equalsTheWholeWithoutThatPart() {
    QFETCH(QByteArray, model);
    QFETCH(QByteArray, changes);
    QFETCH(QList<QByteArray>, silenced);
    QFETCH(QList<QByteArray>, dropped);
    const auto folder = golden::path("models/" + model.toStdString() + "/unet");
    auto whole = test::readTensors(folder / "diffusion_pytorch_model.safetensors");
    auto part = whole;
    for (const auto& name : silenced) zero(whole, name.toStdString());
    for (const auto& name : dropped) drop(part, name.toStdString());
    const auto config = golden::json("models/" + model.toStdString() + "/unet/config.json");
    auto changed = config;
    changed.update(nlohmann::json::parse(changes.toStdString()));
    const auto expected = output(write("whole", config, whole), {});
    const auto actual = output(write("part", changed, part), {});
    QVERIFY2(expected.ok(), expected.ok() ? "" : expected.error().message.c_str());
    QVERIFY2(actual.ok(), actual.ok() ? "" : actual.error().message.c_str());
    for (std::size_t i = 0; i < expected->count(); ++i)
        QCOMPARE(actual->floats()[i], expected->floats()[i]);
}

void TestDistilledUnet::refusesWeightsOfAnotherGraph_data() {
    QTest::addColumn<QByteArray>("changes");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("weights of a bottleneck that the config leaves out")
        << QByteArray(R"({"mid_block_type": null})")
        << QByteArray("are left over: mid_block.attentions.0.norm.bias");
    QTest::newRow("half a bottleneck") << QByteArray(R"({"mid_block_type": "UNetMidBlock2D"})")
                                       << QByteArray("left over: mid_block.attentions.0.norm.bias");
    QTest::newRow("deeper on the way up than the file")
        << QByteArray(R"({"reverse_transformer_layers_per_block": [2, 1, 1]})")
        << QByteArray("missing: up_blocks.0.attentions.0.transformer_blocks.1");
    QTest::newRow("a level with more resnets than the file")
        << QByteArray(R"({"layers_per_block": [1, 2, 1]})")
        << QByteArray("missing: down_blocks.1.resnets.1");
    QTest::newRow("another width") << QByteArray(R"({"block_out_channels": [8, 16, 36]})")
                                   << QByteArray("have another shape: ");
}

void TestDistilledUnet::refusesWeightsOfAnotherGraph() {
    QFETCH(QByteArray, changes);
    QFETCH(QByteArray, message);
    const auto config = UnetConfig::fromJson(smallConfig("{}"), "config");
    const auto folder = write("other", smallConfig(changes.constData()), randomWeights(*config));
    const auto out = output(folder, {});
    QVERIFY(!out.ok());
    QCOMPARE(out.error().code, engine::ErrorCode::BadFile);
    QVERIFY2(QByteArray::fromStdString(out.error().message).contains(message),
             out.error().message.c_str());
}

QTEST_GUILESS_MAIN(TestDistilledUnet)
#include "tst_distilled_unet.moc"
