// SPDX-License-Identifier: GPL-3.0-or-later
#include <representation/layer_path.h>

#include <QTest>

#include <unordered_set>

using engine::LayerPath;

class TestLayerPath : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void normalises_data();
    void normalises();
    void isAValue();
};

void TestLayerPath::normalises_data() {
    QTest::addColumn<QByteArray>("given");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("dotted");
    const auto row = [](const char* name, const char* given, const char* text, const char* dotted) {
        QTest::newRow(name) << QByteArray(given) << QByteArray(text) << QByteArray(dotted);
    };
    row("empty", "", "", "");
    row("no index", "conv_in", "conv_in", "conv_in");
    row("dotted", "up_blocks.1.attentions.0", "up_blocks[1].attentions[0]",
        "up_blocks.1.attentions.0");
    row("bracketed", "up_blocks[1].attentions[0]", "up_blocks[1].attentions[0]",
        "up_blocks.1.attentions.0");
    row("mixed", "up_blocks[1].attentions.0.norm", "up_blocks[1].attentions[0].norm",
        "up_blocks.1.attentions.0.norm");
    row("index of two digits", "a.10.to_out.0", "a[10].to_out[0]", "a.10.to_out.0");
    row("digits within a name", "linear_1.attn2", "linear_1.attn2", "linear_1.attn2");
    row("a number in front is a name", "0.weight", "0.weight", "0.weight");
    row("pattern", "up_blocks[*].**", "up_blocks[*].**", "up_blocks[*].**");
    row("open bracket", "a[1", "a[1", "a[1");
    row("dots without names", "a..b.", "a..b.", "a..b.");
}

void TestLayerPath::normalises() {
    QFETCH(QByteArray, given);
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, dotted);
    const LayerPath path(given.toStdString());
    QCOMPARE(QByteArray::fromStdString(path.text()), text);
    QCOMPARE(QByteArray::fromStdString(path.dotted()), dotted);
    QCOMPARE(path.empty(), given.isEmpty());
}

void TestLayerPath::isAValue() {
    const std::unordered_set<LayerPath> paths = {LayerPath("a.1"), LayerPath("a[1]"),
                                                 LayerPath("a[2]")};
    QCOMPARE(paths.size(), std::size_t(2));
    QVERIFY(LayerPath("a.1") == LayerPath("a[1]"));
    QVERIFY(LayerPath("a[1]") < LayerPath("a[2]"));
}

QTEST_GUILESS_MAIN(TestLayerPath)
#include "tst_layer_path.moc"
