// SPDX-License-Identifier: GPL-3.0-or-later
#include "tiny_unet.h"

#include <tensor/safetensors_index.h>

#include <QTest>

#include <algorithm>

using engine::Edit;
using engine::LayerPath;
using engine::NdArray;
using engine::TokenIndex;

class TestEdits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void scaleByOneChangesNoBit_data();
    void scaleByOneChangesNoBit();
    void actsOnItsTokensAlone_data();
    void actsOnItsTokensAlone();
    void actsInItsTimestepsAlone();
    void transplantOfItselfChangesNoBit_data();
    void transplantOfItselfChangesNoBit();
    void transplantOfAnotherRunIsExact();
    void severalActInTheirOrder();
    void editsTextTokens();
    void equalsOwnComputation();
    void refuses_data();
    void refuses();
    void actsInAnExtraction();
    void actsInAGeneration();

private:
    tiny::Activations edited(const std::vector<Edit>& edits,
                             const std::vector<std::string>& layers = {}) {
        auto inputs = tiny::inputs();
        inputs.edits = edits;
        return tiny::run(*m_model, inputs, layers);
    }
    std::unique_ptr<engine::Model> m_model;
};

namespace {

Edit zeroOf(const char* layer, std::vector<TokenIndex> tokens = {}) {
    return {.layer = LayerPath(layer), .tokens = std::move(tokens)};
}

Edit scaleOf(const char* layer, double factor, std::vector<TokenIndex> tokens = {}) {
    return {.layer = LayerPath(layer),
            .action = Edit::Action::Scale,
            .factor = factor,
            .tokens = std::move(tokens)};
}

/// One of every way in which modules hand on what they compute.
constexpr const char* kLayers[] = {"conv_in.input",
                                   "conv_in",
                                   "down_blocks[0].resnets[0].norm1",
                                   "down_blocks[0].resnets[0].conv1",
                                   "down_blocks[1].resnets[0].norm2",
                                   "down_blocks[0].resnets[0].conv2",
                                   "down_blocks[2].resnets[0].conv_shortcut",
                                   "down_blocks[0].resnets[1]",
                                   "down_blocks[0].attentions[0].norm",
                                   "down_blocks[0].attentions[0].proj_in",
                                   "down_blocks[0].attentions[0].transformer_blocks[0].norm1",
                                   "down_blocks[0].attentions[0].transformer_blocks[0].attn1.to_v",
                                   "down_blocks[0].attentions[0].transformer_blocks[0].attn1",
                                   "up_blocks[1].attentions[0].transformer_blocks[0].attn2.to_q",
                                   "up_blocks[1].attentions[0].transformer_blocks[0].ff.net[0]",
                                   "up_blocks[1].attentions[0].transformer_blocks[0]",
                                   "down_blocks[0].downsamplers[0].conv",
                                   "down_blocks[0]",
                                   "mid_block",
                                   "up_blocks[0].upsamplers[0]",
                                   "up_blocks[3]",
                                   "conv_norm_out",
                                   "conv_out"};

/// [B, T, C] as [B, C, 1, T], so that both kinds have tokens at a row and a column.
NdArray asMap(const NdArray& a) {
    if (a.rank() == 4) return a;
    const auto tokens = a.shape()[1], channels = a.shape()[2];
    std::vector<float> values;
    for (std::int64_t c = 0; c < channels; ++c)
        for (std::int64_t t = 0; t < tokens; ++t)
            values.push_back(a.floats()[std::size_t(t * channels + c)]);
    return NdArray::fromFloats({1, channels, 1, tokens}, std::move(values));
}

/// The place of a token of a grid of \a side x \a side in asMap().
TokenIndex placeIn(const NdArray& map, TokenIndex token, int side) {
    return map.shape()[2] > 1 ? token : TokenIndex{0, token.row * side + token.col};
}

}  // namespace

void TestEdits::initTestCase() {
    m_model = tiny::open("tiny-sd15");
    QVERIFY(m_model);
}

void TestEdits::scaleByOneChangesNoBit_data() {
    QTest::addColumn<bool>("isAll");
    for (const char* layer : kLayers) {
        QTest::addRow("%s", layer) << true;
        QTest::addRow("a token of %s", layer) << false;
    }
}

void TestEdits::scaleByOneChangesNoBit() {
    QFETCH(bool, isAll);
    const QByteArray tag = QTest::currentDataTag();
    const auto layer = tag.mid(isAll ? 0 : int(sizeof "a token of"));
    const auto plain = tiny::run(*m_model, tiny::inputs());
    const auto scaled = edited({scaleOf(
        layer.constData(), 1, isAll ? std::vector<TokenIndex>() : std::vector{TokenIndex{0, 0}})});
    QVERIFY(tiny::isSame(plain.at("output"), scaled.at("output")));
}

void TestEdits::actsOnItsTokensAlone_data() {
    QTest::addColumn<int>("action");
    for (const char* layer : {"conv_in.input", "conv_in", "down_blocks[0].resnets[0].norm1",
                              "down_blocks[0].attentions[0].transformer_blocks[0].attn1.to_v",
                              "up_blocks[3].attentions[2]", "conv_norm_out", "conv_out"}) {
        QTest::addRow("zero %s", layer) << int(Edit::Action::Zero);
        QTest::addRow("halve %s", layer) << int(Edit::Action::Scale);
        QTest::addRow("copy %s", layer) << int(Edit::Action::Copy);
    }
}

/// All of these layers have the latent's 8 x 8 tokens.
void TestEdits::actsOnItsTokensAlone() {
    QFETCH(int, action);
    const std::string tag = QTest::currentDataTag();
    const std::string layer = tag.substr(tag.find(' ') + 1);
    const TokenIndex source{7, 0};
    Edit edit{.layer = LayerPath(layer),
              .action = Edit::Action(action),
              .factor = 0.5,
              .tokens = {{3, 4}, {3, 5}, {3, 4}}};
    if (edit.action == Edit::Action::Copy) edit.source = source;
    const auto plain = tiny::run(*m_model, tiny::inputs(), {layer});
    const auto changed = edited({edit}, {layer});
    const auto before = asMap(plain.at(layer)), after = asMap(changed.at(layer));
    QCOMPARE(after.shape(), before.shape());
    for (int row = 0; row < 8; ++row)
        for (int col = 0; col < 8; ++col) {
            const auto at = placeIn(before, {row, col}, 8), from = placeIn(before, source, 8);
            auto expected = tiny::vectorAt(before, 0, at.row, at.col);
            if (row == 3 && (col == 4 || col == 5)) {
                if (edit.action == Edit::Action::Zero) std::ranges::fill(expected, 0.0f);
                if (edit.action == Edit::Action::Scale)
                    for (auto& v : expected) v *= 0.5f;
                if (edit.action == Edit::Action::Copy)
                    expected = tiny::vectorAt(before, 0, from.row, from.col);
            }
            QCOMPARE(tiny::vectorAt(after, 0, at.row, at.col), expected);
        }
    QVERIFY(!tiny::isSame(plain.at("output"), changed.at("output")));
}

void TestEdits::actsInItsTimestepsAlone() {
    auto inputs = tiny::inputs({400, 50});
    const auto plain = tiny::run(*m_model, inputs, {"mid_block"});
    auto edit = zeroOf("mid_block");
    edit.firstTimestep = 50;
    edit.lastTimestep = 399;
    inputs.edits = {edit};
    const auto changed = tiny::run(*m_model, inputs, {"mid_block"});
    const auto &before = plain.at("mid_block"), &after = changed.at("mid_block");
    QCOMPARE(tiny::vectorAt(after, 0, 0, 0), tiny::vectorAt(before, 0, 0, 0));
    QCOMPARE(tiny::vectorAt(after, 1, 0, 0), std::vector<float>(24, 0.0f));
    inputs.edits[0].firstTimestep = 51;  // nobody's
    QVERIFY(tiny::isSame(tiny::run(*m_model, inputs).at("output"), plain.at("output")));
}

void TestEdits::transplantOfItselfChangesNoBit_data() {
    QTest::addColumn<bool>("isNamed");
    for (const char* layer : kLayers) QTest::newRow(layer) << false;
    QTest::newRow("up-level1-repeat0-vit-block0-self-k") << true;
    QTest::newRow("down-level0-repeat0-vit-block0-ffn-inner") << true;
    QTest::newRow("mid-repeat0-res-increment") << true;
}

void TestEdits::transplantOfItselfChangesNoBit() {
    const std::string layer = QTest::currentDataTag();
    const auto plain = tiny::run(*m_model, tiny::inputs(), {layer});
    const Edit edit{
        .layer = LayerPath(layer), .action = Edit::Action::Transplant, .values = plain.at(layer)};
    QVERIFY(tiny::isSame(edited({edit}).at("output"), plain.at("output")));
}

void TestEdits::transplantOfAnotherRunIsExact() {
    const char* layer = "up_blocks[2]";  // 8 x 8 tokens of 16 channels
    const auto other = tiny::run(*m_model, tiny::inputs({700}), {layer});
    const auto plain = tiny::run(*m_model, tiny::inputs(), {layer});
    Edit edit{.layer = LayerPath(layer),
              .action = Edit::Action::Transplant,
              .values = other.at(layer),
              .tokens = {{2, 3}, {0, 0}}};
    auto after = edited({edit}, {layer}).at(layer);
    QCOMPARE(tiny::vectorAt(after, 0, 2, 3), tiny::vectorAt(other.at(layer), 0, 2, 3));
    QCOMPARE(tiny::vectorAt(after, 0, 0, 0), tiny::vectorAt(other.at(layer), 0, 0, 0));
    QCOMPARE(tiny::vectorAt(after, 0, 2, 4), tiny::vectorAt(plain.at(layer), 0, 2, 4));
    edit.source = TokenIndex{7, 7};
    after = edited({edit}, {layer}).at(layer);
    for (const auto& [row, col] : edit.tokens)
        QCOMPARE(tiny::vectorAt(after, 0, row, col), tiny::vectorAt(other.at(layer), 0, 7, 7));
    // With every token of the last block from the other run, everything after it is that run's.
    const Edit all{
        .layer = LayerPath("up_blocks[3]"),
        .action = Edit::Action::Transplant,
        .values = tiny::run(*m_model, tiny::inputs({700}), {"up_blocks[3]"}).at("up_blocks[3]")};
    QVERIFY(tiny::isSame(edited({all}).at("output"), other.at("output")));
}

void TestEdits::severalActInTheirOrder() {
    const Edit copy{.layer = LayerPath("mid_block"),
                    .action = Edit::Action::Copy,
                    .source = TokenIndex{0, 0},
                    .tokens = {}};
    const auto zeroLast = edited({copy, zeroOf("mid_block")}, {"mid_block"});
    for (const float v : zeroLast.at("mid_block").floats()) QCOMPARE(v, 0.0f);
    const auto doubled = edited({copy, scaleOf("mid_block", 2)}, {"mid_block"});
    const auto plain = tiny::run(*m_model, tiny::inputs(), {"mid_block"});
    auto expected = tiny::vectorAt(plain.at("mid_block"), 0, 0, 0);
    for (auto& v : expected) v *= 2;
    QCOMPARE(tiny::vectorAt(doubled.at("mid_block"), 0, 0, 0), expected);
}

void TestEdits::editsTextTokens() {
    const char* layer = "mid_block.attentions[0].transformer_blocks[0].attn2.to_v";
    const auto plain = tiny::run(*m_model, tiny::inputs(), {layer});
    const auto changed = edited({zeroOf(layer, {{0, 76}})}, {layer});
    const auto before = asMap(plain.at(layer)), after = asMap(changed.at(layer));
    QCOMPARE(tiny::vectorAt(after, 0, 0, 76), std::vector<float>(24, 0.0f));
    QCOMPARE(tiny::vectorAt(after, 0, 0, 75), tiny::vectorAt(before, 0, 0, 75));
    QVERIFY(!tiny::isSame(plain.at("output"), changed.at("output")));
}

namespace {

std::vector<double> weightOf(const engine::SafetensorsFile& file, const std::string& name) {
    const auto* entry = file.find(name);
    if (!entry) return {};
    const auto array = file.tensor(*entry);
    const auto floats = array ? array->toFloats() : array.error();
    return floats ? std::vector<double>(floats->begin(), floats->end()) : std::vector<double>();
}

/// conv_out(silu(conv_norm_out(x))) of tiny-sd15 for x [16, 8, 8], in double.
std::vector<double> tailOf(const std::vector<double>& x, const engine::SafetensorsFile& weights) {
    constexpr int channels = 16, groups = 8, side = 8, tokens = side * side, width = 2;
    const auto scale = weightOf(weights, "conv_norm_out.weight"),
               shift = weightOf(weights, "conv_norm_out.bias"),
               kernel = weightOf(weights, "conv_out.weight"),
               bias = weightOf(weights, "conv_out.bias");
    std::vector<double> h(x.size());
    for (int g = 0; g < groups; ++g) {
        const auto begin = x.begin() + g * width * tokens, end = begin + width * tokens;
        double mean = 0, square = 0;
        for (auto it = begin; it != end; ++it) mean += *it / (width * tokens);
        for (auto it = begin; it != end; ++it) square += (*it - mean) * (*it - mean);
        for (int c = g * width; c < (g + 1) * width; ++c)
            for (int t = 0; t < tokens; ++t) {
                const double normed = (x[std::size_t(c * tokens + t)] - mean) /
                                          std::sqrt(square / (width * tokens) + 1e-5) *
                                          scale[std::size_t(c)] +
                                      shift[std::size_t(c)];
                h[std::size_t(c * tokens + t)] = normed / (1 + std::exp(-normed));
            }
    }
    std::vector<double> out;
    for (int o = 0; o < 4; ++o)
        for (int row = 0; row < side; ++row)
            for (int col = 0; col < side; ++col) {
                double sum = bias[std::size_t(o)];
                for (int c = 0; c < channels; ++c)
                    for (int i = 0; i < 9; ++i) {
                        const int y = row + i / 3 - 1, z = col + i % 3 - 1;
                        if (y < 0 || z < 0 || y >= side || z >= side) continue;
                        sum += kernel[std::size_t((o * channels + c) * 9 + i)] *
                               h[std::size_t((c * side + y) * side + z)];
                    }
                out.push_back(sum);
            }
    return out;
}

}  // namespace

/// The last block's output edited by the engine, and edited here and taken to the end by plain
/// loops.
void TestEdits::equalsOwnComputation() {
    const auto weights = engine::SafetensorsFile::open(tiny::folder("tiny-sd15") /
                                                       "unet/diffusion_pytorch_model.safetensors");
    QVERIFY(weights.ok());
    const auto plain = tiny::run(*m_model, tiny::inputs(), {"up_blocks[3]"});
    const auto values = plain.at("up_blocks[3]").floats();
    std::vector<double> x(values.begin(), values.end());
    for (std::size_t c = 0; c < 16; ++c) {
        x[c * 64 + 3 * 8 + 4] = 0;
        x[c * 64 + 5 * 8 + 1] *= -3;
        x[c * 64 + 7 * 8 + 7] = x[c * 64];
    }
    const auto expected = tailOf(x, **weights);
    const Edit copy{.layer = LayerPath("up_blocks[3]"),
                    .action = Edit::Action::Copy,
                    .source = TokenIndex{0, 0},
                    .tokens = {{7, 7}}};
    const auto changed =
        edited({zeroOf("up_blocks[3]", {{3, 4}}), scaleOf("up_blocks[3]", -3, {{5, 1}}), copy});
    const auto actual = changed.at("output").floats();
    QCOMPARE(actual.size(), expected.size());
    double largest = 0, worst = 0, effect = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        largest = std::max(largest, std::abs(expected[i]));
        worst = std::max(worst, std::abs(expected[i] - double(actual[i])));
        effect =
            std::max(effect, std::abs(double(plain.at("output").floats()[i]) - double(actual[i])));
    }
    QVERIFY2(worst <= 1e-5 * largest, QByteArray::number(worst / largest));
    QVERIFY2(effect > 1e-2 * largest, "the edit has no effect to compare");
}

void TestEdits::refuses_data() {
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char* name, const char* message) {
        QTest::newRow(name) << QByteArray(message);
    };
    row("unknown layer", "The edit of up_blocks[7]: the U-Net has no such layer.");
    row("attention map", "looked at, not computed with; edit to_q, to_k or to_v.");
    row("no tokens", "The edit of time_embedding: this layer has no tokens.");
    row("token outside", "the token 8,0 lies outside its 8 x 8 tokens.");
    row("source outside", "the token 0,9 lies outside its 8 x 8 tokens.");
    row("nothing to copy", "there is no token to copy.");
    row("values of another shape",
        "the array's shape is [1, 16, 4, 4]; expected is [1, 16, 8, 8].");
    row("values of two pictures for one", "the array's shape is [2, 16, 8, 8]");
    row("no values", "the array's shape is [0]");
    row("not a number", "the factor is no finite number.");
    row("timesteps backwards", "its timesteps end before they begin.");
}

void TestEdits::refuses() {
    QFETCH(QByteArray, message);
    const QByteArray what = QTest::currentDataTag();
    auto edit = zeroOf("conv_in");
    const auto zeros = [](std::vector<std::int64_t> shape) {
        const auto count = std::size_t(shape[0] * shape[1] * shape[2] * shape[3]);
        return NdArray::fromFloats(std::move(shape), std::vector<float>(count));
    };
    if (what == "unknown layer") edit = zeroOf("up_blocks[7]");
    if (what == "attention map")
        edit = zeroOf("mid_block.attentions[0].transformer_blocks[0].attn1.map");
    if (what == "no tokens") edit = zeroOf("time_embedding");
    if (what == "token outside") edit.tokens = {{8, 0}};
    if (what == "nothing to copy") edit.action = Edit::Action::Copy;
    if (what == "source outside") {
        edit.action = Edit::Action::Copy;
        edit.source = TokenIndex{0, 9};
    }
    if (what.contains("values")) edit.action = Edit::Action::Transplant;
    if (what == "values of another shape") edit.values = zeros({1, 16, 4, 4});
    if (what == "values of two pictures for one") edit.values = zeros({2, 16, 8, 8});
    if (what == "not a number") edit = scaleOf("conv_in", std::nan(""));
    if (what == "timesteps backwards") edit.lastTimestep = -1;
    auto inputs = tiny::inputs();
    inputs.edits = {edit};
    const auto output = m_model->runUnet(inputs, {});
    QVERIFY(!output.ok());
    QCOMPARE(int(output.error().code), int(engine::ErrorCode::Usage));
    const auto found = QByteArray::fromStdString(output.error().message);
    QVERIFY2(found.contains(message), found.constData());
}

void TestEdits::actsInAnExtraction() {
    engine::ExtractionRequest request;
    request.size = {64, 64};
    for (int i = 0; i < 64 * 64 * 3; ++i) request.rgb.push_back(std::uint8_t(i * 7));
    request.edits = {zeroOf("mid_block")};
    std::vector<float> seen;
    engine::Observation observation;
    observation.layers = {LayerPath("mid_block")};
    observation.sink = [&](const LayerPath&, const NdArray& a) {
        seen.assign(a.floats().begin(), a.floats().end());
    };
    QVERIFY(m_model->extract(request, observation).ok());
    QCOMPARE(seen, std::vector<float>(24, 0.0f));
    request.edits[0].firstTimestep = 51;  // the request's is 50
    QVERIFY(m_model->extract(request, observation).ok());
    QVERIFY(seen != std::vector<float>(24, 0.0f));
}

void TestEdits::actsInAGeneration() {
    engine::GenerateRequest request;
    request.prompt = "a photo";
    request.steps = 3;
    request.scheduler = "ddim";
    request.size = {64, 64};
    const auto plain = m_model->generate(request, {});
    QVERIFY(plain.ok());
    const auto timesteps = plain->timesteps.toFloats();
    auto edit = zeroOf("mid_block");
    edit.firstTimestep = edit.lastTimestep = double((*timesteps)[1]);
    request.edits = {edit};
    const auto changed = m_model->generate(request, {});
    QVERIFY(changed.ok());
    const auto before = plain->latents.floats(), after = changed->latents.floats();
    const std::size_t step = before.size() / 3;
    QVERIFY(std::equal(before.begin(), before.begin() + std::ptrdiff_t(step), after.begin()));
    QVERIFY(!std::equal(before.begin() + std::ptrdiff_t(step),
                        before.begin() + std::ptrdiff_t(2 * step),
                        after.begin() + std::ptrdiff_t(step)));
    request.edits[0].tokens = {{9, 9}};
    const auto refused = m_model->generate(request, {});
    QVERIFY(!refused.ok());
    QCOMPARE(int(refused.error().code), int(engine::ErrorCode::Usage));
}

QTEST_GUILESS_MAIN(TestEdits)
#include "tst_edits.moc"
