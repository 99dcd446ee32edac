// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_process.h"
#include "support/test_files.h"

#include <io/npz.h>

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <span>

using engine::NamedArrays;
using engine::NdArray;
using test::runCli;
using Shape = std::vector<std::int64_t>;

/// What can be asked of the inside of the U-Net from the command line: names, attention maps,
/// edits, the halves of a guided step.
class TestCliLayers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void infoSaysTheNames();
    void namesGiveGrids();
    void namedGivesAllOfThem();
    void refusesKeysOfTheText();
    void normsTakeNames();
    void refusesWhatCannotFit_data();
    void refusesWhatCannotFit();
    void editsReplaceTokens();
    void editsFromAFileOfAnotherRun();
    void refusesUnsoundEdits_data();
    void refusesUnsoundEdits();
    void halvesAreRowsOfBoth();
    void vaeOutIsAPicture();

private:
    /// extract of tiny-sd15 on a small picture with \a options; its arrays. Fails the test unless
    /// it exits with 0.
    NamedArrays extract(const QStringList& options);
    QTemporaryDir m_folder;
    QByteArray m_file;  // the latest NPZ as bytes
};

namespace {

QString golden(const char* name) {
    return test::text(test::goldenFolder() / name);
}

NdArray arrayOf(const NamedArrays& arrays, const std::string& name) {
    const auto* found = engine::findArray(arrays, name);
    if (!found) qWarning("there is no array %s", name.c_str());
    return found ? *found : NdArray();
}

std::vector<float> vectorAt(const NdArray& map, std::int64_t row, std::int64_t col) {
    const auto& s = map.shape();
    std::vector<float> vector;
    for (std::int64_t c = 0; c < s[1]; ++c)
        vector.push_back(map.floats()[std::size_t((c * s[2] + row) * s[3] + col)]);
    return vector;
}

double deviation(std::span<const float> a, std::span<const float> b) {
    if (a.size() != b.size()) return INFINITY;
    double worst = 0, largest = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        worst = std::max(worst, std::abs(double(a[i]) - double(b[i])));
        largest = std::max(largest, std::abs(double(b[i])));
    }
    return worst / largest;
}

}  // namespace

NamedArrays TestCliLayers::extract(const QStringList& options) {
    const QString out = m_folder.filePath(QStringLiteral("out.npz"));
    QFile::remove(out);
    const auto result =
        runCli(QStringList{QStringLiteral("extract"), golden("models/tiny-sd15"),
                           golden("img2repr/input_resized64.png"), QStringLiteral("--out"), out,
                           QStringLiteral("--size=keep")} +
               options);
    if (result.code != 0) QTest::qFail(result.said().constData(), __FILE__, __LINE__);
    m_file = QByteArray::fromStdString(test::contentOf(out.toStdString()));
    const auto arrays = core::readNpz(out.toStdString());
    return arrays ? *arrays : NamedArrays();
}

void TestCliLayers::infoSaysTheNames() {
    const auto result =
        runCli({QStringLiteral("info"), golden("models/tiny-sd15"), QStringLiteral("--json")});
    QVERIFY2(result.code == 0, result.said().constData());
    const auto json = QJsonDocument::fromJson(result.out).object();
    int names = 0;
    for (const auto& value : json[QStringLiteral("layers")].toArray()) {
        const auto layer = value.toObject();
        names += layer[QStringLiteral("name")].isString();
        if (layer[QStringLiteral("path")].toString() !=
            QStringLiteral("up_blocks[1].attentions[1].transformer_blocks[0].attn2.map"))
            continue;
        QCOMPARE(layer[QStringLiteral("name")].toString(),
                 QStringLiteral("up-level1-repeat1-vit-block0-cross-map"));
        QCOMPARE(layer[QStringLiteral("keys")].toInt(), 77);
    }
    QCOMPARE(names, 197);
}

void TestCliLayers::namesGiveGrids() {
    const QString in = golden("expected/tiny-sd15/unet_B.npz"),
                  out = m_folder.filePath(QStringLiteral("unet.npz"));
    const auto result =
        runCli({QStringLiteral("unet"), golden("models/tiny-sd15"), QStringLiteral("--inputs"), in,
                QStringLiteral("--layers=mid-vit-block0-cross-q,mid_block.**.attn2.to_q,unet-in"),
                QStringLiteral("--out"), out});
    QVERIFY2(result.code == 0, result.said().constData());
    const auto arrays = *core::readNpz(out.toStdString());
    const auto expected = *core::readNpz(in.toStdString());
    const std::string path = "mid_block.attentions[0].transformer_blocks[0].attn2.to_q";
    const auto grid = arrayOf(arrays, "mid-vit-block0-cross-q"), plain = arrayOf(expected, path);
    QCOMPARE(arrayOf(arrays, path).shape(), plain.shape());
    QCOMPARE(grid.shape(), (Shape{plain.shape()[0], plain.shape()[2], 1, 2}));
    std::vector<float> turned;
    for (std::int64_t b = 0; b < plain.shape()[0]; ++b)
        for (std::int64_t c = 0; c < plain.shape()[2]; ++c)
            for (std::int64_t t = 0; t < 2; ++t)
                turned.push_back(plain.floats()[std::size_t((b * 2 + t) * plain.shape()[2] + c)]);
    QVERIFY(deviation(grid.floats(), turned) < 1e-4);
    QVERIFY(std::ranges::equal(arrayOf(arrays, "unet-in").floats(),
                               arrayOf(expected, "sample").floats()));
}

void TestCliLayers::namedGivesAllOfThem() {
    const auto arrays = extract({QStringLiteral("--layers=named")});
    QCOMPARE(arrays.size(), std::size_t(4 + 197));
    for (const auto& [name, array] : arrays)
        QCOMPARE(array.rank(), name == "prompt_embeds" ? 3 : 4);
}

void TestCliLayers::refusesKeysOfTheText() {
    const auto result =
        runCli({QStringLiteral("extract"), golden("models/tiny-sd15"), golden("img2repr/input.png"),
                QStringLiteral("--layers=up-level1-repeat1-vit-block0-cross-k"),
                QStringLiteral("--out"), m_folder.filePath(QStringLiteral("no.npz"))});
    QCOMPARE(result.code, 2);
    QVERIFY2(result.err.contains(
                 "up_blocks[1].attentions[1].transformer_blocks[0].attn2.to_k, a sequence"),
             result.said().constData());
}

void TestCliLayers::normsTakeNames() {
    const QString out = m_folder.filePath(QStringLiteral("norms"));
    const auto result =
        runCli({QStringLiteral("norms"), golden("models/tiny-sd15"),
                golden("img2repr/input_resized64.png"), QStringLiteral("--size=keep"),
                QStringLiteral("--layer=down-level0-repeat0-vit-block0-cross-map[mean][grid],"
                               "down-level1-repeat0-vit-block0-self-k"),
                QStringLiteral("--out"), out});
    QVERIFY2(result.code == 0, result.said().constData());
    const auto arrays = *core::readNpz((out + QStringLiteral("/norms.npz")).toStdString());
    QCOMPARE(arrayOf(arrays, "norm/down-level0-repeat0-vit-block0-cross-map[mean][grid]").shape(),
             (Shape{1, 8, 8}));
    QCOMPARE(arrayOf(arrays, "norm/down-level1-repeat0-vit-block0-self-k").shape(),
             (Shape{1, 4, 4}));
}

void TestCliLayers::refusesWhatCannotFit_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("extract") << QStringList{
        QStringLiteral("extract"), golden("models/tiny-sd15"), golden("img2repr/input.png"),
        QStringLiteral("--size=4096"), QStringLiteral("--layers=**.attn1.map")};
    const QString in = m_folder.filePath(QStringLiteral("large.npz"));
    const auto text = NdArray::fromFloats({1, 77, 24}, std::vector<float>(77 * 24));
    QVERIFY(core::writeNpz(
        in.toStdString(),
        {{"sample", NdArray::fromFloats({1, 4, 512, 512}, std::vector<float>(4 * 512 * 512))},
         {"timestep", NdArray::fromInts({}, {50})},
         {"encoder_hidden_states", text}}));
    QTest::newRow("unet") << QStringList{QStringLiteral("unet"), golden("models/tiny-sd15"),
                                         QStringLiteral("--inputs"), in,
                                         QStringLiteral("--layers=**.attn1.map")};
}

/// 262144 tokens: half a TiB for each head of the first map.
void TestCliLayers::refusesWhatCannotFit() {
    QFETCH(QStringList, arguments);
    const QString out = m_folder.filePath(QStringLiteral("large-out.npz"));
    const auto result = runCli(arguments + QStringList{QStringLiteral("--out"), out});
    QVERIFY2(result.code == 5, result.said().constData());
    QVERIFY2(result.err.contains("GiB of memory and") && result.err.contains("[mean]"),
             result.said().constData());
    QVERIFY(!QFile::exists(out));
}

void TestCliLayers::editsReplaceTokens() {
    const auto layers = QStringLiteral("--layers=up_blocks[2],conv_out");
    const auto plain = extract({layers});
    const auto edited =
        extract({layers, QStringLiteral("--edit"), QStringLiteral("up_blocks[2]:zero@3,4;3,5"),
                 QStringLiteral("--edit"), QStringLiteral("up_blocks[2]:copy=0,0@6-7,7@t=0..50")});
    const auto before = arrayOf(plain, "up_blocks[2]"), after = arrayOf(edited, "up_blocks[2]");
    QCOMPARE(vectorAt(after, 3, 4), std::vector<float>(std::size_t(after.shape()[1]), 0.0f));
    QCOMPARE(vectorAt(after, 3, 5), vectorAt(after, 3, 4));
    QCOMPARE(vectorAt(after, 7, 7), vectorAt(before, 0, 0));
    QCOMPARE(vectorAt(after, 2, 4), vectorAt(before, 2, 4));
    QVERIFY(deviation(arrayOf(edited, "conv_out").floats(), arrayOf(plain, "conv_out").floats()) >
            1e-3);
    QVERIFY2(m_file.contains("\"up_blocks[2]:zero@3,4;3,5\""), "provenance does not tell");
    const auto none = extract(
        {layers, QStringLiteral("--edit"), QStringLiteral("up_blocks[2]:zero@*@t=51..999")});
    QVERIFY(
        std::ranges::equal(arrayOf(none, "conv_out").bytes(), arrayOf(plain, "conv_out").bytes()));
    const QString out = m_folder.filePath(QStringLiteral("unet-edited.npz"));
    const auto unet =
        runCli({QStringLiteral("unet"), golden("models/tiny-sd15"), QStringLiteral("--inputs"),
                golden("expected/tiny-sd15/unet_D.npz"), QStringLiteral("--edit"),
                QStringLiteral("unet-out:zero@*@t=999"), QStringLiteral("--out"), out});
    QVERIFY2(unet.code == 0, unet.said().constData());
    const auto array = arrayOf(*core::readNpz(out.toStdString()), "output");
    const auto output = array.floats();
    QVERIFY(std::ranges::all_of(output.first(output.size() / 2), [](float v) { return v == 0; }));
    QVERIFY(std::ranges::none_of(output.last(output.size() / 2), [](float v) { return v == 0; }));
}

void TestCliLayers::editsFromAFileOfAnotherRun() {
    const auto layers =
        QStringLiteral("--layers=up-level2-repeat0-vit-block0-out,up_blocks[3],conv_out");
    const auto other = extract({layers, QStringLiteral("--timestep=700")});
    const QString file = m_folder.filePath(QStringLiteral("other@700.npz"));
    QVERIFY(core::writeNpz(file.toStdString(), other));
    const auto edited = extract(
        {layers, QStringLiteral("--edit"),
         QStringLiteral("up-level2-repeat0-vit-block0-out:from=") + file + QStringLiteral("@1,2"),
         QStringLiteral("--edit"),
         QStringLiteral("up_blocks[3]:from=") + file + QStringLiteral("@*")});
    const auto name = "up-level2-repeat0-vit-block0-out";
    QCOMPARE(vectorAt(arrayOf(edited, name), 1, 2), vectorAt(arrayOf(other, name), 1, 2));
    QVERIFY(std::ranges::equal(arrayOf(edited, "conv_out").bytes(),
                               arrayOf(other, "conv_out").bytes()));
}

void TestCliLayers::refusesUnsoundEdits_data() {
    QTest::addColumn<QString>("edit");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("word");
    const auto row = [](const char* name, const char* edit, int code, const char* word) {
        QTest::newRow(name) << QString::fromUtf8(edit) << code << QByteArray(word);
    };
    row("no tokens", "mid_block:zero", 2, "which tokens");
    row("an unknown layer", "up_blocks[9]:zero@*", 2, "Nearest: up_blocks[0]");
    row("a token outside", "up_blocks[2]:zero@8,0", 2, "lies outside its 8 x 8 tokens");
    row("an attention map", "mid-vit-block0-self-map:zero@*", 2, "edit to_q, to_k or to_v");
    row("a file that is not there", "mid_block:from=/nonexistent/a.npz@*", 3, "a.npz");
}

void TestCliLayers::refusesUnsoundEdits() {
    QFETCH(QString, edit);
    QFETCH(int, code);
    QFETCH(QByteArray, word);
    const QString out = m_folder.filePath(QStringLiteral("unsound.npz"));
    const auto result = runCli({QStringLiteral("extract"), golden("models/tiny-sd15"),
                                golden("img2repr/input_resized64.png"),
                                QStringLiteral("--size=keep"), QStringLiteral("--layers=mid_block"),
                                QStringLiteral("--edit"), edit, QStringLiteral("--out"), out});
    QVERIFY2(result.code == code, result.said().constData());
    QVERIFY2(result.err.contains(word), result.said().constData());
    QVERIFY(!QFile::exists(out));
}

void TestCliLayers::halvesAreRowsOfBoth() {
    const QStringList common = {QStringLiteral("--layers=conv_out"), QStringLiteral("--prompt=cat"),
                                QStringLiteral("--negative-prompt=dog, blurry")};
    const auto both = extract(common + QStringList{QStringLiteral("--half=both")});
    const auto conditional = extract(common);
    const auto unconditional =
        extract(common + QStringList{QStringLiteral("--half=unconditional")});
    for (const char* name : {"conv_out", "prompt_embeds"}) {
        const auto all = arrayOf(both, name).floats();
        const auto first = arrayOf(unconditional, name).floats(),
                   second = arrayOf(conditional, name).floats();
        QCOMPARE(all.size(), first.size() + second.size());
        QVERIFY(deviation(all.first(first.size()), first) < 1e-5);
        QVERIFY(deviation(all.last(second.size()), second) < 1e-5);
        QVERIFY(deviation(first, second) > 1e-3);
    }
    QVERIFY(m_file.contains("\"negative_prompt\": \"dog, blurry\""));
    extract({QStringLiteral("--layers=conv_in"), QStringLiteral("--half=unconditional"),
             QStringLiteral("--negative-prompt"), QString()});
    QVERIFY2(m_file.contains("\"negative_prompt\": \"\""), "an empty prompt is not an absent one");
}

void TestCliLayers::vaeOutIsAPicture() {
    const auto arrays = extract({QStringLiteral("--layers=vae-out,mid_block")});
    QCOMPARE(arrayOf(arrays, "vae-out").shape(), (Shape{1, 3, 64, 64}));
    QCOMPARE(arrays.size(), std::size_t(6));
}

QTEST_GUILESS_MAIN(TestCliLayers)
#include "tst_cli_layers.moc"
