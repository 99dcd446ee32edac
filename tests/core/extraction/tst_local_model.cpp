// SPDX-License-Identifier: GPL-3.0-or-later
// The engine through its library and its public face, as the program uses it. Numbers are
// golden_check's business.
#include <extraction/engine.h>
#include <extraction/engine_library.h>

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>

namespace fs = std::filesystem;
using engine::ErrorCode;
using engine::LayerPath;
using engine::NdArray;

class TestLocalModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void observesInOrderAndStopsEarly();
    void cancelActsWithinOneModule();
    void refusesUnknownLayer();
    void refusesWrongInputs_data();
    void refusesWrongInputs();
    void listsWeightsThatDoNotFit_data();
    void listsWeightsThatDoNotFit();
    void weightsStayThoseThatWereOpened_data();
    void weightsStayThoseThatWereOpened();
    void sameRunTwiceIsIdentical();
    void noiseFollowsTheSeed();
    void vaeOutIsOneStepFurther_data();
    void vaeOutIsOneStepFurther();
    void noiseFollowsTheBatch();
    void onePictureIsEncodedOnce();
    void reportsVersions();

private:
    std::unique_ptr<engine::Model> open(const fs::path& folder);
    engine::UnetInputs inputs() const;
    engine::ExtractionRequest picture() const;
    /// A copy of tiny-sd15's U-Net in \a dir whose config differs by \a find -> \a replace.
    fs::path unetWithConfig(const QTemporaryDir& dir, const std::string& find,
                            const std::string& replace) const;

    const fs::path m_sd15 = fs::path(DENOSCOPE_TEST_DATA) / "golden/models/tiny-sd15";
    engine::Engine* m_engine = nullptr;
};

void TestLocalModel::initTestCase() {
    auto loaded = engine::loadEngine();
    QVERIFY2(loaded.ok(), loaded.ok() ? "" : loaded.error().message.c_str());
    m_engine = *loaded;
}

std::unique_ptr<engine::Model> TestLocalModel::open(const fs::path& folder) {
    auto model = m_engine->open(folder, {});
    return model ? std::move(*model) : nullptr;
}

engine::UnetInputs TestLocalModel::inputs() const {
    std::vector<float> sample(4 * 8 * 8), text(77 * 24);
    for (std::size_t i = 0; i < sample.size(); ++i) sample[i] = std::sin(float(i));
    for (std::size_t i = 0; i < text.size(); ++i) text[i] = std::cos(float(i));
    return {NdArray::fromFloats({1, 4, 8, 8}, sample),
            NdArray::fromInts({}, {50}),
            NdArray::fromFloats({1, 77, 24}, text),
            {},
            {}};
}

engine::ExtractionRequest TestLocalModel::picture() const {
    engine::ExtractionRequest request;
    request.size = {64, 64};
    for (int i = 0; i < 64 * 64 * 3; ++i) request.rgb.push_back(std::uint8_t(i * 7));
    return request;
}

void TestLocalModel::observesInOrderAndStopsEarly() {
    const auto model = open(m_sd15);
    QVERIFY(model);
    std::vector<std::string> seen;
    double progress = 0;
    engine::Observation observation;
    observation.layers = {LayerPath("mid_block"), LayerPath("down_blocks.0.attentions.1"),
                          LayerPath("conv_in")};
    observation.sink = [&](const LayerPath& path, const NdArray&) { seen.push_back(path.text()); };
    observation.progress = [&](double fraction) { progress = fraction; };
    observation.stopAfterDeepest = true;
    const auto output = model->runUnet(inputs(), observation);
    QVERIFY(output.ok());
    QCOMPARE(output->count(), std::size_t(0));
    QCOMPARE(seen,
             (std::vector<std::string>{"conv_in", "down_blocks[0].attentions[1]", "mid_block"}));
    QVERIFY2(progress < 0.7, "the way up was computed although nobody asked for it");
}

void TestLocalModel::cancelActsWithinOneModule() {
    const auto model = open(m_sd15);
    QVERIFY(model);
    std::stop_source stop;
    std::vector<std::string> seen;
    engine::Observation observation;
    observation.layers = {LayerPath("conv_in"), LayerPath("down_blocks[0].resnets[0].norm1")};
    observation.stop = stop.get_token();
    observation.sink = [&](const LayerPath& path, const NdArray&) {
        seen.push_back(path.text());
        stop.request_stop();
    };
    const auto output = model->runUnet(inputs(), observation);
    QVERIFY(!output.ok());
    QCOMPARE(output.error().code, ErrorCode::Cancelled);
    QCOMPARE(seen, std::vector<std::string>{"conv_in"});

    engine::Observation again;  // the model is as good as before
    QVERIFY(model->runUnet(inputs(), again).ok());
}

void TestLocalModel::refusesUnknownLayer() {
    const auto model = open(m_sd15);
    QVERIFY(model);
    engine::Observation observation;
    observation.layers = {LayerPath("up_blocks[7]")};
    const auto output = model->runUnet(inputs(), observation);
    QVERIFY(!output.ok());
    QCOMPARE(output.error().code, ErrorCode::Usage);
    QVERIFY(output.error().message.find("up_blocks[7]") != std::string::npos);
}

void TestLocalModel::refusesWrongInputs_data() {
    QTest::addColumn<QString>("what");
    QTest::newRow("sample with three channels") << QStringLiteral("sample");
    QTest::newRow("text of another width") << QStringLiteral("encoder_hidden_states");
    QTest::newRow("two timesteps for one picture") << QStringLiteral("timestep");
    QTest::newRow("picture not a multiple of 8") << QStringLiteral("picture");
    QTest::newRow("timestep past the schedule") << QStringLiteral("1000");
    QTest::newRow("noise of another size") << QStringLiteral("ddim_noise");
}

void TestLocalModel::refusesWrongInputs() {
    QFETCH(QString, what);
    const auto model = open(m_sd15);
    QVERIFY(model);
    auto in = inputs();
    auto request = picture();
    std::string message;
    const auto keep = [&](const auto& result) {
        message = result.ok() ? std::string() : result.error().message;
    };
    if (what == QStringLiteral("sample")) {
        in.sample = NdArray::fromFloats({1, 3, 8, 8}, std::vector<float>(3 * 64));
        keep(model->runUnet(in, {}));
    } else if (what == QStringLiteral("encoder_hidden_states")) {
        in.encoderHiddenStates = NdArray::fromFloats({1, 77, 32}, std::vector<float>(77 * 32));
        keep(model->runUnet(in, {}));
    } else if (what == QStringLiteral("timestep")) {
        in.timestep = NdArray::fromInts({2}, {1, 2});
        keep(model->runUnet(in, {}));
    } else if (what == QStringLiteral("picture")) {
        request.size.width = 60;
        keep(model->extract(request, {}));
    } else if (what == QStringLiteral("1000")) {
        request.timestep = 1000;
        keep(model->extract(request, {}));
    } else {
        request.ddimNoise = NdArray::fromFloats({1, 4, 4, 4}, std::vector<float>(64));
        keep(model->extract(request, {}));
    }
    QVERIFY2(QString::fromStdString(message).contains(what), message.c_str());
}

fs::path TestLocalModel::unetWithConfig(const QTemporaryDir& dir, const std::string& find,
                                        const std::string& replace) const {
    const fs::path folder = dir.path().toStdString();
    fs::copy(m_sd15 / "unet", folder,
             fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    std::ifstream in(m_sd15 / "unet/config.json");
    std::string text{std::istreambuf_iterator<char>(in), {}};
    text.replace(text.find(find), find.size(), replace);
    fs::permissions(folder / "config.json", fs::perms::owner_all);
    std::ofstream(folder / "config.json") << text;
    return folder;
}

void TestLocalModel::listsWeightsThatDoNotFit_data() {
    QTest::addColumn<QByteArray>("find");
    QTest::addColumn<QByteArray>("replace");
    QTest::addColumn<QString>("expected");
    QTest::newRow("another text width")
        << QByteArray("\"cross_attention_dim\": 24") << QByteArray("\"cross_attention_dim\": 32")
        << QStringLiteral("have another shape");
    QTest::newRow("more layers than the file has")
        << QByteArray("\"layers_per_block\": 2") << QByteArray("\"layers_per_block\": 3")
        << QStringLiteral("tensors are missing");
    QTest::newRow("fewer layers than the file has")
        << QByteArray("\"layers_per_block\": 2") << QByteArray("\"layers_per_block\": 1")
        << QStringLiteral("are left over");
}

void TestLocalModel::listsWeightsThatDoNotFit() {
    QFETCH(QByteArray, find);
    QFETCH(QByteArray, replace);
    QFETCH(QString, expected);
    const QTemporaryDir dir;
    const auto model = open(unetWithConfig(dir, find.toStdString(), replace.toStdString()));
    QVERIFY(model);
    const auto output = model->runUnet(inputs(), {});
    QVERIFY(!output.ok());
    QCOMPARE(output.error().code, ErrorCode::BadFile);
    QVERIFY2(QString::fromStdString(output.error().message).contains(expected),
             output.error().message.c_str());
}

// Weights are read when a run first reaches them, which may be long after the model was opened.
void TestLocalModel::weightsStayThoseThatWereOpened_data() {
    using Path = const fs::path&;
    QTest::addColumn<std::function<void(Path)>>("change");
    QTest::addColumn<QString>("says");  // empty: the run goes on
    QTest::newRow("untouched") << std::function([](Path) {}) << QString();
    QTest::newRow("replaced by another file, as downloads do") << std::function([](Path file) {
        const auto other = fs::path(file) += ".part";
        fs::copy_file(file, other);
        fs::resize_file(other, fs::file_size(file) - 4);
        fs::rename(other, file);
    }) << QString();
    QTest::newRow("deleted") << std::function([](Path file) { fs::remove(file); }) << QString();
    QTest::newRow("shortened") << std::function([](Path file) {
        fs::resize_file(file, fs::file_size(file) - 4);
    }) << QStringLiteral("was shortened to");
    QTest::newRow("written to") << std::function([](Path file) {
        std::fstream(file, std::ios::in | std::ios::out | std::ios::binary)
            .seekp(-4, std::ios::end)
            .write("1234", 4);
        fs::last_write_time(file, fs::file_time_type::clock::now() + std::chrono::hours(1));
    }) << QStringLiteral("was written to after it was opened");
}

void TestLocalModel::weightsStayThoseThatWereOpened() {
    QFETCH(const std::function<void(const fs::path&)>, change);
    QFETCH(const QString, says);
    const auto reference = open(m_sd15);
    const QTemporaryDir dir;
    const auto folder = unetWithConfig(dir, "", "");
    const auto model = open(folder);
    QVERIFY(model && reference);
    engine::Observation observation;
    observation.layers = {LayerPath("conv_in")};
    observation.sink = [](const LayerPath&, const NdArray&) {};
    observation.stopAfterDeepest = true;
    QVERIFY(model->runUnet(inputs(), observation).ok());
    const auto file = folder / "diffusion_pytorch_model.safetensors";
    fs::permissions(file, fs::perms::owner_all);
    change(file);
    const auto output = model->runUnet(inputs(), {});
    QCOMPARE(output.ok(), says.isEmpty());
    if (output.ok()) {
        const auto expected = reference->runUnet(inputs(), {});
        QVERIFY(expected.ok());
        QVERIFY(std::ranges::equal(output->floats(), expected->floats()));
    } else {
        QCOMPARE(output.error().code, ErrorCode::BadFile);
        QVERIFY2(QString::fromStdString(output.error().message).contains(says),
                 output.error().message.c_str());
    }
}

void TestLocalModel::sameRunTwiceIsIdentical() {
    const auto model = open(m_sd15);
    QVERIFY(model);
    const auto first = model->extract(picture(), {}), second = model->extract(picture(), {});
    QVERIFY(first.ok() && second.ok());
    const auto a = first->noisyLatents.floats(), b = second->noisyLatents.floats();
    QVERIFY(std::equal(a.begin(), a.end(), b.begin(), b.end()));
}

void TestLocalModel::noiseFollowsTheSeed() {
    const auto model = open(m_sd15);
    QVERIFY(model);
    auto request = picture();
    const auto seed42 = model->extract(request, {});
    request.seed = 43;
    const auto seed43 = model->extract(request, {});
    QVERIFY(seed42.ok() && seed43.ok());
    QVERIFY(seed42->ddimNoise.floats()[0] != seed43->ddimNoise.floats()[0]);
    // torch.manual_seed(42); torch.randn(...)[0], golden/img2repr.
    QVERIFY(std::abs(seed42->sampleNoise.floats()[0] - 1.9269153f) < 1e-6f);
}

void TestLocalModel::vaeOutIsOneStepFurther_data() {
    QTest::addColumn<int>("timestep");
    QTest::addColumn<bool>("isVelocity");
    QTest::newRow("tiny-sd15 in the middle") << 500 << false;
    QTest::newRow("tiny-sd15 at the last step") << 0 << false;
    QTest::newRow("tiny-sd21 predicts velocities") << 50 << true;
}

/// DDIM's step of one of the 1000 timesteps, in double from what the extraction shows, decoded.
void TestLocalModel::vaeOutIsOneStepFurther() {
    QFETCH(int, timestep);
    QFETCH(bool, isVelocity);
    const auto model = open(isVelocity ? m_sd15.parent_path() / "tiny-sd21" : m_sd15);
    QVERIFY(model);
    auto request = picture();
    request.timestep = timestep;
    std::map<std::string, NdArray> seen;
    engine::Observation observation;
    observation.layers = {LayerPath("vae-out"), LayerPath("unet-out")};
    observation.stopAfterDeepest = true;
    observation.sink = [&](const LayerPath& path, NdArray a) { seen.emplace(path.text(), a); };
    const auto extraction = model->extract(request, observation);
    QVERIFY2(extraction.ok(), extraction.ok() ? "" : extraction.error().message.c_str());
    double alpha = 1, before = 1;  // products of 1 - beta, up to this timestep and the one before
    for (int t = 0; t <= timestep; ++t) {
        const double root = std::sqrt(0.00085) + (std::sqrt(0.012) - std::sqrt(0.00085)) * t / 999;
        before = alpha;
        alpha *= 1 - root * root;
    }
    const auto noisy = extraction->noisyLatents.floats(), output = seen.at("unet-out").floats();
    std::vector<float> next;
    for (std::size_t i = 0; i < noisy.size(); ++i) {
        const double x = double(noisy[i]), y = double(output[i]);
        const double signal = std::sqrt(alpha), spread = std::sqrt(1 - alpha);
        const double clean = isVelocity ? signal * x - spread * y : (x - spread * y) / signal;
        const double noise = isVelocity ? signal * y + spread * x : y;
        next.push_back(
            float((std::sqrt(before) * clean + std::sqrt(1 - before) * noise) / 0.18215));
    }
    const auto expected = model->decodeLatent(NdArray::fromFloats({1, 4, 8, 8}, next), {});
    QVERIFY(expected.ok());
    QCOMPARE(seen.at("vae-out").shape(), expected->shape());
    double worst = 0, largest = 0;
    for (std::size_t i = 0; i < expected->count(); ++i) {
        largest = std::max(largest, std::abs(double(expected->floats()[i])));
        worst = std::max(worst, std::abs(double(expected->floats()[i]) -
                                         double(seen.at("vae-out").floats()[i])));
    }
    QVERIFY2(worst < 1e-4 * largest, QByteArray::number(worst / largest));
}

void TestLocalModel::noiseFollowsTheBatch() {
    const auto model = open(m_sd15);
    QVERIFY(model);
    const auto draw = [&](int size, int index, bool isShared) {
        auto request = picture();
        request.batch = {size, index, isShared};
        return model->extract(request, {});
    };
    const auto alone = draw(1, 0, true), first = draw(3, 0, true), last = draw(3, 2, true),
               own = draw(3, 2, false);
    QVERIFY(alone && first && last && own);
    const auto same = [](const NdArray& a, const NdArray& b) {
        return a.shape() == b.shape() && std::ranges::equal(a.floats(), b.floats());
    };
    QVERIFY2(same(alone->sampleNoise, first->sampleNoise), "a batch begins with the same draw");
    QVERIFY(!same(first->sampleNoise, last->sampleNoise));
    QVERIFY2(!same(alone->ddimNoise, first->ddimNoise), "three samples come before the noise");
    QVERIFY(same(first->ddimNoise, last->ddimNoise));
    QVERIFY(!same(last->ddimNoise, own->ddimNoise));
    const auto outside = draw(3, 3, true);
    QVERIFY(!outside && outside.error().code == ErrorCode::Usage);
}

/// Several timesteps of a picture cost one VAE pass and a U-Net pass each, which ends at the
/// deepest layer. Progress tells the passes: the VAE has the share up to 0.3.
void TestLocalModel::onePictureIsEncodedOnce() {
    const auto model = open(m_sd15);
    QVERIFY(model);
    int vaeModules = 0, unetModules = 0, seen = 0;
    engine::Observation observation;
    observation.layers = {LayerPath("down_blocks[0]"), LayerPath("conv_in")};
    observation.stopAfterDeepest = true;
    observation.sink = [&](const LayerPath&, NdArray) { ++seen; };
    observation.progress = [&](double fraction) {
        if (fraction > 0.02 && fraction <= 0.3) ++vaeModules;
        if (fraction > 0.3) ++unetModules;
    };
    std::vector<int> vae, unet;
    for (const int timestep : {50, 261, 999}) {
        auto request = picture();
        request.timestep = timestep;
        vaeModules = unetModules = 0;
        QVERIFY(model->extract(request, observation).ok());
        vae.push_back(vaeModules);
        unet.push_back(unetModules);
    }
    QVERIFY(vae[0] > 0);
    QCOMPARE(vae[1] + vae[2], 0);
    QCOMPARE(seen, 3 * 2);
    QVERIFY(unet[0] > 0 && unet[0] == unet[1] && unet[1] == unet[2]);
    observation.layers = {LayerPath("conv_out")};
    unetModules = 0;
    QVERIFY(model->extract(picture(), observation).ok());
    QVERIFY2(unetModules > 3 * unet[0], "down_blocks[0] is early in the network");
}

void TestLocalModel::reportsVersions() {
    const auto versions = m_engine->versions();
    QVERIFY(!versions.torch.empty());
    QVERIFY2(!versions.blas.empty(), "the loader did not say which file provides sgemm_");
    QCOMPARE(versions.devices.front(), std::string("cpu"));
}

QTEST_GUILESS_MAIN(TestLocalModel)
#include "tst_local_model.moc"
