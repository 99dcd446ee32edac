// SPDX-License-Identifier: GPL-3.0-or-later
#include <explore/figure_cells.h>

#include <QTest>

using core::FigureAxis;
using core::FigureGrid;
using engine::LayerPath;

Q_DECLARE_METATYPE(std::vector<int>)

namespace {

engine::LayerInfo layer(const char* path, int tokens) {
    engine::LayerInfo info;
    info.path = LayerPath(path);
    info.channels = 4;
    info.grid = {tokens, tokens};
    return info;
}

std::vector<engine::LayerInfo> offered() {
    auto attention = layer("mid_block.attn1.map[mean]", 2);
    attention.keys = 4;
    return {layer("conv_in", 8), layer("mid_block", 2), attention};
}

/// "conv_in 50 of 1, reference 2 at 50"
QString told(const core::FigureCell& cell) {
    const auto text = [](const core::CaptureKey& key) {
        return QStringLiteral("%1 %2 of %3")
            .arg(QString::fromStdString(key.layer.text()))
            .arg(key.moment.column)
            .arg(key.moment.subject);
    };
    auto line = QStringLiteral("%1,%2 %3").arg(cell.row).arg(cell.column).arg(text(cell.tile.key));
    if (cell.source) line += QStringLiteral(" to ") + text(*cell.source);
    return line;
}

}  // namespace

class TestFigureCells : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void grids_data();
    void grids();
    void whatIsGoneIsLeftOut();
    void tilesAsSeen();
    void columnsAreRead_data();
    void columnsAreRead();
    void columnsAreSpread();

private:
    std::unique_ptr<core::Exploration> m_exploration;
    int m_cat = 0, m_dog = 0;
};

void TestFigureCells::init() {
    m_exploration = std::make_unique<core::Exploration>();
    m_exploration->setOffered(offered(), {64, 64}, [](engine::PixelSize) { return offered(); });
    m_exploration->setLayers({LayerPath("conv_in"), LayerPath("mid_block")});
    m_cat = m_exploration->addPhoto(QStringLiteral("cat.png"));
    m_dog = m_exploration->addPhoto(QStringLiteral("dog.png"));
    m_exploration->setBoard({m_cat, m_dog}, m_cat);
    m_exploration->setColumn(m_cat, 50);
    m_exploration->setColumn(m_dog, 300);
}

void TestFigureCells::grids_data() {
    using enum FigureAxis;
    using Kind = core::MapKind;
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char* why, FigureAxis rows, FigureAxis columns, Kind kind,
                        const QStringList& expected) {
        QTest::newRow(why) << int(rows) << int(columns) << int(kind) << expected;
    };
    row("layers x timesteps: of the first picture", Layers, Moments, Kind::Norm,
        {QStringLiteral("0,0 conv_in 50 of 1"), QStringLiteral("0,1 conv_in 200 of 1"),
         QStringLiteral("1,0 mid_block 50 of 1"), QStringLiteral("1,1 mid_block 200 of 1")});
    row("pictures x layers: each at its own timestep", Pictures, Layers, Kind::Norm,
        {QStringLiteral("0,0 conv_in 50 of 1"), QStringLiteral("0,1 mid_block 50 of 1"),
         QStringLiteral("1,0 conv_in 300 of 2"), QStringLiteral("1,1 mid_block 300 of 2")});
    row("timesteps x pictures: of the first layer", Moments, Pictures, Kind::Norm,
        {QStringLiteral("0,0 conv_in 50 of 1"), QStringLiteral("0,1 conv_in 50 of 2"),
         QStringLiteral("1,0 conv_in 200 of 1"), QStringLiteral("1,1 conv_in 200 of 2")});
    row("a reference in the other picture moves with the timesteps", Moments, Pictures,
        Kind::Similarity,
        {QStringLiteral("0,0 conv_in 50 of 1 to conv_in 50 of 2"),
         QStringLiteral("0,1 conv_in 50 of 2 to conv_in 50 of 2"),
         QStringLiteral("1,0 conv_in 200 of 1 to conv_in 200 of 2"),
         QStringLiteral("1,1 conv_in 200 of 2 to conv_in 200 of 2")});
    row("and stays at its picture's own otherwise", Pictures, Layers, Kind::Similarity,
        {QStringLiteral("0,0 conv_in 50 of 1 to conv_in 300 of 2"),
         QStringLiteral("0,1 mid_block 50 of 1 to mid_block 300 of 2"),
         QStringLiteral("1,0 conv_in 300 of 2 to conv_in 300 of 2"),
         QStringLiteral("1,1 mid_block 300 of 2 to mid_block 300 of 2")});
}

void TestFigureCells::grids() {
    QFETCH(int, rows);
    QFETCH(int, columns);
    QFETCH(int, kind);
    QFETCH(QStringList, expected);
    FigureGrid grid{
        FigureAxis(rows), FigureAxis(columns), {LayerPath("conv_in"), LayerPath("mid_block")},
        {50, 200},        {m_cat, m_dog},      {}};
    grid.options.kind = core::MapKind(kind);
    const core::Place place{m_dog, {{8, 8}, {1, 1}}};
    QStringList cells;
    for (const auto& cell : core::cellsOf(*m_exploration, grid, place)) {
        QVERIFY(cell.tile.isPinned());
        QVERIFY(cell.tile.layer.grid.count() > 0);
        cells << told(cell);
    }
    QCOMPARE(cells, expected);
}

void TestFigureCells::whatIsGoneIsLeftOut() {
    FigureGrid grid{FigureAxis::Layers,
                    FigureAxis::Pictures,
                    {LayerPath("gone"), LayerPath("conv_in")},
                    {50},
                    {99, m_cat},
                    {}};
    const auto cells = core::cellsOf(*m_exploration, grid, {});
    QCOMPARE(cells.size(), std::size_t(1));
    QCOMPARE(told(cells.front()), QStringLiteral("1,1 conv_in 50 of 1"));
    grid.pictures.clear();
    QVERIFY(core::cellsOf(*m_exploration, grid, {}).empty());
}

void TestFigureCells::tilesAsSeen() {
    core::MapOptions options;
    options.kind = core::MapKind::Similarity;
    const core::Place place{m_cat, {{8, 8}, {1, 1}}};
    auto tile = m_exploration->tiles().front();
    tile.key.moment = {m_cat, 700};  // a pinned tile keeps to itself
    QCOMPARE(told(core::cellOf(*m_exploration, tile, options, place)),
             QStringLiteral("0,0 conv_in 700 of 1 to conv_in 700 of 1"));
    QVERIFY(!core::cellOf(*m_exploration, tile, options, {}).source);
    tile.layer = offered().back();
    QVERIFY(!core::cellOf(*m_exploration, tile, options, place).source);  // attention looks itself
}

void TestFigureCells::columnsAreRead_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isSteps");
    QTest::addColumn<int>("count");
    QTest::addColumn<std::vector<int>>("expected");  // empty: refused
    const auto row = [](const char* why, const char* text, bool isSteps, int count,
                        const std::vector<int>& expected) {
        QTest::newRow(why) << QString::fromUtf8(text) << isSteps << count << expected;
    };
    row("timesteps", "50, 200,999", false, 1000, {50, 200, 999});
    row("in their order, each once", "200 50;200", false, 1000, {200, 50});
    row("steps count from 1", "1, 25", true, 25, {0, 24});
    row("no step 0", "0", true, 25, {});
    row("beyond the last step", "26", true, 25, {});
    row("beyond the last timestep", "1000", false, 1000, {});
    row("negative", "-1", false, 1000, {});
    row("a word", "50, all", false, 1000, {});
    row("a fraction", "50.5", false, 1000, {});
    row("nothing", " , ", false, 1000, {});
}

void TestFigureCells::columnsAreRead() {
    QFETCH(QString, text);
    QFETCH(bool, isSteps);
    QFETCH(int, count);
    QFETCH(std::vector<int>, expected);
    const auto read = core::columnsFrom(text, isSteps, count);
    QCOMPARE(read.has_value(), !expected.empty());
    if (!read) return;
    QCOMPARE(*read, expected);
    QCOMPARE(core::columnsFrom(core::textOfColumns(*read, isSteps), isSteps, count), read);
}

void TestFigureCells::columnsAreSpread() {
    QCOMPARE(core::spread({1, 2, 3}, 6), (std::vector<int>{1, 2, 3}));
    QCOMPARE(core::spread({0, 1, 2, 3, 4, 5, 6, 7, 8}, 3), (std::vector<int>{0, 4, 8}));
}

QTEST_GUILESS_MAIN(TestFigureCells)
#include "tst_figure_cells.moc"
