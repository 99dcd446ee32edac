// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explore/shown_maps.h"

#include <explore/figure_arrangement.h>
#include <explore/figure_captions.h>
#include <explore/shown_marks.h>
#include <figure/figure_composer.h>

#include <QTest>

#include <set>

using core::FigureArrangement;
using core::FigureAxis;
using core::ShownMap;
using core::ShownPicture;

using Maps = std::vector<ShownMap>;
using Photos = std::vector<ShownPicture>;
Q_DECLARE_METATYPE(Maps)
Q_DECLARE_METATYPE(Photos)
Q_DECLARE_METATYPE(core::FigureArrangement)

namespace {

/// Every panel as "row,column array: caption", then the titles.
QStringList told(const core::ArrangedFigure& figure) {
    QStringList lines;
    for (const auto& panel : figure.spec.panels)
        lines << QStringLiteral("%1,%2 %3: %4")
                     .arg(panel.row)
                     .arg(panel.column)
                     .arg(QString::fromStdString(panel.array),
                          QString::fromStdString(panel.caption));
    for (const auto& title : figure.spec.rowTitles)
        lines << QStringLiteral("row: ") + QString::fromStdString(title);
    for (const auto& title : figure.spec.columnTitles)
        lines << QStringLiteral("column: ") + QString::fromStdString(title);
    return lines;
}

FigureArrangement grid(FigureAxis rows, FigureAxis columns) {
    FigureArrangement arrangement;
    arrangement.isGrid = true;
    arrangement.rowAxis = rows;
    arrangement.columnAxis = columns;
    return arrangement;
}

FigureArrangement inColumns(int columns) {
    FigureArrangement arrangement;
    arrangement.columns = columns;
    return arrangement;
}

}  // namespace

class TestFigureArrangement : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void panelsAndWords_data();
    void panelsAndWords();
    void wordsWithoutBars();
    void equalBarsAreOne();
    void sharedBarsAreDefined();
    void numbersAreThoseOfTheMaps();
    void everyArrangementCanBeComposed_data();
    void everyArrangementCanBeComposed();
    void namesOfArraysAreSafe();
    void pictureTitles_data();
    void pictureTitles();
    void marks();
};

void TestFigureArrangement::panelsAndWords_data() {
    using enum FigureAxis;
    using shown::at;
    using shown::map;
    using shown::picture;
    QTest::addColumn<Maps>("maps");
    QTest::addColumn<Photos>("pictures");
    QTest::addColumn<FigureArrangement>("arrangement");
    QTest::addColumn<QStringList>("expected");

    QTest::newRow("one map needs no caption")
        << Maps{map("mid_block")} << Photos{} << inColumns(4)
        << QStringList{QStringLiteral("0,0 norm/mid_block/t50/cat: ")};
    QTest::newRow("layers in one row differ in their captions")
        << Maps{map("mid_block"), map("up_blocks[1]")} << Photos{} << inColumns(4)
        << QStringList{QStringLiteral("0,0 norm/mid_block/t50/cat: mid_block"),
                       QStringLiteral("0,1 norm/up_blocks[1]/t50/cat: up_blocks[1]")};
    QTest::newRow("what all layers lie in is left out")
        << Maps{map("up_blocks[1].resnets[0]"), map("up_blocks[1].attentions[0]")} << Photos{}
        << inColumns(1)
        << QStringList{
               QStringLiteral("0,0 norm/up_blocks[1].resnets[0]/t50/cat: resnets[0]"),
               QStringLiteral("1,0 norm/up_blocks[1].attentions[0]/t50/cat: attentions[0]")};
    QTest::newRow("a block beside its own part keeps its name")
        << Maps{map("up_blocks[1]"), map("up_blocks[1].resnets[0]")} << Photos{} << inColumns(2)
        << QStringList{
               QStringLiteral("0,0 norm/up_blocks[1]/t50/cat: up_blocks[1]"),
               QStringLiteral("0,1 norm/up_blocks[1].resnets[0]/t50/cat: up_blocks[1].resnets[0]")};
    QTest::newRow("all that differs is said, not the least that would do")
        << Maps{map("mid_block", 200), map("up_blocks[1]", 50)} << Photos{} << inColumns(2)
        << QStringList{QStringLiteral("0,0 norm/mid_block/t200/cat: mid_block · t 200"),
                       QStringLiteral("0,1 norm/up_blocks[1]/t50/cat: up_blocks[1] · t 50")};
    QTest::newRow("as seen: pictures side by side become columns, layers rows")
        << Maps{map("mid_block", 50, 1, "cat.png"), map("mid_block", 50, 2, "dog.png"),
                map("conv_out", 50, 1, "cat.png"), map("conv_out", 50, 2, "dog.png")}
        << Photos{picture(1, "cat.png"), picture(2, "dog.png")} << inColumns(2)
        << QStringList{QStringLiteral("0,0 picture/cat: "),
                       QStringLiteral("0,1 picture/dog: "),
                       QStringLiteral("1,0 norm/mid_block/t50/cat: "),
                       QStringLiteral("1,1 norm/mid_block/t50/dog: "),
                       QStringLiteral("2,0 norm/conv_out/t50/cat: "),
                       QStringLiteral("2,1 norm/conv_out/t50/dog: "),
                       QStringLiteral("row: "),
                       QStringLiteral("row: mid_block"),
                       QStringLiteral("row: conv_out"),
                       QStringLiteral("column: cat"),
                       QStringLiteral("column: dog")};
    QTest::newRow("as seen: a last row that is not full")
        << Maps{map("a"), map("b"), map("c")} << Photos{} << inColumns(2)
        << QStringList{QStringLiteral("0,0 norm/a/t50/cat: a"),
                       QStringLiteral("0,1 norm/b/t50/cat: b"),
                       QStringLiteral("1,0 norm/c/t50/cat: c")};
    QTest::newRow("the same map twice is in the file twice")
        << Maps{map("a"), map("a")} << Photos{} << inColumns(2)
        << QStringList{QStringLiteral("0,0 norm/a/t50/cat: "),
                       QStringLiteral("0,1 norm/a/t50/cat#2: ")};
    QTest::newRow("layers x timesteps")
        << Maps{at(map("mid_block", 50), 0, 0), at(map("mid_block", 200), 0, 1),
                at(map("conv_out", 50), 1, 0), at(map("conv_out", 200), 1, 1)}
        << Photos{} << grid(Layers, Moments)
        << QStringList{QStringLiteral("0,0 norm/mid_block/t50/cat: "),
                       QStringLiteral("0,1 norm/mid_block/t200/cat: "),
                       QStringLiteral("1,0 norm/conv_out/t50/cat: "),
                       QStringLiteral("1,1 norm/conv_out/t200/cat: "),
                       QStringLiteral("row: mid_block"),
                       QStringLiteral("row: conv_out"),
                       QStringLiteral("column: t 50"),
                       QStringLiteral("column: t 200")};
    QTest::newRow("cells that were not computed leave gaps, rows without any close up")
        << Maps{at(map("mid_block", 50), 0, 0), at(map("conv_out", 200), 2, 1)} << Photos{}
        << grid(Layers, Moments)
        << QStringList{QStringLiteral("0,0 norm/mid_block/t50/cat: "),
                       QStringLiteral("1,1 norm/conv_out/t200/cat: "),
                       QStringLiteral("row: mid_block · t 50"),
                       QStringLiteral("row: conv_out · t 200")};
    QTest::newRow("pictures x layers: the pictures are the first column")
        << Maps{at(map("mid_block", 50, 1, "cat.png"), 0, 0),
                at(map("conv_out", 50, 1, "cat.png"), 0, 1),
                at(map("mid_block", 50, 2, "dog.png"), 1, 0),
                at(map("conv_out", 50, 2, "dog.png"), 1, 1)}
        << Photos{picture(1, "cat.png"), picture(2, "dog.png")} << grid(Pictures, Layers)
        << QStringList{QStringLiteral("0,1 norm/mid_block/t50/cat: "),
                       QStringLiteral("0,2 norm/conv_out/t50/cat: "),
                       QStringLiteral("1,1 norm/mid_block/t50/dog: "),
                       QStringLiteral("1,2 norm/conv_out/t50/dog: "),
                       QStringLiteral("0,0 picture/cat: "),
                       QStringLiteral("1,0 picture/dog: "),
                       QStringLiteral("row: cat"),
                       QStringLiteral("row: dog"),
                       QStringLiteral("column: "),
                       QStringLiteral("column: mid_block"),
                       QStringLiteral("column: conv_out")};
    QTest::newRow("layers x pictures: the pictures are the first row")
        << Maps{at(map("mid_block", 50, 1, "cat.png"), 0, 0),
                at(map("mid_block", 50, 2, "dog.png"), 0, 1)}
        << Photos{picture(1, "cat.png"), picture(2, "dog.png")} << grid(Layers, Pictures)
        << QStringList{QStringLiteral("1,0 norm/mid_block/t50/cat: "),
                       QStringLiteral("1,1 norm/mid_block/t50/dog: "),
                       QStringLiteral("0,0 picture/cat: "),
                       QStringLiteral("0,1 picture/dog: "),
                       QStringLiteral("column: cat"),
                       QStringLiteral("column: dog")};
    QTest::newRow("one picture beside a grid of timesteps stands in the corner")
        << Maps{at(map("mid_block", 50), 0, 0), at(map("mid_block", 200), 0, 1)}
        << Photos{picture()} << grid(Layers, Moments)
        << QStringList{QStringLiteral("0,1 norm/mid_block/t50/cat: t 50"),
                       QStringLiteral("0,2 norm/mid_block/t200/cat: t 200"),
                       QStringLiteral("0,0 picture/cat: ")};
    auto first = map("mid_block", 0, 1, "a cat"), third = map("mid_block", 2, 1, "a cat");
    first.moment = QStringLiteral("step 1");
    third.moment = QStringLiteral("step 3");
    QTest::newRow("steps of a generation have their own pictures")
        << Maps{at(first, 0, 0), at(third, 0, 1)}
        << Photos{picture(1, "a cat", 0, "step 1"), picture(1, "a cat", 2, "step 3")}
        << grid(Layers, Moments)
        << QStringList{QStringLiteral("1,0 norm/mid_block/step1/a cat: "),
                       QStringLiteral("1,1 norm/mid_block/step3/a cat: "),
                       QStringLiteral("0,0 picture/step1/a cat: "),
                       QStringLiteral("0,1 picture/step3/a cat: "),
                       QStringLiteral("column: step 1"),
                       QStringLiteral("column: step 3")};
    QTest::newRow("PCA, which has no bar, is named beside maps that have one")
        << Maps{map("mid_block"), shown::pca(map("mid_block"))} << Photos{} << inColumns(2)
        << QStringList{QStringLiteral("0,0 norm/mid_block/t50/cat: "),
                       QStringLiteral("0,1 pca/mid_block/t50/cat: PCA")};
    auto short1 = map("up_blocks[1].attentions[0]"), short2 = map("mid_block.attentions[0]");
    short1.layerName = QStringLiteral("up1.attn0");
    short2.layerName = QStringLiteral("mid.attn0");
    QTest::newRow("other names for layers, on the panels alone")
        << Maps{short1, short2} << Photos{} << inColumns(2)
        << QStringList{QStringLiteral("0,0 norm/up_blocks[1].attentions[0]/t50/cat: up1.attn0"),
                       QStringLiteral("0,1 norm/mid_block.attentions[0]/t50/cat: mid.attn0")};
}

void TestFigureArrangement::panelsAndWords() {
    QFETCH(Maps, maps);
    QFETCH(Photos, pictures);
    QFETCH(FigureArrangement, arrangement);
    QFETCH(QStringList, expected);
    QCOMPARE(told(core::arrangeFigure(maps, pictures, arrangement, {})), expected);
}

/// Where a bar would say it, a caption must.
void TestFigureArrangement::wordsWithoutBars() {
    auto other = shown::map("mid_block");
    other.barTitle = QStringLiteral("cosine similarity to A");
    core::FigureSpec look;
    look.hasBars = false;
    const auto figure =
        core::arrangeFigure({shown::map("mid_block"), other}, {}, inColumns(2), look);
    QCOMPARE(figure.spec.panels[0].caption, std::string("L2 norm"));
    QCOMPARE(figure.spec.panels[1].caption, std::string("cosine similarity to A"));
}

void TestFigureArrangement::equalBarsAreOne() {
    const auto barsOf = [](const Maps& maps) {
        return core::arrangeFigure(maps, {}, inColumns(2), {}).spec.bars;
    };
    const auto one = shown::map("mid_block");
    auto other = shown::map("conv_in");
    QVERIFY(barsOf({one, other}) == core::FigureBars::Figure);
    QVERIFY(barsOf({one}) == core::FigureBars::Own);
    QVERIFY(barsOf({one, shown::pca(shown::map("conv_out"))}) == core::FigureBars::Own);
    other.defined.shown = {0, 6};
    QVERIFY(barsOf({one, other}) == core::FigureBars::Own);
}

/// The sentence about a map says what its colours span in the figure, not in the window.
void TestFigureArrangement::sharedBarsAreDefined() {
    auto other = shown::map("conv_in");
    other.defined.shown = {-1, 3};
    core::FigureSpec look;
    look.bars = core::FigureBars::Figure;
    auto figure = core::arrangeFigure({shown::map("mid_block"), other}, {}, inColumns(2), look);
    for (const auto& panel : figure.spec.panels) {
        const auto text = QString::fromStdString(panel.definition);
        QVERIFY2(text.contains(QStringLiteral("-1 to 5 (the ranges of 2 maps")), qPrintable(text));
    }
    look.bars = core::FigureBars::Own;
    figure = core::arrangeFigure({shown::map("mid_block"), other}, {}, inColumns(2), look);
    QVERIFY(figure.spec.panels[0].definition.find("0 to 5 (this map)") != std::string::npos);
}

void TestFigureArrangement::numbersAreThoseOfTheMaps() {
    auto map = shown::map("mid_block");
    map.colors = core::ColorMapId::Viridis;
    map.marks = {{{2, 3}, {{1, 2}, 1, 1}, {1, 2, 3}, "A"}};
    core::FigureSpec look;
    look.width = 100;
    look.textSize = 9;
    look.panels.resize(7);
    const auto figure =
        core::arrangeFigure({map, shown::pca(map)}, {shown::picture()}, inColumns(3), look);
    QCOMPARE(figure.spec.width, 100.0);
    QCOMPARE(figure.spec.textSize, 9);
    QCOMPARE(figure.spec.panels.size(), std::size_t(3));
    const auto& photo = figure.spec.panels[0];
    QVERIFY(photo.isPhoto);
    const auto& panel = figure.spec.panels[1];
    QVERIFY(!panel.isPhoto);
    QCOMPARE(panel.colors, core::ColorMapId::Viridis);
    QCOMPARE(panel.range, (core::ColorRange{0, 5}));
    QCOMPARE(panel.barTitle, std::string("L2 norm"));
    QCOMPARE(panel.rangeMode, core::nameOf(core::RangeMode::Map).toStdString());
    QCOMPARE(panel.definition, core::definitionOf(map.defined).toStdString());
    QCOMPARE(panel.marks, map.marks);
    QCOMPARE(figure.maps, (std::vector<std::optional<std::size_t>>{{}, 0, 1}));
    const auto* values = engine::findArray(figure.arrays, panel.array);
    QVERIFY(values);
    QCOMPARE(values->shape(), (std::vector<std::int64_t>{2, 3}));
    QCOMPARE(*values->toFloats(), map.values->values);
    const auto* rgb = engine::findArray(figure.arrays, figure.spec.panels[2].array);
    QVERIFY(rgb);
    QCOMPARE(rgb->shape(), (std::vector<std::int64_t>{2, 3, 3}));
    QVERIFY(rgb->dtype() == engine::DType::U8);
    QVERIFY(figure.spec.panels[2].barTitle.empty());
}

void TestFigureArrangement::everyArrangementCanBeComposed_data() {
    panelsAndWords_data();
}

void TestFigureArrangement::everyArrangementCanBeComposed() {
    QFETCH(Maps, maps);
    QFETCH(Photos, pictures);
    QFETCH(FigureArrangement, arrangement);
    const auto arranged = core::arrangeFigure(maps, pictures, arrangement, {});
    const auto figure = core::composeFigure(arranged.spec, arranged.arrays);
    QVERIFY2(figure, figure ? "" : figure.error().message.c_str());
    QCOMPARE(figure->width, arranged.spec.width);
}

void TestFigureArrangement::namesOfArraysAreSafe() {
    auto map = shown::map("mid_block", 50, 1, "a/../cat\n\\é.png");
    const auto figure = core::arrangeFigure({map}, {}, inColumns(1), {});
    QCOMPARE(QString::fromStdString(figure.arrays.front().first),
             QStringLiteral("norm/mid_block/t50/a____cat__é"));
}

void TestFigureArrangement::pictureTitles_data() {
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QStringList>("expected");
    const auto list = [](std::initializer_list<const char*> words) {
        QStringList texts;
        for (const auto* word : words) texts << QString::fromUtf8(word);
        return texts;
    };
    QTest::newRow("endings go") << list({"cat.png", "dog.JPEG"}) << list({"cat", "dog"});
    QTest::newRow("endings that tell apart stay")
        << list({"cat.png", "cat.jpg"}) << list({"cat.png", "cat.jpg"});
    QTest::newRow("equal names are numbered")
        << list({"cat.png", "cat.png"}) << list({"cat.png", "cat.png (2)"});
    QTest::newRow("a sentence with a full stop keeps it")
        << list({"a cat. A dog"}) << list({"a cat. A dog"});
    QTest::newRow("nothing but an ending") << list({".png"}) << list({".png"});
    QTest::newRow("long prompts are cut")
        << list({"a photograph of a cat that sits on a chair in the sun"})
        << list({"a photograph of a cat that sits on a ch…"});
}

void TestFigureArrangement::pictureTitles() {
    QFETCH(QStringList, names);
    QFETCH(QStringList, expected);
    std::map<int, QString> given;
    for (int i = 0; i < int(names.size()); ++i) given[i] = names[i];
    QStringList titles;
    for (const auto& [id, title] : core::pictureTitles(given)) titles << title;
    QCOMPARE(titles, expected);
}

void TestFigureArrangement::marks() {
    const engine::TokenGrid tokens{8, 8};
    const core::Place here{1, {tokens, {2, 3}}}, there{2, {tokens, {4, 4}}};
    core::Pins pins;
    pins.add(here);
    pins.add(there);
    const auto own = core::figureMarks(1, {16, 16}, pins, here, {});
    QCOMPARE(own.size(), std::size_t(1));  // the reference is a pin: outlined once
    QCOMPARE(own[0].letter, std::string("A"));
    QCOMPARE(own[0].tokens.first, (engine::TokenIndex{4, 6}));
    const auto other = core::figureMarks(2, tokens, {}, here, engine::TokenIndex{1, 1});
    QCOMPARE(other.size(), std::size_t(1));  // the best match, not the other picture's reference
    QCOMPARE(other[0].tokens, (engine::TokenRect{{1, 1}, 1, 1}));
    QCOMPARE(other[0].color, (core::Rgb{0xa5, 0xff, 0}));
    const auto kept = core::figureMarks(1, tokens, {}, here, {});
    QCOMPARE(kept.size(), std::size_t(1));
    QCOMPARE(kept[0].color, (core::Rgb{255, 255, 255}));
    QVERIFY(core::figureMarks(1, tokens, {}, {}, {}).empty());
}

QTEST_MAIN(TestFigureArrangement)
#include "tst_figure_arrangement.moc"
