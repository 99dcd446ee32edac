// SPDX-License-Identifier: GPL-3.0-or-later
// What follows the pointer is painted again in parts; the screen then looks as if all of it were.
// Run once per scale factor.
#include "canvas/linked_view.h"
#include "canvas/map_tile.h"
#include "canvas/mark_painter.h"
#include "canvas/picture_canvas.h"
#include "canvas_test.h"

#include <QBackingStore>
#include <QPainter>
#include <QPixmap>
#include <QTest>

#include <random>

using engine::TokenGrid;
using engine::TokenIndex;
using engine::TokenRect;
using widgets::LinkedView;
using widgets::MapTile;
using widgets::MapView;
using widgets::PictureCanvas;
using widgets::TokenMarks;

namespace {

constexpr int kMoves = 25;

/// What is on the screen, where parts were painted over what was there.
QImage seen(const QWidget& window) {
    QCoreApplication::processEvents();
    auto* device = window.backingStore()->paintDevice();
    if (device->devType() != QInternal::Image) return {};
    return static_cast<QImage*>(device)->copy().convertToFormat(QImage::Format_RGB32);
}

QImage paintedWhole(QWidget& window) {
    return window.grab().toImage().convertToFormat(QImage::Format_RGB32);
}

/// The largest difference of any channel of any pixel; 256 where the sizes differ.
int difference(const QImage& a, const QImage& b) {
    if (a.size() != b.size()) return 256;
    int largest = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x) {
            const QRgb p = a.pixel(x, y), q = b.pixel(x, y);
            largest = std::max({largest, std::abs(qRed(p) - qRed(q)),
                                std::abs(qGreen(p) - qGreen(q)), std::abs(qBlue(p) - qBlue(q))});
        }
    return largest;
}

/// Another place with every call.
class Walk {
public:
    TokenMarks next(const TokenGrid& grid, bool hasAll) {
        TokenMarks marks;
        marks.reference = TokenRect{any(grid)};
        if (!hasAll) return marks;
        marks.kept = TokenRect{any(grid)};
        marks.best = any(grid);
        marks.pins = {{u'A', Qt::red, TokenRect{any(grid)}},
                      {u'B', Qt::yellow, TokenRect{{0, grid.width - 1}}}};
        return marks;
    }
    std::vector<float> values(const TokenGrid& grid) {
        std::vector<float> values(std::size_t(grid.count()));
        for (auto& value : values) value = std::uniform_real_distribution<float>(-0.2f, 1)(m_any);
        return values;
    }

private:
    TokenIndex any(const TokenGrid& grid) {
        return {int(m_any() % unsigned(grid.height)), int(m_any() % unsigned(grid.width))};
    }
    std::mt19937 m_any{7};
};

}  // namespace

class TestRepaint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tile_data();
    void tile();
    void picture_data();
    void picture();
    void squareIsAsAPenDrawsIt_data();
    void squareIsAsAPenDrawsIt();
};

void TestRepaint::tile_data() {
    QTest::addColumn<TokenGrid>("grid");
    QTest::addColumn<int>("width");
    QTest::addColumn<double>("zoom");
    QTest::addColumn<QByteArray>("what");
    QTest::newRow("as most are") << TokenGrid{64, 64} << 136 << 1.0 << QByteArray();
    QTest::newRow("a token is no whole number of pixels")
        << TokenGrid{64, 64} << 151 << 1.0 << QByteArray();
    QTest::newRow("tokens smaller than a pixel")
        << TokenGrid{200, 200} << 141 << 1.0 << QByteArray();
    QTest::newRow("not square") << TokenGrid{20, 33} << 183 << 1.0 << QByteArray();
    QTest::newRow("zoomed") << TokenGrid{64, 64} << 200 << 3.7 << QByteArray();
    QTest::newRow("numbers in the cells") << TokenGrid{8, 8} << 420 << 1.0 << QByteArray();
    QTest::newRow("every mark") << TokenGrid{16, 16} << 170 << 1.0 << QByteArray("marks");
    QTest::newRow("every mark, zoomed") << TokenGrid{16, 16} << 170 << 2.3 << QByteArray("marks");
    QTest::newRow("NaN") << TokenGrid{16, 16} << 163 << 1.0 << QByteArray("nan marks");
    QTest::newRow("colours are the data") << TokenGrid{16, 16} << 163 << 1.0 << QByteArray("rgb");
    QTest::newRow("its range changes") << TokenGrid{16, 16} << 163 << 1.0 << QByteArray("range");
    QTest::newRow("colours become the data, and back")
        << TokenGrid{16, 16} << 163 << 1.0 << QByteArray("rgb now and then");
    QTest::newRow("long numbers") << TokenGrid{16, 16} << 163 << 1.0 << QByteArray("long");
    QTest::newRow("the active one") << TokenGrid{16, 16} << 163 << 1.0 << QByteArray("active");
}

void TestRepaint::tile() {
    QFETCH(TokenGrid, grid);
    QFETCH(int, width);
    QFETCH(double, zoom);
    QFETCH(QByteArray, what);
    QWidget window;
    LinkedView view;
    MapTile tile(test::tileOf(1, grid, "up_blocks[1].attentions[0].transformer_blocks[0]"),
                 &window);
    tile.setView(&view);
    view.zoomAt({0.4, 0.7}, zoom);
    tile.setActive(what.contains("active"));
    tile.setGeometry(5, 7, width, tile.heightForWidth(width));
    window.resize(tile.size() + QSize(20, 20));
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    Walk walk;
    int changes = 0;
    QImage before;
    for (int i = 0; i < kMoves; ++i) {
        auto values = walk.values(grid);
        float reading = values[std::size_t(i % grid.count())];
        if (what.contains("long") && i % 3 > 0) reading *= i % 3 == 1 ? -1.2345e12f : 1.2345e-9f;
        if (what.contains("nan")) values[std::size_t(i * 7 % grid.count())] = std::nanf("");
        const core::ColorRange range{0, what.contains("range") ? 1.0f + float(i) : 1.0f};
        const std::vector<std::uint8_t> rgb(values.size() * 3, std::uint8_t(i * 9));
        const bool isRgb = what.contains("rgb") && (i % 3 == 0 || !what.contains("then"));
        tile.showMap(isRgb ? widgets::makeRgbView(grid, rgb, QStringLiteral("PCA"))
                           : widgets::makeMapView(grid, values, range, core::ColorMapId::Magma,
                                                  QStringLiteral("cosine · this map")));
        tile.setReading(i % 5 == 4 ? std::nullopt : std::optional(reading));
        tile.setMarks(walk.next(grid, what.contains("marks")));
        const auto now = seen(window);
        // Smooth letters in the cells may be rounded the other way where they are cut.
        QVERIFY(difference(now, paintedWhole(window)) <= (grid.height == 8 ? 2 : 0));
        changes += now != std::exchange(before, now);
    }
    QCOMPARE(changes, kMoves);  // else there was nothing to compare
}

void TestRepaint::picture_data() {
    QTest::addColumn<TokenGrid>("grid");
    QTest::addColumn<double>("zoom");
    QTest::addColumn<bool>("hasAll");
    QTest::addColumn<bool>("hasGrid");
    QTest::newRow("the reference") << TokenGrid{64, 64} << 1.0 << false << false;
    QTest::newRow("every mark") << TokenGrid{16, 16} << 1.0 << true << false;
    QTest::newRow("every mark, zoomed") << TokenGrid{16, 16} << 1.7 << true << false;
    QTest::newRow("zoomed far in") << TokenGrid{16, 16} << 9.0 << true << false;
    QTest::newRow("with the layer's grid") << TokenGrid{16, 16} << 1.0 << true << true;
}

void TestRepaint::picture() {
    QFETCH(TokenGrid, grid);
    QFETCH(double, zoom);
    QFETCH(bool, hasAll);
    QFETCH(bool, hasGrid);
    QImage photo(160, 120, QImage::Format_RGB888);
    for (int y = 0; y < photo.height(); ++y)
        for (int x = 0; x < photo.width(); ++x)
            photo.setPixelColor(x, y, QColor(x, 2 * y, (x * y) % 256));
    QWidget window;
    LinkedView view;
    PictureCanvas canvas(&window);
    canvas.setView(&view);
    canvas.setPicture(photo, QStringLiteral("p"));
    canvas.setGridVisible(hasGrid);
    view.zoomAt({0.3, 0.6}, zoom);
    canvas.setGeometry(3, 9, 301, 247);
    window.resize(320, 270);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    Walk walk;
    int changes = 0;
    QImage before;
    for (int i = 0; i < kMoves; ++i) {
        const TokenGrid marked = i % 6 == 5 ? TokenGrid{8, 8} : grid;
        canvas.setMarks(i % 9 == 8 ? TokenGrid{} : marked, walk.next(marked, hasAll));
        const auto now = seen(window);
        // Smoothed pixels may be rounded the other way where painting begins elsewhere.
        QVERIFY(difference(now, paintedWhole(window)) <= 1);
        changes += now != std::exchange(before, now);
    }
    QVERIFY(changes > 1);
}

void TestRepaint::squareIsAsAPenDrawsIt_data() {
    QTest::addColumn<double>("cell");
    QTest::addColumn<int>("tokens");
    QTest::newRow("a token smaller than the line") << 0.625 << 1;
    QTest::newRow("a token as wide as the line") << 1.875 << 1;
    QTest::newRow("just wide enough to see through") << 2.125 << 1;
    QTest::newRow("whole pixels") << 7.0 << 1;
    QTest::newRow("halves") << 8.5 << 1;
    QTest::newRow("many tokens") << 4.25 << 3;
}

void TestRepaint::squareIsAsAPenDrawsIt() {
    QFETCH(double, cell);
    QFETCH(int, tokens);
    const double ratio = qApp->devicePixelRatio();
    for (int place = 0; place < 20; ++place) {
        const QRectF square(10 + cell * place / 2, 9.375 + cell * (place % 7), cell * tokens,
                            cell * tokens);
        QImage drawn((QSizeF(120, 120) * ratio).toSize(), QImage::Format_RGB32);
        drawn.setDevicePixelRatio(ratio);
        drawn.fill(Qt::darkGreen);
        QImage penned = drawn;
        TokenMarks marks;
        marks.reference = TokenRect{{0, 0}};
        QPainter painter(&drawn);
        widgets::drawTokenMarks(
            painter, marks, [&](const TokenRect&) { return square; }, QRectF(0, 0, 120, 120),
            widgets::MarkGround::Map);
        QPainter pen(&penned);
        for (const auto& [width, color] :
             {std::pair(4.0, QColor::fromRgba(0xdc000000)), std::pair(2.0, QColor(Qt::white))}) {
            pen.setPen(QPen(color, width, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
            pen.drawRect(square.adjusted(-1, -1, 1, 1));
        }
        QCOMPARE(difference(drawn, penned), 0);
    }
}

QTEST_MAIN(TestRepaint)
#include "tst_repaint.moc"
