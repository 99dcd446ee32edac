// SPDX-License-Identifier: GPL-3.0-or-later
// One tile under mouse, wheel and keys, and what it writes and marks. Run once per scale factor.
#include "canvas/cell_values.h"
#include "canvas/geometry.h"
#include "canvas/linked_view.h"
#include "canvas/map_tile.h"
#include "canvas/mark_painter.h"
#include "canvas_test.h"

#include <QAbstractButton>
#include <QContextMenuEvent>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

using engine::TokenGrid;
using engine::TokenIndex;
using engine::TokenRect;
using widgets::LinkedView;
using widgets::MapTile;
using widgets::TokenMarks;

namespace {

const TokenGrid kGrid{8, 8};

/// A tile with a map, and what it says.
struct Shown {
    MapTile tile;
    std::vector<TokenIndex> hovered, clicked;
    std::vector<std::pair<TokenRect, bool>> regions;
    std::vector<core::ColorRange> ranges;

    explicit Shown(const TokenGrid& grid = kGrid) : tile(test::tileOf(7, grid)) {
        tile.resize(200, tile.heightForWidth(200));
        tile.showMap(test::blackMap(grid));
        QObject::connect(&tile, &MapTile::hovered, [this](TokenIndex t) { hovered.push_back(t); });
        QObject::connect(&tile, &MapTile::clicked, [this](TokenIndex t) { clicked.push_back(t); });
        QObject::connect(&tile, &MapTile::regionDragged, [this](int, TokenRect r, bool isDone) {
            regions.emplace_back(r, isDone);
        });
        QObject::connect(&tile, &MapTile::rangeDragged,
                         [this](int, core::ColorRange r) { ranges.push_back(r); });
    }
    QPointF centreOf(TokenIndex token) const {
        return widgets::cellRect(tile.mapRect(), tile.layer().grid, token).center();
    }
    QImage shot() { return tile.grab().toImage(); }
};

}  // namespace

class TestMapTile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pointerWhereZoomed_data();
    void pointerWhereZoomed();
    void nothingOutsideTheAreaIsPointedAt();
    void clickComesWithTheRelease();
    void movedPressIsNoClick_data();
    void movedPressIsNoClick();
    void shiftDragAveragesARegion();
    void shiftClickIsAClick();
    void regionEndsAtTheMapsEdge();
    void titleDragMoves();
    void escapeGivesADragUp();
    void barDragMovesTheNearerEnd_data();
    void barDragMovesTheNearerEnd();
    void barEndsNeverMeet();
    void rgbHasNoBarToDrag();
    void wheelWithKeys_data();
    void wheelWithKeys();
    void smallTurnsAreCollected();
    void plainWheelZoomsOnlyWhereItIsExpected();
    void zoomStaysAtThePointer();
    void panning_data();
    void panning();
    void viewMayGo();
    void doubleClickEnlarges();
    void keys_data();
    void keys();
    void escapeReturnsOnlyFromEnlarged();
    void spaceKeepsTheReference();
    void shiftArrowsStayOnTheGrid();
    void menuNamesTheToken();
    void buttonsAppearAndSpeak();
    void pinStaysAsItIsUntilTold();
    void readingIsNeverOld();
    void clustersAreNumbersWithSwatches_data();
    void clustersAreNumbersWithSwatches();
    void isAccessible();
    void valuesArePrintedInLargeCells();
    void valueText_data();
    void valueText();
    void bestMatchIsYellowGreen();
    void pinsHaveTheirColour();
    void marksHideNothing();
    void clippedEndsAreTriangles();
    void readingIsANotch();
};

void TestMapTile::pointerWhereZoomed_data() {
    QTest::addColumn<TokenGrid>("grid");
    QTest::addColumn<double>("zoom");
    QTest::addColumn<QPointF>("place");
    QTest::newRow("all of it") << TokenGrid{64, 64} << 1.0 << QPointF(0.5, 0.5);
    QTest::newRow("zoomed to the middle") << TokenGrid{64, 64} << 5.0 << QPointF(0.5, 0.5);
    QTest::newRow("zoomed into a corner") << TokenGrid{64, 64} << 7.3 << QPointF(1, 1);
    QTest::newRow("not square, zoomed") << TokenGrid{12, 20} << 3.1 << QPointF(0.2, 0.9);
}

void TestMapTile::pointerWhereZoomed() {
    QFETCH(TokenGrid, grid);
    QFETCH(double, zoom);
    QFETCH(QPointF, place);
    Shown shown(grid);
    LinkedView view;
    shown.tile.setView(&view);
    view.zoomAt(place, zoom);
    int seen = 0;
    for (int row = 0; row < grid.height; ++row)
        for (int col = 0; col < grid.width; ++col) {
            const QPointF at = shown.centreOf({row, col});
            if (!shown.tile.mapArea().contains(at)) continue;
            ++seen;
            test::moveTo(&shown.tile, at);
            QVERIFY(!shown.hovered.empty());
            QCOMPARE(shown.hovered.back(), (TokenIndex{row, col}));
        }
    QVERIFY(seen > 4);
    QCOMPARE(std::size_t(seen), shown.hovered.size());
}

void TestMapTile::nothingOutsideTheAreaIsPointedAt() {
    Shown shown;
    LinkedView view;
    shown.tile.setView(&view);
    view.zoomBy(8);  // the map reaches far beyond what is seen of it
    const QPointF title(20, 10);
    QVERIFY(shown.tile.mapRect().contains(title));
    QVERIFY(!shown.tile.tokenUnder(title));
    test::moveTo(&shown.tile, title);
    QVERIFY(shown.hovered.empty());
}

void TestMapTile::clickComesWithTheRelease() {
    Shown shown;
    const auto at = shown.centreOf({5, 6}).toPoint();
    QTest::mousePress(&shown.tile, Qt::LeftButton, {}, at);
    QVERIFY(shown.clicked.empty());
    QTest::mouseRelease(&shown.tile, Qt::LeftButton, {}, at);
    QCOMPARE(shown.clicked, (std::vector{TokenIndex{5, 6}}));
}

void TestMapTile::movedPressIsNoClick_data() {
    QTest::addColumn<QPointF>("way");
    QTest::addColumn<bool>("isClick");
    QTest::newRow("still") << QPointF(0, 0) << true;
    QTest::newRow("a hand that shakes") << QPointF(3, 2) << true;
    QTest::newRow("exactly the tolerance") << QPointF(0, 4) << true;
    QTest::newRow("a drag") << QPointF(0, 5) << false;
}

void TestMapTile::movedPressIsNoClick() {
    QFETCH(QPointF, way);
    QFETCH(bool, isClick);
    Shown shown;
    const QPointF from = shown.centreOf({3, 3});
    test::pressAndMove(&shown.tile, from, from + way);
    test::release(&shown.tile, from + way);
    QCOMPARE(shown.clicked.size(), std::size_t(isClick));
    test::pressAndMove(&shown.tile, from, from + QPointF(20, 0));
    test::release(&shown.tile, from);  // back where it began: still a drag
    QCOMPARE(shown.clicked.size(), std::size_t(isClick));
}

void TestMapTile::shiftDragAveragesARegion() {
    Shown shown;
    const QPointF from = shown.centreOf({5, 6}), to = shown.centreOf({2, 3});
    test::pressAndMove(&shown.tile, from, to, Qt::ShiftModifier);
    QVERIFY(!shown.regions.empty());
    QCOMPARE(shown.regions.back(), std::pair(TokenRect{{2, 3}, 4, 4}, false));
    const auto told = shown.regions.size();
    test::send(&shown.tile, QEvent::MouseMove, to + QPointF(1, 1), Qt::NoButton, Qt::LeftButton,
               Qt::ShiftModifier);
    QCOMPARE(shown.regions.size(), told);  // the same tokens
    test::release(&shown.tile, to, Qt::ShiftModifier);
    QCOMPARE(shown.regions.back(), std::pair(TokenRect{{2, 3}, 4, 4}, true));
    QVERIFY(shown.clicked.empty());
    QVERIFY(shown.hovered.empty());
}

void TestMapTile::shiftClickIsAClick() {
    Shown shown;
    QTest::mouseClick(&shown.tile, Qt::LeftButton, Qt::ShiftModifier,
                      shown.centreOf({1, 1}).toPoint());
    QCOMPARE(shown.clicked, (std::vector{TokenIndex{1, 1}}));
    QVERIFY(shown.regions.empty());
}

void TestMapTile::regionEndsAtTheMapsEdge() {
    Shown shown;
    const QPointF from = shown.centreOf({6, 6});
    test::pressAndMove(&shown.tile, from, from + QPointF(500, 500), Qt::ShiftModifier);
    test::release(&shown.tile, from + QPointF(500, 500), Qt::ShiftModifier);
    QCOMPARE(shown.regions.back(), std::pair(TokenRect{{6, 6}, 2, 2}, true));
}

void TestMapTile::titleDragMoves() {
    Shown shown;
    QSignalSpy moved(&shown.tile, &MapTile::moveDragged);
    const QPointF from(20, 12), to(20, 90);
    test::pressAndMove(&shown.tile, from, to);
    test::release(&shown.tile, to);
    QVERIFY(moved.count() >= 2);
    QCOMPARE(moved.last().at(0).toInt(), 7);
    QCOMPARE(moved.last().at(1).toPoint(), shown.tile.mapToGlobal(to).toPoint());
    QCOMPARE(moved.last().at(2).toBool(), true);
    QCOMPARE(moved.first().at(2).toBool(), false);
    QVERIFY(shown.clicked.empty());
}

void TestMapTile::escapeGivesADragUp() {
    Shown shown;
    QSignalSpy cancelled(&shown.tile, &MapTile::moveCancelled);
    QSignalSpy moved(&shown.tile, &MapTile::moveDragged);
    test::pressAndMove(&shown.tile, {20, 12}, {20, 90});
    QTest::keyClick(&shown.tile, Qt::Key_Escape);
    QCOMPARE(cancelled.count(), 1);
    const auto told = moved.count();
    test::release(&shown.tile, {20, 90});
    QCOMPARE(moved.count(), told);
    const QPointF bar = shown.tile.barRect().center() + QPointF(20, 0);
    test::pressAndMove(&shown.tile, bar, bar + QPointF(30, 0));
    QTest::keyClick(&shown.tile, Qt::Key_Escape);
    QCOMPARE(shown.ranges.back().high, 1.0f);  // as it was
}

void TestMapTile::barDragMovesTheNearerEnd_data() {
    QTest::addColumn<double>("from");
    QTest::addColumn<double>("to");
    QTest::addColumn<float>("low");
    QTest::addColumn<float>("high");
    QTest::newRow("low end up") << 0.1 << 0.35 << 0.25f << 1.0f;
    QTest::newRow("low end down, beyond the data") << 0.2 << 0.0 << -0.2f << 1.0f;
    QTest::newRow("high end down") << 0.9 << 0.4 << 0.0f << 0.5f;
    QTest::newRow("high end up, past the bar") << 0.9 << 1.4 << 0.0f << 1.5f;
}

void TestMapTile::barDragMovesTheNearerEnd() {
    QFETCH(double, from);
    QFETCH(double, to);
    QFETCH(float, low);
    QFETCH(float, high);
    Shown shown;
    const QRectF bar = shown.tile.barRect();
    const auto at = [&](double share) {
        return QPointF(bar.left() + share * bar.width(), bar.center().y());
    };
    test::pressAndMove(&shown.tile, at(from), at(to));
    const auto live = shown.ranges.size();
    QVERIFY(live >= 1);
    // The map follows while it is dragged; the drag still counts from where it began.
    shown.tile.showMap(widgets::makeMapView(kGrid, std::vector<float>(64), shown.ranges.back(),
                                            core::ColorMapId::Gray, {}));
    test::send(&shown.tile, QEvent::MouseMove, at(to), Qt::NoButton, Qt::LeftButton);
    QVERIFY(std::abs(shown.ranges.back().low - low) < 2e-3f);
    QVERIFY(std::abs(shown.ranges.back().high - high) < 2e-3f);
    test::release(&shown.tile, at(to));
    QVERIFY(shown.clicked.empty());
}

void TestMapTile::barEndsNeverMeet() {
    Shown shown;
    const QRectF bar = shown.tile.barRect();
    test::pressAndMove(&shown.tile, bar.center() - QPointF(20, 0), bar.center() + QPointF(900, 0));
    QVERIFY(shown.ranges.back().low < shown.ranges.back().high);
}

void TestMapTile::rgbHasNoBarToDrag() {
    Shown shown;
    const QRectF bar = shown.tile.barRect();
    shown.tile.showMap(
        widgets::makeRgbView(kGrid, std::vector<std::uint8_t>(192, 90), QStringLiteral("PCA")));
    test::pressAndMove(&shown.tile, bar.center(), bar.center() + QPointF(30, 0));
    test::release(&shown.tile, bar.center());
    QVERIFY(shown.ranges.empty());
    QCOMPARE(test::seenAt(shown.shot(), shown.centreOf({2, 2})), QColor(90, 90, 90));
}

void TestMapTile::wheelWithKeys_data() {
    QTest::addColumn<Qt::KeyboardModifiers>("keys");
    QTest::addColumn<int>("delta");
    QTest::addColumn<int>("timestep");
    QTest::addColumn<int>("layer");
    QTest::addColumn<double>("range");
    const auto ctrl = Qt::KeyboardModifiers(Qt::ControlModifier);
    const auto shift = Qt::KeyboardModifiers(Qt::ShiftModifier);
    const auto alt = Qt::KeyboardModifiers(Qt::AltModifier);
    QTest::newRow("ctrl up") << ctrl << 120 << 1 << 0 << 0.0;
    QTest::newRow("ctrl down, two steps at once") << ctrl << -240 << -2 << 0 << 0.0;
    QTest::newRow("shift") << shift << 120 << 0 << 1 << 0.0;
    QTest::newRow("alt up narrows") << alt << 120 << 0 << 0 << 1 / 1.15;
    QTest::newRow("alt down widens") << alt << -120 << 0 << 0 << 1.15;
}

void TestMapTile::wheelWithKeys() {
    QFETCH(Qt::KeyboardModifiers, keys);
    QFETCH(int, delta);
    QFETCH(int, timestep);
    QFETCH(int, layer);
    QFETCH(double, range);
    Shown shown;
    LinkedView view;
    shown.tile.setView(&view);
    int timesteps = 0, layers = 0;
    double factor = 0;
    connect(&shown.tile, &MapTile::timestepWheel, this, [&](int n) { timesteps += n; });
    connect(&shown.tile, &MapTile::layerWheel, this, [&](int n) { layers += n; });
    connect(&shown.tile, &MapTile::rangeWheel, this, [&](double f) { factor = f; });
    QVERIFY(test::turnWheel(&shown.tile, shown.centreOf({1, 1}), delta, keys));
    QCOMPARE(timesteps, timestep);
    QCOMPARE(layers, layer);
    QCOMPARE(factor, range);
    QCOMPARE(view.zoom(), 1.0);
}

void TestMapTile::smallTurnsAreCollected() {
    Shown shown;
    int steps = 0;
    connect(&shown.tile, &MapTile::timestepWheel, this, [&](int n) { steps += n; });
    const QPointF at = shown.centreOf({1, 1});
    for (int i = 0; i < 7; ++i) test::turnWheel(&shown.tile, at, 30, Qt::ControlModifier);
    QCOMPARE(steps, 1);
    test::turnWheel(&shown.tile, at, -30, Qt::ControlModifier);  // turned back: begins anew
    test::turnWheel(&shown.tile, at, 30, Qt::ControlModifier);
    QCOMPARE(steps, 1);
}

void TestMapTile::plainWheelZoomsOnlyWhereItIsExpected() {
    Shown shown;
    const QPointF map = shown.centreOf({3, 3});
    QVERIFY(!test::turnWheel(&shown.tile, map, 120));  // no view: nothing to zoom
    LinkedView view;
    shown.tile.setView(&view);
    QVERIFY(!test::turnWheel(&shown.tile, map, 120));  // scrolls the grid
    QCOMPARE(view.zoom(), 1.0);
    QVERIFY(test::turnWheel(&shown.tile, map, 120, Qt::ControlModifier | Qt::ShiftModifier));
    QVERIFY(view.zoom() > 1.1);
    const double before = view.zoom();
    QVERIFY(test::turnWheel(&shown.tile, map, 120));  // zoomed already
    QVERIFY(view.zoom() > before);
    QVERIFY(!test::turnWheel(&shown.tile, {20, 10}, 120));  // over the title it scrolls
    view.fit();
    shown.tile.setEnlarged(true);
    QVERIFY(test::turnWheel(&shown.tile, map, 120));
    QVERIFY(view.zoom() > 1.1);
}

void TestMapTile::zoomStaysAtThePointer() {
    Shown shown({64, 64});
    LinkedView view;
    shown.tile.setView(&view);
    shown.tile.setEnlarged(true);
    const QPointF at = shown.tile.mapArea().topLeft() + QPointF(101.5, 47.25);
    const auto token = shown.tile.tokenUnder(at);
    for (int i = 0; i < 12; ++i) {
        test::turnWheel(&shown.tile, at, 120);
        QCOMPARE(shown.tile.tokenUnder(at), token);
    }
    QVERIFY(view.zoom() > 5);
}

void TestMapTile::panning_data() {
    QTest::addColumn<bool>("isSpace");
    QTest::newRow("middle button") << false;
    QTest::newRow("space held") << true;
}

void TestMapTile::panning() {
    QFETCH(bool, isSpace);
    Shown shown({64, 64});
    LinkedView view;
    shown.tile.setView(&view);
    view.zoomBy(4);
    const auto button = isSpace ? Qt::LeftButton : Qt::MiddleButton;
    const QPointF from = shown.tile.mapArea().center() + QPointF(0.3, 0.3),
                  to = from + QPointF(-30, 17);
    const auto token = shown.tile.tokenUnder(from);
    if (isSpace) QTest::keyPress(&shown.tile, Qt::Key_Space);
    test::pressAndMove(&shown.tile, from, to, {}, button);
    test::release(&shown.tile, to, {}, button);
    if (isSpace) QTest::keyRelease(&shown.tile, Qt::Key_Space);
    QCOMPARE(shown.tile.tokenUnder(to), token);  // it went with the pointer
    QVERIFY(shown.clicked.empty());
    QVERIFY(shown.regions.empty());
}

void TestMapTile::viewMayGo() {
    Shown shown;
    {
        LinkedView view;
        shown.tile.setView(&view);
        view.zoomBy(4);
    }
    QCOMPARE(shown.tile.mapRect(), widgets::fittedRect({8, 8}, shown.tile.mapArea()));
    shown.tile.setView(nullptr);
    shown.shot();
}

void TestMapTile::doubleClickEnlarges() {
    Shown shown;
    QSignalSpy enlarge(&shown.tile, &MapTile::enlargeToggled);
    const auto at = shown.centreOf({4, 4}).toPoint();
    QTest::mouseDClick(&shown.tile, Qt::LeftButton, {}, at);
    QCOMPARE(enlarge.count(), 1);
    QVERIFY(shown.clicked.size() <= 1);  // by the first of the two
    QTest::mouseDClick(&shown.tile, Qt::RightButton, {}, at);
    QCOMPARE(enlarge.count(), 1);
}

void TestMapTile::keys_data() {
    QTest::addColumn<Qt::Key>("key");
    QTest::addColumn<Qt::KeyboardModifiers>("held");
    QTest::addColumn<QByteArray>("signal");
    const Qt::KeyboardModifiers none = Qt::NoModifier, alt = Qt::AltModifier,
                                move = Qt::ControlModifier | Qt::ShiftModifier;
    QTest::newRow("return enlarges")
        << Qt::Key_Return << none << QByteArray(SIGNAL(enlargeToggled(int)));
    QTest::newRow("F enlarges") << Qt::Key_F << none << QByteArray(SIGNAL(enlargeToggled(int)));
    QTest::newRow("K pins") << Qt::Key_K << none << QByteArray(SIGNAL(pinToggled(int)));
    QTest::newRow("delete closes")
        << Qt::Key_Delete << none << QByteArray(SIGNAL(closeRequested(int)));
    QTest::newRow("alt+up narrows") << Qt::Key_Up << alt << QByteArray(SIGNAL(rangeWheel(double)));
    QTest::newRow("moves the tile")
        << Qt::Key_Left << move << QByteArray(SIGNAL(moveStepped(int, int)));
}

void TestMapTile::keys() {
    QFETCH(Qt::Key, key);
    QFETCH(Qt::KeyboardModifiers, held);
    QFETCH(QByteArray, signal);
    Shown shown;
    QSignalSpy said(&shown.tile, signal.constData());
    QTest::keyClick(&shown.tile, key, held);
    QCOMPARE(said.count(), 1);
    QVERIFY(shown.clicked.empty());
}

void TestMapTile::escapeReturnsOnlyFromEnlarged() {
    Shown shown;
    QSignalSpy enlarge(&shown.tile, &MapTile::enlargeToggled);
    QTest::keyClick(&shown.tile, Qt::Key_Escape);  // the window's: forgets the reference
    QCOMPARE(enlarge.count(), 0);
    shown.tile.setEnlarged(true);
    QTest::keyClick(&shown.tile, Qt::Key_Escape);
    QCOMPARE(enlarge.count(), 1);
}

void TestMapTile::spaceKeepsTheReference() {
    Shown shown;
    TokenMarks marks;
    marks.reference = TokenRect{{2, 5}};
    shown.tile.setMarks(marks);
    QTest::keyClick(&shown.tile, Qt::Key_Space);
    QCOMPARE(shown.clicked, (std::vector{TokenIndex{2, 5}}));
}

void TestMapTile::shiftArrowsStayOnTheGrid() {
    Shown shown;
    TokenMarks marks;
    marks.reference = TokenRect{{7, 3}};
    shown.tile.setMarks(marks);
    QTest::keyClick(&shown.tile, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(shown.clicked, (std::vector{TokenIndex{7, 4}}));
    QTest::keyClick(&shown.tile, Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(shown.clicked.size(), std::size_t(1));
}

void TestMapTile::menuNamesTheToken() {
    Shown shown;
    std::optional<TokenIndex> token;
    QPoint where;
    int told = 0;
    connect(&shown.tile, &MapTile::contextMenuRequested, this,
            [&](int, std::optional<TokenIndex> t, QPoint global) {
                token = t;
                where = global;
                ++told;
            });
    const QPoint at = shown.centreOf({3, 2}).toPoint();
    QContextMenuEvent mouse(QContextMenuEvent::Mouse, at, shown.tile.mapToGlobal(at));
    QCoreApplication::sendEvent(&shown.tile, &mouse);
    QCOMPARE(token, (std::optional<TokenIndex>({3, 2})));
    QCOMPARE(where, shown.tile.mapToGlobal(at));
    QContextMenuEvent title(QContextMenuEvent::Mouse, {20, 10}, {});
    QCoreApplication::sendEvent(&shown.tile, &title);
    QVERIFY(!token);
    TokenMarks marks;
    marks.reference = TokenRect{{6, 1}};
    shown.tile.setMarks(marks);
    QContextMenuEvent key(QContextMenuEvent::Keyboard, {0, 0}, {});
    QCoreApplication::sendEvent(&shown.tile, &key);
    QCOMPARE(token, (std::optional<TokenIndex>({6, 1})));
    QCOMPARE(told, 3);
}

void TestMapTile::buttonsAppearAndSpeak() {
    Shown shown;
    const auto buttons = shown.tile.findChildren<QAbstractButton*>();
    QCOMPARE(buttons.size(), 2);
    for (auto* button : buttons) {
        QVERIFY(!button->isVisibleTo(&shown.tile));
        QVERIFY(!button->accessibleName().isEmpty());
        QVERIFY(!button->toolTip().isEmpty());
    }
    shown.tile.show();
    shown.tile.activateWindow();
    shown.tile.setFocus();
    QTRY_VERIFY(shown.tile.hasFocus());
    for (auto* button : buttons) {
        QVERIFY(button->isVisible());
        QVERIFY(shown.tile.rect().contains(button->geometry()));
        QVERIFY(!shown.tile.mapArea().intersects(button->geometry()));
    }
}

void TestMapTile::pinStaysAsItIsUntilTold() {
    Shown shown;
    auto* pin = shown.tile.findChildren<QAbstractButton*>().at(0);
    QSignalSpy pinned(&shown.tile, &MapTile::pinToggled);
    pin->click();
    QCOMPARE(pinned.count(), 1);
    QVERIFY(!pin->isChecked());
    auto info = shown.tile.info();
    info.isPinned = true;
    shown.tile.setInfo(info);
    QVERIFY(pin->isChecked());
    QVERIFY(pin->isVisibleTo(&shown.tile));  // also without pointer and focus
}

void TestMapTile::readingIsNeverOld() {
    Shown shown;
    auto& tile = shown.tile;
    QCOMPARE(tile.readingText(), QStringLiteral("—"));
    tile.setReading(0.5f);
    QCOMPARE(tile.readingText(), QStringLiteral("0.5000"));
    tile.setReading(std::nanf(""));
    QCOMPARE(tile.readingText(), QStringLiteral("NaN"));
    tile.setReading(0.5f);
    tile.setComputing();
    QCOMPARE(tile.readingText(), QStringLiteral("…"));
    tile.showMap(test::blackMap(kGrid));
    QCOMPARE(tile.readingText(), QStringLiteral("—"));
    tile.setReading(0.25f);
    tile.showMap(test::blackMap(kGrid));  // another map: that number was of the last one
    QCOMPARE(tile.readingText(), QStringLiteral("—"));
    tile.setReading(0.25f);
    tile.setMissing(QStringLiteral("Not computed"));
    QCOMPARE(tile.readingText(), QStringLiteral("—"));
}

void TestMapTile::isAccessible() {
    Shown shown;
    auto info = shown.tile.info();
    info.note = QStringLiteral("cat.png · t 50");
    shown.tile.setInfo(info);
    QVERIFY(shown.tile.accessibleName().contains(QStringLiteral("up_blocks[1]")));
    QVERIFY(shown.tile.accessibleName().contains(info.note));
    shown.tile.setReading(0.25f);
    QVERIFY(shown.tile.accessibleDescription().contains(QStringLiteral("L2 norm · this map")));
    QVERIFY(shown.tile.accessibleDescription().contains(QStringLiteral("0.25")));
}

void TestMapTile::valuesArePrintedInLargeCells() {
    Shown shown({4, 4});  // 46 px wide
    const QRectF cell = widgets::cellRect(shown.tile.mapRect(), {4, 4}, {1, 1});
    QVERIFY2(test::lightnessIn(shown.shot(), cell).second > 150, "white on black");
    shown.tile.showMap(widgets::makeMapView({4, 4}, std::vector<float>(16, 1.0f), {0, 1},
                                            core::ColorMapId::Gray, {}));
    QVERIFY2(test::lightnessIn(shown.shot(), cell).first < 100, "black on white");
    shown.tile.setComputing();
    const auto [darkest, lightest] = test::lightnessIn(shown.shot(), cell.adjusted(2, 2, -2, -2));
    QCOMPARE(darkest, lightest);  // faded, and no number
    Shown small({8, 8});          // 23 px wide
    QCOMPARE(test::lightnessIn(small.shot(), widgets::cellRect(small.tile.mapRect(), kGrid, {1, 1}))
                 .second,
             0);
    LinkedView view;
    small.tile.setView(&view);
    view.zoomAt({0, 0}, 3);  // now they are large enough
    QVERIFY(test::lightnessIn(small.shot(), widgets::cellRect(small.tile.mapRect(), kGrid, {1, 1}))
                .second > 150);
}

void TestMapTile::valueText_data() {
    QTest::addColumn<float>("value");
    QTest::addColumn<int>("digits");
    QTest::addColumn<QString>("text");
    QTest::newRow("norm") << 184.372f << 4 << QStringLiteral("184.4");
    QTest::newRow("never less than ones") << 184.372f << 2 << QStringLiteral("184");
    QTest::newRow("cosine") << 0.81237f << 3 << QStringLiteral("0.812");
    QTest::newRow("negative") << -0.5f << 3 << QStringLiteral("−0.5");
    QTest::newRow("zero") << 0.0f << 3 << QStringLiteral("0");
    QTest::newRow("NaN") << std::nanf("") << 3 << QStringLiteral("NaN");
}

void TestMapTile::valueText() {
    QFETCH(float, value);
    QFETCH(int, digits);
    QFETCH(QString, text);
    QCOMPARE(widgets::cellText(value, digits), text);
}

void TestMapTile::bestMatchIsYellowGreen() {
    Shown shown;
    TokenMarks marks;
    marks.best = TokenIndex{3, 4};
    shown.tile.setMarks(marks);
    const QColor color = QColor::fromRgba(widgets::kBestColor);
    const QRectF cell = widgets::cellRect(shown.tile.mapRect(), kGrid, {3, 4});
    QVERIFY(test::countOf(shown.shot(), cell.adjusted(-8, -8, 8, 8), color) > 20);
    QCOMPARE(test::countOf(shown.shot(), cell.adjusted(3, 3, -3, -3), color), 0);
}

void TestMapTile::pinsHaveTheirColour() {
    Shown shown;
    TokenMarks marks;
    marks.pins = {{u'B', QColor(0, 200, 255), TokenRect{{1, 2}, 2, 3}},
                  {u'C', QColor(255, 120, 0), TokenRect{{6, 7}}}};
    shown.tile.setMarks(marks);
    const auto shot = shown.shot();
    const QRectF map = shown.tile.mapRect();
    const QRectF region = widgets::regionRect(map, kGrid, marks.pins[0].tokens);
    for (const QPointF corner : {region.topLeft(), region.bottomRight()})
        QVERIFY(test::countOf(shot, QRectF(corner - QPointF(4, 4), QSizeF(8, 8)),
                              QColor(0, 200, 255)) > 0);
    // At the right edge the letter stands on the other side.
    const QRectF edge = widgets::cellRect(map, kGrid, {6, 7});
    QVERIFY(test::countOf(shot, edge.translated(-edge.width(), 0), QColor(255, 120, 0)) > 20);
}

void TestMapTile::marksHideNothing() {
    Shown shown;
    TokenMarks marks;
    marks.reference = TokenRect{{2, 2}, 2, 2};
    marks.pins = {{u'A', Qt::red, TokenRect{{5, 5}}}};
    shown.tile.setMarks(marks);
    const auto shot = shown.shot();
    for (const auto& tokens : {TokenRect{{2, 2}, 2, 2}, TokenRect{{5, 5}}}) {
        const QRectF inside =
            widgets::regionRect(shown.tile.mapRect(), kGrid, tokens).adjusted(2, 2, -2, -2);
        QVERIFY(!test::hasWhite(shot, inside));
        QCOMPARE(test::countOf(shot, inside, Qt::red), 0);
    }
}

void TestMapTile::clippedEndsAreTriangles() {
    Shown shown;
    const QRectF whole = shown.tile.barRect();
    std::vector<float> values(64, 0.5f);
    values[3] = -1;
    shown.tile.showMap(widgets::makeMapView(kGrid, values, {0, 1}, core::ColorMapId::Gray, {}));
    const QRectF bar = shown.tile.barRect();
    QVERIFY(bar.left() > whole.left());
    QCOMPARE(bar.right(), whole.right());
    const auto shot = shown.shot();
    const QColor base = shown.tile.palette().color(QPalette::Base);
    // Its tip is in the middle: beside it, above and below, nothing.
    QVERIFY(test::seenAt(shot, {bar.left() - 2, bar.center().y()}) != base);
    QCOMPARE(test::seenAt(shot, {whole.left() + 0.5, whole.top() + 0.5}), base);
}

void TestMapTile::readingIsANotch() {
    Shown shown;
    const QRectF bar = shown.tile.barRect();
    const QRectF place(bar.left() + bar.width() * 0.25 - 3, bar.top() - 2, 6, 2);
    const QColor ink = shown.tile.palette().color(QPalette::Text);
    QCOMPARE(test::countOf(shown.shot(), place, ink), 0);
    shown.tile.setReading(0.25f);
    QVERIFY(test::countOf(shown.shot(), place, ink) > 0);
    shown.tile.setReading(std::nanf(""));
    QCOMPARE(test::countOf(shown.shot(), place, ink), 0);
}

void TestMapTile::clustersAreNumbersWithSwatches_data() {
    QTest::addColumn<int>("clusters");
    QTest::newRow("with shares") << 2;
    QTest::newRow("more than there is room for words") << 12;
}

/// The reading is a whole number, and every colour is in the legend.
void TestMapTile::clustersAreNumbersWithSwatches() {
    QFETCH(int, clusters);
    Shown shown;
    const auto count = std::size_t(kGrid.count());
    auto view = widgets::makeRgbView(kGrid, std::vector<std::uint8_t>(count * 3), {});
    view.isCategorical = true;
    view.values.assign(count, 3);
    for (int k = 1; k <= clusters; ++k)
        view.swatches.push_back(
            {qRgb(250, 20 * k, 3), QString::number(k), QStringLiteral("14.2 %")});
    shown.tile.showMap(view);
    shown.tile.setReading(3.0f);
    QCOMPARE(shown.tile.readingText(), QStringLiteral("3"));
    const QImage image = shown.shot();
    for (const auto& swatch : view.swatches) {
        bool isSeen = false;
        for (int y = 0; y < image.height() && !isSeen; ++y)
            for (int x = 0; x < image.width() && !isSeen; ++x)
                isSeen = image.pixel(x, y) == swatch.color;
        QVERIFY2(isSeen, qPrintable(swatch.name));
    }
}

QTEST_MAIN(TestMapTile)
#include "tst_map_tile.moc"
