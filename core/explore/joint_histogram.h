// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace core {

/// How often two numbers of a token occur together: equally wide bins from the smallest to the
/// largest finite value of each. A plain value. Source: reference/similarity.md, section 7.
struct JointHistogram {
    double lowX = 0, highX = 0, lowY = 0, highY = 0;
    int columns = 0, rows = 0;  ///< bins across (x) and up (y)
    std::vector<int> counts;    ///< [rows * columns], the lowest y first
    int notFinite = 0;          ///< tokens of which x or y is NaN or infinite: in no bin

    int at(int column, int row) const {
        return counts[std::size_t(row) * std::size_t(columns) + std::size_t(column)];
    }
    int largest() const;
    /// Column and row of the bin; nothing outside of all bins. The last one includes its upper end;
    /// values that are all equal fill the first one.
    std::optional<std::pair<int, int>> binOf(double x, double y) const;
};

/// Of the tokens that are finite in both. \param x, y one number per token; the same count.
JointHistogram jointHistogramOf(std::span<const float> x, std::span<const float> y,
                                int columns = 64, int rows = 48);

}  // namespace core
