// SPDX-License-Identifier: GPL-3.0-or-later
#include <io/norm_image.h>

#include <QTest>

#include <limits>

using Bytes = std::vector<std::uint8_t>;
Q_DECLARE_METATYPE(std::vector<float>)
Q_DECLARE_METATYPE(Bytes)

class TestNormImage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scalesByTheMaximumAndTruncates_data();
    void scalesByTheMaximumAndTruncates();
};

void TestNormImage::scalesByTheMaximumAndTruncates_data() {
    QTest::addColumn<std::vector<float>>("norms");
    QTest::addColumn<Bytes>("grey");
    const float nan = std::numeric_limits<float>::quiet_NaN();
    using Floats = std::vector<float>;
    QTest::newRow("the maximum is 255, the minimum is kept") << Floats{2, 4} << Bytes{127, 255};
    QTest::newRow("cut off, not rounded") << Floats{0.999F, 1} << Bytes{254, 255};
    QTest::newRow("all equal") << Floats{3, 3} << Bytes{255, 255};
    QTest::newRow("all zero") << Floats{0, 0} << Bytes{0, 0};
    QTest::newRow("NaN is black and spoils nothing") << Floats{nan, 5} << Bytes{0, 255};
    QTest::newRow("nothing but NaN") << Floats{nan, nan} << Bytes{0, 0};
}

void TestNormImage::scalesByTheMaximumAndTruncates() {
    QFETCH(std::vector<float>, norms);
    QFETCH(Bytes, grey);
    const auto map = engine::NormMap::fromValues(1, int(norms.size()), norms);
    QVERIFY(map);
    QCOMPARE(core::normImageValues(*map), grey);
}

QTEST_APPLESS_MAIN(TestNormImage)
#include "tst_norm_image.moc"
