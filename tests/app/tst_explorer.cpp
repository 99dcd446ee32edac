// SPDX-License-Identifier: GPL-3.0-or-later
// The explorer's window, driven as by its user, on a model whose every number is known. After each
// change no number in sight may answer another question: ExplorerBench::wrong() says which does.
#include "app/explorer_bench.h"
#include "app/fake_generation.h"
#include "gui/actions.h"
#include "gui/explore_page.h"
#include "gui/explore_workspace.h"
#include "gui/map_controller.h"
#include "gui/picture_controller.h"
#include "gui/reference_controller.h"
#include "gui/show_bar.h"

#include <analysis/similarity.h>
#include <canvas/capture_matrix.h>
#include <canvas/geometry.h>
#include <canvas/map_tile.h>
#include <canvas/picture_board.h>
#include <canvas/picture_canvas.h>
#include <canvas/tile_button.h>
#include <canvas/tile_grid.h>
#include <canvas/timestep_chooser.h>
#include <explore/best_match.h>
#include <explore/presets.h>
#include <panels/layer_tree_panel.h>
#include <panels/message_bar.h>
#include <panels/picture_strip.h>
#include <panels/pins_panel.h>
#include <panels/prompt_panel.h>
#include <panels/timestep_control.h>
#include <session/read_out.h>

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QInputDialog>
#include <QLineEdit>
#include <QMimeData>
#include <QSpinBox>
#include <QTest>
#include <QTreeView>
#include <QTreeWidget>
#include <QUrl>

using namespace widgets;
using core::RangeMode;
using engine::TokenIndex;

// A number that answers another question is a failure wherever it is seen.
#define VERIFY_TRUE() QCOMPARE(m_bench->wrong(), QString())
#define TRY_READY()                                      \
    QTRY_VERIFY_WITH_TIMEOUT(m_bench->isReady(), 30000); \
    QTRY_COMPARE(m_bench->wrong(), QString())

class TestExplorer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_bench = std::make_unique<ExplorerBench>(); }
    void cleanup() { m_bench.reset(); }

    void picturesStandSideBySide();
    void keyBPutsTheNextPictureBeside();
    void similarityGoesAcrossPictures();
    void eachPictureHasItsOwnTimestep();
    void pointerInTheOtherPictureReadsThatPicture();
    void everyKindOfMap_data();
    void everyKindOfMap();
    void mapsAreDividedTogether_data();
    void mapsAreDividedTogether();
    void readOutNamesTheCluster();
    void holdingRFlipsToTheReference();
    void everyMeasureByKey();
    void tilePictureAndReadOutAgree_data();
    void tilePictureAndReadOutAgree();
    void everyRange_data();
    void everyRange();
    void sharedRangeGrowsWithWhatIsCaptured();
    void colourBarDragHoldsForAllTiles();
    void pinsAreKeptAndRecalled();
    void pinOfTheOtherPictureReadsItsOwnNumber();
    void shiftDragAveragesARegion();
    void regionOverThePicture();
    void pinnedTileStaysWhatItWas();
    void closedTileIsGone();
    void tilesReorder();
    void enlargedTileReturnsByEscape();
    void layersOfTheTree();
    void differenceToALayerThatGoes();
    void matrixClickGoesThere();
    void matrixDragComputesAll();
    void playGoesOn();
    void generationFillsTheMatrix();
    void bothHalvesOfAGuidedStep_data();
    void bothHalvesOfAGuidedStep();
    void presetOnAModelWithSomeOfItsLayers_data();
    void presetOnAModelWithSomeOfItsLayers();
    void droppedAndPastedPictures();
    void removedPicturesLeaveNothing();
    void promptForPictures();
    void otherFitWhileComputing();
    void pictureThatLoadsLongIsComputed();
    void budgetSmallerThanWhatIsShown();
    void labelModeAndBack();
    void secondModelWhileComputing();
    void copiedValuesAreOfThePresentQuestion();
    void copiedDefinitionIsThatOfTheTile();

private:
    app::ExplorePage* page() { return m_bench->page(); }
    core::Exploration* exploration() { return m_bench->exploration(); }
    void hit(Qt::Key key, Qt::KeyboardModifiers keys = {}) {
        QTest::keyClick(m_bench->window(), key, keys);
    }
    QPointF cell(const MapTile* tile, TokenIndex token) {
        return cellRect(tile->mapRect(), tile->layer().grid, token).center();
    }
    void clickRow(int row, Qt::KeyboardModifiers keys = {});
    QComboBox* combo(const char* name);
    void choose(const char* box, const QString& entry);
    void generate(const QString& prompt, bool isUnconditional);

    std::unique_ptr<ExplorerBench> m_bench;
};

void TestExplorer::clickRow(int row, Qt::KeyboardModifiers keys) {
    auto* strip = page()->strip();
    const auto place = strip->visualRect(strip->model()->index(row, 0)).center();
    QTest::mouseClick(strip->viewport(), Qt::LeftButton, keys, place);
}

QComboBox* TestExplorer::combo(const char* name) {
    for (auto* box : page()->showBar()->findChildren<QComboBox*>())
        if (box->accessibleName() == QLatin1String(name)) return box;
    return nullptr;
}

void TestExplorer::choose(const char* name, const QString& entry) {
    auto* box = combo(name);
    QVERIFY(box);
    const int index = box->findText(entry);
    QVERIFY2(index >= 0, qPrintable(entry));
    box->setCurrentIndex(index);
    Q_EMIT box->activated(index);
}

void TestExplorer::picturesStandSideBySide() {
    m_bench->open({10, 20, 30});
    TRY_READY();
    const int first = m_bench->subjectOf(10), second = m_bench->subjectOf(20);
    QTRY_VERIFY(page()->strip()->isVisible());
    clickRow(1, Qt::ControlModifier);
    QTRY_COMPARE(exploration()->board(), (std::vector<int>{first, second}));
    TRY_READY();
    QCOMPARE(exploration()->current()->id, second);
    QVERIFY(m_bench->canvas(first) && m_bench->canvas(second));
    QVERIFY(m_bench->tile("conv_in", first)->view().values !=
            m_bench->tile("conv_in", second)->view().values);
    auto* close = page()->board()->findChild<TileButton*>();
    QVERIFY(close && close->isVisible());
    QTest::mouseClick(close, Qt::LeftButton);
    QTRY_COMPARE(exploration()->board().size(), std::size_t(1));
    TRY_READY();
}

void TestExplorer::keyBPutsTheNextPictureBeside() {
    m_bench->open({10, 20, 30});
    TRY_READY();
    hit(Qt::Key_B);
    QTRY_COMPARE(exploration()->board().size(), std::size_t(2));
    hit(Qt::Key_B);
    QTRY_COMPARE(exploration()->board().size(), std::size_t(3));
    TRY_READY();
    hit(Qt::Key_B);  // none is left
    QCOMPARE(exploration()->board().size(), std::size_t(3));
}

void TestExplorer::similarityGoesAcrossPictures() {
    m_bench->open({10, 20});
    TRY_READY();
    hit(Qt::Key_B);
    TRY_READY();
    hit(Qt::Key_N);
    TRY_READY();
    const int first = m_bench->subjectOf(10), second = m_bench->subjectOf(20);
    QTRY_COMPARE(exploration()->board().size(), std::size_t(2));
    TRY_READY();
    auto* source = m_bench->tile("conv_in", first);
    auto* target = m_bench->tile("conv_in", second);
    moveMouse(source, cell(source, {2, 3}));
    QTRY_COMPARE(m_bench->wrong(), QString());
    const engine::LayerPath path("conv_in");
    const auto map = engine::similarityMap(*m_bench->truth({{first, 50}, path}), {{2, 3}},
                                           *m_bench->truth({{second, 50}, path}),
                                           engine::SimilarityMeasure::Cosine);
    QCOMPARE(target->view().values, map.values);
    QCOMPARE(target->marks().best, core::bestMatch(map));
    QCOMPARE(source->marks().best, std::nullopt);  // the reference itself is no match
    QCOMPARE(source->view().values[2 * 8 + 3], 1.0f);
}

void TestExplorer::eachPictureHasItsOwnTimestep() {
    m_bench->open({10, 20});
    TRY_READY();
    hit(Qt::Key_B);
    QTRY_COMPARE(exploration()->board().size(), std::size_t(2));
    TRY_READY();
    const int first = m_bench->subjectOf(10), second = m_bench->subjectOf(20);
    auto* chooser = page()->board()->findChild<TimestepChooser*>();
    QVERIFY(chooser);
    Q_EMIT chooser->chosen(200);
    TRY_READY();
    QCOMPARE(exploration()->subject(first)->column, 200);
    QCOMPARE(exploration()->subject(second)->column, 50);
    Q_EMIT page()->board()->activated(first);  // as a click on its header
    TRY_READY();
    QCOMPARE(m_bench->window()->findChild<TimestepControl*>()->timestep(), 200);
    hit(Qt::Key_Right);  // the slider's keys move both
    TRY_READY();
    QCOMPARE(exploration()->subject(first)->column, 500);
    QCOMPARE(exploration()->subject(second)->column, 500);
}

/// The current picture is the other one: what is pointed at is read all the same.
void TestExplorer::pointerInTheOtherPictureReadsThatPicture() {
    m_bench->open({10, 20});
    TRY_READY();
    hit(Qt::Key_B);
    QTRY_COMPARE(exploration()->board().size(), std::size_t(2));
    TRY_READY();
    const int first = m_bench->subjectOf(10);
    QVERIFY(exploration()->current()->id != first);
    auto* canvas = m_bench->canvas(first);
    moveMouse(canvas, cellRect(canvas->pictureRect(), {4, 4}, {1, 2}).center());
    const auto layer = m_bench->truth({{first, 50}, engine::LayerPath("up_blocks[1]")});
    const auto wanted = core::numberText(double(layer->norms().at({1, 2})));
    QVERIFY2(m_bench->readOut().contains(wanted), qPrintable(m_bench->readOut() + wanted));
    VERIFY_TRUE();
}

void TestExplorer::everyKindOfMap_data() {
    QTest::addColumn<QString>("entry");
    QTest::addColumn<bool>("isRgb");
    QTest::newRow("norm") << QStringLiteral("L2 norm") << false;
    QTest::newRow("log") << QStringLiteral("Log of L2 norm") << false;
    QTest::newRow("z") << QStringLiteral("z of L2 norm") << false;
    QTest::newRow("percentile") << QStringLiteral("Percentile of L2 norm") << false;
    for (const auto measure : engine::allMeasures())
        QTest::newRow(engine::idOf(measure).data()) << core::fullNameOf(measure) << false;
    QTest::newRow("PCA") << QStringLiteral("PCA as RGB") << true;
    QTest::newRow("clusters") << QStringLiteral("Clusters (k-means)") << true;
    QTest::newRow("correspondence") << QStringLiteral("Best match as wheel") << true;
    QTest::newRow("channel") << QStringLiteral("One channel") << false;
    QTest::newRow("difference") << QStringLiteral("Difference") << false;
}

void TestExplorer::everyKindOfMap() {
    QFETCH(QString, entry);
    QFETCH(bool, isRgb);
    m_bench->open({10, 20});
    TRY_READY();
    hit(Qt::Key_B);
    QTRY_COMPARE(exploration()->board().size(), std::size_t(2));
    TRY_READY();
    choose("Map", entry);
    TRY_READY();
    QCOMPARE(m_bench->tile("conv_in")->view().isRgb, isRgb);
    hit(Qt::Key_Right);  // and at another timestep
    VERIFY_TRUE();
    TRY_READY();
    if (entry == QStringLiteral("One channel")) {
        for (auto* box : page()->showBar()->findChildren<QSpinBox*>())
            if (box->accessibleName() == QStringLiteral("Channel")) box->setValue(3);
        TRY_READY();
        QCOMPARE(m_bench->maps()->options().map.channel, 3);
    }
    if (entry.startsWith(QStringLiteral("Clusters")))
        for (const char* centres : {"Centres of all pictures", "Own centres"}) {
            choose("Centres", QString::fromLatin1(centres));
            TRY_READY();
        }
    if (isRgb && entry.startsWith(QStringLiteral("PCA")))
        for (const char* axes : {"Axes of all pictures", "Axes of all timesteps", "Own axes"}) {
            choose("Axes", QString::fromLatin1(axes));
            TRY_READY();
        }
    if (entry == QStringLiteral("Difference"))
        for (const char* of : {"of vectors", "of norms"})
            for (const char* to : {"to picture", "to layer", "to timestep"}) {
                choose("Difference of", QString::fromLatin1(of));
                choose("Difference to", QString::fromLatin1(to));
                QTRY_COMPARE(m_bench->wrong(), QString());
            }
}

void TestExplorer::mapsAreDividedTogether_data() {
    QTest::addColumn<QString>("entry");
    QTest::newRow("distance") << QStringLiteral("Euclidean (L2)");
    QTest::newRow("dot product") << QStringLiteral("Dot product");
}

/// The judge takes the maximum over both pictures; bar and sentence say so.
void TestExplorer::mapsAreDividedTogether() {
    QFETCH(QString, entry);
    m_bench->open({10, 20});
    TRY_READY();
    hit(Qt::Key_B);
    QTRY_COMPARE(exploration()->board().size(), std::size_t(2));
    choose("Map", entry);
    TRY_READY();
    QVERIFY(!m_bench->tile("conv_in")->view().caption.contains(QStringLiteral("common max")));
    choose("Maximum", QStringLiteral("Maximum of all pictures"));
    TRY_READY();
    VERIFY_TRUE();
    QVERIFY(m_bench->tile("conv_in")->view().caption.contains(QStringLiteral("common max")));
    hit(Qt::Key_Right);
    TRY_READY();
    VERIFY_TRUE();
}

void TestExplorer::readOutNamesTheCluster() {
    m_bench->open({10});
    TRY_READY();
    choose("Map", QStringLiteral("Clusters (k-means)"));
    TRY_READY();
    QTRY_VERIFY2(m_bench->readOut().contains(QStringLiteral("| cluster ")),
                 qPrintable(m_bench->readOut()));
    for (auto* box : page()->showBar()->findChildren<QSpinBox*>())
        if (box->accessibleName() == QStringLiteral("Clusters")) box->setValue(3);
    TRY_READY();
    QTRY_VERIFY2(m_bench->readOut().contains(QStringLiteral(" of 3 · ")),
                 qPrintable(m_bench->readOut()));
    choose("Map", QStringLiteral("L2 norm"));
    TRY_READY();
    QTRY_VERIFY(!m_bench->readOut().contains(QStringLiteral("cluster")));
}

/// While R is held, and not longer.
void TestExplorer::holdingRFlipsToTheReference() {
    m_bench->open({10, 20});
    TRY_READY();
    hit(Qt::Key_B);
    QTRY_COMPARE(exploration()->board().size(), std::size_t(2));
    TRY_READY();
    const int reference = m_bench->references()->reference().kept()->subject;
    const auto viewOf = [&](bool isReference) {
        for (const auto& tile : exploration()->tiles())
            if (tile.key.layer == exploration()->activeLayer() &&
                (tile.key.moment.subject == reference) == isReference)
                return page()->tiles()->tile(*exploration()->tileOf(tile.id))->view();
        return widgets::MapView();
    };
    QVERIFY(viewOf(true).values != viewOf(false).values);
    QTest::keyPress(page()->tiles(), Qt::Key_R);
    QCOMPARE(viewOf(false).values, viewOf(true).values);
    QVERIFY(viewOf(false).caption.contains(viewOf(true).caption));
    QTest::keyRelease(page()->tiles(), Qt::Key_R);
    QVERIFY(viewOf(true).values != viewOf(false).values);
    VERIFY_TRUE();
}

void TestExplorer::everyMeasureByKey() {
    m_bench->open({10});
    TRY_READY();
    hit(Qt::Key_N);
    const auto& all = engine::allMeasures();
    for (std::size_t i = 0; i <= all.size(); ++i) {
        TRY_READY();
        QCOMPARE(m_bench->maps()->options().map.measure, all[i % all.size()]);
        hit(Qt::Key_M);
    }
    hit(Qt::Key_M, Qt::ShiftModifier);
    QCOMPARE(m_bench->maps()->options().map.measure, all[0]);
}

void TestExplorer::tilePictureAndReadOutAgree_data() {
    QTest::addColumn<QString>("path");
    for (const char* path : {"conv_in", "down_blocks[0]", "mid_block", "conv_out"})
        QTest::newRow(path) << QString::fromLatin1(path);
}

/// Pointed at in the tile and at the same place of the picture: one number, the model's.
void TestExplorer::tilePictureAndReadOutAgree() {
    QFETCH(QString, path);
    m_bench->open({10});
    TRY_READY();
    const auto bytes = path.toLatin1();
    const engine::LayerPath layer(path.toStdString());
    exploration()->setActiveLayer(layer);
    auto* tile = m_bench->tile(bytes.constData());
    page()->tiles()->reveal(std::size_t(page()->tiles()->indexOf(tile->id())));
    const auto grid = tile->layer().grid;
    const auto truth = m_bench->truth({exploration()->current()->moment(), layer});
    for (int row = 0; row < grid.height; ++row)
        for (int col = 0; col < grid.width; ++col) {
            const auto number = core::numberText(double(truth->norms().at({row, col})));
            auto* canvas = m_bench->canvas();
            for (const QPointF corner : {QPointF(0.02, 0.02), QPointF(0.98, 0.98)}) {
                const auto in = cellRect(tile->mapRect(), grid, {row, col});
                moveMouse(tile, in.topLeft() +
                                    QPointF(in.width() * corner.x(), in.height() * corner.y()));
                QCOMPARE(tile->reference(), (std::optional<TokenIndex>({row, col})));
                QCOMPARE(tile->readingText(), number);
                QVERIFY(m_bench->readOut().contains(number));
                QCOMPARE(canvas->reference(), (std::optional<TokenIndex>({row, col})));
                leaveWidget(tile);
                const auto seen = cellRect(canvas->pictureRect(), grid, {row, col});
                moveMouse(canvas, seen.topLeft() + QPointF(seen.width() * corner.x(),
                                                           seen.height() * corner.y()));
                QCOMPARE(tile->reference(), (std::optional<TokenIndex>({row, col})));
                QCOMPARE(tile->readingText(), number);
                QVERIFY(m_bench->readOut().contains(number));
                leaveWidget(canvas);
            }
        }
}

void TestExplorer::everyRange_data() {
    QTest::addColumn<QString>("entry");
    for (const char* entry : {"This map", "Layer, all timesteps", "Whole run", "Fixed"})
        QTest::newRow(entry) << QString::fromLatin1(entry);
    QTest::newRow("robust") << QStringLiteral("Robust 0.5–99.5 %");
}

void TestExplorer::everyRange() {
    QFETCH(QString, entry);
    m_bench->open({10, 20});
    TRY_READY();
    choose("Range", entry);
    TRY_READY();
    hit(Qt::Key_Right);
    TRY_READY();
    hit(Qt::Key_B);
    QTRY_COMPARE(exploration()->board().size(), std::size_t(2));
    TRY_READY();
    const auto caption = m_bench->tile("conv_in")->view().caption;
    for (const char* kind : {"Cosine", "Manhattan (L1)", "L2 norm"}) {
        choose("Map", QString::fromLatin1(kind));
        TRY_READY();
    }
    QCOMPARE(m_bench->tile("conv_in")->view().caption, caption);  // each kind has its own range
}

/// What is captured behind the scenes widens what all tiles span.
void TestExplorer::sharedRangeGrowsWithWhatIsCaptured() {
    m_bench->open({10});
    TRY_READY();
    choose("Range", QStringLiteral("Layer, all timesteps"));
    TRY_READY();
    const auto before = m_bench->tile("conv_in")->view().range;
    m_bench->actions()->captureAll->trigger();
    QTRY_COMPARE(m_bench->window()->explorer()->cache()->keys().size(),
                 exploration()->layers().size() * 7);
    QTRY_COMPARE(m_bench->wrong(), QString());
    QVERIFY(!(m_bench->tile("conv_in")->view().range == before));
}

void TestExplorer::colourBarDragHoldsForAllTiles() {
    m_bench->open({10});
    TRY_READY();
    auto* tile = m_bench->tile("conv_in");
    const auto bar = tile->barRect();
    const QPointF from(bar.right() - bar.width() / 4, bar.center().y());
    pressMouse(tile, from);
    moveMouse(tile, QPointF(bar.center().x(), bar.center().y()), Qt::LeftButton);
    VERIFY_TRUE();
    releaseMouse(tile, QPointF(bar.center().x(), bar.center().y()));
    QCOMPARE(m_bench->maps()->options().range(), RangeMode::Fixed);
    QCOMPARE(tile->view().range, m_bench->tile("conv_out")->view().range);
    QVERIFY(tile->view().clippedHigh > 0);
    TRY_READY();
}

void TestExplorer::pinsAreKeptAndRecalled() {
    m_bench->open({10});
    TRY_READY();
    auto* tile = m_bench->tile("conv_in");
    auto* list = page()->pins()->findChild<QTreeWidget*>();
    moveMouse(tile, cell(tile, {1, 2}));
    hit(Qt::Key_P);
    moveMouse(tile, cell(tile, {5, 6}));
    hit(Qt::Key_P);
    leaveWidget(tile);
    QCOMPARE(list->topLevelItemCount(), 2);
    QCOMPARE(tile->marks().pins.size(), std::size_t(2));
    QCOMPARE(tile->marks().pins[1].tokens.first, (TokenIndex{5, 6}));
    VERIFY_TRUE();
    hit(Qt::Key_1);
    QCOMPARE(tile->marks().kept.value().first, (TokenIndex{1, 2}));
    QVERIFY2(m_bench->readOut().contains(QStringLiteral("cos(A)")), qPrintable(m_bench->readOut()));
    hit(Qt::Key_2);
    QVERIFY(m_bench->readOut().contains(QStringLiteral("cos(B)")));
    VERIFY_TRUE();
    const auto& pins = m_bench->references()->pins().all();
    const auto layer = m_bench->window()->explorer()->cache()->get(
        {exploration()->current()->moment(), exploration()->activeLayer()});
    const auto to = [&](std::size_t i) { return pins[i].place.on(layer->grid()); };
    const auto map =
        engine::similarityMap(*layer, to(1), *layer, engine::SimilarityMeasure::Cosine);
    for (const int i : {0, 1})
        QTRY_COMPARE(
            list->topLevelItem(i)->text(3),
            core::similarityNumber(core::Reading::of(double(map.at(to(std::size_t(i)).first)))));
    page()->raise(page()->pins());
    list->setCurrentItem(list->topLevelItem(0));
    QTest::keyClick(list, Qt::Key_Delete);
    QCOMPARE(list->topLevelItemCount(), 1);
    QCOMPARE(tile->marks().pins.at(0).letter, QLatin1Char('B'));  // letters stay with their pins
    VERIFY_TRUE();
    m_bench->actions()->unpinAll->trigger();
    QVERIFY(tile->marks().pins.empty());
    QVERIFY(m_bench->readOut().contains(QStringLiteral("cos(ref)")));
}

void TestExplorer::pinOfTheOtherPictureReadsItsOwnNumber() {
    m_bench->open({10, 20});
    TRY_READY();
    auto* tile = m_bench->tile("conv_in");
    QTest::mouseClick(tile, Qt::LeftButton, {}, cell(tile, {1, 2}).toPoint());
    hit(Qt::Key_P);
    hit(Qt::Key_B);
    QTRY_COMPARE(exploration()->board().size(), std::size_t(2));
    TRY_READY();
    const int first = m_bench->subjectOf(10);
    QVERIFY(exploration()->current()->id != first);
    const auto truth = m_bench->truth({{first, 50}, engine::LayerPath("conv_in")});
    auto* list = page()->pins()->findChild<QTreeWidget*>();
    QCOMPARE(list->topLevelItem(0)->text(2), core::numberText(double(truth->norms().at({1, 2}))));
}

void TestExplorer::shiftDragAveragesARegion() {
    m_bench->open({10});
    TRY_READY();
    hit(Qt::Key_N);
    TRY_READY();
    auto* tile = m_bench->tile("conv_in");
    pressMouse(tile, cell(tile, {1, 1}), Qt::ShiftModifier);
    moveMouse(tile, cell(tile, {2, 3}), Qt::LeftButton, Qt::ShiftModifier);
    QTRY_COMPARE(m_bench->wrong(), QString());
    releaseMouse(tile, cell(tile, {2, 3}), Qt::ShiftModifier);
    leaveWidget(tile);
    const engine::TokenRect region{{1, 1}, 2, 3};
    QCOMPARE(tile->marks().kept, std::optional(region));
    const auto layer =
        m_bench->truth({exploration()->current()->moment(), engine::LayerPath("conv_in")});
    const auto map =
        engine::similarityMap(*layer, region, *layer, engine::SimilarityMeasure::Cosine);
    QCOMPARE(tile->view().values, map.values);
    TRY_READY();
}

void TestExplorer::regionOverThePicture() {
    m_bench->open({10});
    TRY_READY();
    auto* canvas = m_bench->canvas();
    const auto at = [&](TokenIndex token) {
        return cellRect(canvas->pictureRect(), {8, 8}, token).center();
    };
    pressMouse(canvas, at({4, 4}), Qt::ShiftModifier);
    moveMouse(canvas, at({6, 5}), Qt::LeftButton, Qt::ShiftModifier);
    releaseMouse(canvas, at({6, 5}), Qt::ShiftModifier);
    leaveWidget(canvas);
    QCOMPARE(m_bench->tile("conv_in")->marks().kept,
             std::optional(engine::TokenRect{{4, 4}, 3, 2}));
    TRY_READY();
    hit(Qt::Key_N);
    TRY_READY();
}

void TestExplorer::pinnedTileStaysWhatItWas() {
    m_bench->open({10});
    TRY_READY();
    auto* tile = m_bench->tile("conv_in");
    const int id = tile->id();
    Q_EMIT tile->pinToggled(id);
    TRY_READY();
    QVERIFY(exploration()->tiles().front().isPinned());
    const auto values = page()->tiles()->tile(0)->view().values;
    hit(Qt::Key_Right);
    TRY_READY();
    hit(Qt::Key_N);
    TRY_READY();
    QCOMPARE(page()->tiles()->tile(0)->view().values, values);
    QCOMPARE(page()->tiles()->tile(0)->info().note, QStringLiteral("r10.png · t 50"));
    Q_EMIT page()->tiles()->tile(0)->pinToggled(page()->tiles()->tile(0)->id());
    TRY_READY();
    QVERIFY(!exploration()->tiles().front().isPinned());
}

void TestExplorer::closedTileIsGone() {
    m_bench->open({10});
    TRY_READY();
    const int count = page()->tiles()->count();
    auto* tile = m_bench->tile("conv_in");
    moveMouse(tile, cell(tile, {3, 3}));
    tile->setFocus();
    QTest::keyClick(tile, Qt::Key_Delete);
    QTRY_COMPARE(page()->tiles()->count(), count - 1);
    QVERIFY(!m_bench->tile("conv_in"));
    TRY_READY();
    VERIFY_TRUE();
}

void TestExplorer::tilesReorder() {
    m_bench->open({10, 20});
    TRY_READY();
    Q_EMIT page()->tiles()->moved(0, 2);
    TRY_READY();
    QCOMPARE(exploration()->layers()[2].path.text(), "conv_in");
    QCOMPARE(page()->tiles()->tile(2)->layer().path.text(), "conv_in");
    hit(Qt::Key_B);
    TRY_READY();
}

void TestExplorer::enlargedTileReturnsByEscape() {
    m_bench->open({10});
    TRY_READY();
    hit(Qt::Key_F);
    QVERIFY(page()->tiles()->enlarged() >= 0);
    TRY_READY();
    hit(Qt::Key_Right);  // the others are out of sight and change all the same
    TRY_READY();
    hit(Qt::Key_Escape);
    QCOMPARE(page()->tiles()->enlarged(), -1);
    VERIFY_TRUE();
    TRY_READY();
}

void TestExplorer::layersOfTheTree() {
    m_bench->open({10});
    TRY_READY();
    auto* panel = page()->layers();
    page()->raise(panel);
    m_bench->actions()->inner->trigger();
    TRY_READY();
    QVERIFY(m_bench->tile("down_blocks[0].resnets[0]"));
    QVERIFY(!m_bench->tile("down_blocks[0]"));
    QCOMPARE(panel->chosen().size(), exploration()->layers().size());
    auto* tree = panel->findChild<QTreeView*>();
    tree->expandAll();
    auto* filter = panel->findChild<QLineEdit*>();
    filter->setText(QStringLiteral("conv_out"));
    const auto found =
        tree->model()->match(tree->model()->index(0, 0), Qt::DisplayRole,
                             QStringLiteral("conv_out"), 1, Qt::MatchContains | Qt::MatchRecursive);
    QCOMPARE(found.size(), 1);
    tree->model()->setData(found[0], int(Qt::Unchecked), Qt::CheckStateRole);
    TRY_READY();
    QVERIFY(!m_bench->tile("conv_out"));
    QVERIFY(!m_bench->actions()->inner->isChecked());
}

/// A comparison with a layer that is no longer captured does not wait forever.
void TestExplorer::differenceToALayerThatGoes() {
    m_bench->open({10});
    TRY_READY();
    choose("Map", QStringLiteral("Difference"));
    choose("Difference to", QStringLiteral("to layer"));
    choose("Other layer", QStringLiteral("conv_in"));
    TRY_READY();
    Q_EMIT page()->tiles()->closeRequested(m_bench->tile("conv_in")->id());
    hit(Qt::Key_Right);
    QTRY_COMPARE(m_bench->tile("mid_block")->state(), MapTile::State::Missing);
    VERIFY_TRUE();
}

void TestExplorer::matrixClickGoesThere() {
    m_bench->open({10});
    TRY_READY();
    auto* matrix = page()->matrix();
    QTest::mouseClick(matrix->viewport(), Qt::LeftButton, {}, matrix->cellRect(1, 5).center());
    QCOMPARE(exploration()->current()->column, 500);
    QCOMPARE(exploration()->activeLayer(), exploration()->layers()[1].path);
    VERIFY_TRUE();
    TRY_READY();
    QTRY_COMPARE(matrix->cell(1, 5).state, CaptureMatrix::CellState::Memory);
    const auto layer =
        m_bench->truth({{exploration()->current()->id, 500}, exploration()->layers()[1].path});
    double largest = 0;
    for (std::size_t i = 0; i < std::size_t(layer->grid().count()); ++i)
        largest = std::max(largest, double(layer->norms().zScore(layer->grid().tokenOf(i))));
    QVERIFY(std::abs(double(matrix->cell(1, 5).largestZ) - largest) < 1e-4);
}

void TestExplorer::matrixDragComputesAll() {
    m_bench->open({10});
    TRY_READY();
    auto* matrix = page()->matrix();
    m_bench->control().isGated = true;
    const auto from = matrix->cellRect(0, 3).center(), to = matrix->cellRect(2, 6).center();
    QTest::mousePress(matrix->viewport(), Qt::LeftButton, {}, from);
    moveMouse(matrix->viewport(), to, Qt::LeftButton);
    QTest::mouseRelease(matrix->viewport(), Qt::LeftButton, {}, to);
    using enum CaptureMatrix::CellState;
    QTRY_COMPARE(matrix->cell(0, 3).state, Running);
    QTRY_COMPARE(matrix->cell(0, 6).state, Queued);
    QCOMPARE(matrix->cell(0, 0).state, Empty);
    m_bench->actions()->cancel->trigger();
    m_bench->control().isGated = false;
    m_bench->control().gate.release(100);
    QTRY_COMPARE(matrix->cell(0, 6).state, Empty);
    QTest::mousePress(matrix->viewport(), Qt::LeftButton, {}, from);
    moveMouse(matrix->viewport(), to, Qt::LeftButton);
    QTest::mouseRelease(matrix->viewport(), Qt::LeftButton, {}, to);
    for (int column = 3; column <= 6; ++column) QTRY_COMPARE(matrix->cell(0, column).state, Memory);
    TRY_READY();
}

void TestExplorer::playGoesOn() {
    m_bench->open({10});
    TRY_READY();
    const int before = exploration()->current()->column;
    m_bench->actions()->play->trigger();
    QTRY_VERIFY(exploration()->current()->column > before);
    hit(Qt::Key_Escape);
    QVERIFY(!m_bench->actions()->play->isChecked());
    TRY_READY();
}

void TestExplorer::generate(const QString& prompt, bool isUnconditional) {
    PromptPanel::Settings settings;
    settings.prompt = prompt;
    settings.steps = fake::kSteps;
    settings.isUnconditional = isUnconditional;
    auto* panel = page()->prompt();
    settings.sampler = panel->settings().sampler;
    panel->setSettings(settings);
    Q_EMIT panel->generateRequested(panel->settings());
}

void TestExplorer::generationFillsTheMatrix() {
    m_bench->open({10});
    TRY_READY();
    generate(QStringLiteral("a cat"), false);
    QTRY_VERIFY(exploration()->current()->isGeneration);
    QTRY_COMPARE(exploration()->current()->steps.size(), std::size_t(fake::kSteps));
    TRY_READY();
    auto* matrix = page()->matrix();
    QCOMPARE(matrix->columns(), fake::kSteps);
    for (int column = 0; column < fake::kSteps; ++column)
        QTRY_COMPARE(matrix->cell(0, column).state, CaptureMatrix::CellState::Memory);
    const int computed = m_bench->control().layersComputed;
    hit(Qt::Key_Home);
    TRY_READY();
    QCOMPARE(exploration()->current()->column, 0);
    QVERIFY2(m_bench->readOut().contains(QStringLiteral("step 1 of 5 · t 999")),
             qPrintable(m_bench->readOut()));
    QCOMPARE(m_bench->control().layersComputed.load(), computed);  // nothing is generated anew
    generate(QStringLiteral("a cat"), false);                      // the same prompt: another row
    QTRY_COMPARE(page()->strip()->model()->rowCount(), 3);
    TRY_READY();
}

void TestExplorer::bothHalvesOfAGuidedStep_data() {
    QTest::addColumn<bool>("isUnconditional");
    QTest::newRow("with the prompt") << false;
    QTest::newRow("without, as the study") << true;
}

void TestExplorer::bothHalvesOfAGuidedStep() {
    QFETCH(bool, isUnconditional);
    m_bench->open({10});
    TRY_READY();
    generate(QStringLiteral("a dog"), isUnconditional);
    QTRY_VERIFY(exploration()->current()->isGeneration);
    QTRY_COMPARE(exploration()->current()->steps.size(), std::size_t(fake::kSteps));
    TRY_READY();
    m_bench->actions()->copyDefinition->trigger();
    QVERIFY(page()->definition().contains(QStringLiteral("a dog")));
}

void TestExplorer::presetOnAModelWithSomeOfItsLayers_data() {
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < core::presets().size(); ++i)
        QTest::newRow(core::presets()[i].id.c_str()) << int(i);
}

void TestExplorer::presetOnAModelWithSomeOfItsLayers() {
    QFETCH(int, index);
    m_bench->open({10});
    TRY_READY();
    m_bench->actions()->presets[std::size_t(index)]->trigger();
    TRY_READY();
    const auto& preset = core::presets()[std::size_t(index)];
    QCOMPARE(exploration()->current()->column, preset.timestep);
    QCOMPARE(m_bench->maps()->options().map, preset.options);
    QVERIFY(m_bench->references()->reference().kept());
    if (!preset.atLargestNorm)
        QCOMPARE(m_bench->references()->reference().kept()->spot, preset.reference);
}

void TestExplorer::droppedAndPastedPictures() {
    m_bench->open({10});
    TRY_READY();
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QString::fromStdString(m_bench->picture(70).string()))});
    QDragEnterEvent enter({100, 100}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_bench->window(), &enter);
    QDropEvent drop({100, 100}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_bench->window(), &drop);
    QTRY_COMPARE(page()->strip()->model()->rowCount(), 2);
    QTRY_COMPARE(exploration()->current()->name, QStringLiteral("r70.png"));
    TRY_READY();
    QImage image(64, 64, QImage::Format_RGB888);
    image.fill(QColor(200, 10, 10));
    QGuiApplication::clipboard()->setImage(image);
    m_bench->actions()->paste->trigger();
    QTRY_COMPARE(page()->strip()->model()->rowCount(), 3);
    QTRY_COMPARE(exploration()->current()->name, QStringLiteral("pasted-1.png"));
    TRY_READY();
}

void TestExplorer::removedPicturesLeaveNothing() {
    m_bench->open({10, 20, 30});
    TRY_READY();
    hit(Qt::Key_B);
    QTRY_COMPARE(exploration()->board().size(), std::size_t(2));
    TRY_READY();
    m_bench->control().isGated = true;
    hit(Qt::Key_Right);
    const int gone = exploration()->current()->id;
    m_bench->actions()->removePicture->trigger();
    VERIFY_TRUE();
    m_bench->control().isGated = false;
    m_bench->control().gate.release(100);
    TRY_READY();
    QVERIFY(!exploration()->subject(gone));
    for (const auto& key : m_bench->window()->explorer()->cache()->keys())
        QVERIFY(key.moment.subject != gone);
    m_bench->actions()->removePicture->trigger();
    TRY_READY();
    QTRY_COMPARE(page()->strip()->model()->rowCount(), 1);
    m_bench->actions()->removePicture->trigger();
    QTRY_VERIFY(exploration()->board().empty());
    QCOMPARE(page()->tiles()->count(), 0);
    VERIFY_TRUE();
    m_bench->window()->openFiles({m_bench->picture(40)});
    TRY_READY();
}

void TestExplorer::promptForPictures() {
    m_bench->open({10});
    TRY_READY();
    const auto before = m_bench->tile("conv_in")->view().values;
    m_bench->control().isGated = true;
    hit(Qt::Key_Right);  // what runs answers the old prompt
    QTRY_VERIFY(m_bench->control().reached.available() > 0);
    m_bench->actions()->prompt->trigger();
    auto* dialog = m_bench->window()->findChild<QInputDialog*>();
    QVERIFY(dialog);
    dialog->setTextValue(QStringLiteral("a cat"));
    dialog->accept();
    m_bench->prompt = "a cat";
    VERIFY_TRUE();
    m_bench->control().isGated = false;
    m_bench->control().gate.release(100);
    TRY_READY();
    hit(Qt::Key_Left);
    TRY_READY();
    QVERIFY(m_bench->tile("conv_in")->view().values != before);
}

/// What runs answers for the picture as it was fitted before.
void TestExplorer::otherFitWhileComputing() {
    m_bench->window()->openFiles({m_bench->model("model"), m_bench->picture(40, {96, 64})});
    TRY_READY();
    m_bench->control().isGated = true;
    hit(Qt::Key_Right);
    QTRY_VERIFY(m_bench->control().reached.available() > 0);
    m_bench->control().gate.release(2);
    QTRY_VERIFY(m_bench->control().reached.available() > 2);
    m_bench->actions()->fits->actions()[2]->trigger();  // black borders: another picture
    m_bench->control().isGated = false;
    m_bench->control().gate.release(100);
    QTRY_COMPARE(
        int(exploration()->current()->picture ? exploration()->current()->picture->rgb[0] : 255),
        0);
    TRY_READY();
}

/// Its size asks for more time than the wishes are gathered for.
void TestExplorer::pictureThatLoadsLongIsComputed() {
    m_bench->window()->openFiles({m_bench->picture(80, {2000, 2000})});
    QTRY_VERIFY(exploration()->current() && exploration()->current()->picture);
    m_bench->window()->openFiles({m_bench->model("model")});
    TRY_READY();
    m_bench->actions()->fits->actions()[1]->trigger();
    QVERIFY(!exploration()->current()->picture);
    VERIFY_TRUE();
    TRY_READY();
}

void TestExplorer::budgetSmallerThanWhatIsShown() {
    m_bench->window()->explorer()->cache()->setBudget(1500);
    m_bench->open({10, 20});
    TRY_READY();
    hit(Qt::Key_B);
    QTRY_COMPARE(exploration()->board().size(), std::size_t(2));
    TRY_READY();
    for (const auto key : {Qt::Key_Right, Qt::Key_Left, Qt::Key_N, Qt::Key_Right, Qt::Key_Left}) {
        hit(key);
        VERIFY_TRUE();
        TRY_READY();
    }
    choose("Map", QStringLiteral("Difference"));
    TRY_READY();
}

void TestExplorer::labelModeAndBack() {
    m_bench->open({10});
    TRY_READY();
    m_bench->control().isGated = true;
    hit(Qt::Key_Right);
    QTRY_VERIFY(m_bench->control().reached.available() > 0);
    m_bench->window()->setMode(app::WindowMode::Label);
    QVERIFY(!page()->isVisible());
    m_bench->control().isGated = false;
    m_bench->control().gate.release(100);
    m_bench->window()->setMode(app::WindowMode::Explore);
    TRY_READY();
    QCOMPARE(exploration()->current()->column, 100);
}

void TestExplorer::secondModelWhileComputing() {
    m_bench->open({10});
    TRY_READY();
    const auto before = m_bench->tile("conv_in")->view().values;
    m_bench->control().isGated = true;
    hit(Qt::Key_Right);
    QTRY_VERIFY(m_bench->control().reached.available() > 0);
    m_bench->window()->openFiles({m_bench->model("other")});
    hit(Qt::Key_Left);  // asked of whichever is open then
    VERIFY_TRUE();
    m_bench->control().isGated = false;
    m_bench->control().gate.release(100);
    QTRY_VERIFY(m_bench->isReady() && m_bench->tile("conv_in")->view().values != before);
    QTRY_COMPARE(m_bench->wrong(), QString());
}

/// Also those of tiles that are out of sight.
void TestExplorer::copiedValuesAreOfThePresentQuestion() {
    m_bench->open({10});
    TRY_READY();
    hit(Qt::Key_Right);
    TRY_READY();
    hit(Qt::Key_Left);
    TRY_READY();
    hit(Qt::Key_F);
    hit(Qt::Key_Right);
    TRY_READY();
    m_bench->actions()->copyValues->trigger();
    const auto& place = m_bench->references()->reference().reference();
    QVERIFY(place);
    int lines = 0;
    const auto text = QGuiApplication::clipboard()->text();
    for (const auto& line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        const auto columns = line.split(QLatin1Char('\t'));
        QCOMPARE(columns.size(), 6);
        QCOMPARE(columns[1], QStringLiteral("t 100"));
        const auto layer = m_bench->truth(
            {exploration()->current()->moment(), engine::LayerPath(columns[2].toStdString())});
        const auto wanted = layer->norms().at(place->on(layer->grid()).first);
        QCOMPARE(columns[5].toFloat(), wanted);
        ++lines;
    }
    QCOMPARE(lines, int(exploration()->layers().size()));
}

void TestExplorer::copiedDefinitionIsThatOfTheTile() {
    m_bench->open({10});
    TRY_READY();
    auto* tile = m_bench->tile("mid_block");
    QTest::mouseClick(tile, Qt::LeftButton, {}, cell(tile, {1, 1}).toPoint());
    m_bench->actions()->copyDefinition->trigger();
    const auto text = QGuiApplication::clipboard()->text();
    for (const char* part : {"mid_block", "r10.png", "model"})
        QVERIFY2(text.contains(QLatin1String(part)), qPrintable(text));
    m_bench->actions()->copyReadOut->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), m_bench->readOut());
    m_bench->actions()->copyView->trigger();
    QVERIFY(!QGuiApplication::clipboard()->image().isNull());
}

QTEST_MAIN(TestExplorer)
#include "tst_explorer.moc"
