// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/layers_of_numbers.h"

#include <analysis/pca.h>
#include <io/npz.h>

#include <QTest>

#include <cmath>
#include <limits>

using engine::PrincipalAxes;
using Shared = std::shared_ptr<const engine::Representation>;

namespace {

constexpr float notANumber = std::numeric_limits<float>::quiet_NaN();

PrincipalAxes axesOf(const std::vector<Shared>& parts) {
    return engine::principalAxes(parts);
}

double dot(const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
}

/// Largest difference between two lists, whose sizes must agree.
double deviation(const std::vector<double>& a, std::span<const float> b) {
    if (a.size() != b.size()) return std::numeric_limits<double>::infinity();
    double largest = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        largest = std::max(largest, std::fabs(a[i] - double(b[i])));
    return largest;
}

}  // namespace

class TestPca : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void equalsNumpy_data();
    void equalsNumpy();
    void sharesAxes();
    void axisOfTwoChannels();
    void decidesTheSignOfASymmetricAxis();
    void projectsOntoItself();
    void leavesOutWhatIsNotFinite();
    void tokensThatDoNotVary_data();
    void tokensThatDoNotVary();
    void variesInOneDirection();
    void sameBytesAgain();

private:
    std::vector<float> golden(const std::string& name) const;
    engine::NamedArrays m_golden;
};

/// tests/data/explore/make_pca.py wrote it.
void TestPca::initTestCase() {
    auto read = core::readNpz(DENOSCOPE_TEST_DATA "/explore/pca.npz");
    QVERIFY2(read.ok(), read ? "" : read.error().message.c_str());
    m_golden = std::move(*read);
}

std::vector<float> TestPca::golden(const std::string& name) const {
    const auto* array = engine::findArray(m_golden, name);
    return array ? std::move(*array->toFloats()) : std::vector<float>();
}

void TestPca::equalsNumpy_data() {
    QTest::addColumn<std::string>("name");
    QTest::newRow("more tokens than channels") << std::string("covariance");
    QTest::newRow("more channels than tokens") << std::string("gram");
    QTest::newRow("a covariance too large for rotations") << std::string("large_covariance");
    QTest::newRow("a Gram matrix too large for rotations") << std::string("large_gram");
    QTest::newRow("a mean far from zero") << std::string("offset");
}

void TestPca::equalsNumpy() {
    QFETCH(std::string, name);
    const auto* activation = engine::findArray(m_golden, name + "/activation");
    QVERIFY(activation);
    const auto axes = axesOf({layerOf(*activation)});
    QCOMPARE(axes.axes.size(), std::size_t(3));
    const auto expected = golden(name + "/axes");
    const std::size_t channels = axes.mean.size();
    for (std::size_t k = 0; k < 3; ++k) {  // 1e-7: the expectation was read as float32
        const auto off =
            deviation(axes.axes[k], std::span(expected).subspan(k * channels, channels));
        QVERIFY2(off < 1e-7, qPrintable(QString::number(off)));
    }
    const auto variances = golden(name + "/variances");
    for (std::size_t k = 0; k < 3; ++k)
        QVERIFY(std::fabs(axes.variances[k] / double(variances[k]) - 1) < 1e-6);
    QVERIFY(std::fabs(axes.totalVariance / double(golden(name + "/total")[0]) - 1) < 1e-6);
}

void TestPca::sharesAxes() {
    std::vector<Shared> pair;
    for (const char* name : {"shared0/activation", "shared1/activation"}) {
        const auto* activation = engine::findArray(m_golden, name);
        QVERIFY(activation);
        pair.push_back(layerOf(*activation));
    }
    const auto axes = axesOf(pair);
    const auto expected = golden("shared/axes");
    QCOMPARE(axes.tokens, std::size_t(6 * 5 + 4 * 7));
    for (std::size_t k = 0; k < 3; ++k)
        QVERIFY(deviation(axes.axes[k], std::span(expected).subspan(k * 24, 24)) < 1e-7);
}

void TestPca::axisOfTwoChannels() {
    // Tokens (-2, 1), (0, 0), (2, -1): along (2, -1) / sqrt 5, variance 10 / 3.
    const auto axes = axesOf({layerOf(2, 1, 3, {-2, 0, 2, 1, 0, -1})});
    QCOMPARE(axes.axes.size(), std::size_t(1));
    QCOMPARE(axes.axes[0][0], 2 / std::sqrt(5.0));
    QCOMPARE(axes.axes[0][1], -1 / std::sqrt(5.0));
    QCOMPARE(axes.variances[0], 10 / 3.0);
    QCOMPARE(axes.totalVariance, 10 / 3.0);
}

/// Loadings that are equal but for rounding must not leave the sign to rounding.
void TestPca::decidesTheSignOfASymmetricAxis() {
    const auto axes = axesOf({layerOf(2, 1, 3, {-0.1f, 0.3f, 0.7f, 0.1f, -0.3f, -0.7f})});
    QVERIFY(axes.axes[0][0] > 0);
    QVERIFY(axes.axes[0][1] < 0);
    const auto turned = axesOf({layerOf(2, 1, 3, {0.1f, -0.3f, -0.7f, -0.1f, 0.3f, 0.7f})});
    QVERIFY(turned.axes[0][0] > 0);
    QVERIFY(turned.axes[0][1] < 0);
}

void TestPca::projectsOntoItself() {
    const auto* activation = engine::findArray(m_golden, "large_gram/activation");
    QVERIFY(activation);
    const auto layer = layerOf(*activation);
    const auto axes = axesOf({layer});
    for (std::size_t k = 0; k < 3; ++k) {
        const auto projected = engine::projection(*layer, axes, k);
        QVERIFY(std::fabs(dot(projected, projected) / 81 / axes.variances[k] - 1) < 1e-12);
        for (std::size_t other = 0; other < k; ++other) {
            QVERIFY(std::fabs(dot(axes.axes[k], axes.axes[other])) < 1e-12);
            QVERIFY(std::fabs(dot(projected, engine::projection(*layer, axes, other))) <
                    1e-10 * axes.variances[0]);
        }
    }
}

void TestPca::leavesOutWhatIsNotFinite() {
    const std::vector<float> broken = {1, 5, 2, notANumber, 2, 4, 1, 0, 7, -1, 3, 9};
    const std::vector<float> whole = {1, 5, 2, 2, 4, 1, 7, -1, 3};  // without the fourth token
    const auto layer = layerOf(3, 1, 4, broken);
    const auto axes = axesOf({layer}), expected = axesOf({layerOf(3, 1, 3, whole)});
    QCOMPARE(axes.tokens, std::size_t(3));
    QCOMPARE(axes.mean, expected.mean);
    QVERIFY(axes.axes == expected.axes);
    const auto projected = engine::projection(*layer, axes, 0);
    QVERIFY(std::isfinite(projected[2]));
    QVERIFY(std::isnan(projected[3]));
}

void TestPca::tokensThatDoNotVary_data() {
    QTest::addColumn<int>("tokens");
    QTest::addColumn<float>("value");
    QTest::newRow("one token") << 1 << 0.1f;
    QTest::newRow("equal tokens, whose sum is no multiple in float64") << 1001 << 0.1f;
    QTest::newRow("zeros") << 50 << 0.f;
    QTest::newRow("nothing finite") << 4 << notANumber;
}

void TestPca::tokensThatDoNotVary() {
    QFETCH(int, tokens);
    QFETCH(float, value);
    const auto layer = layerOf(50, 1, tokens, std::vector<float>(std::size_t(tokens) * 50, value));
    const auto axes = axesOf({layer});
    QCOMPARE(axes.axes.size(), std::size_t(0));
    QCOMPARE(axes.variances.size(), std::size_t(0));
    QCOMPARE(axes.totalVariance, 0.0);
    QCOMPARE(axes.mean.size(), std::size_t(50));
}

/// Rounding is no second axis: it would be blown up to full colours.
void TestPca::variesInOneDirection() {
    std::vector<float> values;
    for (int c = 0; c < 60; ++c)
        for (int t = 0; t < 100; ++t) values.push_back(float(1000 + (c - 30) * t));
    QCOMPARE(axesOf({layerOf(60, 10, 10, values)}).axes.size(), std::size_t(1));
}

void TestPca::sameBytesAgain() {
    const auto* activation = engine::findArray(m_golden, "large_covariance/activation");
    QVERIFY(activation);
    const auto once = axesOf({layerOf(*activation)}), again = axesOf({layerOf(*activation)});
    QVERIFY(once.axes == again.axes);
    QVERIFY(once.variances == again.variances);
}

QTEST_GUILESS_MAIN(TestPca)
#include "tst_pca.moc"
