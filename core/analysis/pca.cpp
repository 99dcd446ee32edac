// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/pca.h"

#include "analysis/largest_eigenpairs.h"
#include "analysis/widest.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>

namespace engine {
namespace {

constexpr std::size_t kPanel = 8;    // rows of the product that lie side by side
constexpr std::size_t kDepth = 128;  // terms per pass: two panels of 8 KiB stay in the first cache
constexpr double kRounding = 1e-12;  // of the largest variance: less is no direction

/// The finite tokens of all parts, one behind the other.
struct Tokens {
    std::vector<const float*> rows;
    std::size_t channels = 0;
    std::vector<double> mean;
    double centred(std::size_t token, std::size_t channel) const {
        return double(rows[token][channel]) - mean[channel];
    }
};

bool isFinite(const Representation& layer, std::size_t token) {
    return std::isfinite(layer.norms().values()[token]);
}

/// Sums run over differences to the first token, so that equal tokens differ by exactly nothing
/// from their mean.
std::vector<double> meanOf(const std::vector<const float*>& rows, std::size_t channels) {
    std::vector<double> mean(channels);
    if (rows.empty()) return mean;
    const float* first = rows.front();
    for (const float* row : rows)
        for (std::size_t c = 0; c < channels; ++c) mean[c] += double(row[c]) - double(first[c]);
    for (std::size_t c = 0; c < channels; ++c)
        mean[c] = double(first[c]) + mean[c] / double(rows.size());
    return mean;
}

Tokens gather(std::span<const std::shared_ptr<const Representation>> parts) {
    Tokens tokens;
    tokens.channels = std::size_t(parts.front()->channels());
    for (const auto& part : parts) {
        assert(std::size_t(part->channels()) == tokens.channels);
        for (std::size_t t = 0; t < std::size_t(part->grid().count()); ++t)
            if (isFinite(*part, t)) tokens.rows.push_back(part->token(t).data());
    }
    tokens.mean = meanOf(tokens.rows, tokens.channels);
    return tokens;
}

/// Adds a_i . b_k to out[i][k] for four rows a and eight rows b.
/// \param a, b panels [depth][8]; \a a points at the first of its four rows.
DENOSCOPE_WIDEST
void addProducts(const double* a, const double* b, std::size_t depth, double* out,
                 std::size_t stride) {
    typedef double Pack __attribute__((vector_size(32), aligned(8), may_alias));
    Pack s0{}, s1{}, s2{}, s3{}, t0{}, t1{}, t2{}, t3{};
    for (std::size_t d = 0; d < depth; ++d, a += kPanel, b += kPanel) {
        const Pack left = *reinterpret_cast<const Pack*>(b);
        const Pack right = *reinterpret_cast<const Pack*>(b + 4);
        s0 += a[0] * left, t0 += a[0] * right;
        s1 += a[1] * left, t1 += a[1] * right;
        s2 += a[2] * left, t2 += a[2] * right;
        s3 += a[3] * left, t3 += a[3] * right;
    }
    *reinterpret_cast<Pack*>(out) += s0, *reinterpret_cast<Pack*>(out + 4) += t0, out += stride;
    *reinterpret_cast<Pack*>(out) += s1, *reinterpret_cast<Pack*>(out + 4) += t1, out += stride;
    *reinterpret_cast<Pack*>(out) += s2, *reinterpret_cast<Pack*>(out + 4) += t2, out += stride;
    *reinterpret_cast<Pack*>(out) += s3, *reinterpret_cast<Pack*>(out + 4) += t3;
}

/// M M^T of a matrix [side, terms] that is only ever looked at kDepth columns at a time.
class ProductSum {
public:
    explicit ProductSum(std::size_t side)
        : m_side(side),
          m_padded((side + kPanel - 1) / kPanel * kPanel),
          m_panels(m_padded * kDepth),
          m_sum(m_padded) {}

    /// \param element (row, term) of the next \a depth terms.
    template <typename Element>
    void add(std::size_t depth, Element&& element) {
        for (std::size_t d = 0; d < depth; ++d)
            for (std::size_t i = 0; i < m_side; ++i)
                m_panels[(i / kPanel * kDepth + d) * kPanel + i % kPanel] = element(i, d);
        for (std::size_t i = 0; i < m_padded; i += kPanel)
            for (std::size_t k = i; k < m_padded; k += kPanel)
                for (std::size_t half = 0; half < kPanel; half += 4)
                    addProducts(&m_panels[i * kDepth] + half, &m_panels[k * kDepth], depth,
                                m_sum.row(i + half) + k, m_sum.stride());
    }

    SymmetricMatrix take() const {
        SymmetricMatrix whole(m_side);
        for (std::size_t i = 0; i < m_side; ++i)
            for (std::size_t k = i; k < m_side; ++k)
                whole.row(i)[k] = whole.row(k)[i] = m_sum.row(i)[k];
        return whole;
    }

private:
    std::size_t m_side, m_padded;
    std::vector<double> m_panels;  // [panel][depth][8]
    SymmetricMatrix m_sum;         // its upper half
};

/// [C, C]: sums over the tokens of the products of two channels.
SymmetricMatrix covarianceSums(const Tokens& tokens) {
    ProductSum sums(tokens.channels);
    for (std::size_t t = 0; t < tokens.rows.size(); t += kDepth)
        sums.add(std::min(kDepth, tokens.rows.size() - t),
                 [&](std::size_t c, std::size_t d) { return tokens.centred(t + d, c); });
    return sums.take();
}

/// [N, N]: products of two tokens.
SymmetricMatrix gramMatrix(const Tokens& tokens) {
    ProductSum sums(tokens.rows.size());
    for (std::size_t c = 0; c < tokens.channels; c += kDepth)
        sums.add(std::min(kDepth, tokens.channels - c),
                 [&](std::size_t t, std::size_t d) { return tokens.centred(t, c + d); });
    return sums.take();
}

double traceOf(const SymmetricMatrix& matrix) {
    double trace = 0;
    for (std::size_t i = 0; i < matrix.side(); ++i) trace += matrix.row(i)[i];
    return trace;
}

/// An eigenvector of the Gram matrix says how much of each token the axis is made of.
std::vector<double> axisFromTokens(const Tokens& tokens, const std::vector<double>& weights) {
    std::vector<double> axis(tokens.channels);
    for (std::size_t t = 0; t < weights.size(); ++t)
        for (std::size_t c = 0; c < tokens.channels; ++c)
            axis[c] += weights[t] * tokens.centred(t, c);
    double square = 0;
    for (const double x : axis) square += x * x;
    for (double& x : axis) x /= std::sqrt(square);
    return axis;
}

/// The loading of largest magnitude becomes positive; the first of those that are as large but for
/// rounding, so that a symmetric axis, (1, -1), has one sign, too.
void orient(std::vector<double>& axis) {
    double largest = 0;
    for (const double x : axis) largest = std::max(largest, std::fabs(x));
    const auto decisive = std::find_if(axis.begin(), axis.end(), [largest](double x) {
        return std::fabs(x) >= largest * (1 - 1e-9);
    });
    if (*decisive < 0)
        for (double& x : axis) x = -x;
}

/// Eight running sums, which the compiler keeps in vector registers.
double centredDot(const float* token, const std::vector<double>& mean,
                  const std::vector<double>& axis) {
    std::array<double, 8> part{};
    std::size_t c = 0;
    for (; c + part.size() <= axis.size(); c += part.size())
        for (std::size_t k = 0; k < part.size(); ++k)
            part[k] += (double(token[c + k]) - mean[c + k]) * axis[c + k];
    double sum = 0;
    for (; c < axis.size(); ++c) sum += (double(token[c]) - mean[c]) * axis[c];
    for (const double p : part) sum += p;
    return sum;
}

}  // namespace

PrincipalAxes principalAxes(std::span<const std::shared_ptr<const Representation>> parts,
                            int count) {
    assert(!parts.empty());
    Tokens tokens = gather(parts);
    const std::size_t n = tokens.rows.size();
    PrincipalAxes result;
    result.tokens = n;
    if (n > 0) {
        const bool isGram = n < tokens.channels;
        const SymmetricMatrix sums = isGram ? gramMatrix(tokens) : covarianceSums(tokens);
        result.totalVariance = traceOf(sums) / double(n);
        auto pairs = largestEigenpairs(sums, std::min(std::size_t(count), sums.side()));
        for (std::size_t k = 0; k < pairs.values.size(); ++k) {
            if (!(pairs.values[k] > kRounding * pairs.values[0])) break;
            auto axis =
                isGram ? axisFromTokens(tokens, pairs.vectors[k]) : std::move(pairs.vectors[k]);
            orient(axis);
            result.axes.push_back(std::move(axis));
            result.variances.push_back(pairs.values[k] / double(n));
        }
    }
    result.mean = std::move(tokens.mean);
    return result;
}

std::vector<double> projection(const Representation& layer, const PrincipalAxes& axes,
                               std::size_t axis) {
    assert(axis < axes.axes.size() && axes.mean.size() == std::size_t(layer.channels()));
    std::vector<double> result(std::size_t(layer.grid().count()));
    for (std::size_t t = 0; t < result.size(); ++t)
        result[t] = isFinite(layer, t)
                        ? centredDot(layer.token(t).data(), axes.mean, axes.axes[axis])
                        : std::numeric_limits<double>::quiet_NaN();
    return result;
}

}  // namespace engine
