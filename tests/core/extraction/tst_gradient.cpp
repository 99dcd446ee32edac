// SPDX-License-Identifier: GPL-3.0-or-later
#include "tiny_unet.h"

#include <QTest>

#include <functional>
#include <random>

using engine::LayerPath;
using engine::NdArray;
using engine::UnetGradient;

class TestGradient : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void agreesWithDifferences_data();
    void agreesWithDifferences();
    void followsEdits();
    void leavesFastRunsAlone();
    void refuses_data();
    void refuses();

private:
    std::unique_ptr<engine::Model> m_model;
};

namespace {

NdArray like(const NdArray& shape, std::vector<float> values) {
    return NdArray::fromFloats(shape.shape(), std::move(values));
}

std::vector<float> randomFor(const NdArray& a, unsigned seed) {
    std::mt19937 generator(seed);
    std::normal_distribution<float> normal;
    std::vector<float> values(a.count());
    for (auto& v : values) v = normal(generator);
    return values;
}

NdArray moved(const NdArray& a, const std::vector<float>& along, float by) {
    const auto values = a.floats();
    std::vector<float> to(values.begin(), values.end());
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += by * along[i];
    return like(a, std::move(to));
}

double sumOfSquares(const NdArray& a) {
    double sum = 0;
    for (const float v : a.floats()) sum += double(v) * double(v);
    return sum;
}

/// Derivative of \a f at 0: central differences at steps \a h and h / 2, extrapolated (Richardson).
double derivative(const std::function<double(float)>& f, float h) {
    const auto slope = [&](float step) { return (f(step) - f(-step)) / (2 * double(step)); };
    return (4 * slope(h / 2) - slope(h)) / 3;
}

double product(const NdArray& a, const std::vector<float>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < b.size(); ++i) sum += double(a.floats()[i]) * double(b[i]);
    return sum;
}

}  // namespace

void TestGradient::initTestCase() {
    m_model = tiny::open("tiny-sd15");
    QVERIFY(m_model);
}

void TestGradient::agreesWithDifferences_data() {
    QTest::addColumn<QByteArray>("layer");
    QTest::addColumn<bool>("dependsOnText");
    const auto row = [](const char* layer, bool dependsOnText) {
        QTest::newRow(layer) << QByteArray(layer) << dependsOnText;
    };
    row("conv_in", false);
    row("down_blocks[0].resnets[0].norm2", false);
    row("down_blocks[0].attentions[0].transformer_blocks[0].attn1.to_q", false);
    row("mid_block", true);
    row("up-level1-repeat1-vit-block0-cross-q", true);
    row("mid_block.attentions[0].transformer_blocks[0].attn2.map[mean]", true);
    row("up_blocks[3].attentions[2].transformer_blocks[0].ff.net[0]", true);
    row("conv_out", true);
}

/// The function is the sum of the activation's squares, so its gradient's cotangent is twice the
/// activation; central differences along random directions, by the fast path.
void TestGradient::agreesWithDifferences() {
    QFETCH(QByteArray, layer);
    QFETCH(bool, dependsOnText);
    const std::string path = layer.toStdString();
    const auto inputs = tiny::inputs({50, 700});
    const auto value = [&](const engine::UnetInputs& at) {
        return sumOfSquares(tiny::run(*m_model, at, {path}).at(path));
    };
    const auto activation = tiny::run(*m_model, inputs, {path}).at(path);
    std::vector<float> cotangent(activation.floats().begin(), activation.floats().end());
    for (auto& v : cotangent) v *= 2;
    const auto gradient =
        m_model->unetGradient(inputs, LayerPath(path), like(activation, cotangent), {});
    QVERIFY2(gradient.ok(), gradient.ok() ? "" : gradient.error().message.c_str());
    QCOMPARE(gradient->sample.shape(), inputs.sample.shape());
    QCOMPARE(gradient->encoderHiddenStates.shape(), inputs.encoderHiddenStates.shape());
    const auto check = [&](NdArray engine::UnetInputs::*input, const NdArray& found, unsigned seed,
                           float step) {
        const auto along = randomFor(inputs.*input, seed);
        const double expected = derivative(
            [&](float by) {
                auto at = inputs;
                at.*input = moved(inputs.*input, along, by);
                return value(at);
            },
            step);
        const double scale =
            std::sqrt(sumOfSquares(found));  // that of slopes along such directions
        QVERIFY(scale > 0);
        const double deviation = std::abs(product(found, along) - expected) / scale;
        QVERIFY2(deviation < 2e-3, QByteArray::number(deviation));
    };
    for (unsigned seed = 1; seed <= 3; ++seed)
        check(&engine::UnetInputs::sample, gradient->sample, seed, 2e-3f);
    if (dependsOnText)
        check(&engine::UnetInputs::encoderHiddenStates, gradient->encoderHiddenStates, 4, 2e-2f);
    else
        QCOMPARE(sumOfSquares(gradient->encoderHiddenStates), 0.0);
}

/// Where a token of the input is zeroed, nothing depends on it.
void TestGradient::followsEdits() {
    auto inputs = tiny::inputs();
    inputs.edits = {{.layer = LayerPath("conv_in.input"), .tokens = {{3, 4}}}};
    const auto ones = NdArray::fromFloats({1, 4, 8, 8}, std::vector<float>(256, 1.0f));
    const auto gradient = m_model->unetGradient(inputs, LayerPath("conv_out"), ones, {});
    QVERIFY2(gradient.ok(), gradient.ok() ? "" : gradient.error().message.c_str());
    QCOMPARE(tiny::vectorAt(gradient->sample, 0, 3, 4), std::vector<float>(4, 0.0f));
    QVERIFY(tiny::vectorAt(gradient->sample, 0, 3, 5) != std::vector<float>(4, 0.0f));
}

void TestGradient::leavesFastRunsAlone() {
    const auto fresh = tiny::open("tiny-sd15");
    QVERIFY(fresh);
    const auto ones = NdArray::fromFloats({1, 4, 8, 8}, std::vector<float>(256, 1.0f));
    const auto first = fresh->unetGradient(tiny::inputs(), LayerPath("conv_out"), ones, {});
    QVERIFY(first.ok());
    const auto after = tiny::run(*fresh, tiny::inputs());
    QVERIFY(tiny::isSame(after.at("output"), tiny::run(*m_model, tiny::inputs()).at("output")));
    const auto again = fresh->unetGradient(tiny::inputs(), LayerPath("conv_out"), ones, {});
    QVERIFY(again.ok());
    QVERIFY(tiny::isSame(first->sample, again->sample));
}

void TestGradient::refuses_data() {
    QTest::addColumn<QByteArray>("layer");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("an unknown layer") << QByteArray("up_blocks[7]") << QByteArray("has no layer");
    QTest::newRow("a cotangent of another shape")
        << QByteArray("mid_block") << QByteArray("cotangent should be [1, 24, 1, 1]");
    QTest::newRow("what does not depend on the sample")
        << QByteArray("time_embedding") << QByteArray("does not depend on the sample");
}

void TestGradient::refuses() {
    QFETCH(QByteArray, layer);
    QFETCH(QByteArray, message);
    const auto cotangent = NdArray::fromFloats({1}, {1.0f});
    const auto gradient =
        m_model->unetGradient(tiny::inputs(), LayerPath(layer.toStdString()), cotangent, {});
    QVERIFY(!gradient.ok());
    const auto found = QByteArray::fromStdString(gradient.error().message);
    QVERIFY2(found.contains(message), found.constData());
}

QTEST_GUILESS_MAIN(TestGradient)
#include "tst_gradient.moc"
