// SPDX-License-Identifier: GPL-3.0-or-later
#include <io/picture.h>

#include <QTest>

#include <array>

using core::FitMode;
using core::Picture;
using core::SizeChoice;
using engine::ErrorCode;
using engine::PixelSize;

class TestFit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void parsesSizes_data();
    void parsesSizes();
    void resultSizes_data();
    void resultSizes();
    void cropsAsTheAnomalyStudy_data();
    void cropsAsTheAnomalyStudy();
    void keepResamplesNothing();
    void padsWithBlack();
    void refuses_data();
    void refuses();
};

namespace {

/// Every pixel says where it is: red its column, green its row.
Picture coordinates(int width, int height) {
    Picture p{{width, height}, {}};
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (const int v : {x, y, 7}) p.rgb.push_back(std::uint8_t(v));
    return p;
}

std::array<int, 2> pixel(const Picture& p, int x, int y) {
    const std::size_t at = (std::size_t(y) * std::size_t(p.size.width) + std::size_t(x)) * 3;
    return {p.rgb[at], p.rgb[at + 1]};
}

SizeChoice exactly(int width, int height) {
    return {SizeChoice::Kind::Exact, {width, height}};
}

}  // namespace

void TestFit::parsesSizes_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("kind");  // -1: refused
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    const auto row = [](const char* name, const char* text, int kind, int width = 0,
                        int height = 0) {
        QTest::newRow(name) << QByteArray(text) << kind << width << height;
    };
    constexpr int native = int(SizeChoice::Kind::Native), keep = int(SizeChoice::Kind::Keep),
                  exact = int(SizeChoice::Kind::Exact);
    row("native", "native", native);
    row("keep", "keep", keep);
    row("square", "512", exact, 512, 512);
    row("rectangle", "768x512", exact, 768, 512);
    row("smallest", "64", exact, 64, 64);
    row("longest", "16384x64", exact, 16384, 64);
    row("nothing", "", -1);
    row("a word", "large", -1);
    row("too small", "63", -1);
    row("zero", "0", -1);
    row("negative", "-512", -1);
    row("signed", "+512", -1);
    row("too long", "16385", -1);
    row("too many pixels", "16384x16384", -1);
    row("over any int", "99999999999999999999", -1);
    row("no height", "512x", -1);
    row("no width", "x512", -1);
    row("three sides", "512x512x3", -1);
    row("text behind", "512px", -1);
    row("a fraction", "512.5", -1);
    row("a space", "512 ", -1);
}

void TestFit::parsesSizes() {
    QFETCH(QByteArray, text);
    QFETCH(int, kind);
    QFETCH(int, width);
    QFETCH(int, height);
    const auto choice = SizeChoice::parse(text.toStdString());
    QCOMPARE(choice.ok(), kind >= 0);
    if (choice) {
        QCOMPARE(int(choice->kind), kind);
        QCOMPARE(choice->exact, (PixelSize{width, height}));
    } else {
        QCOMPARE(choice.error().code, ErrorCode::Usage);
        QVERIFY(choice.error().message.find("\"" + text.toStdString() + "\"") != std::string::npos);
    }
}

void TestFit::resultSizes_data() {
    QTest::addColumn<QByteArray>("size");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::newRow("native is square") << QByteArray("native") << 512 << 512;
    QTest::newRow("keep floors to 8") << QByteArray("keep") << 200 << 104;
    QTest::newRow("a side floors to 8") << QByteArray("255") << 248 << 248;
    QTest::newRow("a rectangle floors to 8") << QByteArray("199x71") << 192 << 64;
}

void TestFit::resultSizes() {
    QFETCH(QByteArray, size);
    QFETCH(int, width);
    QFETCH(int, height);
    const auto choice = SizeChoice::parse(size.toStdString());
    for (const FitMode mode : {FitMode::Crop, FitMode::Stretch, FitMode::Pad}) {
        const auto fitted = core::fitPicture(coordinates(203, 111), *choice, mode, 512);
        QVERIFY(fitted.ok());
        QCOMPARE(fitted->size, (PixelSize{width, height}));
        QCOMPARE(fitted->rgb.size(), std::size_t(width * height * 3));
    }
}

// reference/anomalies.md, section 1: (w//2 - s//2, h//2 - s//2, w//2 + s//2, h//2 + s//2), then the
// resize. The target is the crop's own size, so that no resampling hides the box.
void TestFit::cropsAsTheAnomalyStudy_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("targetWidth");
    QTest::addColumn<int>("targetHeight");
    QTest::addColumn<int>("left");
    QTest::addColumn<int>("top");
    QTest::newRow("even and wide") << 200 << 80 << 80 << 80 << 60 << 0;
    QTest::newRow("even and tall") << 80 << 200 << 80 << 80 << 0 << 60;
    QTest::newRow("an odd side loses one pixel") << 201 << 81 << 80 << 80 << 60 << 0;
    QTest::newRow("both odd") << 81 << 201 << 80 << 80 << 0 << 60;
    QTest::newRow("square already") << 80 << 80 << 80 << 80 << 0 << 0;
    QTest::newRow("another aspect") << 200 << 80 << 128 << 80 << 36 << 0;
}

void TestFit::cropsAsTheAnomalyStudy() {
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(int, targetWidth);
    QFETCH(int, targetHeight);
    QFETCH(int, left);
    QFETCH(int, top);
    const auto fitted = core::fitPicture(coordinates(width, height),
                                         exactly(targetWidth, targetHeight), FitMode::Crop, 512);
    QVERIFY(fitted.ok());
    QCOMPARE(pixel(*fitted, 0, 0), (std::array{left, top}));
    QCOMPARE(pixel(*fitted, targetWidth - 1, targetHeight - 1),
             (std::array{left + targetWidth - 1, top + targetHeight - 1}));
}

void TestFit::keepResamplesNothing() {
    const auto fitted =
        core::fitPicture(coordinates(131, 103), {SizeChoice::Kind::Keep, {}}, FitMode::Crop, 512);
    QVERIFY(fitted.ok());
    QCOMPARE(fitted->size, (PixelSize{128, 96}));
    for (int y = 0; y < 96; ++y)
        for (int x = 0; x < 128; ++x) QCOMPARE(pixel(*fitted, x, y), (std::array{x + 1, y + 3}));
}

void TestFit::padsWithBlack() {
    const Picture white{{200, 100}, std::vector<std::uint8_t>(200 * 100 * 3, 255)};
    const auto fitted = core::fitPicture(white, exactly(64, 64), FitMode::Pad, 512);
    QVERIFY(fitted.ok());
    for (int y = 0; y < 64; ++y) {
        const int expected = y >= 16 && y < 48 ? 255 : 0;
        for (int x = 0; x < 64; ++x)
            QCOMPARE(pixel(*fitted, x, y), (std::array{expected, expected}));
    }
}

void TestFit::refuses_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("targetWidth");  // 0: keep
    QTest::addColumn<int>("targetHeight");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* name, PixelSize size, PixelSize target, const char* says) {
        QTest::newRow(name) << size.width << size.height << target.width << target.height
                            << QByteArray(says);
    };
    row("long and thin", {20000, 10}, {512, 512}, "20000 x 10 px is too long and thin");
    row("33 : 1", {10, 330}, {512, 512}, "too long and thin");
    row("keep of a small picture", {500, 63}, {0, 0}, "would be fitted to 496 x 56 px");
    row("narrow target", {500, 500}, {63, 512}, "would be fitted to 56 x 512 px");
    row("low target", {500, 500}, {512, 8}, "would be fitted to 512 x 8 px");
    row("nothing left of one pixel", {1, 1}, {64, 64}, "1 x 1 px is too small");
    row("nothing left of that aspect", {10, 10}, {2048, 64}, "10 x 10 px is too small");
    row("no pixel", {0, 0}, {64, 64}, "has nothing to fit");
}

void TestFit::refuses() {
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(int, targetWidth);
    QFETCH(int, targetHeight);
    QFETCH(QByteArray, says);
    const SizeChoice choice =
        targetWidth ? exactly(targetWidth, targetHeight) : SizeChoice{SizeChoice::Kind::Keep, {}};
    for (const FitMode mode : {FitMode::Crop, FitMode::Stretch, FitMode::Pad}) {
        const auto fitted = core::fitPicture(coordinates(width, height), choice, mode, 512);
        QVERIFY(!fitted);
        QCOMPARE(fitted.error().code, ErrorCode::BadFile);
        QVERIFY2(fitted.error().message.find(says.toStdString()) != std::string::npos,
                 fitted.error().message.c_str());
    }
}

QTEST_APPLESS_MAIN(TestFit)
#include "tst_fit.moc"
