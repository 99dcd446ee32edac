// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_files.h"

#include <io/picture.h>

#include <QTest>

#include <algorithm>

using core::Picture;
using engine::PixelSize;

class TestResize : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void equalsPillow_data();
    void equalsPillow();
    void equalsTheGoldenPicture();
    void aFlatPictureStaysFlat_data();
    void aFlatPictureStaysFlat();
};

// Expected bytes: Pillow 9.4, Image.fromarray(p).resize((width, height)).tobytes().hex() of the
// picture below.
void TestResize::equalsPillow_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<QByteArray>("hex");
    QTest::newRow("smaller in both")
        << 3 << 2 << QByteArray("2a6e837aa08f829175b4a956908a808ba083");
    QTest::newRow("larger in both, clipped at 0 and 255")
        << 7 << 4
        << QByteArray(
               "0035710d498c2a66b14480c95ca3f781c5899dd800316bc5478f6e70c0369dd963ca7288925d833b826"
               "c80c2"
               "a3a5a653b4a62493cf59c5708799658a49907ab7ff21ec804ccb27862d69b252a0f493d79bbefa18");
    QTest::newRow("height only") << 5 << 6
                                 << QByteArray(
                                        "0034701c58aa407cce64b6f29eda000f4b8d36787e639fa58a90cc7bb7"
                                        "2a417dca6fbc20afeb4edd407c326e"
                                        "8375b1b5abae12a8e447de417d3b778ca7e34fe45056518d938e94d094"
                                        "d043befa1ffe24762864b668baf6"
                                        "bffb20");
    QTest::newRow("width only") << 2 << 3 << QByteArray("205ca074b0938ec2579f7168af816c7bb09b");
    QTest::newRow("the same size is the same picture")
        << 5 << 3
        << QByteArray(
               "003c7825619d4a86c26fabe794d00c5b97d38dc905bffb37f12d69235f9bb6f22ef5316d3470ac73afe"
               "bb2ee2a");
}

void TestResize::equalsPillow() {
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(QByteArray, hex);
    Picture picture{{5, 3}, {}};
    for (int y = 0; y < 3; ++y)
        for (int x = 0; x < 5; ++x)
            for (int c = 0; c < 3; ++c)
                picture.rgb.push_back(std::uint8_t((37 * x + 91 * y + 60 * c + x * y * 13) % 256));
    const Picture resized = core::resizeBicubic(picture, {width, height});
    QCOMPARE(resized.size, (PixelSize{width, height}));
    const QByteArray bytes(reinterpret_cast<const char*>(resized.rgb.data()),
                           qsizetype(resized.rgb.size()));
    QCOMPARE(bytes.toHex(), hex);
}

void TestResize::equalsTheGoldenPicture() {
    const auto folder = test::goldenFolder() / "img2repr";
    if (!std::filesystem::exists(folder)) QSKIP("the golden data are not here");
    const auto input = core::readPicture(folder / "input.png");
    const auto expected = core::readPicture(folder / "input_resized64.png");
    QVERIFY(input.ok() && expected.ok());
    QCOMPARE(input->size, (PixelSize{128, 96}));
    QVERIFY(core::resizeBicubic(*input, {64, 64}) == *expected);
}

void TestResize::aFlatPictureStaysFlat_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::newRow("one pixel") << 1 << 1;
    QTest::newRow("much smaller") << 3 << 50;
    QTest::newRow("much larger") << 1000 << 7;
}

// The kernels sum to one, at the borders too.
void TestResize::aFlatPictureStaysFlat() {
    QFETCH(int, width);
    QFETCH(int, height);
    for (const int value : {0, 1, 127, 255}) {
        const Picture flat{{99, 51}, std::vector(99 * 51 * 3, std::uint8_t(value))};
        const Picture resized = core::resizeBicubic(flat, {width, height});
        QVERIFY(std::ranges::all_of(resized.rgb, [&](int v) { return v == value; }));
    }
}

QTEST_APPLESS_MAIN(TestResize)
#include "tst_resize.moc"
