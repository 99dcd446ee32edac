// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace engine {

/// A symmetric matrix of float64, all of it stored; rows are padded with zeros to a multiple of 8,
/// as the kernels want them.
class SymmetricMatrix {
public:
    explicit SymmetricMatrix(std::size_t side)
        : m_side(side), m_stride((side + 7) / 8 * 8), m_values(m_side * m_stride) {}

    std::size_t side() const { return m_side; }
    std::size_t stride() const { return m_stride; }
    double* row(std::size_t i) { return m_values.data() + i * m_stride; }
    const double* row(std::size_t i) const { return m_values.data() + i * m_stride; }

private:
    std::size_t m_side, m_stride;
    std::vector<double> m_values;
};

/// Largest first; vectors of unit length, orthogonal, their sign left as it came.
struct Eigenpairs {
    std::vector<double> values;
    std::vector<std::vector<double>> vectors;
};

/// All eigenpairs, by Jacobi's rotations: exact to float64's rounding, for sides up to about 100.
/// Source: Golub and Van Loan, Matrix Computations, section 8.5.
Eigenpairs allEigenpairs(SymmetricMatrix matrix);

/// The \a count largest eigenpairs (at most the side) of a positive semidefinite matrix.
///
/// Rayleigh-Ritz in a block Krylov space that starts from fixed vectors and is thinned out when it
/// has grown to 40 directions, until each residual |A x - l x| is below 1e-13 of its eigenvalue or
/// 1e-14 of the largest one, float64's rounding. Same bytes on every run and processor. Source:
/// Saad, Numerical Methods for Large Eigenvalue Problems, chapter 7.
Eigenpairs largestEigenpairs(const SymmetricMatrix& matrix, std::size_t count);

}  // namespace engine
