// SPDX-License-Identifier: GPL-3.0-or-later
// Checkpoints with original names compute what the folders compute that they were made from.
#include "support/golden.h"
#include "support/original_names.h"
#include "support/stored_tensors.h"

#include <extraction/engine.h>
#include <extraction/engine_library.h>

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

namespace fs = std::filesystem;
using engine::ErrorCode;
using engine::NdArray;
using engine::TextEncoderIndex;

class TestOriginalCheckpoints : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void computesAsItsFolder_data();
    void computesAsItsFolder();
    void listsWhatDoesNotFit_data();
    void listsWhatDoesNotFit();
    void knowsTheEmptyPromptWithoutATokenizer();
    void takesAnotherUnetFile();

private:
    std::unique_ptr<engine::Model> open(const fs::path& path, const engine::ModelSources& sources);
    fs::path file(const char* name) const { return fs::path(m_folder.path().toStdString()) / name; }

    QTemporaryDir m_folder;
    engine::Engine* m_engine = nullptr;
};

namespace {

NdArray waves(const std::vector<std::int64_t>& shape, float step) {
    std::size_t count = 1;
    for (const auto n : shape) count *= std::size_t(n);
    std::vector<float> values(count);
    for (std::size_t i = 0; i < count; ++i) values[i] = std::sin(step * float(i) + 0.3f);
    return NdArray::fromFloats(shape, std::move(values));
}

NdArray tokens() {
    std::vector<std::int64_t> ids(77, 999);
    ids[0] = 998;
    for (std::size_t i = 1; i < 12; ++i) ids[i] = std::int64_t(i * 37);
    return NdArray::fromInts({1, 77}, std::move(ids));
}

engine::UnetInputs unetInputs(bool isXl) {
    engine::UnetInputs in{waves({1, 4, 9, 12}, 0.7f),
                          NdArray::fromInts({}, {261}),
                          waves({1, 77, isXl ? 56 : 32}, 0.11f),
                          {},
                          {}};
    if (isXl) {
        in.textEmbeds = waves({1, 20}, 0.5f);
        in.timeIds = waves({1, 6}, 0.9f);
    }
    return in;
}

/// Everything that a model computes, as bytes.
std::map<std::string, std::string> everything(engine::Model& model, bool isXl) {
    std::map<std::string, std::string> all;
    const auto keep = [&](const std::string& name, const auto& result, auto&& arrayOf) {
        if (!result.ok()) {
            all[name] = result.error().message;
            return;
        }
        const NdArray array = arrayOf(*result);
        all[name] = engine::shapeText(array.shape());
        all[name].append(reinterpret_cast<const char*>(array.bytes().data()), array.bytes().size());
    };
    const auto itself = [](const NdArray& a) { return a; };
    keep("unet", model.runUnet(unetInputs(isXl), {}), itself);
    keep("encode", model.encodeImage(waves({1, 3, 48, 32}, 0.3f), {}),
         [](const engine::Posterior& p) { return p.moments; });
    keep("decode", model.decodeLatent(waves({1, 4, 6, 4}, 0.8f), {}), itself);
    const auto last = [](const engine::TextEncoding& e) { return e.lastHiddenState; };
    keep("text", model.encodeIds(tokens(), TextEncoderIndex::First, {}), last);
    keep("prompt", model.encodeText({"a photo of a cat!"}, TextEncoderIndex::First, {}), last);
    if (!isXl) return all;
    keep("text 2", model.encodeIds(tokens(), TextEncoderIndex::Second, {}),
         [](const engine::TextEncoding& e) { return *e.textEmbeds; });
    keep("prompt 2", model.encodeText({"a photo of a cat!"}, TextEncoderIndex::Second, {}), last);
    return all;
}

}  // namespace

void TestOriginalCheckpoints::initTestCase() {
    qputenv("HF_HUB_CACHE", "/nonexistent");
    qunsetenv("HF_HOME");
    qputenv("HOME", "/nonexistent");
    auto loaded = engine::loadEngine();
    QVERIFY2(loaded.ok(), loaded.ok() ? "" : loaded.error().message.c_str());
    m_engine = *loaded;
}

std::unique_ptr<engine::Model> TestOriginalCheckpoints::open(const fs::path& path,
                                                             const engine::ModelSources& sources) {
    engine::LoadOptions options;
    options.sources = sources;
    auto model = m_engine->open(path, options);
    if (!model) qWarning() << model.error().message.c_str();
    return model ? std::move(*model) : nullptr;
}

void TestOriginalCheckpoints::computesAsItsFolder_data() {
    QTest::addColumn<bool>("isXl");
    QTest::newRow("tiny-sd21") << false;
    QTest::newRow("tiny-sdxl") << true;
}

void TestOriginalCheckpoints::computesAsItsFolder() {
    QFETCH(bool, isXl);
    const auto folder = golden::path(std::string("models/") + QTest::currentDataTag());
    test::writeTensors(file("single.safetensors"),
                       isXl ? test::originalSdxl(folder) : test::originalSd21(folder));
    const auto expected = open(folder, {});
    const auto actual = open(file("single.safetensors"), {.config = folder, .unet = {}, .vae = {}});
    QVERIFY(expected && actual);
    const auto e = everything(*expected, isXl), a = everything(*actual, isXl);
    QCOMPARE(a.size(), std::size_t(isXl ? 7 : 5));
    for (const auto& [name, bytes] : e) {
        QVERIFY2(bytes.starts_with("["), bytes.c_str());
        QVERIFY2(a.at(name) == bytes, name.c_str());
    }
}

void TestOriginalCheckpoints::listsWhatDoesNotFit_data() {
    QTest::addColumn<QByteArray>("change");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char* change, const char* message) {
        QTest::newRow(change) << QByteArray(change) << QByteArray(message);
    };
    row("a layer more than the unused one",
        "are left over: text_model.encoder.layers.3.layer_norm1.bias");
    row("a tensor less", "1 tensors are missing: text_model.final_layer_norm.bias");
    row("a joint matrix of 97 rows",
        "cond_stage_model.model.transformer.resblocks.0.attn.in_proj_weight should be 3 parts");
    row("a tensor that nobody knows", "1 are left over: cond_stage_model.model.visual.proj");
}

void TestOriginalCheckpoints::listsWhatDoesNotFit() {
    QFETCH(QByteArray, change);
    QFETCH(QByteArray, message);
    const auto folder = golden::path("models/tiny-sd21");
    auto tensors = test::originalSd21(folder);
    const std::string p = "cond_stage_model.model.";
    if (change.startsWith("a layer")) {
        test::StoredTensors more;
        for (const auto& [name, t] : tensors)
            if (const auto at = name.find("resblocks.3."); at != name.npos)
                more[std::string(name).replace(at + 10, 1, "4")] = t;
        tensors.merge(more);
    }
    if (change.startsWith("a tensor less")) tensors.erase(p + "ln_final.bias");
    if (change.startsWith("a joint"))
        tensors[p + "transformer.resblocks.0.attn.in_proj_weight"] =
            test::randomTensor({97, 32}, 1, 1);
    if (change.endsWith("nobody knows")) tensors[p + "visual.proj"] = test::floatTensor({1}, {1});
    test::writeTensors(file("changed.safetensors"), tensors);
    const auto model = open(file("changed.safetensors"), {.config = folder, .unet = {}, .vae = {}});
    QVERIFY(model);
    const auto text = model->encodeIds(tokens(), TextEncoderIndex::First, {});
    QVERIFY(!text.ok());
    QVERIFY2(QByteArray::fromStdString(text.error().message).contains(message),
             text.error().message.c_str());
    QCOMPARE(text.error().code, ErrorCode::BadFile);
    QVERIFY(model->runUnet(unetInputs(false), {}).ok());  // the other networks are sound
}

void TestOriginalCheckpoints::knowsTheEmptyPromptWithoutATokenizer() {
    std::map<std::string, std::vector<std::int64_t>> shapes;
    const std::string p = "cond_stage_model.transformer.text_model.";
    shapes[p + "embeddings.token_embedding.weight"] = {49408, 768};
    shapes[p + "embeddings.position_embedding.weight"] = {77, 768};
    const auto add = [&](const std::string& name, std::int64_t out, std::int64_t in = 0) {
        shapes[name + ".weight"] = in > 0 ? std::vector{out, in} : std::vector{out};
        shapes[name + ".bias"] = {out};
    };
    add(p + "final_layer_norm", 768);
    for (int k = 0; k < 12; ++k) {
        const std::string layer = p + "encoder.layers." + std::to_string(k) + ".";
        add(layer + "layer_norm1", 768);
        add(layer + "layer_norm2", 768);
        add(layer + "mlp.fc1", 3072, 768);
        add(layer + "mlp.fc2", 768, 3072);
        for (const char* name : {"q_proj", "k_proj", "v_proj", "out_proj"})
            add(layer + "self_attn." + name, 768, 768);
    }
    test::writeHollowTensors(file("clip.safetensors"), shapes);
    const auto model = open(file("clip.safetensors"), {});
    QVERIFY(model);
    const auto prompt = model->encodeText({"", "a cat"}, TextEncoderIndex::First, {});
    QVERIFY(!prompt.ok());
    QCOMPARE(prompt.error().code, ErrorCode::Usage);
    QVERIFY(prompt.error().message.find("--config FOLDER") != std::string::npos);
    const auto empty = model->encodeText({""}, TextEncoderIndex::First, {});
    QVERIFY2(empty.ok(), empty.ok() ? "" : empty.error().message.c_str());
    std::vector<std::int64_t> ids(77, 49407);
    ids[0] = 49406;
    QCOMPARE(*empty->inputIds.toInts(), ids);
    QCOMPARE(empty->lastHiddenState.shape(), (std::vector<std::int64_t>{1, 77, 768}));
}

/// SDXL-Lightning: the base folder, and one file with the U-Net.
void TestOriginalCheckpoints::takesAnotherUnetFile() {
    const auto folder = golden::path("models/tiny-sdxl");
    auto tensors = test::readTensors(folder / "unet/diffusion_pytorch_model.safetensors");
    for (auto& v : tensors.at("conv_out.bias").bytes) v = '\0';
    test::writeTensors(file("lightning.safetensors"), tensors);
    const auto base = open(folder, {});
    const auto other =
        open(folder, {.config = {}, .unet = file("lightning.safetensors"), .vae = {}});
    QVERIFY(base && other);
    const auto b = everything(*base, true), o = everything(*other, true);
    for (const auto& [name, bytes] : b)
        QVERIFY2((o.at(name) == bytes) == (name != "unet"), name.c_str());
    QVERIFY(o.at("unet").starts_with("[1, 4, 9, 12]"));

    tensors.erase("conv_in.bias");
    test::writeTensors(file("less.safetensors"), tensors);
    const auto broken = open(folder, {.config = {}, .unet = file("less.safetensors"), .vae = {}});
    QVERIFY(broken);
    const auto output = broken->runUnet(unetInputs(true), {});
    QVERIFY(!output.ok());
    QVERIFY(output.error().message.find("less.safetensors") != std::string::npos);
    QVERIFY(output.error().message.find("missing: conv_in.bias") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestOriginalCheckpoints)
#include "tst_original_checkpoints.moc"
