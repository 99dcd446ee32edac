// SPDX-License-Identifier: GPL-3.0-or-later
// AutoencoderTiny against plain loops, with small random weights: there are no golden numbers.
#include "support/golden.h"
#include "support/stored_tensors.h"

#include <extraction/engine.h>
#include <extraction/engine_library.h>

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

namespace fs = std::filesystem;
using engine::NdArray;

namespace {

/// [C, H, W] of one picture.
struct Map {
    int channels = 0, height = 0, width = 0;
    std::vector<double> values;
    double& at(int c, int y, int x) { return values[std::size_t((c * height + y) * width + x)]; }
    double at(int c, int y, int x) const { return const_cast<Map*>(this)->at(c, y, x); }
    static Map zeros(int c, int h, int w) {
        return {c, h, w, std::vector<double>(std::size_t(c * h * w))};
    }
};

/// The network written down once more, layer by layer, in double precision.
class Reference {
public:
    explicit Reference(const test::StoredTensors& weights) : m_weights(weights) {}

    Map encode(Map image) const {
        for (double& v : image.values) v = (v + 1) / 2;
        Map x = convolved("encoder.layers.0", image, 1);
        x = block("encoder.layers.1", x);
        x = convolved("encoder.layers.2", x, 2);
        x = block("encoder.layers.3", x);
        x = block("encoder.layers.4", x);
        return convolved("encoder.layers.5", x, 1);
    }

    Map decode(Map latent) const {
        for (double& v : latent.values) v = std::tanh(v / 3) * 3;
        Map x = rectified(convolved("decoder.layers.0", latent, 1));
        x = block("decoder.layers.2", x);
        x = block("decoder.layers.3", x);
        Map large = Map::zeros(x.channels, 2 * x.height, 2 * x.width);
        for (int c = 0; c < large.channels; ++c)
            for (int row = 0; row < large.height; ++row)
                for (int col = 0; col < large.width; ++col)
                    large.at(c, row, col) = x.at(c, row / 2, col / 2);
        x = convolved("decoder.layers.5", large, 1);
        x = block("decoder.layers.6", x);
        x = convolved("decoder.layers.7", x, 1);
        for (double& v : x.values) v = v * 2 - 1;
        return x;
    }

private:
    static Map rectified(Map x) {
        for (double& v : x.values) v = std::max(v, 0.0);
        return x;
    }

    float value(const test::StoredTensor& t, std::size_t index) const {
        float v = 0;
        std::memcpy(&v, t.bytes.data() + index * sizeof v, sizeof v);
        return v;
    }

    Map convolved(const std::string& name, const Map& x, int stride) const {
        const auto& kernel = m_weights.at(name + ".weight");
        const auto bias = m_weights.find(name + ".bias");
        const int out = int(kernel.shape[0]);
        Map y = Map::zeros(out, (x.height + stride - 1) / stride, (x.width + stride - 1) / stride);
        for (int o = 0; o < out; ++o)
            for (int row = 0; row < y.height; ++row)
                for (int col = 0; col < y.width; ++col) {
                    double sum =
                        bias == m_weights.end() ? 0 : double(value(bias->second, std::size_t(o)));
                    for (int c = 0; c < x.channels; ++c)
                        for (int dy = -1; dy <= 1; ++dy)
                            for (int dx = -1; dx <= 1; ++dx) {
                                const int r = row * stride + dy, q = col * stride + dx;
                                if (r < 0 || q < 0 || r >= x.height || q >= x.width) continue;
                                const int k = ((o * x.channels + c) * 3 + dy + 1) * 3 + dx + 1;
                                sum += double(value(kernel, std::size_t(k))) * x.at(c, r, q);
                            }
                    y.at(o, row, col) = sum;
                }
        return y;
    }

    Map block(const std::string& name, const Map& x) const {
        Map h = rectified(convolved(name + ".conv.0", x, 1));
        h = rectified(convolved(name + ".conv.2", h, 1));
        h = convolved(name + ".conv.4", h, 1);
        for (std::size_t i = 0; i < h.values.size(); ++i) h.values[i] += x.values[i];
        return rectified(h);
    }

    const test::StoredTensors& m_weights;
};

const char* const kConfig = R"({"_class_name": "AutoencoderTiny", "in_channels": 3,
  "out_channels": 3, "latent_channels": 4, "encoder_block_out_channels": [8, 8],
  "decoder_block_out_channels": [8, 8], "num_encoder_blocks": [1, 2],
  "num_decoder_blocks": [2, 1], "scaling_factor": 1.0, "act_fn": "relu"})";

test::StoredTensors randomWeights() {
    test::StoredTensors w;
    std::uint32_t seed = 1;
    const auto conv = [&](const std::string& name, int out, int in, bool hasBias = true) {
        w[name + ".weight"] =
            test::randomTensor({out, in, 3, 3}, seed++, 1 / std::sqrt(9.0f * float(in)));
        if (hasBias) w[name + ".bias"] = test::randomTensor({out}, seed++, 0.2f);
    };
    const auto block = [&](const std::string& name) {
        for (const char* inner : {".conv.0", ".conv.2", ".conv.4"}) conv(name + inner, 8, 8);
    };
    conv("encoder.layers.0", 8, 3);
    conv("encoder.layers.2", 8, 8, false);
    conv("encoder.layers.5", 4, 8);
    conv("decoder.layers.0", 8, 4);
    conv("decoder.layers.5", 8, 8, false);
    conv("decoder.layers.7", 3, 8);
    for (const char* name : {"encoder.layers.1", "encoder.layers.3", "encoder.layers.4",
                             "decoder.layers.2", "decoder.layers.3", "decoder.layers.6"})
        block(name);
    return w;
}

Map waves(int channels, int height, int width, double scale) {
    Map m = Map::zeros(channels, height, width);
    for (std::size_t i = 0; i < m.values.size(); ++i)
        m.values[i] = scale * double(float(std::sin(0.37 * double(i) + 0.1)));
    return m;
}

NdArray arrayOf(const Map& m) {
    return NdArray::fromFloats({1, m.channels, m.height, m.width},
                               {m.values.begin(), m.values.end()});
}

double deviation(const NdArray& actual, const Map& expected) {
    if (actual.shape() !=
        std::vector<std::int64_t>{1, expected.channels, expected.height, expected.width})
        return INFINITY;
    double worst = 0, largest = 0;
    for (std::size_t i = 0; i < expected.values.size(); ++i) {
        worst = std::max(worst, std::abs(double(actual.floats()[i]) - expected.values[i]));
        largest = std::max(largest, std::abs(expected.values[i]));
    }
    return worst / largest;
}

}  // namespace

class TestTinyVae : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void equalsPlainLoops();
    void givesALatentWithoutSpread();
    void showsEveryListedLayer();
    void boundsTheLatent();
    void listsWeightsThatDoNotFit();
    void standsInForTheVaeOfAModel();

private:
    fs::path vae(const test::StoredTensors& weights, const char* name = "vae");
    std::unique_ptr<engine::Model> open(const fs::path& folder,
                                        const engine::ModelSources& sources = {});

    QTemporaryDir m_folder;
    engine::Engine* m_engine = nullptr;
};

void TestTinyVae::initTestCase() {
    auto loaded = engine::loadEngine();
    QVERIFY2(loaded.ok(), loaded.ok() ? "" : loaded.error().message.c_str());
    m_engine = *loaded;
}

fs::path TestTinyVae::vae(const test::StoredTensors& weights, const char* name) {
    const auto folder = fs::path(m_folder.path().toStdString()) / name;
    fs::create_directories(folder);
    test::put(folder / "config.json", kConfig);
    test::writeTensors(folder / "diffusion_pytorch_model.safetensors", weights);
    return folder;
}

std::unique_ptr<engine::Model> TestTinyVae::open(const fs::path& folder,
                                                 const engine::ModelSources& sources) {
    engine::LoadOptions options;
    options.sources = sources;
    auto model = m_engine->open(folder, options);
    if (!model) qWarning() << model.error().message.c_str();
    return model ? std::move(*model) : nullptr;
}

void TestTinyVae::equalsPlainLoops() {
    const auto weights = randomWeights();
    const Reference reference(weights);
    const auto model = open(vae(weights));
    QVERIFY(model);
    QCOMPARE(model->info().vaeScale, 2);
    const Map image = waves(3, 12, 10, 1), latent = waves(4, 5, 7, 2.5);
    const auto posterior = model->encodeImage(arrayOf(image), {});
    QVERIFY2(posterior.ok(), posterior.ok() ? "" : posterior.error().message.c_str());
    const double e = deviation(posterior->mean, reference.encode(image));
    QVERIFY2(e < 1e-5, QByteArray::number(e).constData());
    const auto decoded = model->decodeLatent(arrayOf(latent), {});
    QVERIFY2(decoded.ok(), decoded.ok() ? "" : decoded.error().message.c_str());
    const double d = deviation(*decoded, reference.decode(latent));
    QVERIFY2(d < 1e-5, QByteArray::number(d).constData());
}

void TestTinyVae::givesALatentWithoutSpread() {
    const auto model = open(vae(randomWeights()));
    const auto p = model->encodeImage(arrayOf(waves(3, 4, 4, 1)), {});
    QVERIFY(p.ok());
    QCOMPARE(p->moments.shape(), (std::vector<std::int64_t>{1, 8, 2, 2}));
    for (const float v : p->std.floats()) QCOMPARE(v, 0.0f);
    for (const float v : p->logvar.floats()) QCOMPARE(v, -INFINITY);
    for (std::size_t i = 0; i < p->mean.count(); ++i)
        QCOMPARE(p->moments.floats()[i], p->mean.floats()[i]);
}

void TestTinyVae::showsEveryListedLayer() {
    const auto model = open(vae(randomWeights()));
    for (const bool isEncoder : {true, false}) {
        std::vector<std::string> seen;
        engine::Observation observation;
        const std::string half = isEncoder ? "encoder" : "decoder";
        const std::vector<std::string> layers = {
            half + ".layers[0]", half + (isEncoder ? ".layers[1]" : ".layers[2]") + ".conv[0]",
            half + (isEncoder ? ".layers[1]" : ".layers[2]"), half + ".layers[5]"};
        for (const auto& path : layers) observation.layers.insert(engine::LayerPath(path));
        observation.sink = [&](const engine::LayerPath& path, const NdArray&) {
            seen.push_back(path.text());
        };
        if (isEncoder)
            QVERIFY(model->encodeImage(arrayOf(waves(3, 4, 4, 1)), observation).ok());
        else
            QVERIFY(model->decodeLatent(arrayOf(waves(4, 2, 2, 1)), observation).ok());
        QCOMPARE(seen, layers);
    }
}

/// tanh(x / 3) * 3: far out, latents make no difference any more; without weights, -1 remains.
void TestTinyVae::boundsTheLatent() {
    auto weights = randomWeights();
    const auto model = open(vae(weights));
    const auto far = model->decodeLatent(arrayOf(waves(4, 2, 2, 1e6)), {});
    const auto farther = model->decodeLatent(arrayOf(waves(4, 2, 2, 3e6)), {});
    QVERIFY(far.ok() && farther.ok());
    for (std::size_t i = 0; i < far->count(); ++i) QCOMPARE(far->floats()[i], farther->floats()[i]);
    for (auto& [name, t] : weights) t.bytes.assign(t.bytes.size(), '\0');
    const auto empty = open(vae(weights, "zeros"));
    const auto picture = empty->decodeLatent(arrayOf(waves(4, 2, 2, 1)), {});
    QVERIFY(picture.ok());
    for (const float v : picture->floats()) QCOMPARE(v, -1.0f);
}

void TestTinyVae::listsWeightsThatDoNotFit() {
    auto weights = randomWeights();
    weights["encoder.layers.2.bias"] = test::floatTensor({8}, std::vector<float>(8));
    weights.erase("decoder.layers.6.conv.2.bias");
    const auto model = open(vae(weights, "odd"));
    QVERIFY(model);
    const auto p = model->encodeImage(arrayOf(waves(3, 4, 4, 1)), {});
    QVERIFY(!p.ok());
    const QByteArray message = p.error().message.c_str();
    QVERIFY2(message.contains("left over: encoder.layers.2.bias"), message.constData());
    QVERIFY2(message.contains("missing: decoder.layers.6.conv.2.bias"), message.constData());
}

void TestTinyVae::standsInForTheVaeOfAModel() {
    const auto model = open(golden::path("models/tiny-sd15"),
                            {.config = {}, .unet = {}, .vae = vae(randomWeights())});
    QVERIFY(model);
    QCOMPARE(model->info().component("vae")->className, std::string("AutoencoderTiny"));
    engine::ExtractionRequest request;
    request.size = {16, 16};
    for (int i = 0; i < 16 * 16 * 3; ++i) request.rgb.push_back(std::uint8_t(i * 5));
    request.latent = engine::LatentMode::Sample;  // without spread a sample is the mean
    std::size_t seen = 0;
    engine::Observation observation;
    observation.layers = {engine::LayerPath("mid_block")};
    observation.sink = [&](const engine::LayerPath&, const NdArray& a) { seen = a.count(); };
    const auto e = model->extract(request, observation);
    QVERIFY2(e.ok(), e.ok() ? "" : e.error().message.c_str());
    QCOMPARE(e->latents.shape(), (std::vector<std::int64_t>{1, 4, 8, 8}));
    for (std::size_t i = 0; i < e->latents.count(); ++i)
        QCOMPARE(e->latents.floats()[i], e->posteriorMean.floats()[i]);  // scaling factor 1
    QCOMPARE(seen, std::size_t(24));
}

QTEST_GUILESS_MAIN(TestTinyVae)
#include "tst_tiny_vae.moc"
