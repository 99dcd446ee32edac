// SPDX-License-Identifier: GPL-3.0-or-later
#include <model/attention_kernel.h>

#include <QtTest>

#include <bit>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace engine::kernels;

namespace {

float number(float x) {
    return x;
}
float number(std::uint16_t bits) {
    return std::bit_cast<float>(std::uint32_t(bits) << 16);
}
template <typename Number>
Number numberOf(float x) {
    if constexpr (std::is_same_v<Number, float>)
        return x;
    else  // cut off, not rounded: any bfloat16 will do
        return Number(std::bit_cast<std::uint32_t>(x) >> 16);
}

/// [tokens, heads * width] of normal numbers.
template <typename Number>
std::vector<Number> matrix(int tokens, int channels, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal(0, 1.5f);
    std::vector<Number> numbers(std::size_t(tokens * channels));
    for (auto& x : numbers) x = numberOf<Number>(normal(random));
    return numbers;
}

constexpr int kHeads = 2, kHead = 1;  // the second head is looked at: it has a stride and an offset

template <typename Number>
struct Inputs {
    Inputs(int queries, int keys, int width)
        : q(matrix<Number>(queries, kHeads * width, 1)),
          k(matrix<Number>(keys, kHeads * width, 2)),
          v(matrix<Number>(keys, kHeads * width, 3)),
          out(q.size(), numberOf<Number>(-7)),
          head{&q[at(width)],  &k[at(width)], &v[at(width)], &out[at(width)],
               kHeads * width, keys,          width} {}
    static std::size_t at(int width) { return std::size_t(kHead * width); }

    std::vector<Number> q, k, v, out;
    AttentionHead<Number> head;
};

/// The definition, in double precision.
template <typename Number>
double expected(const AttentionHead<Number>& head, int query, int column) {
    std::vector<double> scores(std::size_t(head.keys));
    double top = -std::numeric_limits<double>::infinity(), total = 0, sum = 0;
    for (int k = 0; k < head.keys; ++k) {
        double& score = scores[std::size_t(k)];
        for (int c = 0; c < head.width; ++c)
            score += double(number(head.q[query * head.stride + c])) *
                     double(number(head.k[k * head.stride + c]));
        score /= std::sqrt(double(head.width));
        top = std::max(top, score);
    }
    for (int k = 0; k < head.keys; ++k) {
        const double weight = std::exp(scores[std::size_t(k)] - top);
        total += weight;
        sum += weight * double(number(head.v[k * head.stride + column]));
    }
    return sum / total;
}

template <typename Number>
void run(const AttentionKernel<Number>& kernel, const AttentionHead<Number>& head, int queries) {
    std::vector<float> packed(kernel.packedSize(head.keys, head.width)),
        scratch(kernel.scratchSize(head.width));
    kernel.pack(head, packed.data());
    for (int first = 0; first < queries; first += kAttentionRows)
        kernel.attend(head, packed.data(), first, std::min(kAttentionRows, queries - first),
                      scratch.data());
}

template <typename Number>
void compare(const AttentionKernel<Number>& kernel, int queries, int keys, int width,
             double tolerance) {
    Inputs<Number> in(queries, keys, width);
    run(kernel, in.head, queries);
    for (int q = 0; q<queries; q += queries> 50 ? 7 : 1)
        for (int c = 0; c < width; ++c) {
            const double found = number(in.head.out[q * in.head.stride + c]);
            const double wanted = expected(in.head, q, c);
            QVERIFY2(std::abs(found - wanted) <= tolerance * (1 + std::abs(wanted)),
                     qPrintable(QStringLiteral("query %1, column %2: %3 instead of %4")
                                    .arg(q)
                                    .arg(c)
                                    .arg(found)
                                    .arg(wanted)));
        }
    for (int q = 0; q < queries; ++q)  // the other head's columns
        for (int c = 0; c < width; ++c)
            QCOMPARE(number(in.out[std::size_t(q * in.head.stride + c)]), -7.0f);
}

using FloatKernel = const AttentionKernel<float>*;

}  // namespace

/// Every instruction set that this processor has, against the definition.
class TestAttentionKernel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void inFloat32_data();
    void inFloat32();
    void inBfloat16_data();
    void inBfloat16();
    void largeScores();
    void nanStaysNan();
};

void TestAttentionKernel::inFloat32_data() {
    QTest::addColumn<FloatKernel>("kernel");
    QTest::addColumn<int>("queries");
    QTest::addColumn<int>("keys");
    QTest::addColumn<int>("width");
    std::vector<std::pair<const char*, FloatKernel>> kernels = {{"plain", &plain::floatKernel}};
#if defined(__x86_64__)
    if (__builtin_cpu_supports("x86-64-v3")) kernels.emplace_back("avx2", &avx2::floatKernel);
    if (__builtin_cpu_supports("x86-64-v4")) kernels.emplace_back("avx512", &avx512::floatKernel);
#endif
    for (const auto& [name, kernel] : kernels) {
        const auto row = [&, name = name, kernel = kernel](const char* why, int q, int k, int d) {
            QTest::addRow("%s, %s", name, why) << kernel << q << k << d;
        };
        row("one of everything", 1, 1, 1);
        row("a text", 64, 77, 40);
        row("two blocks of queries, the last not whole", 131, 64, 40);
        row("blocks of keys, the last not whole", 9, 600, 8);
        row("head of 64 columns", 13, 256, 64);
        row("head of 80 columns", 13, 100, 80);
        row("head of 160 columns, in two groups", 11, 65, 160);
        row("odd width", 7, 33, 37);
        row("the autoencoder's one head", 5, 40, 512);
    }
}

void TestAttentionKernel::inFloat32() {
    QFETCH(FloatKernel, kernel);
    QFETCH(int, queries);
    QFETCH(int, keys);
    QFETCH(int, width);
    compare(*kernel, queries, keys, width, 2e-6);
}

void TestAttentionKernel::inBfloat16_data() {
    QTest::addColumn<int>("queries");
    QTest::addColumn<int>("keys");
    QTest::addColumn<int>("width");
    QTest::newRow("two keys") << 1 << 2 << 2;
    QTest::newRow("odd number of keys") << 64 << 77 << 40;
    QTest::newRow("blocks of keys") << 125 << 515 << 80;
    QTest::newRow("in two groups") << 5 << 64 << 160;
}

/// Weights are rounded to 8 bits, and so is the result.
void TestAttentionKernel::inBfloat16() {
    const auto* kernel = bfloat16Attention();
    if (!kernel) QSKIP("This processor has no products of bfloat16.");
    QFETCH(int, queries);
    QFETCH(int, keys);
    QFETCH(int, width);
    compare(*kernel, queries, keys, width, 8e-3);
}

/// exp(score) alone would overflow; and the largest comes after the first block of keys.
void TestAttentionKernel::largeScores() {
    Inputs<float> in(3, 300, 8);
    for (auto& x : in.k) x *= 100;
    for (int c = 0; c < 8; ++c) in.k[std::size_t(299 * in.head.stride + 8 + c)] *= 50;
    run(floatAttention(), in.head, 3);
    for (int q = 0; q < 3; ++q)
        for (int c = 0; c < 8; ++c)
            QVERIFY(std::abs(double(in.head.out[q * in.head.stride + c]) -
                             expected(in.head, q, c)) < 1e-4);
}

/// A model that overflows is seen to: nothing is made of it.
void TestAttentionKernel::nanStaysNan() {
    Inputs<float> in(2, 90, 16);
    in.v[std::size_t(5 * in.head.stride + 16)] = std::numeric_limits<float>::quiet_NaN();
    run(floatAttention(), in.head, 2);
    QVERIFY(std::isnan(in.head.out[0]));
    QVERIFY(!std::isnan(in.head.out[1]));
    Inputs<float> scores(2, 90, 16);
    scores.k[std::size_t(5 * scores.head.stride + 16)] = std::numeric_limits<float>::quiet_NaN();
    run(floatAttention(), scores.head, 2);
    QVERIFY(std::isnan(scores.head.out[0]));
}

QTEST_GUILESS_MAIN(TestAttentionKernel)
#include "tst_attention_kernel.moc"
