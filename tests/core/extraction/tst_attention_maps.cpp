// SPDX-License-Identifier: GPL-3.0-or-later
// Attention maps and their parts. Against diffusers' queries and keys: golden_check,
// attention_maps.
#include "tiny_unet.h"

#include <QTest>

using engine::NdArray;
using Shape = std::vector<std::int64_t>;

class TestAttentionMaps : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyRowSumsToOne_data();
    void everyRowSumsToOne();
    void partsAreOfTheWhole_data();
    void partsAreOfTheWhole();
    void aLargeMapIsThatOfItsBlocks();
    void refusesWhatIsOutside_data();
    void refusesWhatIsOutside();
    void leaveTheOutputAlone();

private:
    std::unique_ptr<engine::Model> m_model;
};

namespace {

const std::string kSelf = "down_blocks[0].attentions[1].transformer_blocks[0].attn1.map";
const std::string kCross = "down_blocks[0].attentions[1].transformer_blocks[0].attn2.map";
constexpr int kHeads = 8, kSide = 8, kTokens = kSide * kSide, kText = 77;

float wholeAt(const NdArray& map, std::int64_t picture, std::int64_t head, std::int64_t query,
              std::int64_t key) {
    const auto& s = map.shape();
    return map.floats()[std::size_t(((picture * s[1] + head) * s[2] + query) * s[3] + key)];
}

/// What an option should give, picked from the whole map.
NdArray picked(const NdArray& map, const std::string& options, Shape shape) {
    const auto keys = map.shape()[3];
    const bool isMean = options.find("[mean]") != options.npos;
    const bool isHead = options.find("[head=3]") != options.npos;
    const bool isQuery = options.find("[query=2:5]") != options.npos;
    const bool isTextKey = options.find("[key=4]") != options.npos;
    const bool isKey = isTextKey || options.find("[key=2:5]") != options.npos;
    const bool isGrid = options.find("[grid]") != options.npos;
    std::vector<float> values;
    for (std::int64_t b = 0; b < map.shape()[0]; ++b)
        for (std::int64_t h = 0; h < (isMean || isHead ? 1 : kHeads); ++h) {
            const auto at = [&](std::int64_t query, std::int64_t key) {
                if (!isMean) return wholeAt(map, b, isHead ? 3 : h, query, key);
                double sum = 0;
                for (int head = 0; head < kHeads; ++head)
                    sum += double(wholeAt(map, b, head, query, key));
                return float(sum / kHeads);
            };
            if (isGrid)
                for (std::int64_t k = 0; k < keys; ++k)
                    for (std::int64_t q = 0; q < kTokens; ++q) values.push_back(at(q, k));
            for (std::int64_t q = 0; q < kTokens && !isGrid; ++q)
                for (std::int64_t k = 0; k < keys; ++k)
                    if ((!isQuery || q == 2 * kSide + 5) &&
                        (!isKey || k == (isTextKey ? 4 : 2 * kSide + 5)))
                        values.push_back(at(q, k));
        }
    return NdArray::fromFloats(std::move(shape), std::move(values));
}

double deviation(const NdArray& a, const NdArray& b) {
    if (a.shape() != b.shape()) return INFINITY;
    double worst = 0;
    for (std::size_t i = 0; i < a.count(); ++i)
        worst = std::max(worst, std::abs(double(a.floats()[i]) - double(b.floats()[i])));
    return worst;
}

}  // namespace

void TestAttentionMaps::initTestCase() {
    m_model = tiny::open("tiny-sd15");
    QVERIFY(m_model);
}

void TestAttentionMaps::everyRowSumsToOne_data() {
    QTest::addColumn<int>("keys");
    QTest::newRow(kSelf.c_str()) << kTokens;
    QTest::newRow(kCross.c_str()) << kText;
    QTest::newRow("down-level0-repeat1-vit-block0-self-map") << kTokens;
    QTest::newRow("down-level0-repeat1-vit-block0-cross-map") << kText;
}

void TestAttentionMaps::everyRowSumsToOne() {
    QFETCH(int, keys);
    const std::string layer = QTest::currentDataTag();
    const auto map = tiny::run(*m_model, tiny::inputs({50, 700}), {layer}).at(layer);
    QCOMPARE(map.shape(), (Shape{2, kHeads, kTokens, keys}));
    for (std::size_t row = 0; row < map.count(); row += std::size_t(keys)) {
        double sum = 0;
        for (int k = 0; k < keys; ++k) {
            const float v = map.floats()[row + std::size_t(k)];
            QVERIFY(v >= 0);
            sum += double(v);
        }
        QVERIFY2(std::abs(sum - 1) < 1e-5, QByteArray::number(sum, 'g', 9));
    }
}

void TestAttentionMaps::partsAreOfTheWhole_data() {
    QTest::addColumn<bool>("isCross");
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<Shape>("shape");
    const auto row = [](bool isCross, const char* options, const Shape& shape) {
        QTest::addRow("%s%s", isCross ? "cross" : "self", options)
            << isCross << QByteArray(options) << shape;
    };
    row(false, "[mean]", {2, 1, kTokens, kTokens});
    row(false, "[head=3]", {2, 1, kTokens, kTokens});
    row(false, "[query=2:5]", {2, kHeads, kSide, kSide});
    row(false, "[mean][query=2:5]", {2, 1, kSide, kSide});
    row(false, "[head=3][key=2:5]", {2, 1, kSide, kSide});
    row(false, "[key=2:5]", {2, kHeads, kSide, kSide});
    row(false, "[query=2:5][key=2:5]", {2, kHeads, 1, 1});
    row(false, "[mean][grid]", {2, kTokens, kSide, kSide});
    row(true, "[mean]", {2, 1, kTokens, kText});
    row(true, "[query=2:5]", {2, kHeads, 1, kText});
    row(true, "[key=4]", {2, kHeads, kSide, kSide});
    row(true, "[mean][key=4]", {2, 1, kSide, kSide});
    row(true, "[mean][grid]", {2, kText, kSide, kSide});
    row(true, "[head=3][grid]", {2, kText, kSide, kSide});
}

void TestAttentionMaps::partsAreOfTheWhole() {
    QFETCH(bool, isCross);
    QFETCH(QByteArray, options);
    QFETCH(Shape, shape);
    const std::string whole = isCross ? kCross : kSelf, part = whole + options.toStdString();
    const auto seen = tiny::run(*m_model, tiny::inputs({50, 700}), {whole, part});
    QCOMPARE(seen.at(part).shape(), shape);
    const auto expected = picked(seen.at(whole), options.toStdString(), shape);
    QVERIFY2(deviation(seen.at(part), expected) < 1e-6,
             QByteArray::number(deviation(seen.at(part), expected)));
}

/// 48 x 48 tokens: 2304 keys, so 1820 rows fit into one block of scores.
void TestAttentionMaps::aLargeMapIsThatOfItsBlocks() {
    auto inputs = tiny::inputs();
    std::vector<float> sample(4 * 48 * 48);
    for (std::size_t i = 0; i < sample.size(); ++i) sample[i] = std::sin(float(i));
    inputs.sample = NdArray::fromFloats({1, 4, 48, 48}, sample);
    const std::string head = kSelf + "[head=7]", last = kSelf + "[head=7][query=47:46]";
    const auto seen = tiny::run(*m_model, inputs, {head, last});
    QCOMPARE(seen.at(head).shape(), (Shape{1, 1, 2304, 2304}));
    for (int row : {0, 1819, 1820, 2302}) {
        double sum = 0;
        for (int key = 0; key < 2304; ++key) sum += double(wholeAt(seen.at(head), 0, 0, row, key));
        QVERIFY2(std::abs(sum - 1) < 1e-5, QByteArray::number(row));
    }
    for (int key = 0; key < 2304; ++key)
        QVERIFY(std::abs(wholeAt(seen.at(head), 0, 0, 2302, key) -
                         seen.at(last).floats()[std::size_t(key)]) < 1e-6f);
}

void TestAttentionMaps::refusesWhatIsOutside_data() {
    QTest::addColumn<QByteArray>("layer");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("a head") << QByteArray::fromStdString(kSelf + "[head=8]")
                            << QByteArray("there are 8 heads, counted from 0");
    QTest::newRow("a query") << QByteArray::fromStdString(kCross + "[query=0:8]")
                             << QByteArray("the query 0:8 lies outside the 8 x 8 tokens");
    QTest::newRow("options of no map")
        << QByteArray("mid_block[mean]") << QByteArray("has no layer");
    QTest::newRow("no option") << QByteArray::fromStdString(kSelf + "[sum]")
                               << QByteArray("is no option of an attention map");
}

void TestAttentionMaps::refusesWhatIsOutside() {
    QFETCH(QByteArray, layer);
    QFETCH(QByteArray, message);
    engine::Observation observation;
    observation.layers = {engine::LayerPath(layer.toStdString())};
    const auto output = m_model->runUnet(tiny::inputs(), observation);
    QVERIFY(!output.ok());
    QCOMPARE(int(output.error().code), int(engine::ErrorCode::Usage));
    const auto found = QByteArray::fromStdString(output.error().message);
    QVERIFY2(found.contains(message), found.constData());
}

void TestAttentionMaps::leaveTheOutputAlone() {
    const auto plain = tiny::run(*m_model, tiny::inputs());
    const auto watched =
        tiny::run(*m_model, tiny::inputs(), {kSelf, kCross, kSelf + "[mean]", kCross + "[key=4]"});
    QVERIFY(tiny::isSame(plain.at("output"), watched.at("output")));
}

QTEST_GUILESS_MAIN(TestAttentionMaps)
#include "tst_attention_maps.moc"
