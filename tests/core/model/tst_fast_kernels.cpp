// SPDX-License-Identifier: GPL-3.0-or-later
#include <model/fast_kernels.h>

#include <QtTest>

#include <bit>
#include <cmath>
#include <limits>
#include <vector>

using namespace engine::kernels;

namespace {

std::uint16_t bfloat16(float x) {  // of numbers that it holds exactly
    return std::uint16_t(std::bit_cast<std::uint32_t>(x) >> 16);
}
float number(std::uint16_t bits) {
    return std::bit_cast<float>(std::uint32_t(bits) << 16);
}

}  // namespace

class TestFastKernels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rounding_data();
    void rounding();
    void momentsOfBothTypes();
    void siluOfBothTypes();
    void gatedGeluOfBothTypes();
    void layerNormOfBfloat16();
};

void TestFastKernels::rounding_data() {
    QTest::addColumn<float>("value");
    QTest::addColumn<float>("rounded");
    const float half = std::ldexp(1.0f, -8);  // of the last digit at 1
    QTest::newRow("exact") << 1.5f << 1.5f;
    QTest::newRow("tie to even below") << 1 + half << 1.0f;
    QTest::newRow("tie to even above") << 1 + 3 * half << 1 + 4 * half;
    QTest::newRow("above a tie") << 1 + half + std::ldexp(1.0f, -20) << 1 + 2 * half;
    QTest::newRow("negative") << -1 - 3 * half << -1 - 4 * half;
    QTest::newRow("overflow") << std::numeric_limits<float>::max()
                              << std::numeric_limits<float>::infinity();
    QTest::newRow("infinity") << -std::numeric_limits<float>::infinity()
                              << -std::numeric_limits<float>::infinity();
}

void TestFastKernels::rounding() {
    QFETCH(float, value);
    QFETCH(float, rounded);
    const std::vector<std::uint16_t> zeros(33, 0);
    std::vector<std::uint16_t> y(33);
    const std::vector<float> one(33, 1.0f), offset(33, value);
    scaleChannels(zeros.data(), y.data(), 1, 33, one.data(), offset.data(), /*silu=*/false);
    for (const auto bits : y) QCOMPARE(number(bits), rounded);
    const std::vector<float> nan(33, std::numeric_limits<float>::quiet_NaN());
    scaleChannels(zeros.data(), y.data(), 1, 33, one.data(), nan.data(), false);
    for (const auto bits : y) QVERIFY(std::isnan(number(bits)));
}

void TestFastKernels::momentsOfBothTypes() {
    constexpr std::size_t kTokens = 70, kChannels = 300;
    std::vector<float> x(kTokens * kChannels);
    std::vector<std::uint16_t> bits(x.size());
    for (std::size_t i = 0; i < x.size(); ++i)
        bits[i] = bfloat16(x[i] = float(int(i * 7 % 61) - 30));
    const std::vector<float> shift(kChannels, 3);
    std::vector<double> sums(kChannels, 1), squares(kChannels, 2), sums16 = sums,
                                                                   squares16 = squares;
    accumulateMoments(x.data(), kTokens, kChannels, shift.data(), sums.data(), squares.data());
    accumulateMoments(bits.data(), kTokens, kChannels, shift.data(), sums16.data(),
                      squares16.data());
    for (std::size_t c = 0; c < kChannels; ++c) {
        double sum = 1, square = 2;  // added to what is there
        for (std::size_t t = 0; t < kTokens; ++t) {
            const double d = double(x[t * kChannels + c]) - 3;
            sum += d;
            square += d * d;
        }
        QCOMPARE(sums[c], sum);  // integers: exact
        QCOMPARE(squares[c], square);
    }
    QCOMPARE(sums16, sums);
    QCOMPARE(squares16, squares);
}

void TestFastKernels::siluOfBothTypes() {
    std::vector<float> x, y(41);
    std::vector<std::uint16_t> bits, y16(41);
    for (int i = -20; i <= 20; ++i) bits.push_back(bfloat16(x.emplace_back(float(i) * 0.5f)));
    const std::vector<float> scale(41, 2), offset(41, -1);
    scaleChannels(x.data(), y.data(), 1, 41, scale.data(), offset.data(), /*silu=*/true);
    scaleChannels(bits.data(), y16.data(), 1, 41, scale.data(), offset.data(), true);
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double v = 2 * double(x[i]) - 1, expected = v / (1 + std::exp(-v));
        QVERIFY(std::abs(double(y[i]) - expected) <= 1e-6 * (1e-3 + std::abs(expected)));
        QVERIFY(std::abs(double(number(y16[i])) - double(y[i])) <= std::abs(double(y[i])) / 256);
    }
}

void TestFastKernels::gatedGeluOfBothTypes() {
    constexpr std::size_t kWidth = 37;
    std::vector<float> x, y(kWidth);
    std::vector<std::uint16_t> bits, y16(kWidth);
    for (std::size_t i = 0; i < 2 * kWidth; ++i)
        bits.push_back(bfloat16(x.emplace_back((float(i % kWidth) - 18) * 0.25f)));
    gatedGelu(x.data(), y.data(), 1, kWidth);
    gatedGelu(bits.data(), y16.data(), 1, kWidth);
    for (std::size_t i = 0; i < kWidth; ++i) {
        const double g = double(x[kWidth + i]);
        const double expected = double(x[i]) * 0.5 * g * (1 + std::erf(g / std::sqrt(2.0)));
        QVERIFY(std::abs(double(y[i]) - expected) <= 2e-6);
        QVERIFY(std::abs(double(number(y16[i])) - expected) <= std::abs(expected) / 256 + 2e-6);
    }
}

/// Far from zero, where a mean of squares would cancel.
void TestFastKernels::layerNormOfBfloat16() {
    constexpr std::size_t kWidth = 100;
    std::vector<std::uint16_t> x(2 * kWidth), y(2 * kWidth);
    std::vector<float> scale(kWidth), offset(kWidth);
    for (std::size_t i = 0; i < kWidth; ++i) {
        x[i] = bfloat16(16384.0f + 128.0f * float(i % 2));
        x[kWidth + i] = bfloat16(float(i));
        scale[i] = 1 + float(i) / 64;
        offset[i] = float(i) / 32;
    }
    layerNorm(x.data(), y.data(), 2, kWidth, scale.data(), offset.data(), 1e-5f);
    const double spread = std::sqrt((kWidth * kWidth - 1) / 12.0 + 1e-5);
    for (std::size_t i = 0; i < kWidth; ++i) {
        const double first = (i % 2 ? 1 : -1) * double(scale[i]) + double(offset[i]);
        const double second = (double(i) - 49.5) / spread * double(scale[i]) + double(offset[i]);
        QVERIFY(std::abs(double(number(y[i])) - first) <= std::abs(first) / 256 + 1e-5);
        QVERIFY(std::abs(double(number(y[kWidth + i])) - second) <= std::abs(second) / 256 + 1e-5);
    }
}

QTEST_GUILESS_MAIN(TestFastKernels)
#include "tst_fast_kernels.moc"
