// SPDX-License-Identifier: GPL-3.0-or-later
#include <analysis/largest_eigenpairs.h>

#include <QTest>

#include <cmath>

using engine::SymmetricMatrix;

namespace {

/// Eigenvalues as given, eigenvectors the columns of a reflection: H diag(values) H.
SymmetricMatrix matrixOf(const std::vector<double>& values) {
    const std::size_t n = values.size();
    std::vector<double> v(n);
    double square = 0;
    for (std::size_t i = 0; i < n; ++i) v[i] = std::sin(double(i + 1)), square += v[i] * v[i];
    const auto h = [&](std::size_t i, std::size_t k) {
        return (i == k ? 1 : 0) - 2 * v[i] * v[k] / square;
    };
    SymmetricMatrix matrix(n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t k = 0; k < n; ++k)
            for (std::size_t e = 0; e < n; ++e) matrix.row(i)[k] += h(i, e) * values[e] * h(k, e);
    return matrix;
}

double residual(const SymmetricMatrix& matrix, double value, const std::vector<double>& vector) {
    double square = 0;
    for (std::size_t i = 0; i < matrix.side(); ++i) {
        double sum = -value * vector[i];
        for (std::size_t k = 0; k < matrix.side(); ++k) sum += matrix.row(i)[k] * vector[k];
        square += sum * sum;
    }
    return std::sqrt(square);
}

double dot(const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
}

/// first, then falling from \a next in equal steps.
std::vector<double> falling(std::size_t n, std::vector<double> first, double next) {
    for (std::size_t i = first.size(), k = 0; i < n; ++i, ++k)
        first.push_back(next * (1 - double(k) / double(n)));
    return first;
}

}  // namespace

class TestLargestEigenpairs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void finds_data();
    void finds();
    void findsNothingInZeros();
    void repeatsItself();
};

void TestLargestEigenpairs::finds_data() {
    QTest::addColumn<std::vector<double>>("values");
    QTest::newRow("one number") << std::vector<double>{4};
    QTest::newRow("fewer than are asked for") << std::vector<double>{4, 1};
    QTest::newRow("all by rotations") << falling(40, {9, 5, 4}, 3);
    QTest::newRow("smallest that is searched") << falling(41, {9, 5, 4}, 3);
    QTest::newRow("side no multiple of the pack") << falling(77, {9, 5, 4}, 3);
    QTest::newRow("without gaps") << falling(120, {}, 3);
    QTest::newRow("twice the same") << falling(90, {5, 5, 4}, 3);
    QTest::newRow("five times the same") << falling(90, {5, 5, 5, 5, 5}, 3);
    QTest::newRow("of rank 2") << [] {
        std::vector<double> values(64);
        values[0] = 7, values[1] = 6;
        return values;
    }();
    QTest::newRow("one that outshines the others") << falling(100, {1e9, 5, 4}, 3);
}

void TestLargestEigenpairs::finds() {
    QFETCH(std::vector<double>, values);
    const auto matrix = matrixOf(values);
    const auto pairs = engine::largestEigenpairs(matrix, 3);
    const std::size_t count = std::min(std::size_t(3), values.size());
    QCOMPARE(pairs.values.size(), count);
    QCOMPARE(pairs.vectors.size(), count);
    for (std::size_t i = 0; i < count; ++i) {
        QVERIFY2(std::fabs(pairs.values[i] - values[i]) <= 2e-14 * values[0],
                 qPrintable(QString::number(pairs.values[i] - values[i])));
        QCOMPARE(pairs.vectors[i].size(), values.size());
        QVERIFY(residual(matrix, pairs.values[i], pairs.vectors[i]) <= 1.5e-13 * values[0]);
        for (std::size_t k = 0; k <= i; ++k)
            QVERIFY(std::fabs(dot(pairs.vectors[i], pairs.vectors[k]) - (i == k)) < 1e-13);
    }
}

void TestLargestEigenpairs::findsNothingInZeros() {
    for (const std::size_t side : {std::size_t(3), std::size_t(50)}) {
        const auto pairs = engine::largestEigenpairs(SymmetricMatrix(side), 3);
        QCOMPARE(pairs.values, std::vector<double>(3, 0.0));
    }
}

void TestLargestEigenpairs::repeatsItself() {
    const auto matrix = matrixOf(falling(100, {}, 3));
    const auto once = engine::largestEigenpairs(matrix, 3);
    const auto again = engine::largestEigenpairs(matrix, 3);
    QVERIFY(once.values == again.values);
    QVERIFY(once.vectors == again.vectors);
}

QTEST_GUILESS_MAIN(TestLargestEigenpairs)
#include "tst_largest_eigenpairs.moc"
