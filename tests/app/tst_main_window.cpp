// SPDX-License-Identifier: GPL-3.0-or-later
// The window with a model that computes nothing: what is shown, when, and what stays when something
// fails.
#include "core/session/fake_engine.h"
#include "gui/actions.h"
#include "gui/explore_page.h"
#include "gui/explore_workspace.h"
#include "gui/main_window.h"
#include "gui/theme.h"

#include <canvas/geometry.h>
#include <canvas/map_tile.h>
#include <canvas/picture_board.h>
#include <canvas/picture_canvas.h>
#include <canvas/tile_grid.h>
#include <models/picture_list_model.h>
#include <panels/activity_bar.h>
#include <panels/message_bar.h>
#include <panels/picture_strip.h>
#include <panels/read_out_bar.h>
#include <panels/timestep_control.h>
#include <session/read_out.h>

#include <QAction>
#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace widgets;
using engine::TokenIndex;

namespace {

void moveTo(QWidget* widget, QPointF place) {
    QMouseEvent event(QEvent::MouseMove, place, widget->mapToGlobal(place), Qt::NoButton,
                      Qt::NoButton, Qt::NoModifier);
    QCoreApplication::sendEvent(widget, &event);
}

void leave(QWidget* widget) {
    QEvent event(QEvent::Leave);
    QCoreApplication::sendEvent(widget, &event);
}

}  // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void emptyWindowSaysWhatToDo();
    void showsOneTilePerLayer();
    void pointerOverATileMarksEveryGrid();
    void pointerOverThePictureMarksEveryGrid();
    void leavingReturnsToTheKeptToken();
    void pointerOutlastsANewTimestep();
    void similarityFollowsThePointer();
    void readOutNeverShowsAnOldNumber();
    void timestepComputesOnce();
    void cancelKeepsWhatIsComplete();
    void innerLevelWithoutSuchLayersIsAMessage();
    void droppedFilesOpen();
    void badPictureKeepsTheOldOne();
    void badModelKeepsTheOldOne();
    void failedComputationIsAMessage();
    void anotherNativeSizeFitsThePictureAnew();
    void nanIsCounted();
    void themeChangesWhileOpen();
    void everyActionExplainsItself();

private:
    template <typename T>
    T* part() {
        return m_window->findChild<T*>();
    }
    void openBoth();
    QStringList tileTitles();
    MapTile* tile(std::size_t index) { return part<TileGrid>()->tile(index); }
    /// Of the current picture.
    PictureCanvas* picture() {
        const auto* current = m_window->explorer()->exploration()->current();
        return current ? part<PictureBoard>()->canvas(current->id) : nullptr;
    }
    bool isReady();
    QString readOut() {
        return m_window->findChild<ReadOutBar*>(QStringLiteral("exploreReadOut"))->text();
    }
    std::filesystem::path file(const char* name) {
        return m_folder->filePath(QString::fromLatin1(name)).toStdString();
    }
    app::Actions* actions() { return part<app::Actions>(); }

    std::shared_ptr<fake::Control> m_control;
    std::unique_ptr<fake::Engine> m_engine;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<app::ThemeController> m_theme;
    std::unique_ptr<app::MainWindow> m_window;
};

void TestMainWindow::init() {
    m_control = std::make_shared<fake::Control>();
    m_engine = std::make_unique<fake::Engine>(m_control);
    m_folder = std::make_unique<QTemporaryDir>();
    QImage picture(64, 64, QImage::Format_RGB888);
    picture.fill(Qt::darkGreen);
    QVERIFY(picture.save(m_folder->filePath(QStringLiteral("green.png"))));
    picture.fill(Qt::darkRed);
    QVERIFY(picture.save(m_folder->filePath(QStringLiteral("red.png"))));
    QFile broken(m_folder->filePath(QStringLiteral("broken.png")));
    QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("no picture") > 0);
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("model")));
    m_theme = std::make_unique<app::ThemeController>();
    m_window = std::make_unique<app::MainWindow>(
        m_theme.get(), [this]() -> engine::Result<engine::Engine*> { return m_engine.get(); });
    m_window->resize(1280, 800);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestMainWindow::cleanup() {
    m_window.reset();
}

void TestMainWindow::openBoth() {
    m_window->openFiles({file("model"), file("green.png")});
    QTRY_VERIFY(isReady());
}

bool TestMainWindow::isReady() {
    auto* grid = part<TileGrid>();
    for (std::size_t i = 0; i < std::size_t(grid->count()); ++i)  // the others wait to be seen
        if (grid->isInSight(i) && tile(i)->state() != MapTile::State::Ready) return false;
    return grid->count() > 0 && !part<ActivityBar>()->isActive();
}

QStringList TestMainWindow::tileTitles() {
    QStringList titles;
    for (int i = 0; i < part<TileGrid>()->count(); ++i)
        titles << QString::fromStdString(tile(std::size_t(i))->layer().path.text());
    return titles;
}

void TestMainWindow::emptyWindowSaysWhatToDo() {
    QCOMPARE(part<TileGrid>()->count(), 0);
    QVERIFY(readOut().startsWith(QStringLiteral("— |")));
    m_window->grab();  // hints in place of picture and tiles
    QVERIFY(part<MessageBar>()->isEmpty());
}

void TestMainWindow::showsOneTilePerLayer() {
    openBoth();
    QStringList wanted;
    for (const auto& layer : fake::layersFor({64, 64}))
        wanted << QString::fromStdString(layer.path.text());
    QCOMPARE(tileTitles(), wanted);
    QCOMPARE(tile(0)->view().caption, QStringLiteral("L2 norm · this map"));
    QCOMPARE(tile(0)->view().range.low, fake::valueOf(0, 50, 0));
    QCOMPARE(picture()->pictureSize(), (engine::PixelSize{64, 64}));
    QVERIFY(m_window->windowTitle().contains(QStringLiteral("green.png")));
}

void TestMainWindow::pointerOverATileMarksEveryGrid() {
    openBoth();
    auto* finest = tile(0);
    moveTo(finest, cellRect(finest->mapRect(), {8, 8}, {3, 5}).center());
    for (int i = 0; i < part<TileGrid>()->count(); ++i) {
        auto* each = tile(std::size_t(i));
        const engine::TokenGrid grid = each->layer().grid;
        QCOMPARE(each->reference(), std::optional((engine::TokenGrid{8, 8}).mapTo({3, 5}, grid)));
    }
    QCOMPARE(picture()->grid(), (engine::TokenGrid{8, 8}));
    QCOMPARE(picture()->reference(), (std::optional<TokenIndex>({3, 5})));
    QVERIFY2(readOut().startsWith(QStringLiteral("conv_in")), qPrintable(readOut()));
    QVERIFY2(readOut().contains(QStringLiteral("token x05 y03 of 8×8 | px 40–47,24–31")),
             qPrintable(readOut()));
    QVERIFY2(readOut().contains(core::numberText(double(fake::valueOf(0, 50, 3 * 8 + 5)))),
             qPrintable(readOut()));
}

void TestMainWindow::pointerOverThePictureMarksEveryGrid() {
    openBoth();
    const QRectF area = picture()->pictureRect();
    moveTo(picture(),
           area.topLeft() + QPointF(area.width() * 41.5 / 64, area.height() * 17.5 / 64));
    for (int i = 0; i < part<TileGrid>()->count(); ++i) {
        auto* each = tile(std::size_t(i));
        QCOMPARE(each->reference(),
                 std::optional(each->layer().grid.tokenAt({41.5, 17.5}, {64, 64})));
    }
    QVERIFY2(readOut().startsWith(QStringLiteral("up_blocks[1]")),
             qPrintable(readOut()));  // the usual layer
}

void TestMainWindow::leavingReturnsToTheKeptToken() {
    openBoth();
    auto* first = tile(0);
    QTest::mouseClick(first, Qt::LeftButton, {},
                      cellRect(first->mapRect(), {8, 8}, {1, 1}).center().toPoint());
    moveTo(first, cellRect(first->mapRect(), {8, 8}, {6, 6}).center());
    QCOMPARE(first->reference(), (std::optional<TokenIndex>({6, 6})));
    QCOMPARE(first->marks().kept.value().first, (TokenIndex{1, 1}));
    leave(first);
    QCOMPARE(first->reference(), (std::optional<TokenIndex>({1, 1})));
    QTest::keyClick(m_window.get(), Qt::Key_Escape);
    QVERIFY(!first->reference());
}

/// Computing again without a move of the mouse: the pointer is where it was, and so is the
/// reference.
void TestMainWindow::pointerOutlastsANewTimestep() {
    openBoth();
    auto* first = tile(0);
    moveTo(first, cellRect(first->mapRect(), {8, 8}, {6, 6}).center());
    QTest::keyClick(m_window.get(), Qt::Key_Right);
    QTRY_VERIFY(isReady() && tile(0)->view().range.low == fake::valueOf(0, 100, 0));
    QCOMPARE(tile(0), first);
    QCOMPARE(first->reference(), (std::optional<TokenIndex>({6, 6})));
    QVERIFY2(readOut().startsWith(QStringLiteral("conv_in")), qPrintable(readOut()));
    m_control->nativeSide = 128;  // other tiles: the pointer is over none of the old ones
    m_window->openFiles({file("model")});
    QTRY_VERIFY(isReady() && tile(0)->layer().grid == (engine::TokenGrid{16, 16}));
    QCOMPARE(tile(0)->reference(), std::optional(tile(0)->marks().kept.value().first));
}

void TestMainWindow::similarityFollowsThePointer() {
    openBoth();
    QTest::keyClick(m_window.get(), Qt::Key_N);
    QTRY_VERIFY(tile(0)->view().caption.startsWith(QStringLiteral("cosine")));
    actions()->measures[4]->trigger();  // Euclidean
    auto* first = tile(0);
    moveTo(first, cellRect(first->mapRect(), {8, 8}, {0, 0}).center());
    const auto upper = first->view().image.copy();
    QCOMPARE(first->view().caption, QStringLiteral("L2 similarity to ref · fixed"));
    QCOMPARE(first->view().range.low, 0.0f);
    QCOMPARE(first->view().colors, core::ColorMapId::Viridis);
    moveTo(first, cellRect(first->mapRect(), {8, 8}, {7, 7}).center());
    QVERIFY(first->view().image != upper);
    QVERIFY(first->view().image.pixel(7, 7) == upper.pixel(0, 0));  // a token is like itself
    QTest::keyClick(m_window.get(), Qt::Key_M);
    QVERIFY(first->view().caption.startsWith(QStringLiteral("L∞ similarity")));
    QTest::keyClick(m_window.get(), Qt::Key_N);
    QCOMPARE(first->view().caption, QStringLiteral("L2 norm · this map"));
}

void TestMainWindow::readOutNeverShowsAnOldNumber() {
    openBoth();
    QVERIFY(!readOut().contains(QStringLiteral("…")));
    m_control->isGated = true;
    part<TimestepControl>()->setTimestep(200);
    QVERIFY2(readOut().contains(QStringLiteral("t 200")), qPrintable(readOut()));
    QVERIFY2(readOut().contains(QStringLiteral("L2        … z…     p…     | cos(ref)       …")),
             qPrintable(readOut()));
    QCOMPARE(tile(0)->state(), MapTile::State::Computing);
    m_control->isGated = false;
    m_control->gate.release(100);
    QTRY_VERIFY(isReady());
    QVERIFY(!readOut().contains(QStringLiteral("…")));
}

/// What was computed stays: going back asks the model for nothing.
void TestMainWindow::timestepComputesOnce() {
    openBoth();
    QTest::keyClick(m_window.get(), Qt::Key_Right);
    QCOMPARE(part<TimestepControl>()->timestep(), 100);
    QTRY_VERIFY(isReady() && tile(0)->view().range.low == fake::valueOf(0, 100, 0));
    const int computed = m_control->layersComputed;
    QTest::keyClick(m_window.get(), Qt::Key_Left);
    QCOMPARE(part<TimestepControl>()->timestep(), 50);
    QVERIFY(isReady());
    QCOMPARE(tile(0)->view().range.low, fake::valueOf(0, 50, 0));
    QCOMPARE(m_control->layersComputed.load(), computed);
}

void TestMainWindow::cancelKeepsWhatIsComplete() {
    openBoth();
    m_control->isGated = true;
    m_control->gate.release(2);
    part<TimestepControl>()->setTimestep(200);
    QTRY_COMPARE(tile(1)->state(), MapTile::State::Ready);
    QVERIFY(m_control->reached.tryAcquire(3, 10000));
    actions()->cancel->trigger();
    QTRY_VERIFY(!part<ActivityBar>()->isActive());
    QCOMPARE(tile(0)->state(), MapTile::State::Ready);
    QCOMPARE(tile(2)->state(), MapTile::State::Missing);
    QVERIFY(readOut().contains(QStringLiteral("L2        —")));
    QVERIFY(part<MessageBar>()->isEmpty());  // cancelled is no failure
    m_control->isGated = false;
    m_control->gate.release(100);
    actions()->recompute->trigger();
    QTRY_VERIFY(isReady());
}

void TestMainWindow::innerLevelWithoutSuchLayersIsAMessage() {
    openBoth();
    actions()->inner->trigger();
    QTRY_VERIFY(!part<ActivityBar>()->isActive());
    actions()->blocks->trigger();
    QTRY_VERIFY(isReady());
    QCOMPARE(part<TileGrid>()->count(), 6);
}

void TestMainWindow::droppedFilesOpen() {
    QMimeData data;
    QList<QUrl> urls;
    for (const char* name : {"model", "red.png", "green.png"})
        urls << QUrl::fromLocalFile(QString::fromStdString(file(name).string()));
    data.setUrls(urls);
    QDragEnterEvent enter({100, 100}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({100, 100}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_window.get(), &drop);
    QTRY_VERIFY(isReady());
    QTRY_COMPARE(part<PictureListModel>()->rowCount(), 2);
    QVERIFY(m_window->windowTitle().contains(QStringLiteral("red.png")));
    QVERIFY(part<PictureStrip>()->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_D);
    QTRY_VERIFY(m_window->windowTitle().contains(QStringLiteral("green.png")));
    QTRY_VERIFY(isReady());
}

void TestMainWindow::badPictureKeepsTheOldOne() {
    openBoth();
    m_window->openFiles({file("broken.png"), file("lost.png")});
    QTRY_COMPARE(part<MessageBar>()->messages().size(), std::size_t(2));
    QVERIFY(part<MessageBar>()->messages()[0].text.contains(QStringLiteral("broken.png")));
    QVERIFY(!part<MessageBar>()->messages()[0].safe.isEmpty());
    QVERIFY(m_window->windowTitle().contains(QStringLiteral("green.png")));
    QVERIFY(isReady());
    QTest::keyClick(m_window.get(), Qt::Key_Escape);
    QTest::keyClick(m_window.get(), Qt::Key_Escape);
    QVERIFY(part<MessageBar>()->isEmpty());
    QVERIFY(QFile::remove(m_folder->filePath(QStringLiteral("red.png"))));
    m_window->openFiles({file("red.png")});
    QTRY_COMPARE(part<MessageBar>()->messages().size(), std::size_t(1));
}

void TestMainWindow::badModelKeepsTheOldOne() {
    openBoth();
    m_control->openError = engine::Error{engine::ErrorCode::Unsafe, "bad.ckpt is a Python pickle."};
    m_window->openFiles({file("bad.ckpt")});
    QTRY_COMPARE(part<MessageBar>()->messages().size(), std::size_t(1));
    QVERIFY(part<MessageBar>()->messages()[0].text.contains(QStringLiteral("pickle")));
    QVERIFY(part<MessageBar>()->messages()[0].safe.contains(QStringLiteral("model stays open")));
    m_control->openError.reset();
    actions()->columnUp->trigger();
    QTRY_VERIFY(isReady() && tile(0)->view().range.low == fake::valueOf(0, 100, 0));
}

void TestMainWindow::failedComputationIsAMessage() {
    openBoth();
    m_control->extractError = engine::Error{engine::ErrorCode::OutOfMemory, "4.1 GiB are needed."};
    actions()->columnUp->trigger();
    QTRY_COMPARE(part<MessageBar>()->messages().size(), std::size_t(1));
    QCOMPARE(tile(0)->state(), MapTile::State::Missing);
    QVERIFY(!part<ActivityBar>()->isActive());
    m_control->extractError.reset();
    actions()->recompute->trigger();
    QTRY_VERIFY(isReady());
}

void TestMainWindow::anotherNativeSizeFitsThePictureAnew() {
    openBoth();
    m_control->nativeSide = 128;
    m_window->openFiles({file("model")});
    QTRY_VERIFY(isReady() && picture()->pictureSize() == (engine::PixelSize{128, 128}));
    QCOMPARE(tile(0)->layer().grid, (engine::TokenGrid{16, 16}));
}

void TestMainWindow::nanIsCounted() {
    m_control->hasNan = true;
    openBoth();
    QCOMPARE(tile(0)->view().notFinite, 1);
    moveTo(tile(0), cellRect(tile(0)->mapRect(), {8, 8}, {0, 0}).center());
    QVERIFY2(readOut().contains(QStringLiteral("L2      NaN zNaN   pNaN")), qPrintable(readOut()));
}

void TestMainWindow::themeChangesWhileOpen() {
    openBoth();
    m_theme->apply(app::Theme::Light);
    const auto light = m_window->grab().toImage();
    m_theme->apply(app::Theme::Dark);
    QVERIFY(m_theme->isDark());
    QCoreApplication::processEvents();
    const auto dark = m_window->grab().toImage();
    QVERIFY(light.pixelColor(4, 500).lightness() > 200);
    QVERIFY(dark.pixelColor(4, 500).lightness() < 60);
    const auto middle =
        tile(0)->mapTo(m_window.get(), tile(0)->mapRect().center().toPoint() + QPoint(5, 5));
    QCOMPARE(light.pixelColor(middle * light.devicePixelRatio()),
             dark.pixelColor(middle * dark.devicePixelRatio()));
}

void TestMainWindow::everyActionExplainsItself() {
    QStringList keys;
    for (const auto* action : actions()->findChildren<QAction*>()) {
        QVERIFY2(!action->statusTip().isEmpty() && !action->toolTip().isEmpty(),
                 qPrintable(action->text()));
        for (const auto& key : action->shortcuts()) {
            QVERIFY2(!keys.contains(key.toString()), qPrintable(key.toString()));
            keys << key.toString();
        }
    }
    QVERIFY(keys.size() > 10);
}

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
