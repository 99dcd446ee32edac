// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layer_tree_model.h"
#include "panels/layer_tree_panel.h"
#include "widgets/support/sd15_layers.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using engine::LayerPath;
using widgets::LayerTreeModel;
using widgets::LayerTreePanel;

class TestLayerTreePanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void setChosenIsNotTold();
    void spaceTicks();
    void clickOnABoxTicks();
    void filterGoesToTheTreeAndBack();
    void filterRestoresWhatWasOpen();
    void returnBringsTheTileIntoSight();
    void buttonsAskForSets();
    void foundTicksWhatTheFilterFinds();
    void noneUnticksAll();
    void treeKeepsItsKeysFromTheWindow();
    void boxesAreSeenInTheDark();
    void nothingIsCutOff();
};

namespace {

struct Shown : LayerTreePanel {
    explicit Shown() {
        resize(300, 480);
        setLayers(tests::sd15Layers());
        show();
    }
    QTreeView* tree() const { return findChild<QTreeView*>(); }
    QLineEdit* filter() const { return findChild<QLineEdit*>(); }
    QToolButton* button(const char* text) const {
        for (auto* one : findChildren<QToolButton*>())
            if (one->text() == QLatin1String(text)) return one;
        return nullptr;
    }
    QModelIndex row(const char* path) const {
        const auto found = tree()->model()->match(
            tree()->model()->index(0, 0), LayerTreeModel::PathRole, QString::fromLatin1(path), 1,
            Qt::MatchExactly | Qt::MatchRecursive);
        return found.value(0);
    }
};

}  // namespace

void TestLayerTreePanel::setChosenIsNotTold() {
    Shown panel;
    QSignalSpy told(&panel, &LayerTreePanel::chosenChanged);
    panel.setChosen(tests::sd15Set("inner"));
    QCOMPARE(panel.chosen(), tests::sd15Set("inner"));
    QCOMPARE(told.count(), 0);
}

void TestLayerTreePanel::spaceTicks() {
    Shown panel;
    QSignalSpy told(&panel, &LayerTreePanel::chosenChanged);
    panel.tree()->setFocus();
    panel.tree()->setCurrentIndex(panel.row("mid_block"));
    QTest::keyClick(panel.tree(), Qt::Key_Space);
    QCOMPARE(told.count(), 1);
    QCOMPARE(panel.chosen(), std::vector{LayerPath("mid_block")});
    QTest::keyClick(panel.tree(), Qt::Key_Space);
    QVERIFY(panel.chosen().empty());
}

void TestLayerTreePanel::clickOnABoxTicks() {
    Shown panel;
    QSignalSpy told(&panel, &LayerTreePanel::chosenChanged);
    const QRect row = panel.tree()->visualRect(panel.row("mid_block"));
    QTest::mouseClick(panel.tree()->viewport(), Qt::LeftButton, {},
                      {row.left() + 8, row.center().y()});
    QCOMPARE(told.count(), 1);
    QCOMPARE(told[0][0].value<std::vector<LayerPath>>(), std::vector{LayerPath("mid_block")});
}

void TestLayerTreePanel::filterGoesToTheTreeAndBack() {
    Shown panel;
    panel.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&panel));
    panel.focusFilter();
    QVERIFY(panel.filter()->hasFocus());
    QTest::keyClicks(panel.filter(), QStringLiteral("mid attentions"));
    QCOMPARE(panel.tree()->model()->rowCount(), 1);
    QTest::keyClick(panel.filter(), Qt::Key_Down);
    QVERIFY(panel.tree()->hasFocus());
    QCOMPARE(panel.tree()->currentIndex().data().toString(), QStringLiteral("mid_block"));
    panel.focusFilter();
    QTest::keyClick(panel.filter(), Qt::Key_Escape);
    QVERIFY(panel.filter()->text().isEmpty());
    QVERIFY(panel.tree()->model()->rowCount() > 1);
}

void TestLayerTreePanel::filterRestoresWhatWasOpen() {
    Shown panel;
    panel.tree()->expand(panel.row("up_blocks[1]"));
    panel.filter()->setText(QStringLiteral("attn1 map"));
    QVERIFY(panel.tree()->isExpanded(panel.row("down_blocks[0]")));
    panel.filter()->setText(QStringLiteral("attn2"));
    panel.filter()->clear();
    QVERIFY(panel.tree()->isExpanded(panel.row("up_blocks[1]")));
    QVERIFY(!panel.tree()->isExpanded(panel.row("down_blocks[0]")));
}

void TestLayerTreePanel::returnBringsTheTileIntoSight() {
    Shown panel;
    QSignalSpy activated(&panel, &LayerTreePanel::activated);
    panel.tree()->setCurrentIndex(panel.row("mid_block"));
    QTest::keyClick(panel.tree(), Qt::Key_Return);
    QCOMPARE(activated.count(), 1);
    QCOMPARE(activated[0][0].value<LayerPath>(), LayerPath("mid_block"));
    const QModelIndex map = panel.row("mid_block.attentions[0].transformer_blocks[0].attn1.map");
    QVERIFY(map.isValid());
    panel.tree()->setCurrentIndex(map);
    QTest::keyClick(panel.tree(), Qt::Key_Return);  // no layer: shows its heads
    QCOMPARE(activated.count(), 1);
    QVERIFY(panel.tree()->isExpanded(map));
}

void TestLayerTreePanel::buttonsAskForSets() {
    Shown panel;
    QSignalSpy asked(&panel, &LayerTreePanel::setRequested);
    panel.button("Blocks")->click();
    panel.button("Inner")->click();
    QCOMPARE(asked.count(), 2);
    QCOMPARE(asked[0][0].toString(), QStringLiteral("blocks"));
    QCOMPARE(asked[1][0].toString(), QStringLiteral("inner"));
    panel.setLayers({});
    QVERIFY(!panel.button("Blocks")->isEnabled());
}

void TestLayerTreePanel::foundTicksWhatTheFilterFinds() {
    Shown panel;
    QSignalSpy told(&panel, &LayerTreePanel::chosenChanged);
    panel.setChosen({LayerPath("conv_in")});
    QVERIFY(!panel.button("Found")->isEnabled());
    panel.filter()->setText(QStringLiteral("up-level1 cross-map mean"));
    panel.button("Found")->click();
    QCOMPARE(told.count(), 1);
    QCOMPARE(panel.chosen().size(), std::size_t(4));  // conv_in and three attentions
    panel.filter()->setText(QStringLiteral("nonsense"));
    QVERIFY(!panel.button("Found")->isEnabled());
}

void TestLayerTreePanel::noneUnticksAll() {
    Shown panel;
    QVERIFY(!panel.button("None")->isEnabled());
    panel.setChosen(tests::sd15Set("blocks"));
    QSignalSpy told(&panel, &LayerTreePanel::chosenChanged);
    panel.button("None")->click();
    QCOMPARE(told.count(), 1);
    QVERIFY(panel.chosen().empty());
}

/// As the window has it: single keys are shortcuts.
void TestLayerTreePanel::treeKeepsItsKeysFromTheWindow() {
    Shown panel;
    QAction step(&panel);
    step.setShortcuts({QKeySequence(Qt::Key_Right), QKeySequence(Qt::Key_Space)});
    panel.addAction(&step);
    QSignalSpy stolen(&step, &QAction::triggered);
    panel.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&panel));
    panel.tree()->setFocus();
    panel.tree()->setCurrentIndex(panel.row("mid_block"));
    QTest::keyClick(panel.button("Blocks"), Qt::Key_Right);  // where nobody says otherwise
    QCOMPARE(stolen.count(), 1);
    QTest::keyClick(panel.tree(), Qt::Key_Right);
    QTest::keyClick(panel.tree(), Qt::Key_Space);
    QCOMPARE(stolen.count(), 1);
    QVERIFY(panel.tree()->isExpanded(panel.row("mid_block")));
    QCOMPARE(panel.chosen().size(), std::size_t(1));
}

/// The style's own boxes are darker than the ground, whatever it is.
void TestLayerTreePanel::boxesAreSeenInTheDark() {
    Shown panel;
    QPalette dark = panel.palette();
    dark.setColor(QPalette::Base, QColor(0x23, 0x26, 0x2B));
    dark.setColor(QPalette::PlaceholderText, QColor(0xA2, 0xA9, 0xB3));
    panel.setPalette(dark);
    const QRect row = panel.tree()->visualRect(panel.row("mid_block"));
    const QImage box =
        panel.tree()->viewport()->grab({row.topLeft(), QSize(20, row.height())}).toImage();
    int brightest = 0;
    for (int y = 0; y < box.height(); ++y)
        for (int x = 0; x < box.width(); ++x)
            brightest = std::max(brightest, qGray(box.pixel(x, y)));
    QVERIFY(brightest > 140);
}

void TestLayerTreePanel::nothingIsCutOff() {
    Shown panel;
    panel.setCost(QStringLiteral("45 layers · 110 MB per picture and timestep"));
    QVERIFY(panel.minimumSizeHint().width() <= 300);
    for (const auto* one : panel.findChildren<QToolButton*>())
        if (!one->text().isEmpty()) QVERIFY(one->width() >= one->sizeHint().width());
    for (int column = 1; column < LayerTreeModel::kColumns; ++column)
        QVERIFY(panel.tree()->columnWidth(column) >=
                panel.fontMetrics().horizontalAdvance(
                    panel.row("up_blocks[1]").siblingAtColumn(column).data().toString()));
}

QTEST_MAIN(TestLayerTreePanel)
#include "tst_layer_tree_panel.moc"
