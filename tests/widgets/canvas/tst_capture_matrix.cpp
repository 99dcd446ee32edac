// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/capture_matrix.h"
#include "widgets/support/sd15_layers.h"

#include <QHelpEvent>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>

using widgets::CaptureMatrix;
using widgets::MatrixRows;
using State = CaptureMatrix::CellState;

class TestCaptureMatrix : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsFoldByBlock();
    void blocksOfOneRowDoNotFold();
    void axesEmptyTheCells();
    void clickChooses_data();
    void clickChooses();
    void dragSelectsARange();
    void dragBackIsAClick();
    void triangleFolds();
    void foldedBlockStandsForItsLayers();
    void keys_data();
    void keys();
    void keysStopAtTheEdge();
    void selectsByKeys();
    void escapeDropsTheSelection();
    void matrixKeepsItsKeysFromTheWindow();
    void currentIsScrolledIntoSight();
    void currentIsSaidInWords();
    void toolTips_data();
    void toolTips();
    void everyStateHasItsShape();
    void tintFollowsTheLargestZ();
    void followsThePalette();
    void focusIsSeen();
    void everySizeIsLaidOut();
    void emptyMatrixBearsEverything();
};

namespace {

const QStringList kRows = {
    QStringLiteral("conv_in"),
    QStringLiteral("down_blocks[0].resnets[0]"),
    QStringLiteral("down_blocks[0].attentions[0]"),
    QStringLiteral("down_blocks[0].downsamplers[0]"),
    QStringLiteral("mid_block.resnets[0]"),
    QStringLiteral("mid_block.attentions[0]"),
    QStringLiteral("conv_out"),
};

QStringList columnsOf(int count) {
    QStringList columns;
    for (int i = 0; i < count; ++i) columns << QStringLiteral("t %1").arg(980 - 20 * i);
    return columns;
}

struct Shown : CaptureMatrix {
    explicit Shown(int columns = 10, QSize size = {560, 320}) {
        resize(size);
        setAxes(kRows, columnsOf(columns));
        show();
        setFocus();
    }
    QPoint at(int row, int column) const { return shownRect(row, column).center(); }
    QImage grabCell(int row, int column) const {
        return viewport()->grab(shownRect(row, column)).toImage();
    }
};

void drag(CaptureMatrix& matrix, QPoint from, QPoint to) {
    QTest::mousePress(matrix.viewport(), Qt::LeftButton, {}, from);
    QMouseEvent move(QEvent::MouseMove, to, matrix.viewport()->mapToGlobal(to), Qt::NoButton,
                     Qt::LeftButton, {});
    QCoreApplication::sendEvent(matrix.viewport(), &move);
}

QList<int> ints(const QList<QVariant>& arguments) {
    QList<int> numbers;
    for (const auto& argument : arguments) numbers << argument.toInt();
    return numbers;
}

}  // namespace

void TestCaptureMatrix::rowsFoldByBlock() {
    MatrixRows rows;
    rows.setPaths(kRows);
    QCOMPARE(rows.lineCount(), 7);
    QVERIFY(rows.setFolded(2, true));
    QVERIFY(!rows.setFolded(3, true));  // is already
    QCOMPARE(rows.lineCount(), 5);
    QVERIFY((rows.rowsOfLine(1) == MatrixRows::Span{1, 3}));
    QCOMPARE(rows.lineOfRow(3), 1);
    QCOMPARE(rows.lineOfRow(4), 2);
    QCOMPARE(rows.blockName(3), QStringLiteral("down_blocks[0]"));
    QCOMPARE(rows.blockAway(3, 1), 4);
    QCOMPARE(rows.blockAway(6, 1), 6);
    QCOMPARE(rows.blockAway(0, -1), 0);
    QVERIFY(rows.setFolded(1, false));
    QCOMPARE(rows.lineCount(), 7);
}

void TestCaptureMatrix::blocksOfOneRowDoNotFold() {
    MatrixRows rows;
    rows.setPaths(kRows);
    QVERIFY(!rows.hasTriangle(0));
    QVERIFY(!rows.setFolded(0, true));
    QVERIFY(rows.hasTriangle(1));
    QVERIFY(!rows.hasTriangle(2));  // only before the first row
}

void TestCaptureMatrix::axesEmptyTheCells() {
    Shown matrix;
    matrix.setCell(2, 3, {State::Memory, 4});
    matrix.setCurrent(2, 3);
    matrix.setFolded(2, true);
    matrix.setAxes(kRows, columnsOf(4));
    QCOMPARE(matrix.columns(), 4);
    QCOMPARE(matrix.cell(2, 3), CaptureMatrix::Cell());
    QCOMPARE(matrix.currentRow(), -1);
    QVERIFY(!matrix.isFolded(2));
}

void TestCaptureMatrix::clickChooses_data() {
    QTest::addColumn<QPoint>("place");  // from the cell in row 2, column 3, in cells
    QTest::addColumn<int>("row");
    QTest::addColumn<int>("column");
    QTest::newRow("the cell itself") << QPoint(0, 0) << 2 << 3;
    QTest::newRow("its neighbour") << QPoint(1, 2) << 4 << 4;
    QTest::newRow("a row's label: its row, the current column") << QPoint(-5, 1) << 3 << 0;
    QTest::newRow("a column's label: its column, the current row") << QPoint(1, -3) << 0 << 4;
    QTest::newRow("beside everything") << QPoint(0, 6) << -1 << -1;
}

void TestCaptureMatrix::clickChooses() {
    QFETCH(QPoint, place);
    QFETCH(int, row);
    QFETCH(int, column);
    Shown matrix;
    QSignalSpy chosen(&matrix, &CaptureMatrix::currentChosen);
    const int side = matrix.cellRect(0, 0).width();
    QTest::mouseClick(matrix.viewport(), Qt::LeftButton, {}, matrix.at(2, 3) + place * side);
    QCOMPARE(chosen.count(), row < 0 ? 0 : 1);
    QCOMPARE(matrix.currentRow(), row);
    QCOMPARE(matrix.currentColumn(), column);
    if (row >= 0) QCOMPARE(ints(chosen[0]), (QList<int>{row, column}));
}

void TestCaptureMatrix::dragSelectsARange() {
    Shown matrix;
    QSignalSpy chosen(&matrix, &CaptureMatrix::currentChosen);
    QSignalSpy range(&matrix, &CaptureMatrix::rangeChosen);
    const QImage before = matrix.grabCell(3, 4);
    drag(matrix, matrix.at(4, 6), matrix.at(2, 3));  // against the reading direction
    QVERIFY(matrix.grabCell(3, 4) != before);        // shown while it is dragged
    QCOMPARE(range.count(), 0);
    QTest::mouseRelease(matrix.viewport(), Qt::LeftButton, {}, matrix.at(2, 3));
    QCOMPARE(range.count(), 1);
    QCOMPARE(ints(range[0]), (QList<int>{2, 3, 4, 6}));
    QCOMPARE(chosen.count(), 0);
    QCOMPARE(matrix.grabCell(3, 4), before);
}

void TestCaptureMatrix::dragBackIsAClick() {
    Shown matrix;
    QSignalSpy chosen(&matrix, &CaptureMatrix::currentChosen);
    QSignalSpy range(&matrix, &CaptureMatrix::rangeChosen);
    drag(matrix, matrix.at(4, 6), matrix.at(2, 3));
    QMouseEvent back(QEvent::MouseMove, matrix.at(4, 6),
                     matrix.viewport()->mapToGlobal(matrix.at(4, 6)), Qt::NoButton, Qt::LeftButton,
                     {});
    QCoreApplication::sendEvent(matrix.viewport(), &back);
    QTest::mouseRelease(matrix.viewport(), Qt::LeftButton, {}, matrix.at(4, 6));
    QCOMPARE(range.count(), 0);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(ints(chosen[0]), (QList<int>{4, 6}));
}

void TestCaptureMatrix::triangleFolds() {
    Shown matrix;
    QSignalSpy chosen(&matrix, &CaptureMatrix::currentChosen);
    const int below = matrix.cellRect(4, 0).top();
    QVERIFY(matrix.triangleRect(0).isEmpty());
    QTest::mouseClick(matrix.viewport(), Qt::LeftButton, {}, matrix.triangleRect(3).center());
    QVERIFY(matrix.isFolded(1));
    QVERIFY(matrix.cellRect(2, 0).isEmpty());
    QCOMPARE(matrix.cellRect(4, 0).top(), below - 2 * matrix.cellRect(4, 0).height());
    QTest::mouseClick(matrix.viewport(), Qt::LeftButton, {}, matrix.triangleRect(1).center());
    QVERIFY(!matrix.isFolded(1));
    QCOMPARE(matrix.cellRect(4, 0).top(), below);
    QCOMPARE(chosen.count(), 0);
}

void TestCaptureMatrix::foldedBlockStandsForItsLayers() {
    Shown matrix;
    QSignalSpy chosen(&matrix, &CaptureMatrix::currentChosen);
    QSignalSpy range(&matrix, &CaptureMatrix::rangeChosen);
    matrix.setCell(1, 2, {State::Memory, 3});
    matrix.setFolded(1, true);
    const QImage part = matrix.grabCell(1, 2);
    for (const int row : {1, 2, 3}) matrix.setCell(row, 2, {State::Memory, row == 2 ? 7.f : 1.f});
    const QImage whole = matrix.grabCell(1, 2);
    QVERIFY(part != whole);
    matrix.setCell(3, 2, {State::Failed, 0});
    QVERIFY(matrix.grabCell(1, 2) != whole);  // a failure is not hidden
    QTest::mouseClick(matrix.viewport(), Qt::LeftButton, {}, matrix.at(1, 2));
    QCOMPARE(ints(chosen[0]), (QList<int>{2, 2}));  // the layer whose z is shown
    drag(matrix, matrix.at(1, 2), matrix.at(4, 3));
    QTest::mouseRelease(matrix.viewport(), Qt::LeftButton, {}, matrix.at(4, 3));
    QCOMPARE(ints(range[0]), (QList<int>{1, 2, 4, 3}));  // all layers of the block
}

void TestCaptureMatrix::keys_data() {
    QTest::addColumn<int>("key");
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    QTest::addColumn<int>("row");
    QTest::addColumn<int>("column");
    const auto row = [](const char* name, Qt::Key key, Qt::KeyboardModifiers modifiers, int r,
                        int c) { QTest::newRow(name) << int(key) << modifiers << r << c; };
    row("left", Qt::Key_Left, Qt::NoModifier, 2, 4);
    row("right", Qt::Key_Right, Qt::NoModifier, 2, 6);
    row("up", Qt::Key_Up, Qt::NoModifier, 1, 5);
    row("down", Qt::Key_Down, Qt::NoModifier, 3, 5);
    row("home", Qt::Key_Home, Qt::NoModifier, 2, 0);
    row("end", Qt::Key_End, Qt::NoModifier, 2, 9);
    row("down by a block", Qt::Key_Down, Qt::ControlModifier, 4, 5);
    row("up to where the block begins", Qt::Key_Up, Qt::ControlModifier, 1, 5);
    row("page down is a block", Qt::Key_PageDown, Qt::NoModifier, 4, 5);
    row("page up is a block", Qt::Key_PageUp, Qt::NoModifier, 1, 5);
}

void TestCaptureMatrix::keys() {
    QFETCH(int, key);
    QFETCH(Qt::KeyboardModifiers, modifiers);
    QFETCH(int, row);
    QFETCH(int, column);
    Shown matrix;
    matrix.setCurrent(2, 5);
    QSignalSpy chosen(&matrix, &CaptureMatrix::currentChosen);
    QTest::keyClick(&matrix, Qt::Key(key), modifiers);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(ints(chosen[0]), (QList<int>{row, column}));
}

void TestCaptureMatrix::keysStopAtTheEdge() {
    Shown matrix;
    QSignalSpy chosen(&matrix, &CaptureMatrix::currentChosen);
    QTest::keyClick(&matrix, Qt::Key_Right);  // nothing was current
    QCOMPARE(ints(chosen[0]), (QList<int>{0, 0}));
    QTest::keyClick(&matrix, Qt::Key_Left);
    QTest::keyClick(&matrix, Qt::Key_Up);
    QCOMPARE(chosen.count(), 1);
    QTest::keyClick(&matrix, Qt::Key_Left, Qt::ControlModifier);  // a block of one row
    QVERIFY(!matrix.isFolded(0));
    matrix.setCurrent(2, 0);
    QTest::keyClick(&matrix, Qt::Key_Left, Qt::ControlModifier);
    QVERIFY(matrix.isFolded(2));
    QTest::keyClick(&matrix, Qt::Key_Down);
    QCOMPARE(matrix.currentRow(), 4);  // over the folded block in one step
    QTest::keyClick(&matrix, Qt::Key_Up);
    QTest::keyClick(&matrix, Qt::Key_Right, Qt::ControlModifier);
    QVERIFY(!matrix.isFolded(2));
}

void TestCaptureMatrix::selectsByKeys() {
    Shown matrix;
    matrix.setCurrent(2, 5);
    QSignalSpy chosen(&matrix, &CaptureMatrix::currentChosen);
    QSignalSpy range(&matrix, &CaptureMatrix::rangeChosen);
    QTest::keyClick(&matrix, Qt::Key_Return);
    QCOMPARE(ints(range[0]), (QList<int>{2, 5, 2, 5}));
    for (const auto key : {Qt::Key_Left, Qt::Key_Left, Qt::Key_Down})
        QTest::keyClick(&matrix, key, Qt::ShiftModifier);
    QCOMPARE(matrix.currentColumn(), 5);  // stays
    QTest::keyClick(&matrix, Qt::Key_Space);
    QCOMPARE(ints(range[1]), (QList<int>{2, 3, 3, 5}));
    QTest::keyClick(&matrix, Qt::Key_End, Qt::ShiftModifier);
    QTest::keyClick(&matrix, Qt::Key_Enter);
    QCOMPARE(ints(range[2]), (QList<int>{2, 5, 2, 9}));
    QCOMPARE(chosen.count(), 0);
}

void TestCaptureMatrix::escapeDropsTheSelection() {
    Shown matrix;
    matrix.setCurrent(2, 5);
    QSignalSpy range(&matrix, &CaptureMatrix::rangeChosen);
    QTest::keyClick(&matrix, Qt::Key_Left, Qt::ShiftModifier);
    QTest::keyClick(&matrix, Qt::Key_Escape);
    QTest::keyClick(&matrix, Qt::Key_Return);
    QCOMPARE(ints(range[0]), (QList<int>{2, 5, 2, 5}));
}

void TestCaptureMatrix::matrixKeepsItsKeysFromTheWindow() {
    Shown matrix;
    const auto isKept = [&](int key) {
        QKeyEvent event(QEvent::ShortcutOverride, key, Qt::NoModifier);
        event.ignore();
        QCoreApplication::sendEvent(&matrix, &event);
        return event.isAccepted();
    };
    QVERIFY(isKept(Qt::Key_Left));
    QVERIFY(isKept(Qt::Key_Return));
    QVERIFY(!isKept(Qt::Key_Space));  // plays
    QVERIFY(!isKept(Qt::Key_P));
    QVERIFY(!isKept(Qt::Key_Escape));  // there is nothing to drop
}

void TestCaptureMatrix::currentIsScrolledIntoSight() {
    Shown matrix(100);
    QVERIFY(!matrix.viewport()->rect().contains(matrix.at(0, 99)));
    matrix.setCurrent(0, 99);
    QVERIFY(matrix.viewport()->rect().contains(matrix.cellRect(0, 99)));
    QTest::keyClick(&matrix, Qt::Key_Home);
    QCOMPARE(matrix.horizontalScrollBar()->value(), 0);
}

void TestCaptureMatrix::currentIsSaidInWords() {
    Shown matrix;
    matrix.setCurrent(2, 3);
    QVERIFY(matrix.accessibleDescription().contains(kRows[2]));
    QVERIFY(matrix.accessibleDescription().contains(QStringLiteral("t 920")));
    QVERIFY(matrix.accessibleDescription().contains(QStringLiteral("not computed")));
    matrix.setCell(2, 3, {State::Memory, 6.12f});
    QVERIFY(matrix.accessibleDescription().endsWith(QStringLiteral("in memory, largest z 6.1")));
    matrix.setCurrent(-1, 3);
    QCOMPARE(matrix.accessibleDescription(), QStringLiteral("t 920"));
    matrix.setCurrent(-1, -1);
    QVERIFY(matrix.accessibleDescription().isEmpty());
}

void TestCaptureMatrix::toolTips_data() {
    QTest::addColumn<int>("row");
    QTest::addColumn<bool>("isFolded");
    QTest::addColumn<QString>("says");
    QTest::newRow("a layer") << 1 << false << QStringLiteral("on disk, largest z 3.5");
    QTest::newRow("a failed one") << 2 << false << QStringLiteral("failed");
    QTest::newRow("a folded block, in full")
        << 1 << true
        << QStringLiteral(
               "down_blocks[0], t 980: 1 of 3 layers computed, 1 failed; largest z 3.5 "
               "in down_blocks[0].resnets[0]");
}

void TestCaptureMatrix::toolTips() {
    QFETCH(int, row);
    QFETCH(bool, isFolded);
    QFETCH(QString, says);
    Shown matrix;
    matrix.setCell(1, 0, {State::Disk, 3.5f});
    matrix.setCell(2, 0, {State::Failed, 0});
    matrix.setFolded(1, isFolded);
    const QPoint at = matrix.at(row, 0);
    QHelpEvent event(QEvent::ToolTip, at, matrix.viewport()->mapToGlobal(at));
    QCoreApplication::sendEvent(matrix.viewport(), &event);
    QVERIFY2(QToolTip::text().contains(says), qPrintable(QToolTip::text()));
}

/// In grey: colour does not tell them apart.
void TestCaptureMatrix::everyStateHasItsShape() {
    Shown matrix;
    QList<QImage> seen;
    for (const State state :
         {State::Empty, State::Queued, State::Running, State::Memory, State::Disk, State::Failed}) {
        matrix.setCell(3, 3, {state, 5});
        const QImage cell = matrix.grabCell(3, 3).convertToFormat(QImage::Format_Grayscale8);
        QImage shape(cell.size(), QImage::Format_Mono);
        const int ground = cell.pixelColor(1, cell.height() - 2).value();
        for (int y = 0; y < cell.height(); ++y)
            for (int x = 0; x < cell.width(); ++x)
                shape.setPixel(x, y, std::abs(cell.pixelColor(x, y).value() - ground) > 24);
        QVERIFY(!seen.contains(shape));
        seen << shape;
    }
}

void TestCaptureMatrix::tintFollowsTheLargestZ() {
    Shown matrix;
    int before = -1;
    for (const float z : {0.f, 2.f, 4.f, 6.f, 8.f}) {
        matrix.setCell(3, 3, {State::Memory, z});
        const QImage cell = matrix.grabCell(3, 3);
        const int light = qGray(cell.pixel(cell.width() / 2, cell.height() / 2));
        QVERIFY(light > before);
        before = light;
    }
    matrix.setCell(3, 3, {State::Memory, 30});
    const QImage most = matrix.grabCell(3, 3);
    QCOMPARE(qGray(most.pixel(most.width() / 2, most.height() / 2)), before);
    matrix.setCell(3, 3, {State::Memory, std::numeric_limits<float>::quiet_NaN()});
    const QImage none = matrix.grabCell(3, 3);
    QVERIFY(qGray(none.pixel(none.width() / 2, none.height() / 2)) < 10);
}

void TestCaptureMatrix::followsThePalette() {
    Shown matrix;
    const QImage before = matrix.grabCell(0, 0);
    QPalette dark = matrix.palette();
    dark.setColor(QPalette::Base, Qt::black);
    matrix.setPalette(dark);
    const QImage after = matrix.grabCell(0, 0);
    QVERIFY(before.pixelColor(1, 1) != after.pixelColor(1, 1));
    QCOMPARE(after.pixelColor(1, 1), QColor(Qt::black));
}

void TestCaptureMatrix::focusIsSeen() {
    Shown matrix;
    matrix.setCurrent(2, 3);
    matrix.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&matrix));
    matrix.setFocus();
    QVERIFY(matrix.hasFocus());
    const QImage focused = matrix.grab().toImage();
    matrix.clearFocus();
    const QImage left = matrix.grab().toImage();
    const QColor accent = matrix.palette().color(QPalette::Highlight);
    QCOMPARE(focused.pixelColor(0, 0), accent);
    QVERIFY(left.pixelColor(0, 0) != accent);
    QVERIFY(matrix.grabCell(2, 3) != focused.copy(matrix.cellRect(2, 3)));
}

/// Labels, legend and scroll bars depend on each other's room.
void TestCaptureMatrix::everySizeIsLaidOut() {
    Shown matrix(20);
    for (int width = 160; width < 700; width += 9)
        for (int height = 90; height < 400; height += 7) {
            matrix.resize(width, height);
            const QRect first = matrix.cellRect(0, 0);
            QVERIFY(first.width() >= 14 && first.width() <= 18);
            QVERIFY(first.left() <= width / 2);
        }
}

void TestCaptureMatrix::emptyMatrixBearsEverything() {
    CaptureMatrix matrix;
    matrix.resize(300, 200);
    matrix.show();
    QSignalSpy chosen(&matrix, &CaptureMatrix::currentChosen);
    QTest::mouseClick(matrix.viewport(), Qt::LeftButton, {}, {150, 100});
    for (const auto key : {Qt::Key_Left, Qt::Key_Return, Qt::Key_PageUp, Qt::Key_Escape})
        QTest::keyClick(&matrix, key);
    matrix.setCurrent(3, 3);
    QVERIFY(!matrix.grab().isNull());
    matrix.setAxes(kRows, {});
    QVERIFY(!matrix.grab().isNull());
    matrix.setAxes({}, columnsOf(3));
    QVERIFY(!matrix.grab().isNull());
    QTest::mouseClick(matrix.viewport(), Qt::LeftButton, {}, {150, 100});
    QCOMPARE(chosen.count(), 0);
}

QTEST_MAIN(TestCaptureMatrix)
#include "tst_capture_matrix.moc"
