// SPDX-License-Identifier: GPL-3.0-or-later
#include <extraction/result_size.h>
#include <model/geometries.h>
#include <model/layer_selection.h>

#include <QTest>

class TestResultSize : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsBytes_data();
    void countsBytes();
    void refusesWhatDoesNotFit_data();
    void refusesWhatDoesNotFit();
    void whatFitsIsLetThrough();
};

namespace {

std::vector<engine::LayerInfo> chosen(const QByteArray& words, int side = 64) {
    const auto layers =
        engine::selectLayers({words.toStdString()},
                             engine::unetLayers(*engine::publishedGeometry("sd15"), {side, side}));
    if (!layers) QTest::qFail(layers.error().message.c_str(), __FILE__, __LINE__);
    return layers ? *layers : std::vector<engine::LayerInfo>();
}

}  // namespace

void TestResultSize::countsBytes_data() {
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<int>("batch");
    QTest::addColumn<qulonglong>("bytes");
    const auto row = [](const char* name, const char* words, int batch, qulonglong bytes) {
        QTest::newRow(name) << QByteArray(words) << batch << bytes;
    };
    const char* attention = "down_blocks[0].attentions[0].transformer_blocks[0]";
    const auto of = [&](const char* what) { return QByteArray(attention) + what; };
    row("a map", "down_blocks[0]", 1, 320ull * 32 * 32 * 4);
    row("two pictures", "down_blocks[0]", 2, 2 * 320ull * 32 * 32 * 4);
    row("a vector", "time_embedding", 1, 1280 * 4);
    row("the text's keys", of(".attn2.to_k"), 1, 77ull * 320 * 4);
    row("a sequence", of(".ff.net[0]"), 1, 1280ull * 4096 * 4);
    row("an attention map", of(".attn1.map"), 1, 8ull * 4096 * 4096 * 4);
    row("its mean", of(".attn1.map[mean]"), 1, 4096ull * 4096 * 4);
    row("one query", of(".attn1.map[query=1:1]"), 1, 8ull * 4096 * 4);
    row("one head and text token", of(".attn2.map[head=0][key=5]"), 1, 4096ull * 4);
    row("several", "conv_in,conv_out", 1, (320ull + 4) * 4096 * 4);
}

void TestResultSize::countsBytes() {
    QFETCH(QByteArray, words);
    QFETCH(int, batch);
    QFETCH(qulonglong, bytes);
    QCOMPARE(qulonglong(engine::resultBytes(chosen(words), batch)), bytes);
}

void TestResultSize::refusesWhatDoesNotFit_data() {
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<int>("mebibytes");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("maps are most of it")
        << QByteArray("named") << 1000
        << QByteArray(
               " GiB of memory and 1000.0 MiB are available. The attention maps alone take ");
    QTest::newRow("no maps: the largest layers")
        << QByteArray("conv_in,down_blocks[0],conv_out") << 5
        << QByteArray(
               "take 6.3 MiB of memory and 5.0 MiB are available. Leave out the largest: "
               "conv_in (5.0 MiB), down_blocks[0] (1.2 MiB), conv_out (0.1 MiB); or choose "
               "a smaller size.");
}

void TestResultSize::refusesWhatDoesNotFit() {
    QFETCH(QByteArray, words);
    QFETCH(int, mebibytes);
    QFETCH(QByteArray, message);
    const auto fits = engine::checkResultFits(chosen(words), 1, std::uint64_t(mebibytes) << 20);
    QVERIFY(!fits.ok());
    QCOMPARE(int(fits.error().code), int(engine::ErrorCode::OutOfMemory));
    const auto found = QByteArray::fromStdString(fits.error().message);
    QVERIFY2(found.contains(message), found.constData());
}

void TestResultSize::whatFitsIsLetThrough() {
    const auto layers = chosen("blocks");
    const auto bytes = engine::resultBytes(layers, 1);
    QVERIFY(engine::checkResultFits(layers, 1, bytes).ok());
    QVERIFY(!engine::checkResultFits(layers, 1, bytes - 1).ok());
    QVERIFY(!engine::checkResultFits(layers, 2, bytes).ok());
    QVERIFY(engine::checkResultFits(layers, 1, std::nullopt).ok());
}

QTEST_GUILESS_MAIN(TestResultSize)
#include "tst_result_size.moc"
