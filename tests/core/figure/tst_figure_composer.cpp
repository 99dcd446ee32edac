// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/figure_examples.h"

#include <figure/figure_composer.h>
#include <figure/figure_font.h>

#include <QRectF>
#include <QTest>

#include <algorithm>
#include <functional>

using core::Figure;
using core::FigureBars;

class TestFigureComposer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTokenHasItsCell();
    void panelsHaveOneWidthAndTheirOwnAspect();
    void nothingLiesOnAnythingElse_data();
    void nothingLiesOnAnythingElse();
    void textsHaveTheirSizeWhateverTheWidth_data();
    void textsHaveTheirSizeWhateverTheWidth();
    void barsAreSharedAsAsked_data();
    void barsAreSharedAsAsked();
    void aSharedBarSpansAllItsMaps();
    void aSharedBarIsSymmetricWhereOneMapIs();
    void onlyWhatMeansTheSameShares();
    void valuesBeyondTheRangeHaveTheirTriangle_data();
    void valuesBeyondTheRangeHaveTheirTriangle();
    void whatIsNoNumberIsHatched();
    void marksAreOutlinedAndLettered();
    void lettersDoNotLieOnEachOther();
    void partsCanBeLeftOut();
    void theTokenGridNeedsCellsThatAreLargeEnough();
    void picturesHaveNoBar();
    void refuses_data();
    void refuses();
};

namespace {

/// How a broken example is made, and what is said of it.
struct Harm {
    std::function<void(test::Example&)> change;
    engine::ErrorCode code;
    const char* said;
};

Figure composed(const test::Example& example) {
    const auto figure = core::composeFigure(example.spec, example.arrays);
    if (!figure) qFatal("%s", figure.error().message.c_str());
    return *figure;
}

/// What the letters of \a label cover.
QRectF inkOf(const Figure::Label& label) {
    const double width = core::figureTextWidth(label.text, label.size);
    const double before = label.align == Figure::Align::Start ? 0
                          : label.align == Figure::Align::End ? width
                                                              : width / 2;
    const QRectF ink = core::figureTextPath(label.text, label.size).boundingRect();
    if (label.turn == Figure::Turn::Upright) return ink.translated(label.x - before, label.y);
    return {label.x + ink.top(), label.y + before - ink.right(), ink.height(), ink.width()};
}

QRectF rectOf(const Figure::Box& box) {
    return {box.left, box.top, box.width, box.height};
}

/// For comparisons of sums.
QRectF widened(const Figure::Box& box) {
    return rectOf(box).adjusted(-1e-6, -1e-6, 1e-6, 1e-6);
}

/// Maps and pictures that are cells, and those that are bars.
std::vector<Figure::Mosaic> mosaics(const Figure& figure, bool isBar) {
    std::vector<Figure::Mosaic> found;
    for (const auto& m : figure.mosaics)
        if ((std::max(m.rows, m.columns) == 256 && std::min(m.rows, m.columns) == 1) == isBar)
            found.push_back(m);
    return found;
}

bool hasLabel(const Figure& figure, const char* text) {
    return std::ranges::any_of(figure.labels, [&](const auto& l) { return l.text == text; });
}

}  // namespace

Q_DECLARE_METATYPE(Harm)

void TestFigureComposer::everyTokenHasItsCell() {
    const auto figure = composed(test::oneMap());
    QCOMPARE(figure.width, 234.0);
    const auto maps = mosaics(figure, false);
    QCOMPARE(maps.size(), std::size_t(1));
    const auto& map = maps.front();
    const auto& table = core::colorTable(core::ColorMapId::Magma);
    QCOMPARE(map.rows, 2);
    QCOMPARE(map.columns, 3);
    QCOMPARE(map.colors.front(), table[0]);
    QCOMPARE(map.colors.back(), table[255]);
    QVERIFY(qFuzzyCompare(map.cell(0, 0).width, map.cell(0, 0).height));
    QVERIFY(map.box.bottom() < figure.height);
    QVERIFY(hasLabel(figure, "up_blocks[1]"));
    QVERIFY(hasLabel(figure, "5"));
}

void TestFigureComposer::panelsHaveOneWidthAndTheirOwnAspect() {
    const auto figure = composed(test::everything());
    const auto maps = mosaics(figure, false);
    QCOMPARE(maps.size(), std::size_t(3));
    QCOMPARE(figure.photos.size(), std::size_t(1));
    const auto& photo = figure.photos.front().box;
    QVERIFY(qFuzzyCompare(photo.width / photo.height, 1.5));
    for (const auto& map : maps) {
        QVERIFY(qFuzzyCompare(map.box.width, photo.width));
        QVERIFY(qFuzzyCompare(map.box.width / map.box.height, double(map.columns) / map.rows));
    }
    QCOMPARE(maps[0].box.top, photo.top);          // first row
    QCOMPARE(maps[1].box.left, photo.left);        // first column
    QCOMPARE(maps[2].box.left, maps[0].box.left);  // second column
    QVERIFY(maps[1].box.top > maps[0].box.bottom());
}

void TestFigureComposer::nothingLiesOnAnythingElse_data() {
    QTest::addColumn<test::Example>("example");
    const std::pair<FigureBars, const char*> sharings[] = {{FigureBars::Own, "own bars"},
                                                           {FigureBars::Row, "bars of rows"},
                                                           {FigureBars::Column, "bars of columns"},
                                                           {FigureBars::Figure, "one bar"}};
    for (const auto& [bars, name] : sharings) {
        const auto row = [&, sharing = name](const char* what, test::Example example) {
            example.spec.bars = bars;
            QTest::addRow("%s, %s", what, sharing) << example;
        };
        row("one map", test::oneMap());
        row("everything", test::everything());
        row("4 layers x 3 timesteps, a text wide", test::mapGrid(4, 3, 396, bars));
        row("5 columns, a column wide", test::mapGrid(1, 5, 234, bars));
        auto numbers = test::mapGrid(2, 2, 234, bars);
        numbers.spec.textSize = 9;
        for (auto& panel : numbers.spec.panels) {
            panel.range = {-0.00012345f, 1.2345e20f};
            panel.rangeMode = "layer, all timesteps";
        }
        row("long numbers and words", numbers);
        auto flat = test::oneMap();
        flat.arrays = {{"map", test::mapOf(1, 64)}};
        row("a map of one row", flat);
    }
}

void TestFigureComposer::nothingLiesOnAnythingElse() {
    QFETCH(test::Example, example);
    example.spec.hasMarks = false;  // their letters lie on the maps
    const auto figure = composed(example);
    std::vector<std::pair<QRectF, QByteArray>> parts;
    for (const auto& label : figure.labels)
        parts.emplace_back(inkOf(label), QByteArray::fromStdString(label.text));
    for (const auto& m : figure.mosaics) parts.emplace_back(rectOf(m.box), "cells");
    for (const auto& p : figure.photos) parts.emplace_back(rectOf(p.box), "photo");
    const QRectF paper(0, 0, figure.width, figure.height);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto& [a, first] = parts[i];
        QVERIFY2(paper.contains(a), first + " leaves the paper");
        for (std::size_t k = 0; k < i; ++k)
            QVERIFY2(!a.adjusted(0.01, 0.01, -0.01, -0.01).intersects(parts[k].first),
                     first + " lies on " + parts[k].second);
    }
}

void TestFigureComposer::textsHaveTheirSizeWhateverTheWidth_data() {
    QTest::addColumn<double>("width");
    QTest::addColumn<int>("size");
    QTest::newRow("a column, small") << 234.0 << 7;
    QTest::newRow("a text, large") << 495.0 << 9;
}

void TestFigureComposer::textsHaveTheirSizeWhateverTheWidth() {
    QFETCH(double, width);
    QFETCH(int, size);
    auto example = test::everything();
    example.spec.width = width;
    example.spec.textSize = size;
    const auto figure = composed(example);
    QCOMPARE(figure.width, width);
    for (const auto& label : figure.labels) QCOMPARE(label.size, size);
}

void TestFigureComposer::barsAreSharedAsAsked_data() {
    QTest::addColumn<FigureBars>("bars");
    QTest::addColumn<int>("count");
    QTest::newRow("own") << FigureBars::Own << 12;
    QTest::newRow("row") << FigureBars::Row << 4;
    QTest::newRow("column") << FigureBars::Column << 3;
    QTest::newRow("figure") << FigureBars::Figure << 1;
}

void TestFigureComposer::barsAreSharedAsAsked() {
    QFETCH(FigureBars, bars);
    QFETCH(int, count);
    QCOMPARE(int(mosaics(composed(test::mapGrid(4, 3, 396, bars)), true).size()), count);
}

void TestFigureComposer::aSharedBarSpansAllItsMaps() {
    const auto figure = composed(test::mapGrid(1, 2, 234, FigureBars::Row));
    QVERIFY(hasLabel(figure, "0") && hasLabel(figure, "41.5"));
    QVERIFY(figure.triangles.empty());
    const auto& table = core::colorTable(core::ColorMapId::Magma);
    const auto maps = mosaics(figure, false);
    QCOMPARE(maps[0].colors.front(), table[0]);  // 0 of 0 to 41.5
    QCOMPARE(maps[1].colors.front(), table[std::size_t(10 / 41.5 * 256)]);
    QVERIFY2(std::ranges::none_of(
                 figure.labels,
                 [](const auto& l) { return l.text.find("this map") != std::string::npos; }),
             "the range is no map's own");
    auto equal = test::mapGrid(1, 2, 234, FigureBars::Row);
    for (auto& panel : equal.spec.panels) {
        panel.range = {0, 50};
        panel.rangeMode = "fixed";
        panel.barTitle = "n";
    }
    QVERIFY(hasLabel(composed(equal), "n (fixed)"));
}

void TestFigureComposer::aSharedBarIsSymmetricWhereOneMapIs() {
    auto example = test::mapGrid(1, 2, 234, FigureBars::Figure);
    example.spec.panels[0].range = {-1, 1};
    const auto figure = composed(example);
    QVERIFY(hasLabel(figure, "−41.5") && hasLabel(figure, "41.5"));
}

void TestFigureComposer::onlyWhatMeansTheSameShares() {
    auto example = test::mapGrid(1, 3, 396, FigureBars::Figure);
    example.spec.panels[1].barTitle = "cosine similarity";
    QCOMPARE(mosaics(composed(example), true).size(), std::size_t(2));
    example.spec.panels[2].colors = core::ColorMapId::Viridis;
    QCOMPARE(mosaics(composed(example), true).size(), std::size_t(3));
}

void TestFigureComposer::valuesBeyondTheRangeHaveTheirTriangle_data() {
    QTest::addColumn<float>("low");
    QTest::addColumn<float>("high");
    QTest::addColumn<FigureBars>("bars");  // standing, and lying
    QTest::addColumn<int>("count");
    const std::pair<FigureBars, const char*> ways[] = {{FigureBars::Own, "standing"},
                                                       {FigureBars::Column, "lying"}};
    for (const auto& [bars, name] : ways) {
        QTest::addRow("none, %s", name) << 0.f << 5.f << bars << 0;
        QTest::addRow("high, %s", name) << 0.f << 4.5f << bars << 1;
        QTest::addRow("low, %s", name) << 0.5f << 5.f << bars << 1;
        QTest::addRow("both, %s", name) << 0.5f << 4.5f << bars << 2;
    }
}

void TestFigureComposer::valuesBeyondTheRangeHaveTheirTriangle() {
    QFETCH(float, low);
    QFETCH(float, high);
    QFETCH(FigureBars, bars);
    QFETCH(int, count);
    auto example = test::oneMap();
    example.spec.bars = bars;
    example.spec.panels[0].range = {low, high};
    const auto figure = composed(example);
    QCOMPARE(int(figure.triangles.size()), count);
    const auto& table = core::colorTable(core::ColorMapId::Magma);
    const auto has = [&](core::Rgb color) {
        return std::ranges::any_of(figure.triangles,
                                   [&](const auto& t) { return t.color == color; });
    };
    QCOMPARE(has(table.front()), low > 0);
    QCOMPARE(has(table.back()), high < 5);
    const auto bar = mosaics(figure, true).front();
    QVERIFY((bar.rows == 256) == (bars == FigureBars::Own));
}

void TestFigureComposer::whatIsNoNumberIsHatched() {
    auto example = test::oneMap();
    example.spec.hasBars = false;
    QVERIFY(composed(example).lines.empty());
    std::vector<float> values = {
        0, 1, 2, std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(),
        5};
    example.arrays = {{"map", engine::NdArray::fromFloats({2, 3}, values)}};
    const auto figure = composed(example);
    const auto map = mosaics(figure, false).front();
    const auto& table = core::colorTable(core::ColorMapId::Magma);
    for (const std::size_t i : {3u, 4u})
        QVERIFY(std::ranges::none_of(table, [&](auto c) { return c == map.colors[i]; }));
    const QRectF hatched = rectOf(map.cell(1, 0)).united(rectOf(map.cell(1, 1)));
    QVERIFY(!figure.lines.empty());
    for (const auto& line : figure.lines)
        for (const auto& end : {line.from, line.to})
            QVERIFY(hatched.adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(end.x, end.y));
    QVERIFY2(figure.triangles.empty(), "infinity is no clipped value");
}

void TestFigureComposer::marksAreOutlinedAndLettered() {
    auto example = test::oneMap();
    const auto without = composed(example).outlines.size();
    example.spec.panels[0].marks = {{{2, 3}, {{1, 2}, 1, 1}, {0, 255, 255}, "A"}};
    const auto figure = composed(example);
    QCOMPARE(figure.outlines.size(), without + 2);  // a dark edge below the line
    const auto map = mosaics(figure, false).front();
    const auto mark = std::ranges::find_if(figure.outlines, [](const auto& o) {
        return o.color == core::Rgb{0, 255, 255};
    });
    QVERIFY(mark != figure.outlines.end());
    QVERIFY(widened(map.box).contains(rectOf(mark->box)));
    QVERIFY(widened(mark->box).contains(rectOf(map.cell(1, 2))));
    const auto letter =
        std::ranges::find_if(figure.labels, [](const auto& l) { return l.text == "A"; });
    QVERIFY(letter != figure.labels.end());
    QCOMPARE(letter->color, (core::Rgb{0, 255, 255}));
    QVERIFY(letter->halo > 0);
    QVERIFY(rectOf(map.box).contains(inkOf(*letter)));
    QVERIFY(!inkOf(*letter).intersects(rectOf(mark->box)));
}

void TestFigureComposer::lettersDoNotLieOnEachOther() {
    auto example = test::oneMap();
    example.arrays = {{"map", test::mapOf(16, 16)}};
    example.spec.panels[0].range = {0, 255};
    const std::pair<engine::TokenIndex, const char*> places[] = {
        {{0, 0}, "A"}, {{0, 1}, "B"}, {{8, 15}, "C"}, {{9, 15}, "D"}, {{15, 7}, "E"}};
    for (const auto& [token, letter] : places)
        example.spec.panels[0].marks.push_back({{16, 16}, {token, 1, 1}, {255, 255, 255}, letter});
    const auto figure = composed(example);
    std::vector<QRectF> letters;
    for (const auto& label : figure.labels)
        if (label.halo > 0) letters.push_back(inkOf(label));
    QCOMPARE(letters.size(), std::size_t(5));
    for (std::size_t i = 0; i < letters.size(); ++i)
        for (std::size_t k = 0; k < i; ++k) QVERIFY(!letters[i].intersects(letters[k]));
}

void TestFigureComposer::partsCanBeLeftOut() {
    auto example = test::everything();
    const auto full = composed(example);
    example.spec.hasCaptions = false;
    QVERIFY(!hasLabel(composed(example), "up_blocks[1]"));
    QVERIFY(composed(example).height < full.height);
    example.spec.hasMarks = false;
    QVERIFY(!hasLabel(composed(example), "A"));
    example.spec.hasBars = false;
    const auto bare = composed(example);
    QVERIFY(mosaics(bare, true).empty());
    QVERIFY(mosaics(bare, false).front().box.width > mosaics(full, false).front().box.width);
    QCOMPARE(bare.labels.size(), std::size_t(4));  // the titles
}

void TestFigureComposer::theTokenGridNeedsCellsThatAreLargeEnough() {
    auto example = test::mapGrid(1, 1, 234, FigureBars::Own);
    example.spec.hasBars = false;
    QVERIFY(composed(example).lines.empty());
    example.spec.hasTokenGrid = true;
    QCOMPARE(composed(example).lines.size(), std::size_t(14));
    example.arrays = {{"map0", test::mapOf(128, 128)}};
    QVERIFY(composed(example).lines.empty());
}

void TestFigureComposer::picturesHaveNoBar() {
    auto example = test::everything();
    example.spec.panels.resize(2);
    QVERIFY(mosaics(composed(example), true).empty());
}

void TestFigureComposer::refuses_data() {
    using engine::ErrorCode;
    QTest::addColumn<Harm>("harm");
    const auto row = [](const char* name, std::function<void(test::Example&)> change,
                        ErrorCode code, const char* said) {
        QTest::newRow(name) << Harm{std::move(change), code, said};
    };
    row(
        "nothing to draw", [](auto& e) { e.spec.panels.clear(); }, ErrorCode::Usage, "nothing");
    row(
        "no array of that name", [](auto& e) { e.arrays.clear(); }, ErrorCode::BadFile,
        "not among");
    row(
        "integers",
        [](auto& e) {
            e.arrays = {{"map", engine::NdArray::fromInts({2, 3}, {0, 1, 2, 3, 4, 5})}};
        },
        ErrorCode::BadFile, "found I64 [2, 3]");
    row(
        "a stack of maps",
        [](auto& e) {
            e.arrays = {{"map", engine::NdArray::fromFloats({1, 2, 3}, std::vector<float>(6))}};
        },
        ErrorCode::BadFile, "[1, 2, 3]");
    row(
        "an empty map",
        [](auto& e) {
            e.arrays = {{"map", engine::NdArray::fromFloats({0, 3}, {})}};
        },
        ErrorCode::BadFile, "[0, 3]");
    row(
        "too many cells",
        [](auto& e) {
            e.arrays = {{"map", test::mapOf(1025, 1024)}};
        },
        ErrorCode::BadFile, "1048576");
    row(
        "a map as a photo", [](auto& e) { e.spec.panels[0].isPhoto = true; }, ErrorCode::BadFile,
        "should be uint8");
    row(
        "two panels at one place", [](auto& e) { e.spec.panels.push_back(e.spec.panels[0]); },
        ErrorCode::Usage, "two panels");
    row(
        "a row that is none", [](auto& e) { e.spec.panels[0].row = -1; }, ErrorCode::Usage, "rows");
    row(
        "an empty range",
        [](auto& e) {
            e.spec.panels[0].range = {1, 1};
        },
        ErrorCode::Usage, "range");
    row(
        "a mark outside its grid",
        [](auto& e) {
            e.spec.panels[0].marks = {{{2, 3}, {{1, 2}, 1, 2}, {}, ""}};
        },
        ErrorCode::Usage, "mark");
    row(
        "no width", [](auto& e) { e.spec.width = 0; }, ErrorCode::Usage, "width");
    row(
        "text too small", [](auto& e) { e.spec.textSize = 6; }, ErrorCode::Usage, "7 to 9");
    row(
        "too narrow for its columns", [](auto& e) { e.spec.panels[0].column = 30; },
        ErrorCode::Usage, "too narrow for 31 columns");
    row(
        "too high",
        [](auto& e) {
            e.arrays = {{"map", test::mapOf(300, 1)}};
        },
        ErrorCode::Usage, "high");
}

void TestFigureComposer::refuses() {
    QFETCH(Harm, harm);
    auto example = test::oneMap();
    harm.change(example);
    const auto figure = core::composeFigure(example.spec, example.arrays);
    QVERIFY(!figure);
    QVERIFY2(figure.error().message.find(harm.said) != std::string::npos,
             figure.error().message.c_str());
    QCOMPARE(figure.error().code, harm.code);
}

QTEST_MAIN(TestFigureComposer)
#include "tst_figure_composer.moc"
