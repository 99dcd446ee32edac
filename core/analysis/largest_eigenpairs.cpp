// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/largest_eigenpairs.h"

#include "analysis/widest.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>

namespace engine {
namespace {

using Vector = std::vector<double>;  // padded like a row of the matrix
using Vectors = std::vector<Vector>;

constexpr std::size_t kBlock = 4;        // vectors that one pass over the matrix serves
constexpr std::size_t kDirections = 40;  // of the search space at most
constexpr std::size_t kKept = 12;        // of them when it is thinned out

double dot(const Vector& a, const Vector& b) {
    std::array<double, 8> part{};
    for (std::size_t i = 0; i < a.size(); i += part.size())
        for (std::size_t k = 0; k < part.size(); ++k) part[k] += a[i + k] * b[i + k];
    return ((part[0] + part[4]) + (part[1] + part[5])) +
           ((part[2] + part[6]) + (part[3] + part[7]));
}

void add(Vector& a, double factor, const Vector& b) {
    for (std::size_t i = 0; i < a.size(); ++i) a[i] += factor * b[i];
}

/// out[b] = matrix * in[b].
DENOSCOPE_WIDEST
void multiply(const double* matrix, std::size_t side, std::size_t stride,
              const std::array<const double*, kBlock>& in, const std::array<double*, kBlock>& out) {
    typedef double Pack __attribute__((vector_size(32), aligned(8), may_alias));
    for (std::size_t r = 0; r < side; ++r) {
        const double* row = matrix + r * stride;
        Pack s0{}, s1{}, s2{}, s3{};
        for (std::size_t c = 0; c < stride; c += 4) {
            const Pack m = *reinterpret_cast<const Pack*>(row + c);
            s0 += m * *reinterpret_cast<const Pack*>(in[0] + c);
            s1 += m * *reinterpret_cast<const Pack*>(in[1] + c);
            s2 += m * *reinterpret_cast<const Pack*>(in[2] + c);
            s3 += m * *reinterpret_cast<const Pack*>(in[3] + c);
        }
        std::array<double, kBlock> sums{};
        for (std::size_t k = 0; k < 4; ++k)
            sums[0] += s0[k], sums[1] += s1[k], sums[2] += s2[k], sums[3] += s3[k];
        for (std::size_t b = 0; b < kBlock; ++b) out[b][r] = sums[b];
    }
}

/// A rotation of rows and columns p and q that makes element (p, q) zero.
void rotate(SymmetricMatrix& a, Vectors& vectors, std::size_t p, std::size_t q) {
    const double apq = a.row(p)[q];
    if (apq == 0) return;
    const double theta = (a.row(q)[q] - a.row(p)[p]) / (2 * apq);
    const double t = (theta < 0 ? -1 : 1) / (std::fabs(theta) + std::hypot(theta, 1.0));
    const double c = 1 / std::hypot(t, 1.0), s = t * c;
    const auto turn = [c, s](double& x, double& y) {
        const double before = x;
        x = c * before - s * y;
        y = s * before + c * y;
    };
    for (std::size_t k = 0; k < a.side(); ++k) turn(a.row(k)[p], a.row(k)[q]);
    for (std::size_t k = 0; k < a.side(); ++k) turn(a.row(p)[k], a.row(q)[k]);
    for (std::size_t k = 0; k < a.side(); ++k) turn(vectors[p][k], vectors[q][k]);
    a.row(p)[q] = a.row(q)[p] = 0;
}

/// Sums of the squares off and on the diagonal.
std::pair<double, double> squares(const SymmetricMatrix& a) {
    double off = 0, on = 0;
    for (std::size_t i = 0; i < a.side(); ++i)
        for (std::size_t k = 0; k < a.side(); ++k) (i == k ? on : off) += a.row(i)[k] * a.row(i)[k];
    return {off, on};
}

Vectors identity(std::size_t side, std::size_t stride) {
    Vectors vectors(side, Vector(stride));
    for (std::size_t i = 0; i < side; ++i) vectors[i][i] = 1;
    return vectors;
}

Vectors fixedStart(std::size_t side, std::size_t stride) {
    Vectors vectors(kBlock, Vector(stride));
    std::uint64_t state = 42;
    for (auto& v : vectors)
        for (std::size_t i = 0; i < side; ++i) {
            state = state * 6364136223846793005u + 1442695040888963407u;  // Knuth's MMIX
            v[i] = double(std::int64_t(state) >> 32);
        }
    return vectors;
}

/// A growing orthonormal basis and what the matrix makes of it.
class SearchSpace {
public:
    explicit SearchSpace(const SymmetricMatrix& matrix) : m_matrix(matrix) {}

    /// Adds what of \a directions lies outside, at most kBlock. \return whether anything did.
    bool grow(Vectors directions) {
        const std::size_t before = m_basis.size();
        for (auto& d : directions)
            if (makeOrthonormal(d)) m_basis.push_back(std::move(d));
        applyFrom(before);
        return m_basis.size() > before;
    }

    /// The best \a count approximations within, and the residual of each: vectors of the matrix's
    /// size.
    void solve(std::size_t count, Eigenpairs& pairs, Vectors& residuals) {
        const std::size_t size = m_basis.size();
        SymmetricMatrix inside(size);
        for (std::size_t i = 0; i < size; ++i)
            for (std::size_t k = 0; k <= i; ++k)
                inside.row(i)[k] = inside.row(k)[i] = dot(m_basis[i], m_images[k]);
        const Eigenpairs ritz = allEigenpairs(std::move(inside));
        if (size + kBlock > kDirections) thin(ritz);
        const std::size_t found = std::min(count, m_basis.size());
        pairs = {{ritz.values.begin(), ritz.values.begin() + std::ptrdiff_t(found)}, {}};
        residuals.clear();
        const bool isThin = m_basis.size() < size;
        for (std::size_t i = 0; i < found; ++i) {
            pairs.vectors.push_back(isThin ? m_basis[i] : combined(m_basis, ritz.vectors[i]));
            residuals.push_back(isThin ? m_images[i] : combined(m_images, ritz.vectors[i]));
            add(residuals.back(), -pairs.values[i], pairs.vectors.back());
        }
    }

private:
    /// Twice is enough. False where nothing but rounding is left.
    bool makeOrthonormal(Vector& v) const {
        double length = std::sqrt(dot(v, v));
        if (!(length > 0)) return false;
        for (double& x : v) x /= length;
        for (int pass = 0; pass < 2; ++pass) {
            for (const auto& b : m_basis) add(v, -dot(b, v), b);
            length = std::sqrt(dot(v, v));
            if (length < 1e-8) return false;
            for (double& x : v) x /= length;
        }
        return true;
    }

    void applyFrom(std::size_t first) {
        m_images.resize(m_basis.size(), Vector(m_matrix.stride()));
        Vector unused(m_matrix.stride()), nowhere(m_matrix.stride());
        std::array<const double*, kBlock> in;
        std::array<double*, kBlock> out;
        for (std::size_t b = 0; b < kBlock; ++b) {
            const bool isUsed = first + b < m_basis.size();
            in[b] = isUsed ? m_basis[first + b].data() : unused.data();
            out[b] = isUsed ? m_images[first + b].data() : nowhere.data();
        }
        multiply(m_matrix.row(0), m_matrix.side(), m_matrix.stride(), in, out);
    }

    static Vector combined(const Vectors& vectors, const Vector& weights) {
        Vector sum(vectors.front().size());
        for (std::size_t i = 0; i < vectors.size(); ++i) add(sum, weights[i], vectors[i]);
        return sum;
    }

    void thin(const Eigenpairs& ritz) {
        Vectors basis, images;
        for (std::size_t i = 0; i < kKept; ++i) {
            basis.push_back(combined(m_basis, ritz.vectors[i]));
            images.push_back(combined(m_images, ritz.vectors[i]));
        }
        m_basis = std::move(basis);
        m_images = std::move(images);
    }

    const SymmetricMatrix& m_matrix;
    Vectors m_basis, m_images;
};

void cut(Vectors& vectors, std::size_t size) {
    for (auto& v : vectors) v.resize(size);
}

}  // namespace

Eigenpairs allEigenpairs(SymmetricMatrix a) {
    const std::size_t side = a.side();
    Vectors vectors = identity(side, side);
    for (int sweep = 0; sweep < 60; ++sweep) {
        const auto [off, on] = squares(a);
        if (off <= 1e-36 * on) break;
        for (std::size_t p = 0; p + 1 < side; ++p)
            for (std::size_t q = p + 1; q < side; ++q) rotate(a, vectors, p, q);
    }
    std::vector<std::size_t> order(side);
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(),
                     [&a](std::size_t i, std::size_t k) { return a.row(i)[i] > a.row(k)[k]; });
    Eigenpairs pairs;
    for (const std::size_t i : order) {
        pairs.values.push_back(a.row(i)[i]);
        pairs.vectors.push_back(std::move(vectors[i]));
    }
    return pairs;
}

Eigenpairs largestEigenpairs(const SymmetricMatrix& matrix, std::size_t count) {
    Eigenpairs pairs;
    if (matrix.side() <= kDirections) {
        pairs = allEigenpairs(matrix);
        count = std::min(count, pairs.values.size());
        pairs.values.resize(count);
        pairs.vectors.resize(count);
        return pairs;
    }
    SearchSpace space(matrix);
    Vectors directions = fixedStart(matrix.side(), matrix.stride());
    const std::size_t block = std::min(std::max(count, kBlock), kKept);
    for (int round = 0; round < 1000 && space.grow(std::move(directions)); ++round) {
        Vectors residuals;
        space.solve(block, pairs, residuals);
        directions.clear();
        bool isDone = true;
        for (std::size_t i = 0; i < residuals.size(); ++i) {
            const double left = std::sqrt(dot(residuals[i], residuals[i]));
            const double enough = std::max(1e-13 * pairs.values[i], 1e-14 * pairs.values[0]);
            if (left <= enough) continue;
            isDone = isDone && i >= count;
            if (directions.size() < kBlock) directions.push_back(std::move(residuals[i]));
        }
        if (isDone && pairs.values.size() >= count) break;
    }
    pairs.values.resize(count);
    pairs.vectors.resize(count);
    cut(pairs.vectors, matrix.side());
    return pairs;
}

}  // namespace engine
