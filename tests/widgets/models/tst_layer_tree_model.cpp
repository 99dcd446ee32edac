// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layer_tree_model.h"
#include "widgets/support/sd15_layers.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using engine::LayerPath;
using widgets::LayerFilterModel;
using widgets::LayerTreeModel;

class TestLayerTreeModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isASoundModel();
    void showsWhatHasAGrid();
    void boxAsksForThisOutput();
    void boxesAboveArePartlyChecked();
    void mapOffersItsHeads();
    void mapTicksTheMean();
    void groupTicksWhatIsBelow();
    void ticksStayWithTheirPaths();
    void tickedIsInOrderOfComputation();
    void wholeInnerSetIsThere();
    void filters_data();
    void filters();
};

namespace {

const std::string kMap = "up_blocks[1].attentions[0].transformer_blocks[0].attn2.map";

QModelIndex at(const LayerTreeModel& model, const char* path) {
    return model.indexOf(LayerPath(path));
}

Qt::CheckState checked(const QModelIndex& index) {
    return Qt::CheckState(index.data(Qt::CheckStateRole).toInt());
}

bool click(LayerTreeModel& model, const QModelIndex& index) {
    const bool isTicked = checked(index) == Qt::Checked;
    return model.setData(index, int(isTicked ? Qt::Unchecked : Qt::Checked), Qt::CheckStateRole);
}

std::vector<LayerPath> paths(std::initializer_list<const char*> texts) {
    std::vector<LayerPath> all;
    for (const char* text : texts) all.emplace_back(text);
    return all;
}

struct Sd15 : LayerTreeModel {
    Sd15() { setLayers(tests::sd15Layers()); }
};

int countRows(const QAbstractItemModel& model, const QModelIndex& parent = {}) {
    int count = 0;
    for (int row = 0; row < model.rowCount(parent); ++row)
        count += 1 + countRows(model, model.index(row, 0, parent));
    return count;
}

}  // namespace

void TestLayerTreeModel::isASoundModel() {
    LayerTreeModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    LayerFilterModel shown;
    shown.setSourceModel(&model);
    const QAbstractItemModelTester shownTester(
        &shown, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setLayers(tests::sd15Layers());
    model.setTicked(tests::sd15Set("inner"));
    shown.setFilter(QStringLiteral("attn2"));
    click(model, at(model, "mid_block"));
    shown.setFilter({});
    model.setLayers({});
    QCOMPARE(model.rowCount(), 0);
}

void TestLayerTreeModel::showsWhatHasAGrid() {
    const Sd15 model;
    const QModelIndex block = at(model, "up_blocks[1]");
    QVERIFY(block.isValid());
    QVERIFY(!block.parent().isValid());
    QCOMPARE(block.data().toString(), QStringLiteral("up_blocks[1]"));
    QCOMPARE(block.siblingAtColumn(LayerTreeModel::ChannelsColumn).data().toString(),
             QStringLiteral("1280"));
    QCOMPARE(block.siblingAtColumn(LayerTreeModel::GridColumn).data().toString(),
             QStringLiteral("32×32"));
    const QModelIndex inner = at(model, "up_blocks[1].attentions[0]");
    QCOMPARE(inner.parent(), block);
    QCOMPARE(inner.data().toString(), QStringLiteral("attentions[0]"));
    QVERIFY(inner.data(Qt::ToolTipRole)
                .toString()
                .contains(QStringLiteral("up-level1-repeat0-vit-out")));
    QVERIFY(!at(model, "time_embedding").isValid());
}

void TestLayerTreeModel::boxAsksForThisOutput() {
    Sd15 model;
    QSignalSpy told(&model, &LayerTreeModel::ticksChanged);
    QVERIFY(click(model, at(model, "up_blocks[1]")));
    QCOMPARE(told.count(), 1);
    QCOMPARE(model.ticked(), paths({"up_blocks[1]"}));
    QVERIFY(click(model, at(model, "up_blocks[1]")));
    QVERIFY(model.ticked().empty());
    model.setTicked(paths({"up_blocks[1]"}));
    QCOMPARE(told.count(), 2);  // by the user only
}

void TestLayerTreeModel::boxesAboveArePartlyChecked() {
    Sd15 model;
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    click(model, at(model, "up_blocks[1].attentions[0].proj_in"));
    QVERIFY(changed.count() > 0);
    QCOMPARE(checked(at(model, "up_blocks[1]")), Qt::PartiallyChecked);
    QCOMPARE(checked(at(model, "up_blocks[1].attentions[0]")), Qt::PartiallyChecked);
    QCOMPARE(checked(at(model, "up_blocks[2]")), Qt::Unchecked);
    click(model, at(model, "up_blocks[1]"));  // its own output, too
    QCOMPARE(checked(at(model, "up_blocks[1]")), Qt::Checked);
    QCOMPARE(model.ticked(), paths({"up_blocks[1].attentions[0].proj_in", "up_blocks[1]"}));
    click(model, at(model, "up_blocks[1]"));
    QCOMPARE(checked(at(model, "up_blocks[1]")), Qt::PartiallyChecked);
}

void TestLayerTreeModel::mapOffersItsHeads() {
    const Sd15 model;
    const QModelIndex map = at(model, kMap.c_str());
    QVERIFY(map.isValid());
    QVERIFY(!map.data(LayerTreeModel::IsLayerRole).toBool());
    QCOMPARE(model.rowCount(map), 9);
    QCOMPARE(map.siblingAtColumn(LayerTreeModel::ChannelsColumn).data().toString(),
             QStringLiteral("8"));
    QVERIFY(map.data(Qt::ToolTipRole).toString().contains(QStringLiteral("8 heads")));
    QCOMPARE(model.index(0, 0, map).data().toString(), QStringLiteral("mean of heads"));
    const QModelIndex last = model.index(8, 0, map);
    QCOMPARE(last.data().toString(), QStringLiteral("head 7"));
    QCOMPARE(last.data(LayerTreeModel::PathRole).toString(),
             QString::fromStdString(kMap + "[head=7]"));
    QCOMPARE(last.data(LayerTreeModel::NameRole).toString(),
             QStringLiteral("up-level1-repeat0-vit-block0-cross-map[head=7]"));
}

void TestLayerTreeModel::mapTicksTheMean() {
    Sd15 model;
    const QModelIndex map = at(model, kMap.c_str());
    click(model, map);
    QCOMPARE(model.ticked(), paths({(kMap + "[mean]").c_str()}));
    QCOMPARE(checked(map), Qt::PartiallyChecked);
    model.setTicked(paths({(kMap + "[mean]").c_str(), (kMap + "[head=3]").c_str()}));
    click(model, map);
    QVERIFY(model.ticked().empty());
}

void TestLayerTreeModel::groupTicksWhatIsBelow() {
    engine::LayerInfo a, b;
    a.path = LayerPath("encoder.conv_in");
    b.path = LayerPath("encoder.conv_out");
    a.grid = b.grid = {4, 4};
    LayerTreeModel model;
    model.setLayers({a, b});
    const QModelIndex group = model.index(0, 0);
    click(model, group);
    QCOMPARE(model.ticked().size(), std::size_t(2));
    QCOMPARE(checked(group), Qt::Checked);
    click(model, at(model, "encoder.conv_in"));
    QCOMPARE(checked(group), Qt::PartiallyChecked);
    click(model, group);
    QVERIFY(model.ticked().empty());
}

void TestLayerTreeModel::ticksStayWithTheirPaths() {
    Sd15 model;
    model.setTicked(paths({"conv_in", "mid_block", "no_such_layer"}));
    auto fewer = tests::sd15Layers();
    std::erase_if(fewer, [](const auto& layer) { return layer.path == LayerPath("conv_in"); });
    model.setLayers(fewer);
    QCOMPARE(model.ticked(), paths({"mid_block"}));
}

void TestLayerTreeModel::tickedIsInOrderOfComputation() {
    Sd15 model;
    model.setTicked(paths({"conv_out", "up_blocks[0]", "up_blocks[0].resnets[1]", "conv_in"}));
    QCOMPARE(model.ticked(),
             paths({"conv_in", "up_blocks[0].resnets[1]", "up_blocks[0]", "conv_out"}));
}

void TestLayerTreeModel::wholeInnerSetIsThere() {
    Sd15 model;
    const auto inner = tests::sd15Set("inner");
    QCOMPARE(inner.size(), std::size_t(45));
    model.setTicked(inner);
    QCOMPARE(model.ticked(), inner);
}

void TestLayerTreeModel::filters_data() {
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("path");  // of a row, or where none may be: what it must not show
    QTest::addColumn<bool>("isShown");
    const auto row = [](const char* name, const char* filter, const char* path, bool isShown) {
        QTest::newRow(name) << QString::fromLatin1(filter) << QString::fromLatin1(path) << isShown;
    };
    row("nothing shows all", "", "conv_in", true);
    row("a part of the path", "attentions[0]", "up_blocks[1].attentions[0]", true);
    row("rows above stay", "attentions[0]", "up_blocks[1]", true);
    row("other rows go", "attentions[0]", "conv_in", false);
    row("whatever the case", "ATTENTIONS", "up_blocks[1].attentions[0]", true);
    row("every word must occur", "up resnets", "down_blocks[0].resnets[0]", false);
    row("words in any order", "resnets up", "up_blocks[0].resnets[0]", true);
    row("a star is no dot", "up_blocks*attn2", "up_blocks[1]", false);
    row("a star within a part", "up_blocks*.att", "up_blocks[1].attentions[0]", true);
    row("brackets are brackets", "blocks[1]", "up_blocks[2]", false);
    row("the other name", "vit-out", "up_blocks[1].attentions[0]", true);
    row("both grammars at once", "up-level1 attentions[0] vit-out", "up_blocks[1].attentions[0]",
        true);
    row("a head of a map", "level1 cross-map head=3",
        "up_blocks[1].attentions[0].transformer_blocks[0].attn2.map[head=3]", true);
    row("nothing like it", "nonsense", "conv_in", false);
}

void TestLayerTreeModel::filters() {
    QFETCH(QString, filter);
    QFETCH(QString, path);
    QFETCH(bool, isShown);
    Sd15 model;
    LayerFilterModel shown;
    shown.setSourceModel(&model);
    shown.setFilter(filter);
    const QModelIndex source = at(model, path.toLatin1().constData());
    QVERIFY(source.isValid());
    QCOMPARE(shown.mapFromSource(source).isValid(), isShown);
    shown.setFilter({});
    QCOMPARE(countRows(shown), countRows(model));
}

QTEST_MAIN(TestLayerTreeModel)
#include "tst_layer_tree_model.moc"
