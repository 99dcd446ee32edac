// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/golden.h"
#include "support/stored_tensors.h"

#include <model/configs.h>
#include <model/model_folder.h>
#include <model/unet_config.h>

#include <QTemporaryDir>
#include <QTest>

namespace fs = std::filesystem;
using engine::ErrorCode;
using engine::ModelFolder;
using Shapes = std::map<std::string, std::vector<std::int64_t>>;

/// What is known of a single-file checkpoint before its weights are read.
class TestSingleFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void takesConfigsFromAFolder();
    void findsThePublishedConfiguration_data();
    void findsThePublishedConfiguration();
    void takesATokenizerFromTheCache();
    void refuses_data();
    void refuses();
    void replacesParts();
    void refusesReplacements_data();
    void refusesReplacements();

private:
    fs::path path(const char* name) const {
        return fs::path(m_folder->path().toStdString()) / name;
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

const char* const kGolden = "variants/tiny-sd15-single-file/tiny-v1-5-pruned-emaonly.safetensors";

/// The tensors by which a published model is known: its levels' widths and depths.
void addUnet(Shapes& shapes, const std::vector<int>& channels, const std::vector<int>& depths,
             int text, int inChannels = 4) {
    const std::string p = "model.diffusion_model.";
    shapes[p + "input_blocks.0.0.weight"] = {channels[0], inChannels, 3, 3};
    for (std::size_t level = 0; level < channels.size(); ++level) {
        for (std::size_t j = 0; j < 2; ++j) {
            const std::string block = p + "input_blocks." + std::to_string(1 + 3 * level + j);
            shapes[block + ".0.in_layers.2.weight"] = {channels[level], 1};
            for (int k = 0; k < depths[level]; ++k) {
                const std::string inner = block + ".1.transformer_blocks." + std::to_string(k);
                shapes[inner + ".norm1.weight"] = {channels[level]};
                shapes[inner + ".attn2.to_k.weight"] = {channels[level], text};
            }
        }
        if (level + 1 < channels.size())
            shapes[p + "input_blocks." + std::to_string(3 + 3 * level) + ".0.op.bias"] = {1};
    }
}

void addVae(Shapes& shapes) {
    int level = 0;
    for (const int width : {128, 256, 512, 512})
        shapes["first_stage_model.encoder.down." + std::to_string(level++) +
               ".block.0.conv1.weight"] = {width, 1};
}

Shapes sd15(int inChannels = 4) {
    Shapes s = {{"cond_stage_model.transformer.text_model.embeddings.token_embedding.weight",
                 {49408, 768}}};
    addUnet(s, {320, 640, 1280, 1280}, {1, 1, 1, 0}, 768, inChannels);
    addVae(s);
    return s;
}

Shapes sd21() {
    Shapes s = {{"cond_stage_model.model.token_embedding.weight", {49408, 1024}}};
    addUnet(s, {320, 640, 1280, 1280}, {1, 1, 1, 0}, 1024);
    addVae(s);
    return s;
}

Shapes sdxl(int depth = 10) {
    Shapes s = {{"conditioner.embedders.0.transformer.text_model.embeddings.token_embedding.weight",
                 {49408, 768}},
                {"conditioner.embedders.1.model.token_embedding.weight", {49408, 1280}}};
    addUnet(s, {320, 640, 1280}, {0, 2, depth}, 2048);
    addVae(s);
    return s;
}

engine::ModelSources configs(const fs::path& folder) {
    return {.config = folder, .unet = {}, .vae = {}};
}

QByteArray bytesOf(const std::string& text) {
    return QByteArray::fromStdString(text);
}

}  // namespace

/// No models of the user's are found.
void TestSingleFile::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("HF_HUB_CACHE", "/nonexistent");
    qunsetenv("HF_HOME");
    qputenv("HOME", "/nonexistent");
}

void TestSingleFile::takesConfigsFromAFolder() {
    const auto model =
        ModelFolder::open(golden::path(kGolden), configs(golden::path("models/tiny-sd15")));
    QVERIFY2(model.ok(), model.ok() ? "" : model.error().message.c_str());
    const auto& info = model->info();
    QCOMPARE(bytesOf(info.name), QByteArray("tiny-v1-5-pruned-emaonly"));
    QCOMPARE(bytesOf(info.configuration), QByteArray("tiny-sd15"));
    QCOMPARE(bytesOf(info.pipeline), QByteArray("StableDiffusionPipeline"));
    QCOMPARE(info.nativeSide, 128);
    const auto folder = ModelFolder::open(golden::path("models/tiny-sd15"));
    QCOMPARE(info.components.size(), folder->info().components.size());
    for (const auto& c : info.components) {
        const auto* same = folder->info().component(c.name);
        QVERIFY2(same, c.name.c_str());
        QCOMPARE(c.parameters, same->parameters);
        QCOMPARE(c.className, same->className);
        QCOMPARE(c.dtype, same->dtype);
    }
}

void TestSingleFile::findsThePublishedConfiguration_data() {
    QTest::addColumn<QByteArray>("model");
    QTest::addColumn<QByteArray>("configuration");
    QTest::addColumn<int>("side");
    QTest::addColumn<QByteArray>("prediction");
    QTest::addColumn<QList<int>>("heads");
    QTest::addColumn<int>("inChannels");
    QTest::newRow("SD 1.x") << QByteArray("sd15")
                            << QByteArray("Stable Diffusion 1.5, as published") << 512
                            << QByteArray("epsilon") << QList<int>{8, 8, 8, 8} << 4;
    QTest::newRow("SD 1.x for inpainting")
        << QByteArray("inpainting") << QByteArray("Stable Diffusion 1.5, as published") << 512
        << QByteArray("epsilon") << QList<int>{8, 8, 8, 8} << 9;
    QTest::newRow("SD 2.x") << QByteArray("sd21")
                            << QByteArray("Stable Diffusion 2.1, as published") << 768
                            << QByteArray("v_prediction") << QList<int>{5, 10, 20, 20} << 4;
    QTest::newRow("SDXL") << QByteArray("sdxl")
                          << QByteArray("Stable Diffusion XL 1.0, as published") << 1024
                          << QByteArray("epsilon") << QList<int>{5, 10, 20} << 4;
    QTest::newRow("a U-Net and nothing else")
        << QByteArray("unet") << QByteArray("Stable Diffusion XL 1.0, as published") << 1024
        << QByteArray("epsilon") << QList<int>{5, 10, 20} << 4;
}

void TestSingleFile::findsThePublishedConfiguration() {
    QFETCH(QByteArray, model);
    QFETCH(QByteArray, configuration);
    QFETCH(int, side);
    QFETCH(QByteArray, prediction);
    QFETCH(QList<int>, heads);
    QFETCH(int, inChannels);
    Shapes shapes = sd15(model == "inpainting" ? 9 : 4);
    if (model == "sd21") shapes = sd21();
    if (model == "sdxl") shapes = sdxl();
    if (model == "unet") {
        shapes.clear();
        addUnet(shapes, {320, 640, 1280}, {0, 2, 10}, 2048);
    }
    test::writeHollowTensors(path("model.safetensors"), shapes);
    const auto opened = ModelFolder::open(path("model.safetensors"));
    QVERIFY2(opened.ok(), opened.ok() ? "" : opened.error().message.c_str());
    const auto& info = opened->info();
    QCOMPARE(bytesOf(info.configuration), configuration);
    QCOMPARE(info.nativeSide, side);
    QCOMPARE(bytesOf(info.predictionType), prediction);
    const auto unet = engine::readConfigAs<engine::UnetConfig>(*info.component("unet"));
    QVERIFY2(unet.ok(), unet.ok() ? "" : unet.error().message.c_str());
    QCOMPARE(QList<int>(unet->heads.begin(), unet->heads.end()), heads);
    QCOMPARE(unet->inChannels, inChannels);
    QCOMPARE(info.component("vae") != nullptr, model != "unet");
    QCOMPARE(info.component("text_encoder_2") != nullptr, model == "sdxl");
    if (model == "unet") return;
    QVERIFY(info.component("tokenizer")->folder.empty());  // none found
    QCOMPARE(bytesOf(info.component("tokenizer")->padToken),
             QByteArray(model == "sd21" ? "!" : "<|endoftext|>"));
}

void TestSingleFile::takesATokenizerFromTheCache() {
    const auto full = fs::path(DENOSCOPE_SHARED_DATA) / "golden/tokenizer-full";
    if (!fs::exists(full)) QSKIP("The full vocabulary is not there.");
    const auto snapshot = path("hub") / "models--org--model/snapshots/abc/tokenizer";
    fs::create_directories(snapshot.parent_path());
    fs::create_directory_symlink(fs::absolute(full), snapshot);
    fs::create_directories(path("hub") / "models--a--small/snapshots/abc");
    fs::create_directory_symlink(fs::absolute(golden::path("models/tiny-sd15/tokenizer")),
                                 path("hub") / "models--a--small/snapshots/abc/tokenizer");
    qputenv("HF_HUB_CACHE", QByteArray::fromStdString(path("hub").string()));
    test::writeHollowTensors(path("model.safetensors"), sd15());
    const auto opened = ModelFolder::open(path("model.safetensors"));
    QVERIFY2(opened.ok(), opened.ok() ? "" : opened.error().message.c_str());
    QCOMPARE(opened->info().component("tokenizer")->folder, snapshot);  // not the one of 1000
}

void TestSingleFile::refuses_data() {
    QTest::addColumn<QByteArray>("what");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char* name, const char* what, ErrorCode code, const char* message) {
        QTest::newRow(name) << QByteArray(what) << int(code) << QByteArray(message);
    };
    row("nothing published has these widths", "golden", ErrorCode::Usage,
        "a U-Net of 16, 16, 24, 24 channels with text of width 24");
    row("and says what to do", "golden", ErrorCode::Usage, "--config FOLDER");
    row("SDXL's widths, another depth", "depth", ErrorCode::Usage, "--config FOLDER");
    row("a VAE alone fits all and none", "vae", ErrorCode::Usage, "--config FOLDER");
    row("no tensor of a checkpoint", "other", ErrorCode::BadFile,
        "is no checkpoint: expected tensors named model.diffusion_model...");
    row("a pickle with the command", "pickle", ErrorCode::Unsafe, "python3 -c 'import sys, torch;");
    row("a pickle and its target", "pickle", ErrorCode::Unsafe, "model.safetensors'");
    row("neither safetensors nor pickle", "text", ErrorCode::BadFile, "model.safetensors: ");
    row("configs that are none", "no index", ErrorCode::BadFile,
        "holds no model_index.json: --config names the folder of a model");
    row("a network that the configs do not name", "other family", ErrorCode::BadFile,
        "holds a text_encoder_2, which the configuration (tiny-sd15) does not name");
    row("configs for a folder", "folder", ErrorCode::Usage,
        "--config is for single-file checkpoints");
}

void TestSingleFile::refuses() {
    QFETCH(QByteArray, what);
    QFETCH(int, code);
    QFETCH(QByteArray, message);
    fs::path file = path("model.safetensors"), config;
    if (what == "golden") file = golden::path(kGolden);
    if (what == "depth") test::writeHollowTensors(file, sdxl(4));
    if (what == "vae") {
        Shapes shapes;
        addVae(shapes);
        test::writeHollowTensors(file, shapes);
    }
    if (what == "other") test::writeHollowTensors(file, {{"weight", {2}}});
    if (what == "pickle")
        test::put(file = path("model.ckpt"), "PK\x03\x04................archive/data.pkl");
    if (what == "text") test::put(file, "some text");
    if (what == "no index") {
        test::writeHollowTensors(file, sd15());
        config = path(".");
    }
    if (what == "other family") {
        test::writeHollowTensors(file, sdxl());
        config = golden::path("models/tiny-sd15");
    }
    if (what == "folder") file = config = golden::path("models/tiny-sd15");
    const auto opened = ModelFolder::open(file, configs(config));
    QVERIFY(!opened.ok());
    const auto found = QByteArray::fromStdString(opened.error().message);
    QVERIFY2(found.contains(message), found.constData());
    QCOMPARE(int(opened.error().code), code);
}

void TestSingleFile::replacesParts() {
    const auto base = golden::path("models/tiny-sd15");
    const auto unetFile =
        golden::path("variants/tiny-sd15-unet-f16/diffusion_pytorch_model.fp16.safetensors");
    const auto vae = golden::path("variants/tiny-sd15-vae-oldnames");
    const auto model = ModelFolder::open(base, {.config = {}, .unet = unetFile, .vae = vae});
    QVERIFY2(model.ok(), model.ok() ? "" : model.error().message.c_str());
    const auto* unet = model->info().component("unet");
    QCOMPARE(unet->weightFiles, std::vector<fs::path>{unetFile});
    QCOMPARE(unet->folder, fs::absolute(base / "unet"));  // the config stays
    QCOMPARE(bytesOf(unet->dtype), QByteArray("F16"));
    QCOMPARE(model->info().component("vae")->folder, fs::absolute(vae));
    QCOMPARE(model->info().components.size(), ModelFolder::open(base)->info().components.size());

    const auto folder = ModelFolder::open(
        base, {.config = {}, .unet = golden::path("variants/tiny-sd15-unet-bf16"), .vae = {}});
    QVERIFY2(folder.ok(), folder.ok() ? "" : folder.error().message.c_str());
    QCOMPARE(bytesOf(folder->info().component("unet")->dtype), QByteArray("BF16"));
}

void TestSingleFile::refusesReplacements_data() {
    QTest::addColumn<QByteArray>("unet");
    QTest::addColumn<QByteArray>("vae");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("a U-Net file that is not there")
        << QByteArray("nowhere.safetensors") << QByteArray() << QByteArray("nowhere.safetensors");
    QTest::newRow("another component in the U-Net's place")
        << QByteArray("variants/tiny-sd15-vae-oldnames") << QByteArray()
        << QByteArray("holds no unet");
    QTest::newRow("another component in the VAE's place")
        << QByteArray() << QByteArray("models/tiny-sd15/unet") << QByteArray("holds no vae");
}

void TestSingleFile::refusesReplacements() {
    QFETCH(QByteArray, unet);
    QFETCH(QByteArray, vae);
    QFETCH(QByteArray, message);
    engine::ModelSources sources;
    if (!unet.isEmpty()) sources.unet = golden::path(unet.toStdString());
    if (!vae.isEmpty()) sources.vae = golden::path(vae.toStdString());
    const auto model = ModelFolder::open(golden::path("models/tiny-sd15"), sources);
    QVERIFY(!model.ok());
    const auto found = QByteArray::fromStdString(model.error().message);
    QVERIFY2(found.contains(message), found.constData());
    QCOMPARE(model.error().code, ErrorCode::BadFile);
}

QTEST_GUILESS_MAIN(TestSingleFile)
#include "tst_single_file.moc"
