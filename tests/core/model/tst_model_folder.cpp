// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_files.h"

#include <model/model_folder.h>

#include <QTemporaryDir>
#include <QTest>

#include <functional>

namespace fs = std::filesystem;
using engine::ErrorCode;
using engine::ModelFolder;

class TestModelFolder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsGoldenModels_data();
    void readsGoldenModels();
    void readsSecondTextEncoder();
    void readsBareComponents_data();
    void readsBareComponents();
    void takesDefaultsWhereConfigsAreSilent();
    void ignoresWhatIsNotNeeded();
    void opensAnyFormOfPath();
    void refuses_data();
    void refuses();
    void opensCacheEntry();
    void refusesBrokenCacheEntry_data();
    void refusesBrokenCacheEntry();
    void findsModels();
    void knowsUsualPlaces();
};

namespace {

fs::path models() {
    return test::goldenFolder() / "models";
}
fs::path variants() {
    return test::goldenFolder() / "variants";
}

/// A folder of the test's own, by default with a copy of tiny-sd15 in it.
class Scratch {
public:
    explicit Scratch(bool withModel = true) {
        if (withModel) copyTree(models() / "tiny-sd15", model());
    }
    fs::path path() const { return m_folder.path().toStdString(); }
    fs::path model() const { return path() / "model"; }

    /// Copies that can be written to, whatever the originals allow.
    static void copyTree(const fs::path& from, const fs::path& to) {
        fs::create_directories(to);
        for (const auto& entry : fs::recursive_directory_iterator(from)) {
            const fs::path target = to / entry.path().lexically_relative(from);
            if (entry.is_directory())
                fs::create_directories(target);
            else
                test::put(target, test::contentOf(entry.path()));
        }
    }

private:
    QTemporaryDir m_folder;
};

/// A cache entry as huggingface_hub makes it: files are links into blobs.
fs::path makeCacheEntry(const fs::path& hub, const std::string& name, const std::string& hash) {
    const fs::path entry = hub / name, source = models() / "tiny-sd15";
    fs::create_directories(entry / "blobs");
    int number = 0;
    for (const auto& file : fs::recursive_directory_iterator(source)) {
        if (!file.is_regular_file()) continue;
        const fs::path link = entry / "snapshots" / hash / file.path().lexically_relative(source);
        const fs::path blob = entry / "blobs" / std::to_string(number++);
        test::put(blob, test::contentOf(file.path()));
        fs::create_directories(link.parent_path());
        fs::create_symlink(fs::relative(blob, link.parent_path()), link);
    }
    fs::create_directories(entry / "refs");
    test::put(entry / "refs/main", hash);
    return entry;
}

void replaceIn(const fs::path& file, const std::string& from, const std::string& to) {
    std::string text = test::contentOf(file);
    const std::size_t at = text.find(from);
    QVERIFY2(at != std::string::npos, from.c_str());
    test::put(file, text.replace(at, from.size(), to));
}

QByteArray bytesOf(const std::string& text) {
    return QByteArray::fromStdString(text);
}

}  // namespace

void TestModelFolder::readsGoldenModels_data() {
    QTest::addColumn<QByteArray>("pipeline");
    QTest::addColumn<QByteArray>("scheduler");
    QTest::addColumn<QByteArray>("prediction");
    QTest::addColumn<int>("side");
    QTest::addColumn<qint64>("unet");
    QTest::addColumn<qint64>("vae");
    QTest::addColumn<qint64>("text");
    const QByteArray sd = "StableDiffusionPipeline", xl = "StableDiffusionXLPipeline";
    const QByteArray euler = "EulerDiscreteScheduler", epsilon = "epsilon";
    const auto row = [](const char* name, const QByteArray& pipeline, const QByteArray& scheduler,
                        const QByteArray& prediction, int side, qint64 unet, qint64 vae,
                        qint64 text) {
        QTest::newRow(name) << pipeline << scheduler << prediction << side << unet << vae << text;
    };
    row("tiny-sd15", sd, "PNDMScheduler", epsilon, 128, 426292, 111839,
        47568);  // without 77 position_ids
    row("tiny-sd21", sd, "DDIMScheduler", "v_prediction", 192, 361068, 90847, 72640);
    row("tiny-sdturbo", sd, euler, epsilon, 128, 278900, 90847, 72640);
    row("tiny-sdxl", xl, euler, epsilon, 128, 474052, 90847, 47568);
}

void TestModelFolder::readsGoldenModels() {
    QFETCH(QByteArray, pipeline);
    QFETCH(QByteArray, scheduler);
    QFETCH(QByteArray, prediction);
    QFETCH(int, side);
    const auto model = ModelFolder::open(models() / QTest::currentDataTag());
    QVERIFY2(model.ok(), model.ok() ? "" : model.error().message.c_str());
    const engine::ModelInfo& info = model->info();
    QCOMPARE(bytesOf(info.name), QByteArray(QTest::currentDataTag()));
    QCOMPARE(bytesOf(info.pipeline), pipeline);
    QCOMPARE(bytesOf(info.schedulerClass), scheduler);
    QCOMPARE(bytesOf(info.predictionType), prediction);
    QCOMPARE(info.nativeSide, side);
    QCOMPARE(info.vaeScale, 8);
    QCOMPARE(info.latentChannels, 4);
    const std::tuple<const char*, const char*, const char*> parts[] = {
        {"unet", "UNet2DConditionModel", "unet"},
        {"vae", "AutoencoderKL", "vae"},
        {"text_encoder", "CLIPTextModel", "text"}};
    for (const auto& [name, className, column] : parts) {
        const auto* c = info.component(name);
        QVERIFY2(c, name);
        QCOMPARE(bytesOf(c->className), QByteArray(className));
        QCOMPARE(bytesOf(c->dtype), QByteArray("F32"));
        QCOMPARE(c->weightFiles.size(), std::size_t(1));
        QCOMPARE(qint64(c->parameters),
                 *static_cast<qint64*>(QTest::qData(column, qMetaTypeId<qint64>())));
    }
    const auto* tokenizer = info.component("tokenizer");
    QVERIFY(tokenizer && tokenizer->className == "CLIPTokenizer" && tokenizer->weightFiles.empty());
    QVERIFY(tokenizer->dtype.empty());
    QVERIFY(info.component("scheduler"));
    QVERIFY(!info.component("safety_checker"));
}

void TestModelFolder::readsSecondTextEncoder() {
    const auto model = ModelFolder::open(models() / "tiny-sdxl");
    QVERIFY(model.ok());
    const auto* encoder = model->info().component("text_encoder_2");
    QVERIFY(encoder && model->info().component("tokenizer_2"));
    QCOMPARE(bytesOf(encoder->className), QByteArray("CLIPTextModelWithProjection"));
    QCOMPARE(encoder->parameters, std::int64_t(85984));
}

void TestModelFolder::readsBareComponents_data() {
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QByteArray>("component");
    QTest::addColumn<QByteArray>("dtype");
    QTest::addColumn<int>("files");
    QTest::addColumn<qint64>("parameters");
    QTest::addColumn<int>("side");
    const auto row = [](const char* name, const fs::path& folder, const char* component,
                        const char* dtype, int files, qint64 parameters, int side) {
        QTest::newRow(name) << QString::fromStdString(folder.string()) << QByteArray(component)
                            << QByteArray(dtype) << files << parameters << side;
    };
    row("U-Net, .fp16 infix", variants() / "tiny-sd15-unet-f16", "unet", "F16", 1, 426292, 128);
    row("U-Net, bfloat16", variants() / "tiny-sd15-unet-bf16", "unet", "BF16", 1, 426292, 128);
    row("U-Net in shards", variants() / "tiny-sd15-unet-sharded", "unet", "F32", 2, 426292, 128);
    row("text encoder in shards", variants() / "tiny-sd15-text-sharded", "text_encoder", "F32", 2,
        47568, 512);
    row("VAE", variants() / "tiny-sd15-vae-oldnames", "vae", "F32", 1, 111839, 512);
    row("text encoder with projection", models() / "tiny-sdxl/text_encoder_2", "text_encoder",
        "F32", 1, 85984, 512);
    row("tokenizer", models() / "tiny-sd15/tokenizer", "tokenizer", "", 0, 0, 512);
}

void TestModelFolder::readsBareComponents() {
    QFETCH(QString, folder);
    QFETCH(QByteArray, component);
    QFETCH(QByteArray, dtype);
    QFETCH(int, files);
    QFETCH(qint64, parameters);
    QFETCH(int, side);
    const auto model = ModelFolder::open(folder.toStdString());
    QVERIFY2(model.ok(), model.ok() ? "" : model.error().message.c_str());
    const engine::ModelInfo& info = model->info();
    QVERIFY(info.pipeline.empty());
    QCOMPARE(info.components.size(), std::size_t(1));
    const auto* c = info.component(component.toStdString());
    QVERIFY(c);
    QCOMPARE(bytesOf(c->dtype), dtype);
    QCOMPARE(int(c->weightFiles.size()), files);
    QCOMPARE(qint64(c->parameters), parameters);
    QCOMPARE(info.nativeSide, side);
}

void TestModelFolder::takesDefaultsWhereConfigsAreSilent() {
    const Scratch scratch;
    replaceIn(scratch.model() / "unet/config.json", "\"sample_size\"", "\"other\"");
    replaceIn(scratch.model() / "vae/config.json", "\"latent_channels\"", "\"other\"");
    const auto model = ModelFolder::open(scratch.model());
    QVERIFY(model.ok());
    QCOMPARE(model->info().nativeSide, 512);
    QCOMPARE(model->info().latentChannels, 4);
    QCOMPARE(bytesOf(model->info().predictionType),
             QByteArray("epsilon"));  // the PNDM file does not name it
}

void TestModelFolder::ignoresWhatIsNotNeeded() {
    const Scratch scratch;
    const fs::path index = scratch.model() / "model_index.json";
    test::put(
        index,
        R"({"_class_name": "StableDiffusionPipeline", "unet": ["diffusers", "UNet2DConditionModel"],
        "vae": [null, null], "safety_checker": ["stable_diffusion", "StableDiffusionSafetyChecker"],
        "feature_extractor": ["transformers", "CLIPFeatureExtractor"], "requires_safety_checker": true})");
    const auto model = ModelFolder::open(scratch.model());
    QVERIFY2(model.ok(), model.ok() ? "" : model.error().message.c_str());
    QCOMPARE(model->info().components.size(), std::size_t(1));
}

void TestModelFolder::opensAnyFormOfPath() {
    const Scratch scratch;
    for (const std::string& form : {scratch.model().string() + "/", scratch.model().string() + "/.",
                                    scratch.model().string() + "/unet/.."}) {
        const auto model = ModelFolder::open(form);
        QVERIFY2(model.ok(), form.c_str());
        QCOMPARE(bytesOf(model->info().name), QByteArray("model"));
        QCOMPARE(model->info().folder, scratch.model());
    }
}

using Change = std::function<void(const fs::path& model)>;
Q_DECLARE_METATYPE(Change)

void TestModelFolder::refuses_data() {
    QTest::addColumn<Change>("change");
    QTest::addColumn<QByteArray>("message");  // a part of it
    QTest::addColumn<int>("code");
    const auto row = [](const char* name, const Change& change, const char* message,
                        ErrorCode code = ErrorCode::BadFile) {
        QTest::newRow(name) << change << QByteArray(message) << int(code);
    };
    const auto removes = [](const char* file) -> Change {
        return [file](const fs::path& m) { fs::remove_all(m / file); };
    };
    const auto writes = [](const char* file, const char* text) -> Change {
        return [=](const fs::path& m) { test::put(m / file, text); };
    };
    row("folder missing", removes(""), "/model is missing; expected a model's folder or file");
    row(
        "empty folder",
        [](const fs::path& m) {
            fs::remove_all(m);
            fs::create_directory(m);
        },
        "/model holds no model: expected model_index.json");
    row(
        "a file that is no folder",
        [](const fs::path& m) {
            fs::remove_all(m);
            test::put(m, "text");
        },
        "too few for a safetensors file");
    row(
        "a pickle that is no folder",
        [](const fs::path& m) {
            fs::remove_all(m);
            test::put(m, "\x80\x02}q");
        },
        "is a Python pickle", ErrorCode::Unsafe);
    row(
        "only a checkpoint in the folder",
        [](const fs::path& m) {
            fs::remove_all(m);
            fs::create_directory(m);
            test::put(m / "v1-5.ckpt", "PK");
        },
        "v1-5.safetensors'", ErrorCode::Unsafe);
    row("index is no JSON", writes("model_index.json", "{"), "model_index.json is not valid JSON");
    row("index is a list", writes("model_index.json", "[]"),
        "model_index.json should hold a JSON object");
    row("index without class", writes("model_index.json", "{}"), "_class_name");
    row("index without components", writes("model_index.json", R"({"_class_name": "X"})"),
        "names no component");
    row("index with half an entry",
        writes("model_index.json", R"({"_class_name": "X", "unet": ["diffusers"]})"),
        "library and class of \"unet\"");
    row("index with half a null",
        writes("model_index.json", R"({"_class_name": "X", "unet": [null, "U"]})"),
        "library and class of \"unet\"");
    row("index that leads out of the folder",
        writes("model_index.json", R"({"_class_name": "X", "../unet": ["a", "b"]})"),
        "library and class of \"../unet\"");
    row("unet missing", removes("unet"),
        "/unet is missing: the folder of the component \"unet\" (UNet2DConditionModel)");
    row("vae missing", removes("vae"), "/vae is missing");
    row("tokenizer missing", removes("tokenizer"), "/tokenizer is missing");
    row("scheduler missing", removes("scheduler"), "/scheduler is missing");
    row("config missing", removes("vae/config.json"), "vae/config.json is missing");
    row("vocabulary missing", removes("tokenizer/vocab.json"), "tokenizer/vocab.json is missing");
    row("merges missing", removes("tokenizer/merges.txt"), "tokenizer/merges.txt is missing");
    row("schedule missing", removes("scheduler/scheduler_config.json"),
        "scheduler_config.json is missing");
    row("weights missing", removes("unet/diffusion_pytorch_model.safetensors"),
        "unet/diffusion_pytorch_model.safetensors is missing");
    row("config is no JSON", writes("unet/config.json", "{]"),
        "unet/config.json is not valid JSON");
    row("VAE config is no JSON", writes("vae/config.json", ""),
        "vae/config.json is not valid JSON");
    row("schedule is no JSON", writes("scheduler/scheduler_config.json", "nul"),
        "scheduler_config.json is not valid JSON");
    row("sample size is a text", writes("unet/config.json", R"({"sample_size": "64"})"),
        "sample_size");
    row("sample size is zero", writes("unet/config.json", R"({"sample_size": 0})"), "sample_size");
    row("latent channels below one", writes("vae/config.json", R"({"latent_channels": -4})"),
        "latent_channels");
    row("VAE without levels", writes("vae/config.json", R"({"block_out_channels": []})"),
        "block_out_channels");
    row("VAE with eleven levels",
        writes("vae/config.json", R"({"block_out_channels": [1,1,1,1,1,1,1,1,1,1,1]})"),
        "block_out_channels");
    row("prediction is a number",
        writes("scheduler/scheduler_config.json", R"({"prediction_type": 1})"), "prediction_type");
    row(
        "weights cut short",
        [](const fs::path& m) {
            const fs::path file = m / "vae/diffusion_pytorch_model.safetensors";
            fs::resize_file(file, fs::file_size(file) - 1);
        },
        "vae/diffusion_pytorch_model.safetensors");
    row("weights empty", writes("vae/diffusion_pytorch_model.safetensors", ""),
        "vae/diffusion_pytorch_model.safetensors");
    row(
        "only a pickle",
        [](const fs::path& m) {
            fs::rename(m / "unet/diffusion_pytorch_model.safetensors",
                       m / "unet/diffusion_pytorch_model.bin");
        },
        "unet/diffusion_pytorch_model.bin is a Python pickle", ErrorCode::Unsafe);
    row("a pickle named safetensors",
        writes("text_encoder/model.safetensors", "\x80\x02\x8a\x0al\xfc\x9c"), "mv '",
        ErrorCode::Unsafe);
    row(
        "bare component of unknown class",
        [](const fs::path& m) {
            fs::remove(m / "model_index.json");
            test::put(m / "config.json", R"({"architectures": ["BertModel"]})");
        },
        "config.json is of a BertModel, expected UNet2DConditionModel");
    row(
        "bare component without class",
        [](const fs::path& m) {
            fs::remove(m / "model_index.json");
            test::put(m / "config.json", "{}");
        },
        "config.json names no class");
    row(
        "bare component, class is a number",
        [](const fs::path& m) {
            fs::remove(m / "model_index.json");
            test::put(m / "config.json", R"({"_class_name": 7})");
        },
        "_class_name");
    row(
        "bare tokenizer without merges",
        [](const fs::path& m) {
            fs::remove(m / "model_index.json");
            test::put(m / "vocab.json", "{}");
        },
        "model/merges.txt is missing");
}

void TestModelFolder::refuses() {
    QFETCH(Change, change);
    QFETCH(QByteArray, message);
    QFETCH(int, code);
    const Scratch scratch;
    change(scratch.model());
    const auto model = ModelFolder::open(scratch.model());
    QVERIFY(!model.ok());
    const QByteArray found = bytesOf(model.error().message);
    QVERIFY2(found.contains(message), found.constData());
    QCOMPARE(int(model.error().code), code);
}

void TestModelFolder::opensCacheEntry() {
    const Scratch hub(false);
    const fs::path entry = makeCacheEntry(hub.path(), "models--stable-org--tiny--sd", "abc123");
    fs::create_directories(entry / "snapshots/def456");  // not the one that refs/main names
    const fs::path snapshot = entry / "snapshots/abc123";
    for (const fs::path& path : {entry, snapshot, entry / ""}) {
        const auto model = ModelFolder::open(path);
        QVERIFY2(model.ok(), model.ok() ? "" : model.error().message.c_str());
        QCOMPARE(bytesOf(model->info().name), QByteArray("stable-org/tiny--sd"));
        QCOMPARE(model->info().folder, snapshot);
        QCOMPARE(model->info().component("unet")->parameters, std::int64_t(426292));
    }
    fs::remove(entry / "refs/main");
    fs::remove(entry / "snapshots/def456");
    QVERIFY(ModelFolder::open(entry).ok());  // its only snapshot
}

void TestModelFolder::refusesBrokenCacheEntry_data() {
    QTest::addColumn<Change>("change");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char* name, const Change& change, const char* message) {
        QTest::newRow(name) << change << QByteArray(message);
    };
    row(
        "no snapshot",
        [](const fs::path& e) {
            fs::remove_all(e / "snapshots");
            fs::remove(e / "refs/main");
        },
        "holds no snapshot");
    row(
        "two snapshots, no ref",
        [](const fs::path& e) {
            fs::create_directory(e / "snapshots/other");
            fs::remove(e / "refs/main");
        },
        "holds several snapshots and no refs/main");
    row(
        "ref to a snapshot that is not there",
        [](const fs::path& e) { test::put(e / "refs/main", "gone\n"); },
        "snapshots/gone is missing");
    row(
        "empty ref", [](const fs::path& e) { test::put(e / "refs/main", "\n"); },
        "refs/main should hold the name");
    row(
        "ref that leads out", [](const fs::path& e) { test::put(e / "refs/main", "../../x"); },
        "refs/main should hold");
    row(
        "ref to the parent", [](const fs::path& e) { test::put(e / "refs/main", ".."); },
        "refs/main should hold");
    row(
        "blob of the weights not downloaded",
        [](const fs::path& e) {
            fs::remove(
                fs::canonical(e / "snapshots/abc123/unet/diffusion_pytorch_model.safetensors"));
        },
        "is a link to a file that is missing: the download is incomplete");
}

void TestModelFolder::refusesBrokenCacheEntry() {
    QFETCH(Change, change);
    QFETCH(QByteArray, message);
    const Scratch hub(false);
    const fs::path entry = makeCacheEntry(hub.path(), "models--org--name", "abc123");
    change(entry);
    const auto model = ModelFolder::open(entry);
    QVERIFY(!model.ok());
    const QByteArray found = bytesOf(model.error().message);
    QVERIFY2(found.contains(message), found.constData());
    QCOMPARE(int(model.error().code), int(ErrorCode::BadFile));
    const auto listed = engine::findModels({hub.path()});  // told of, not left out
    QCOMPARE(listed.size(), std::size_t(1));
    QVERIFY(!listed[0].info && listed[0].problem == model.error().message);
}

void TestModelFolder::findsModels() {
    const Scratch scratch;  // "model"
    const fs::path place = scratch.path();
    fs::create_directories(place / "org");
    Scratch::copyTree(models() / "tiny-sd21", place / "org/damaged");
    fs::remove_all(place / "org/damaged/vae");
    Scratch::copyTree(variants() / "tiny-sd15-unet-f16", place / "bare-unet");
    Scratch::copyTree(models() / "tiny-sd15", place / "one/two/too-deep");
    fs::create_directories(place / "other");
    test::put(place / "other/config.json", R"({"architectures": ["BertModel"]})");
    fs::create_directory_symlink(place / "model", place / "same-again");
    const fs::path hub = place / "hub";
    makeCacheEntry(hub, "models--a--cached", "abc123");
    fs::create_directories(hub / "models--some--bert/snapshots/1");
    test::put(hub / "models--some--bert/snapshots/1/config.json",
              R"({"architectures": ["BertModel"]})");

    const auto found = engine::findModels({place, hub, place / "missing"});
    QByteArrayList names;
    for (const auto& m : found)
        names << bytesOf(m.name) +
                     (m.info ? "" : ": " + bytesOf(m.problem.substr(place.string().size())));
    QCOMPARE(names.join("; "), QByteArray("a/cached; bare-unet; damaged: /org/damaged/vae is "
                                          "missing: the folder of the component \"vae\" "
                                          "(AutoencoderKL).; model"));
    QCOMPARE(engine::findModels({place / "model"}).size(), std::size_t(1));  // the place itself
}

void TestModelFolder::knowsUsualPlaces() {
    qputenv("HF_HUB_CACHE", "/a/hub");
    qputenv("HF_HOME", "/b");
    qputenv("HOME", "/home/c");
    const std::vector<fs::path> all = {"/a/hub", "/b/hub", "/home/c/.cache/huggingface/hub"};
    QVERIFY(engine::usualModelPlaces() == all);
    qputenv("HF_HUB_CACHE", "");
    qputenv("HF_HOME", "/home/c/.cache/huggingface");
    QVERIFY(engine::usualModelPlaces() == std::vector<fs::path>{all[2]});
    qunsetenv("HF_HOME");
    qunsetenv("HOME");
    QVERIFY(engine::usualModelPlaces().empty());
}

QTEST_GUILESS_MAIN(TestModelFolder)
#include "tst_model_folder.moc"
