// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures side by side, their headers, and what a pointer does on one. Run once per scale factor.
#include "canvas/geometry.h"
#include "canvas/linked_view.h"
#include "canvas/mark_painter.h"
#include "canvas/pane_header.h"
#include "canvas/picture_board.h"
#include "canvas/picture_canvas.h"
#include "canvas/timestep_chooser.h"
#include "canvas_test.h"

#include <QAbstractButton>
#include <QApplication>
#include <QContextMenuEvent>
#include <QLineEdit>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>

using engine::ImagePoint;
using engine::TokenRect;
using widgets::PaneHeader;
using widgets::PictureBoard;
using widgets::PictureCanvas;
using widgets::PicturePane;
using widgets::TimestepChooser;
using widgets::TokenMarks;

namespace {

QImage pictureOf(QColor color, QSize size = {64, 64}) {
    QImage picture(size, QImage::Format_RGB888);
    picture.fill(color);
    return picture;
}

PicturePane paneOf(int subject) {
    PicturePane pane;
    pane.subject = subject;
    pane.name = QStringLiteral("picture %1.png").arg(subject);
    pane.picture = pictureOf(Qt::black);
    return pane;
}

/// A black picture of 64 x 64 pixels, and what the canvas says of it.
struct Shown {
    PictureCanvas canvas;
    std::vector<ImagePoint> clicked;
    struct Region {
        ImagePoint from, to;
        bool isDone;
    };
    std::vector<Region> regions;

    Shown() {
        canvas.resize(272, 250);
        canvas.setPicture(pictureOf(Qt::black), QStringLiteral("p"));
        QObject::connect(&canvas, &PictureCanvas::clicked,
                         [this](ImagePoint p) { clicked.push_back(p); });
        QObject::connect(&canvas, &PictureCanvas::regionDragged,
                         [this](ImagePoint from, ImagePoint to, bool isDone) {
                             regions.push_back({from, to, isDone});
                         });
    }
    QPointF at(double x, double y) {
        const QRectF area = canvas.pictureRect();
        return {area.left() + area.width() * x / 64, area.top() + area.height() * y / 64};
    }
};

bool isNear(ImagePoint a, double x, double y) {
    return std::abs(a.x - x) < 0.01 && std::abs(a.y - y) < 0.01;
}

}  // namespace

class TestPictureBoard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void clickComesWithTheRelease();
    void dragIsNoClick();
    void shiftDragIsARegion();
    void regionStaysInThePicture();
    void pointerWhereZoomed();
    void wheelZoomsOnlyWithAView();
    void middleDragPans();
    void bestMatchIsFilled();
    void overlayLiesOverThePicture();
    void menuIsAskedFor();
    void keysMoveByATokenOfTheGrid();
    void columnsWasteLeast_data();
    void columnsWasteLeast();
    void canvasesThatStayAreKept();
    void panesDoNotOverlap();
    void signalsNameTheSubject();
    void currentIsMarkedWithoutColour();
    void closeButtonFromTwoOn();
    void timestepIsChosen_data();
    void timestepIsChosen();
    void momentReplacesTheChooser();
    void stopsAreInTheList();
    void focusActivates();
    void deletedFromItsOwnSignal();
    void themeChangesAfterPanesAreGone();
};

void TestPictureBoard::clickComesWithTheRelease() {
    Shown shown;
    QTest::mousePress(&shown.canvas, Qt::LeftButton, {}, shown.at(20, 30).toPoint());
    QVERIFY(shown.clicked.empty());
    QTest::mouseRelease(&shown.canvas, Qt::LeftButton, {}, shown.at(20, 30).toPoint());
    QCOMPARE(shown.clicked.size(), std::size_t(1));
}

void TestPictureBoard::dragIsNoClick() {
    Shown shown;
    test::pressAndMove(&shown.canvas, shown.at(20, 20), shown.at(20, 20) + QPointF(0, 5));
    test::release(&shown.canvas, shown.at(20, 20));
    QVERIFY(shown.clicked.empty());
    test::pressAndMove(&shown.canvas, shown.at(20, 20), shown.at(20, 20) + QPointF(3, 0));
    test::release(&shown.canvas, shown.at(20, 20) + QPointF(3, 0));
    QCOMPARE(shown.clicked.size(), std::size_t(1));
    QVERIFY(isNear(shown.clicked[0], 20, 20));  // where it was pressed
}

void TestPictureBoard::shiftDragIsARegion() {
    Shown shown;
    test::pressAndMove(&shown.canvas, shown.at(10, 50), shown.at(40, 20), Qt::ShiftModifier);
    QVERIFY(!shown.regions.empty());
    QVERIFY(!shown.regions.back().isDone);
    test::release(&shown.canvas, shown.at(40, 20), Qt::ShiftModifier);
    const auto& last = shown.regions.back();
    QVERIFY(last.isDone && isNear(last.from, 10, 50) && isNear(last.to, 40, 20));
    QVERIFY(shown.clicked.empty());
}

void TestPictureBoard::regionStaysInThePicture() {
    Shown shown;
    test::pressAndMove(&shown.canvas, shown.at(10, 50), {-50, 900}, Qt::ShiftModifier);
    const auto& last = shown.regions.back();
    QVERIFY(last.to.x >= 0 && last.to.y < 64);
    QVERIFY(isNear(last.to, 0, 64));
}

void TestPictureBoard::pointerWhereZoomed() {
    Shown shown;
    widgets::LinkedView view;
    shown.canvas.setView(&view);
    view.zoomAt({0.75, 0.25}, 6);
    std::optional<ImagePoint> told;
    connect(&shown.canvas, &PictureCanvas::hovered, this, [&](ImagePoint p) { told = p; });
    test::moveTo(&shown.canvas, shown.at(47.5, 17.5));
    QVERIFY(told && isNear(*told, 47.5, 17.5));
    QVERIFY(!shown.canvas.pointUnder({2, 2}));  // the picture is there, but not seen
}

void TestPictureBoard::wheelZoomsOnlyWithAView() {
    Shown shown;
    QVERIFY(!test::turnWheel(&shown.canvas, shown.at(32, 32), 120));
    widgets::LinkedView view;
    shown.canvas.setView(&view);
    const QPointF place = shown.at(50, 10);
    QVERIFY(test::turnWheel(&shown.canvas, place, 240));
    QVERIFY(view.zoom() > 1.3);
    const auto point = shown.canvas.pointUnder(place);
    QVERIFY(point && isNear(*point, 50, 10));
    QSignalSpy timestep(&shown.canvas, &PictureCanvas::timestepWheel);
    test::turnWheel(&shown.canvas, place, 120, Qt::ControlModifier);
    QCOMPARE(timestep.count(), 1);
}

void TestPictureBoard::middleDragPans() {
    Shown shown;
    widgets::LinkedView view;
    shown.canvas.setView(&view);
    view.zoomBy(3);
    const QPointF from = shown.at(32, 32), to = from + QPointF(20, -15);
    test::pressAndMove(&shown.canvas, from, to, {}, Qt::MiddleButton);
    test::release(&shown.canvas, to, {}, Qt::MiddleButton);
    const auto point = shown.canvas.pointUnder(to);
    QVERIFY(point && isNear(*point, 32, 32));
    QVERIFY(shown.clicked.empty());
}

void TestPictureBoard::bestMatchIsFilled() {
    Shown shown;
    TokenMarks marks;
    marks.best = engine::TokenIndex{1, 2};
    shown.canvas.setMarks({8, 8}, marks);
    const QColor seen = test::seenAt(shown.canvas.grab().toImage(), shown.at(20, 12));
    QVERIFY(seen.green() > 150 && seen.red() < seen.green() && seen.blue() < 40);
    shown.canvas.setMarks({8, 8}, {});
    QCOMPARE(test::seenAt(shown.canvas.grab().toImage(), shown.at(20, 12)), QColor(Qt::black));
}

void TestPictureBoard::overlayLiesOverThePicture() {
    Shown shown;
    QImage map(2, 2, QImage::Format_ARGB32_Premultiplied);
    map.fill(Qt::black);
    map.setPixel(1, 0, qRgb(255, 255, 255));
    shown.canvas.setOverlay(map, 0.5);
    const auto shot = shown.canvas.grab().toImage();
    QVERIFY(std::abs(test::seenAt(shot, shown.at(60, 4)).red() - 128) < 4);
    QCOMPARE(test::seenAt(shot, shown.at(31, 20)), QColor(Qt::black));  // no blur between tokens
    shown.canvas.setOverlay({}, 0.5);
    QCOMPARE(test::seenAt(shown.canvas.grab().toImage(), shown.at(60, 4)), QColor(Qt::black));
}

void TestPictureBoard::menuIsAskedFor() {
    Shown shown;
    QSignalSpy menu(&shown.canvas, &PictureCanvas::contextMenuRequested);
    QContextMenuEvent event(QContextMenuEvent::Mouse, {30, 30}, {130, 230});
    QCoreApplication::sendEvent(&shown.canvas, &event);
    QCOMPARE(menu.count(), 1);
    QCOMPARE(menu[0][0].toPoint(), QPoint(130, 230));
}

void TestPictureBoard::keysMoveByATokenOfTheGrid() {
    Shown shown;
    TokenMarks marks;
    marks.reference = TokenRect{{2, 7}};
    shown.canvas.setMarks({8, 8}, marks);
    QTest::keyClick(&shown.canvas, Qt::Key_Right, Qt::ShiftModifier);  // off the grid
    QVERIFY(shown.clicked.empty());
    QTest::keyClick(&shown.canvas, Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(shown.clicked.size(), std::size_t(1));
    QVERIFY(isNear(shown.clicked[0], 60, 28));  // the middle of the token
}

void TestPictureBoard::columnsWasteLeast_data() {
    QTest::addColumn<int>("count");
    QTest::addColumn<QSizeF>("area");
    QTest::addColumn<int>("columns");
    QTest::newRow("one") << 1 << QSizeF(800, 600) << 1;
    QTest::newRow("two in a wide board") << 2 << QSizeF(800, 400) << 2;
    QTest::newRow("two in a tall board") << 2 << QSizeF(400, 800) << 1;
    QTest::newRow("three in a square") << 3 << QSizeF(600, 600) << 2;
    QTest::newRow("four in a strip") << 4 << QSizeF(1600, 300) << 4;
    QTest::newRow("no room at all") << 2 << QSizeF(10, 10) << 1;
}

void TestPictureBoard::columnsWasteLeast() {
    QFETCH(int, count);
    QFETCH(QSizeF, area);
    QFETCH(int, columns);
    QCOMPARE(widgets::columnsOfBoard(count, {1, 1}, area, 24), columns);
}

void TestPictureBoard::canvasesThatStayAreKept() {
    PictureBoard board;
    board.resize(600, 400);
    board.setPanes({paneOf(1), paneOf(2)});
    const QPointer<PictureCanvas> first = board.canvas(1), second = board.canvas(2);
    TokenMarks marks;
    marks.reference = TokenRect{{1, 1}};
    board.setMarks(2, {4, 4}, marks);
    board.setPanes({paneOf(2), paneOf(3)});
    QCOMPARE(board.canvas(2), second.data());
    QCOMPARE(second->marks(), marks);
    QVERIFY(!board.canvas(1));
    QVERIFY(board.canvas(3));
    QTRY_VERIFY(!first);
    board.setMarks(1, {4, 4}, marks);  // not on the board: nothing happens
    board.setOverlay(1, {}, 1);
}

void TestPictureBoard::panesDoNotOverlap() {
    PictureBoard board;
    board.resize(611, 407);
    board.setPanes({paneOf(1), paneOf(2), paneOf(3)});
    std::vector<QRect> places;
    for (auto* header : board.findChildren<PaneHeader*>()) places.push_back(header->geometry());
    for (auto* canvas : board.findChildren<PictureCanvas*>()) places.push_back(canvas->geometry());
    QCOMPARE(places.size(), std::size_t(6));
    for (std::size_t i = 0; i < places.size(); ++i) {
        QVERIFY(board.rect().contains(places[i]));
        for (std::size_t j = 0; j < i; ++j) QVERIFY(!places[i].intersects(places[j]));
    }
}

void TestPictureBoard::signalsNameTheSubject() {
    PictureBoard board;
    board.resize(600, 400);
    board.setPanes({paneOf(4), paneOf(9)});
    QSignalSpy left(&board, &PictureBoard::left);
    std::vector<int> hovered, clicked;
    connect(&board, &PictureBoard::hovered, this, [&](int s, ImagePoint) { hovered.push_back(s); });
    connect(&board, &PictureBoard::clicked, this, [&](int s, ImagePoint) { clicked.push_back(s); });
    auto* canvas = board.canvas(9);
    test::moveTo(canvas, canvas->pictureRect().center());
    test::moveTo(canvas, {0, 0});
    QTest::mouseClick(canvas, Qt::LeftButton, {}, canvas->pictureRect().center().toPoint());
    QCOMPARE(hovered, std::vector{9});
    QCOMPARE(clicked, std::vector{9});
    QCOMPARE(left.last(), QVariantList{9});
}

void TestPictureBoard::currentIsMarkedWithoutColour() {
    PictureBoard board;
    board.resize(600, 300);
    auto first = paneOf(1), second = paneOf(2);
    second.name = first.name;
    first.isCurrent = true;
    board.setPanes({first, second});
    const auto headers = board.findChildren<PaneHeader*>();
    QCOMPARE(headers.size(), 2);
    QVERIFY(headers[0]->accessibleName() != headers[1]->accessibleName());
    // In grey the two still differ: by more than the line below the name.
    const auto grey = [](PaneHeader* header) {
        QImage shot = header->grab().toImage().convertToFormat(QImage::Format_Grayscale8);
        return shot.copy(0, 0, int(120 * header->devicePixelRatioF()), int(shot.height() * 0.8));
    };
    QVERIFY(grey(headers[0]) != grey(headers[1]));
    const QColor accent = headers[0]->palette().color(QPalette::Highlight);
    const QRectF whole = headers[0]->rect();
    QVERIFY(test::countOf(headers[0]->grab().toImage(), whole, accent) > 100);
    QSignalSpy activated(&board, &PictureBoard::activated);
    QTest::mouseClick(headers[1], Qt::LeftButton, {}, {20, 10});
    QCOMPARE(activated.last(), QVariantList{2});
}

void TestPictureBoard::closeButtonFromTwoOn() {
    PictureBoard board;
    board.resize(600, 300);
    board.show();
    board.setPanes({paneOf(1)});
    QVERIFY(!board.findChild<PaneHeader*>()->findChild<QAbstractButton*>()->isVisible());
    board.setPanes({paneOf(1), paneOf(2)});
    QSignalSpy close(&board, &PictureBoard::closeRequested);
    for (auto* header : board.findChildren<PaneHeader*>()) {
        auto* button = header->findChild<QAbstractButton*>();
        QVERIFY(button->isVisible());
        button->click();
    }
    QCOMPARE(close.count(), 2);
    QCOMPARE(board.panes().size(), std::size_t(2));  // it only says so
}

void TestPictureBoard::timestepIsChosen_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<int>("chosen");
    QTest::newRow("a number of its own") << QStringLiteral("137") << 137;
    QTest::newRow("a stop, typed") << QStringLiteral("200") << 200;
    QTest::newRow("the last") << QStringLiteral("999") << 999;
    QTest::newRow("the same again") << QStringLiteral("50") << -1;
    QTest::newRow("nothing") << QString() << -1;
    QTest::newRow("letters are not taken") << QStringLiteral("abc") << -1;
}

void TestPictureBoard::timestepIsChosen() {
    QFETCH(QString, typed);
    QFETCH(int, chosen);
    PictureBoard board;
    board.resize(600, 300);
    board.setPanes({paneOf(6)});
    QSignalSpy timestep(&board, &PictureBoard::timestepChosen);
    auto* chooser = board.findChild<TimestepChooser*>();
    auto* text = chooser->lineEdit();
    text->selectAll();
    QTest::keyClick(text, Qt::Key_Backspace);
    QTest::keyClicks(text, typed);
    QTest::keyClick(text, Qt::Key_Return);
    QCOMPARE(timestep.count(), chosen < 0 ? 0 : 1);
    if (chosen >= 0) QCOMPARE(timestep.last(), (QVariantList{6, chosen}));
    QCOMPARE(chooser->currentText(), QString::number(chosen < 0 ? 50 : chosen));
}

void TestPictureBoard::momentReplacesTheChooser() {
    PictureBoard board;
    board.resize(600, 300);
    board.show();
    auto pane = paneOf(1);
    pane.moment = QStringLiteral("step 3 of 25 · t 801");
    board.setPanes({pane});
    QVERIFY(!board.findChild<TimestepChooser*>()->isVisible());
    pane.moment.clear();
    pane.timestep = 321;
    board.setPanes({pane});
    QVERIFY(board.findChild<TimestepChooser*>()->isVisible());
    QCOMPARE(board.findChild<TimestepChooser*>()->currentText(), QStringLiteral("321"));
}

void TestPictureBoard::stopsAreInTheList() {
    TimestepChooser chooser;
    QSignalSpy chosen(&chooser, &TimestepChooser::chosen);
    QCOMPARE(chooser.count(), 7);
    QTest::keyClick(&chooser, Qt::Key_Down);
    QCOMPARE(chosen.last(), QVariantList{100});  // the stop after 50
    test::turnWheel(&chooser, {5, 5}, 120);      // the pointer only passes over it
    QCOMPARE(chosen.count(), 1);
    chooser.setTimestep(5);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chooser.currentText(), QStringLiteral("5"));
}

void TestPictureBoard::focusActivates() {
    PictureBoard board;
    board.resize(600, 300);
    board.setPanes({paneOf(1), paneOf(2)});
    board.show();
    board.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&board));
    QSignalSpy activated(&board, &PictureBoard::activated);
    board.canvas(2)->setFocus();
    QCOMPARE(activated.last(), QVariantList{2});
}

void TestPictureBoard::deletedFromItsOwnSignal() {
    PictureBoard board;
    board.resize(600, 300);
    board.setPanes({paneOf(1), paneOf(2)});
    connect(&board, &PictureBoard::closeRequested, this, [&] { board.setPanes({paneOf(2)}); });
    board.findChildren<PaneHeader*>()[0]->findChild<QAbstractButton*>()->click();
    QCOMPARE(board.panes().size(), std::size_t(1));
    board.setPanes({});
    board.setHint(QStringLiteral("Open a picture"));
    board.grab();
}

/// A style sheet keeps a list of all widgets, and hears from each that it goes.
void TestPictureBoard::themeChangesAfterPanesAreGone() {
    qApp->setStyleSheet(QStringLiteral("QToolTip { padding: 4px; }"));
    PictureBoard board;
    board.setPanes({paneOf(1), paneOf(2)});
    board.show();
    const QPointer<PictureCanvas> canvas = board.canvas(1);
    board.setPanes({paneOf(2)});
    QTRY_VERIFY(!canvas);
    qApp->setStyleSheet(QStringLiteral("QToolTip { padding: 5px; }"));
    qApp->setStyleSheet({});
}

QTEST_MAIN(TestPictureBoard)
#include "tst_picture_board.moc"
