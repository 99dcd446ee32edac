// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_files.h"
#include "support/zip_builder.h"

#include <io/picture.h>

#include <QTemporaryDir>
#include <QTest>

#include <array>

using core::Picture;
using engine::ErrorCode;
using engine::PixelSize;

class TestPicture : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void decodesAsPillow_data();
    void decodesAsPillow();
    void ignoresOrientation();
    void refuses_data();
    void refuses();
    void refusesEveryTruncation_data();
    void refusesEveryTruncation();
    void refusesPaths_data();
    void refusesPaths();
    void pngRoundTrips();
    void grayPngRoundTrips();
    void provenanceIsAValidChunk();
    void keepsTheOldFileWhenWritingFails();
    void readsSharedPictures();

private:
    std::filesystem::path path(const char* name = "a.png") const {
        return std::filesystem::path(m_dir->path().toStdString()) / name;
    }
    std::unique_ptr<QTemporaryDir> m_dir;
};

namespace {

// Made with Pillow 9.4 from two pixels, (10, 20, 30) and (250, 128, 0); alpha 0 and 128 where there
// is one.
const QByteArray kRgbaPng = QByteArray::fromBase64(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAEUlEQVR4nGPgEpFj+NXA0AAAB4ECNyPXP/"
    "wAAAAASUVORK5CYII=");
const QByteArray kWebp =
    QByteArray::fromBase64("UklGRiIAAABXRUJQVlA4TBYAAAAvAQAAAA9wCrYrwN9DfP4DDxWI6H8A");
const QByteArray kBmp = QByteArray::fromBase64(
    "Qk0+AAAAAAAAADYAAAAoAAAAAgAAAAEAAAABABgAAAAAAAgAAADEDgAAxA4AAAAAAAAAAAAAHhQKAID6AAA=");
const QByteArray kTiff = QByteArray::fromBase64(
    "SUkqAAgAAAAKAAABBAABAAAAAgAAAAEBBAABAAAAAQAAAAIBAwADAAAAhgAAAAMBAwABAAAAAQAAAAYBAwABAAAAAgAAAB"
    "EBBAABAAAAjAAA"
    "ABUBAwABAAAAAwAAABYBBAABAAAAAQAAABcBBAABAAAABgAAABwBAwABAAAAAQAAAAAAAAAIAAgACAAKFB76gAA=");
const QByteArray kRgbaTiff = QByteArray::fromBase64(
    "SUkqAAgAAAALAAABBAABAAAAAgAAAAEBBAABAAAAAQAAAAIBAwAEAAAAkgAAAAMBAwABAAAAAQAAAAYBAwABAAAAAgAAAB"
    "EBBAABAAAAmgAA"
    "ABUBAwABAAAABAAAABYBBAABAAAAAQAAABcBBAABAAAACAAAABwBAwABAAAAAQAAAFIBAwABAAAAAgAAAAAAAAAIAAgACA"
    "AIAAoUHgD6gACA");
// Grey 0x01ff and 0xff00 in 16 bits; 7 and 200 in 8.
const QByteArray kGray16Png = QByteArray::fromBase64(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABEAAAAACB2fwVAAAADUlEQVR4nGNg/"
    "P+fAQAFBAIAVbADswAAAABJRU5ErkJggg==");
const QByteArray kGrayPng = QByteArray::fromBase64(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAAAAADRSSBWAAAAC0lEQVR4nGNgPwEAANkA0NemIjwAAAAASUVORK5CYII=");
// 16 x 8 pixels of (199, 102, 51) with EXIF orientation 6 (to be turned by 90 degrees).
const QByteArray kTurnedJpeg = QByteArray::fromBase64(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/4QAiRXhpZgAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAD/"
    "2wBDABsSFBcUERsXFhceHBsgKEIrKCUl"
    "KFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/"
    "2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSk"
    "pKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAIABADAREAAhEBAxEB/"
    "8QAFQABAQAAAAAAAAAAAAAAAAAAAAH/xAAUEAEA"
    "AAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAAAAT/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/"
    "9oADAMBAAIRAxEAPwCI14D/2Q==");

/// The PNG with another size in its header, checksum and all.
QByteArray pngOfSize(quint32 width, quint32 height) {
    const auto number = [](quint32 v) {
        return std::string{char(v >> 24), char(v >> 16 & 255), char(v >> 8 & 255), char(v & 255)};
    };
    std::string png = kRgbaPng.toStdString();
    png.replace(16, 8, number(width) + number(height));
    png.replace(29, 4, number(test::crc32Of(png.substr(12, 17))));
    return QByteArray::fromStdString(png);
}

}  // namespace

void TestPicture::init() {
    m_dir = std::make_unique<QTemporaryDir>();
}

void TestPicture::decodesAsPillow_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("hex");
    const QByteArray pixels = "0a141efa8000";
    QTest::newRow("PNG, alpha dropped") << kRgbaPng << pixels;
    QTest::newRow("WebP") << kWebp << pixels;
    QTest::newRow("BMP") << kBmp << pixels;
    QTest::newRow("TIFF") << kTiff << pixels;
    QTest::newRow("grey PNG") << kGrayPng << QByteArray("070707c8c8c8");
    QTest::newRow("grey PNG of 16 bits, upper byte") << kGray16Png << QByteArray("010101ffffff");
}

void TestPicture::decodesAsPillow() {
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, hex);
    const auto picture = core::decodePicture(file.toStdString(), "x");
    QVERIFY2(picture.ok(), picture ? "" : picture.error().message.c_str());
    QCOMPARE(picture->size, (PixelSize{2, 1}));
    QCOMPARE(QByteArray(reinterpret_cast<const char*>(picture->rgb.data()),
                        qsizetype(picture->rgb.size()))
                 .toHex(),
             hex);
}

void TestPicture::ignoresOrientation() {
    const auto picture = core::decodePicture(kTurnedJpeg.toStdString(), "x");
    QVERIFY2(picture.ok(), picture ? "" : picture.error().message.c_str());
    QCOMPARE(picture->size, (PixelSize{16, 8}));
    QCOMPARE(picture->rgb[0], 199);
    QCOMPARE(picture->rgb[1], 102);
    QCOMPARE(picture->rgb[2], 51);
}

void TestPicture::refuses_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* name, const QByteArray& file, const char* says) {
        QTest::newRow(name) << file << QByteArray(says);
    };
    const char* none = "is no picture of a kind that is read";
    row("zero bytes", "", "is empty");
    row("text", "hello, this is no picture", none);
    row("a format that we leave to others", "GIF89a\2\0\1\0\0\0\0", none);
    row("a format that OpenCV would hand to GDAL or DICOM", QByteArray(128, '\0') + "DICM", none);
    row("RIFF that is no WebP", "RIFF\0\0\0\0WAVEfmt ", none);
    row("PNG signature only", kRgbaPng.left(8), "PNG file: it names no size");
    row("PNG that does not begin with IHDR", QByteArray(kRgbaPng).replace("IHDR", "IDAT"),
        "it names no size");
    row("PNG of no width", pngOfSize(0, 1), "it names no size");
    row("PNG with a broken checksum", QByteArray(kRgbaPng).replace(45, 1, "?"),
        "is a broken PNG file");
    row("PNG with more rows than data", pngOfSize(2, 100), "is a broken PNG file");
    row("too wide", pngOfSize(16385, 1), "16385 x 1 px; at most 16384 px per side");
    row("too high", pngOfSize(1, 16385), "1 x 16385 px; at most");
    row("too many pixels", pngOfSize(10001, 10000), "and 100 megapixels");
    row("size over any int", pngOfSize(0xffffffffu, 0xffffffffu), "2147483647 x 2147483647 px");
    row("JPEG without an end", kTurnedJpeg.chopped(2), "is a JPEG file that is truncated");
    row("JPEG with a segment past the end", QByteArray::fromHex("ffd8ffe0ffff"), "names no size");
    row("TIFF with a directory past the end", QByteArray("II*\0\xff\xff\xff\x7f", 8),
        "names no size");
    row("big-endian TIFF without entries", QByteArray("MM\0*\0\0\0\x08\0\0", 10), "names no size");
    row("TIFF with alpha, which libtiff multiplies in", kRgbaTiff,
        "TIFF file that has an alpha channel");
    row("BMP of 2^31 rows from the top",
        QByteArray(kBmp).replace(22, 4, QByteArray("\0\0\0\x80", 4)), "at most 16384 px");
}

void TestPicture::refuses() {
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, says);
    const auto picture = core::decodePicture(file.toStdString(), "x.png");
    QVERIFY(!picture);
    QCOMPARE(picture.error().code, ErrorCode::BadFile);
    QVERIFY(picture.error().message.starts_with("x.png "));
    QVERIFY2(picture.error().message.find(says.toStdString()) != std::string::npos,
             picture.error().message.c_str());
}

void TestPicture::refusesEveryTruncation_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::newRow("PNG") << kRgbaPng;
    QTest::newRow("JPEG") << kTurnedJpeg;
    QTest::newRow("WebP") << kWebp;
    QTest::newRow("BMP") << kBmp.chopped(2);  // the last two bytes are padding
    QTest::newRow("TIFF") << kTiff;
}

// Never half a picture: decoders tend to fill what is missing with grey.
void TestPicture::refusesEveryTruncation() {
    QFETCH(QByteArray, file);
    for (qsizetype length = 0; length < file.size(); ++length) {
        const auto picture = core::decodePicture(file.left(length).toStdString(), "x");
        QVERIFY2(!picture,
                 qPrintable(QStringLiteral("%1 of %2 bytes").arg(length).arg(file.size())));
        QCOMPARE(picture.error().code, ErrorCode::BadFile);
    }
}

void TestPicture::refusesPaths_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("missing") << QByteArray("none.png") << QByteArray("There is no file");
    QTest::newRow("a folder") << QByteArray(".") << QByteArray("not a regular file");
    QTest::newRow("zero bytes") << QByteArray("empty.png") << QByteArray("is empty");
}

void TestPicture::refusesPaths() {
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, says);
    test::put(path("empty.png"), "");
    const auto picture = core::readPicture(path(name.constData()));
    QVERIFY(!picture);
    QCOMPARE(picture.error().code, ErrorCode::BadFile);
    QVERIFY(picture.error().message.find(says.toStdString()) != std::string::npos);
}

void TestPicture::pngRoundTrips() {
    Picture picture{{13, 5}, {}};
    for (int i = 0; i < 13 * 5 * 3; ++i) picture.rgb.push_back(std::uint8_t(i * 89));
    QVERIFY(core::writePng(path("1.png"), picture, "{\"a\": \"\xc3\xa9\"}").ok());
    QVERIFY(core::writePng(path("2.png"), picture, "{\"a\": \"\xc3\xa9\"}").ok());
    QVERIFY(core::writePng(path("3.png"), picture).ok());
    QVERIFY(*core::readPicture(path("1.png")) == picture);
    QVERIFY(*core::readPicture(path("3.png")) == picture);
    QCOMPARE(test::contentOf(path("1.png")), test::contentOf(path("2.png")));
    QVERIFY(test::contentOf(path("3.png")).find("iTXt") == std::string::npos);
}

void TestPicture::grayPngRoundTrips() {
    QVERIFY(core::writeGrayPng(path(), 3, 2, {0, 1, 2, 253, 254, 255}).ok());
    QCOMPARE(int(test::contentOf(path())[25]), 0);  // colour type: grey
    const auto picture = core::readPicture(path());
    QVERIFY(picture.ok());
    QCOMPARE(picture->size, (PixelSize{3, 2}));
    for (std::size_t i = 0; i < 18; ++i)
        QCOMPARE(picture->rgb[i], (std::array<std::uint8_t, 6>{0, 1, 2, 253, 254, 255}[i / 3]));
}

void TestPicture::provenanceIsAValidChunk() {
    const std::string text = "{\"made\": \"\xc3\xa9\"}";
    QVERIFY(core::writePng(path(), Picture{{1, 1}, {1, 2, 3}}, text).ok());
    const std::string png = test::contentOf(path());
    const std::string body = "iTXtprovenance" + std::string(5, '\0') + text;
    const std::size_t at = png.find(body);
    QVERIFY(at != std::string::npos);
    QCOMPARE(int(static_cast<unsigned char>(png[at - 1])), int(body.size() - 4));
    const std::uint32_t crc = test::crc32Of(body);
    for (std::size_t i = 0; i < 4; ++i)
        QCOMPARE(int(static_cast<unsigned char>(png[at + body.size() + i])),
                 int(crc >> (24 - 8 * i) & 255));
    QCOMPARE(png.substr(at + body.size() + 8), std::string("IEND\xae\x42\x60\x82"));
}

void TestPicture::keepsTheOldFileWhenWritingFails() {
    const auto status = core::writePng(path("none/a.png"), Picture{{1, 1}, {1, 2, 3}});
    QVERIFY(!status);
    QCOMPARE(status.error().code, ErrorCode::Io);
    // OpenCV refuses what is no picture; the old file stays.
    test::put(path(), "old");
    QVERIFY(!core::writePng(path(), Picture{}));
    QCOMPARE(test::contentOf(path()), std::string("old"));
}

void TestPicture::readsSharedPictures() {
    const auto folder = std::filesystem::path(DENOSCOPE_SHARED_DATA) / "samples/photos";
    const auto files = test::filesUnder(folder, ".jpg");
    if (files.empty()) QSKIP("samples/photos is not here");
    for (const auto& file : files) {
        const auto picture = core::readPicture(file);
        QVERIFY2(picture.ok(), picture ? "" : picture.error().message.c_str());
        QCOMPARE(picture->rgb.size(), std::size_t(picture->size.width * picture->size.height * 3));
    }
}

QTEST_APPLESS_MAIN(TestPicture)
#include "tst_picture.moc"
