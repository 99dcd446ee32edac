// SPDX-License-Identifier: GPL-3.0-or-later
// The labeler's canvas under a pointer. Run once per scale factor (QT_SCALE_FACTOR): a click must
// mean the same token at each.
#include "canvas/geometry.h"
#include "canvas/linked_view.h"
#include "canvas/patch_canvas.h"

#include <QMouseEvent>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <cmath>
#include <limits>

using core::PatchMark;
using engine::TokenGrid;
using engine::TokenIndex;
using widgets::LinkedView;
using widgets::PatchCanvas;

namespace {

constexpr TokenGrid kGrid{32, 32};

void send(QWidget* widget, QEvent::Type type, QPointF place, Qt::MouseButton button,
          Qt::MouseButtons held) {
    QMouseEvent event(type, place, widget->mapToGlobal(place), button, held, Qt::NoModifier);
    QCoreApplication::sendEvent(widget, &event);
}

void press(QWidget* widget, QPointF place, Qt::MouseButton button = Qt::LeftButton) {
    send(widget, QEvent::MouseButtonPress, place, button, button);
}
void release(QWidget* widget, QPointF place, Qt::MouseButton button = Qt::LeftButton) {
    send(widget, QEvent::MouseButtonRelease, place, button, Qt::NoButton);
}
void moveTo(QWidget* widget, QPointF place, Qt::MouseButtons held = Qt::NoButton) {
    send(widget, QEvent::MouseMove, place, Qt::NoButton, held);
}
void click(QWidget* widget, QPointF place, Qt::MouseButton button = Qt::LeftButton) {
    press(widget, place, button);
    release(widget, place, button);
}

void turnWheel(QWidget* widget, QPointF place, int notches) {
    QWheelEvent event(place, widget->mapToGlobal(place), {}, {0, 120 * notches}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(widget, &event);
}

QImage picture() {
    QImage image(32, 32, QImage::Format_RGB32);
    image.fill(Qt::gray);
    return image;
}

}  // namespace

class TestPatchCanvas : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void scaleFactorIsTheOneAskedFor();
    void tokenUnderThePointer_data();
    void tokenUnderThePointer();
    void movedClicks_data();
    void movedClicks();
    void clicksOutsideMeanNothing();
    void clickOnAnotherContentMeansNothing();
    void lostReleasesDoNotSwallowClicks();
    void twoButtonsAreOnePress();
    void rightClickIsItsOwn();
    void doubleClickIsTwoClicks();
    void dragPans();
    void wheelKeepsTheTokenUnderThePointer_data();
    void wheelKeepsTheTokenUnderThePointer();
    void marksTakeNoClicks();
    void leavesOnce();
    void outlineLiesOnThePatch();
    void canvasesStayAligned();
    void viewStaysInRange();
    void ensureVisibleMovesAsLittleAsNeeded();

private:
    std::unique_ptr<PatchCanvas> make(QSize size);
    QPointF middleOf(TokenIndex token) const {
        return widgets::cellRect(m_canvas->contentRect(), kGrid, token).center();
    }

    std::unique_ptr<LinkedView> m_view;
    std::unique_ptr<PatchCanvas> m_canvas;
    std::vector<std::pair<QString, TokenIndex>> m_clicks;
    std::vector<TokenIndex> m_hovered;
};

std::unique_ptr<PatchCanvas> TestPatchCanvas::make(QSize size) {
    auto canvas = std::make_unique<PatchCanvas>(m_view.get());
    canvas->resize(size);
    canvas->setGrid(kGrid, 2);
    canvas->setContent(QStringLiteral("a"), picture(), true);
    return canvas;
}

void TestPatchCanvas::init() {
    m_clicks.clear();
    m_hovered.clear();
    m_view = std::make_unique<LinkedView>();
    m_canvas = make({400, 400});
    connect(m_canvas.get(), &PatchCanvas::clicked, this,
            [this](const QString& id, TokenIndex token) { m_clicks.emplace_back(id, token); });
    connect(m_canvas.get(), &PatchCanvas::hovered, this,
            [this](TokenIndex token) { m_hovered.push_back(token); });
}

void TestPatchCanvas::cleanup() {
    m_canvas.reset();
    m_view.reset();
}

void TestPatchCanvas::scaleFactorIsTheOneAskedFor() {
    const double wanted =
        std::max(1.0, qEnvironmentVariable("QT_SCALE_FACTOR", QStringLiteral("1")).toDouble());
    QCOMPARE(m_canvas->devicePixelRatioF(), wanted);
}

void TestPatchCanvas::tokenUnderThePointer_data() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("zoom");
    QTest::addColumn<QPointF>("centre");
    QTest::newRow("all of it") << QSize(400, 400) << 1.0 << QPointF(0.5, 0.5);
    QTest::newRow("a wide window") << QSize(701, 333) << 1.0 << QPointF(0.5, 0.5);
    QTest::newRow("zoomed into the middle") << QSize(400, 400) << 4.0 << QPointF(0.5, 0.5);
    QTest::newRow("the lower right corner") << QSize(401, 399) << 8.0 << QPointF(1, 1);
    QTest::newRow("one token fills the window") << QSize(400, 400) << 64.0 << QPointF(0.3, 0.7);
}

void TestPatchCanvas::tokenUnderThePointer() {
    QFETCH(QSize, size);
    QFETCH(double, zoom);
    QFETCH(QPointF, centre);
    m_canvas->resize(size);
    m_view->zoomAt(centre, zoom);
    int inSight = 0;
    for (int row = 0; row < 32; ++row)
        for (int col = 0; col < 32; ++col) {
            const QRectF cell = widgets::cellRect(m_canvas->contentRect(), kGrid, {row, col});
            // Just inside its corners, where they can be pointed at, and its middle.
            for (const QPointF place : {cell.topLeft() + QPointF(0.01, 0.01), cell.center(),
                                        cell.bottomRight() - QPointF(0.01, 0.01)}) {
                if (!QRectF(m_canvas->rect()).contains(place)) continue;
                ++inSight;
                m_clicks.clear();
                moveTo(m_canvas.get(), place);
                click(m_canvas.get(), place);
                QCOMPARE(m_hovered.back(), (TokenIndex{row, col}));
                QCOMPARE(m_clicks.size(), 1u);
                QCOMPARE(m_clicks[0].first, QStringLiteral("a"));
                QCOMPARE(m_clicks[0].second, (TokenIndex{row, col}));
            }
        }
    QVERIFY(inSight > 0);
    if (zoom == 1) QCOMPARE(inSight, 32 * 32 * 3);
}

void TestPatchCanvas::movedClicks_data() {
    QTest::addColumn<QPointF>("by");
    QTest::addColumn<bool>("isClick");
    QTest::newRow("stands still") << QPointF(0, 0) << true;
    QTest::newRow("a trembling hand") << QPointF(2, 2) << true;
    QTest::newRow("exactly four") << QPointF(4, 0) << true;
    QTest::newRow("just over four") << QPointF(4.5, 0) << false;
    QTest::newRow("five, on a slant") << QPointF(3, 4) << false;
    QTest::newRow("far") << QPointF(90, -40) << false;
}

void TestPatchCanvas::movedClicks() {
    QFETCH(QPointF, by);
    QFETCH(bool, isClick);
    const QPointF place = middleOf({10, 12});
    // The token is the one that was pressed on.
    press(m_canvas.get(), place);
    moveTo(m_canvas.get(), place + by, Qt::LeftButton);
    release(m_canvas.get(), place + by);
    QCOMPARE(m_clicks.size(), isClick ? 1u : 0u);
    if (isClick) QCOMPARE(m_clicks[0].second, (TokenIndex{10, 12}));
    // Also where no event came in between.
    m_clicks.clear();
    m_view->fit();
    press(m_canvas.get(), place);
    release(m_canvas.get(), place + by);
    QCOMPARE(m_clicks.size(), isClick ? 1u : 0u);
    // There and back again is a drag as well.
    if (isClick) return;
    m_view->fit();
    press(m_canvas.get(), place);
    moveTo(m_canvas.get(), place + by, Qt::LeftButton);
    moveTo(m_canvas.get(), place, Qt::LeftButton);
    release(m_canvas.get(), place);
    QVERIFY(m_clicks.empty());
}

void TestPatchCanvas::clicksOutsideMeanNothing() {
    m_canvas->resize(600, 300);
    click(m_canvas.get(), {20, 150});  // beside the picture
    QVERIFY(m_clicks.empty());
    m_canvas->clearContent(QStringLiteral("b"), QStringLiteral("on its way"));
    click(m_canvas.get(), {300, 150});
    moveTo(m_canvas.get(), {300, 150});
    QVERIFY(m_clicks.empty() && m_hovered.empty());
    PatchCanvas bare(m_view.get());  // no grid yet
    bare.resize(300, 300);
    bare.setContent(QStringLiteral("a"), picture(), true);
    QSignalSpy clicked(&bare, &PatchCanvas::clicked);
    click(&bare, {150, 150});
    turnWheel(&bare, {150, 150}, 1);
    QCOMPARE(clicked.count(), 0);
    QVERIFY(m_view->zoom() >= 1 && std::isfinite(m_view->centre().x()));
}

void TestPatchCanvas::clickOnAnotherContentMeansNothing() {
    const QPointF place = middleOf({10, 12});
    press(m_canvas.get(), place);
    m_canvas->setContent(QStringLiteral("b"), picture(), true);  // a key showed the next picture
    release(m_canvas.get(), place);
    QVERIFY(m_clicks.empty());
    press(m_canvas.get(), place);
    m_canvas->clearContent(QStringLiteral("b"), QStringLiteral("gone"));
    release(m_canvas.get(), place);
    QVERIFY(m_clicks.empty());  // nothing was to be seen there
    m_canvas->setContent(QStringLiteral("b"), picture(), true);
    click(m_canvas.get(), place);
    QCOMPARE(m_clicks.size(), 1u);
    QCOMPARE(m_clicks[0].first, QStringLiteral("b"));
}

/// A dialog that opens under a held button takes its release.
void TestPatchCanvas::lostReleasesDoNotSwallowClicks() {
    press(m_canvas.get(), middleOf({2, 2}), Qt::MiddleButton);
    click(m_canvas.get(), middleOf({10, 12}));
    QCOMPARE(m_clicks.size(), 1u);
    press(m_canvas.get(), middleOf({2, 2}));
    click(m_canvas.get(), middleOf({20, 4}));
    QCOMPARE(m_clicks.size(), 2u);
    QCOMPARE(m_clicks[1].second, (TokenIndex{20, 4}));
}

void TestPatchCanvas::twoButtonsAreOnePress() {
    const QPointF place = middleOf({10, 12});
    press(m_canvas.get(), place, Qt::MiddleButton);
    send(m_canvas.get(), QEvent::MouseButtonPress, place, Qt::LeftButton,
         Qt::LeftButton | Qt::MiddleButton);
    send(m_canvas.get(), QEvent::MouseButtonRelease, place, Qt::LeftButton, Qt::MiddleButton);
    QVERIFY(m_clicks.empty());  // in the middle of a pan
    release(m_canvas.get(), place, Qt::MiddleButton);
    QVERIFY(m_clicks.empty());
}

void TestPatchCanvas::rightClickIsItsOwn() {
    QSignalSpy secondary(m_canvas.get(), &PatchCanvas::secondaryClicked);
    click(m_canvas.get(), middleOf({10, 12}), Qt::RightButton);
    QCOMPARE(secondary.count(), 1);
    press(m_canvas.get(), middleOf({10, 12}), Qt::RightButton);
    release(m_canvas.get(), middleOf({10, 14}), Qt::RightButton);
    QCOMPARE(secondary.count(), 1);
    click(m_canvas.get(), middleOf({10, 12}), Qt::MiddleButton);
    QCOMPARE(secondary.count(), 1);
    QVERIFY(m_clicks.empty());
    QCOMPARE(m_view->zoom(), 1.0);
}

/// As in the Flask tool: set, and taken away again.
void TestPatchCanvas::doubleClickIsTwoClicks() {
    const QPointF place = middleOf({10, 12});
    click(m_canvas.get(), place);
    send(m_canvas.get(), QEvent::MouseButtonDblClick, place, Qt::LeftButton, Qt::LeftButton);
    release(m_canvas.get(), place);
    QCOMPARE(m_clicks.size(), 2u);
}

void TestPatchCanvas::dragPans() {
    m_view->zoomAt({0.5, 0.5}, 4);
    const QPointF from(200, 200), to(230, 190);
    const QPointF before = m_canvas->contentRect().topLeft();
    press(m_canvas.get(), from);
    moveTo(m_canvas.get(), {215, 195}, Qt::LeftButton);
    moveTo(m_canvas.get(), to, Qt::LeftButton);
    release(m_canvas.get(), to);
    const QPointF moved = m_canvas->contentRect().topLeft() - before;
    QVERIFY(std::abs(moved.x() - 30) < 1e-6 && std::abs(moved.y() + 10) < 1e-6);
    QVERIFY(m_clicks.empty());
}

void TestPatchCanvas::wheelKeepsTheTokenUnderThePointer_data() {
    QTest::addColumn<QPointF>("place");
    QTest::newRow("the middle") << QPointF(200, 200);
    QTest::newRow("near the edge") << QPointF(20.5, 371.25);
    QTest::newRow("anywhere") << QPointF(123.4, 298.7);
}

void TestPatchCanvas::wheelKeepsTheTokenUnderThePointer() {
    QFETCH(QPointF, place);
    const auto under = [&] { return widgets::tokenAt(m_canvas->contentRect(), kGrid, place); };
    const auto token = under();
    QVERIFY(token.has_value());
    for (int notch = 0; notch < 30; ++notch) {
        turnWheel(m_canvas.get(), place, 1);
        QCOMPARE(*under(), *token);
    }
    QCOMPARE(m_view->zoom(), LinkedView::kMostZoom);
    click(m_canvas.get(), place);
    QCOMPARE(m_clicks.back().second, *token);
    for (int notch = 0; notch < 40; ++notch) turnWheel(m_canvas.get(), place, -1);
    QCOMPARE(m_view->zoom(), 1.0);
    QCOMPARE(m_view->centre(), QPointF(0.5, 0.5));
    QCOMPARE(*under(), *token);
}

void TestPatchCanvas::marksTakeNoClicks() {
    using enum PatchMark::Kind;
    std::vector<PatchMark> marks;
    for (const auto kind : {Label, Proposal, CurrentProposal, Rejected, Other})
        marks.push_back({kind, {10, 12}, 1});
    m_canvas->setMarks(marks);
    m_canvas->setOutline(TokenIndex{10, 12});
    m_canvas->setKeyCursor(TokenIndex{10, 12});
    for (const auto style : {widgets::MarkStyle::Outline, widgets::MarkStyle::Dot}) {
        m_canvas->setMarkStyle(style);
        m_canvas->grab();  // paints all of them
        m_clicks.clear();
        // On the Flask tool's dot a click was swallowed.
        for (const TokenIndex token : {TokenIndex{10, 12}, TokenIndex{11, 13}}) {
            click(m_canvas.get(), middleOf(token));
            QCOMPARE(m_clicks.back().second, token);
        }
        QCOMPARE(m_clicks.size(), 2u);
    }
}

void TestPatchCanvas::leavesOnce() {
    QSignalSpy left(m_canvas.get(), &PatchCanvas::left);
    m_canvas->resize(600, 300);
    moveTo(m_canvas.get(), {5, 150});
    QCOMPARE(left.count(), 0);
    moveTo(m_canvas.get(), middleOf({3, 3}));
    moveTo(m_canvas.get(), {5, 150});
    moveTo(m_canvas.get(), {6, 150});
    QCOMPARE(left.count(), 1);
    moveTo(m_canvas.get(), middleOf({3, 3}));
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(m_canvas.get(), &leave);
    QCOMPARE(left.count(), 2);
}

void TestPatchCanvas::outlineLiesOnThePatch() {
    const auto before = m_canvas->grab().toImage();
    m_canvas->setOutline(TokenIndex{10, 12});
    const auto after = m_canvas->grab().toImage();
    const QRectF patch = m_canvas->patchRect({10, 12});
    QCOMPARE(patch.size(), 2 * widgets::cellRect(m_canvas->contentRect(), kGrid, {10, 12}).size());
    const double ratio = after.devicePixelRatio();
    QRectF changed;
    for (int y = 0; y < after.height(); ++y)
        for (int x = 0; x < after.width(); ++x)
            if (before.pixel(x, y) != after.pixel(x, y))
                changed |= QRectF(x / ratio, y / ratio, 1 / ratio, 1 / ratio);
    QVERIFY(patch.adjusted(-3, -3, 3, 3).contains(changed));
    QVERIFY(changed.contains(patch));
}

void TestPatchCanvas::canvasesStayAligned() {
    const auto photo = make({400, 400});
    QImage large(640, 640, QImage::Format_RGB32);
    large.fill(Qt::white);
    photo->setContent(QStringLiteral("a"), large, false);
    const auto compare = [&] { QCOMPARE(photo->contentRect(), m_canvas->contentRect()); };
    compare();
    turnWheel(m_canvas.get(), {120, 300}, 7);
    compare();
    QVERIFY(photo->contentRect().width() > 1000);
    press(photo.get(), {200, 200});
    moveTo(photo.get(), {260, 170}, Qt::LeftButton);
    release(photo.get(), {260, 170});
    compare();
    turnWheel(photo.get(), {10, 10}, -3);
    compare();
    // In windows of other shapes the same place stays in the middle.
    m_canvas->resize(300, 500);
    for (const auto* canvas : {m_canvas.get(), photo.get()}) {
        const QRectF content = canvas->contentRect();
        const QPointF middle = QRectF(canvas->rect()).center() - content.topLeft();
        QVERIFY(std::abs(middle.x() / content.width() - m_view->centre().x()) < 1e-9);
        QVERIFY(std::abs(middle.y() / content.height() - m_view->centre().y()) < 1e-9);
    }
}

/// Whatever is asked of it: between all of the content and the largest zoom, and never beyond an
/// edge.
void TestPatchCanvas::viewStaysInRange() {
    LinkedView view;
    QSignalSpy changed(&view, &LinkedView::changed);
    const auto check = [&] {
        QVERIFY(view.zoom() >= 1 && view.zoom() <= LinkedView::kMostZoom);
        const double half = 0.5 / view.zoom();
        for (const double c : {view.centre().x(), view.centre().y()})
            QVERIFY(c >= half - 1e-12 && c <= 1 - half + 1e-12);
    };
    view.fit();
    QCOMPARE(changed.count(), 0);  // no news
    std::uint64_t random = 42;
    const auto draw = [&](double low, double high) {
        random = random * 6364136223846793005ull + 1442695040888963407ull;
        return low + (high - low) * double(random >> 33) / double(1u << 31);
    };
    for (int i = 0; i < 5000; ++i) {
        const QPointF place(draw(-3, 4), draw(-3, 4));
        const int what = int(draw(0, 4));
        if (what == 0) view.zoomAt(place, std::exp(draw(-3, 3)));
        if (what == 1) view.pan(place);
        if (what == 2) view.ensureVisible(place);
        if (what == 3) view.zoomBy(draw(0.5, 2));
        check();
    }
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinite = std::numeric_limits<double>::infinity();
    view.zoomAt({nan, 0.5}, 2);
    check();
    view.zoomAt({0.5, 0.5}, nan);
    check();
    view.zoomBy(0);
    check();
    view.zoomBy(infinite);
    check();
    view.pan({infinite, 0});
    check();
    view.ensureVisible({nan, nan});
    check();
}

void TestPatchCanvas::ensureVisibleMovesAsLittleAsNeeded() {
    m_view->zoomAt({0, 0}, 4);  // the upper left quarter of each side
    const QPointF before = m_view->centre();
    m_view->ensureVisible({0.2, 0.1});
    QCOMPARE(m_view->centre(), before);
    m_view->ensureVisible({0.5, 0.1});
    QCOMPARE(m_view->centre(), QPointF(0.375, 0.125));
}

QTEST_MAIN(TestPatchCanvas)
#include "tst_patch_canvas.moc"
