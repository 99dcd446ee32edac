// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/joint_histogram.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace core {
namespace {

/// -1 outside.
int binOf(double value, double low, double high, int bins) {
    if (!(value >= low && value <= high)) return -1;
    if (!(high > low)) return 0;
    return std::min(int((value - low) / (high - low) * bins), bins - 1);
}

}  // namespace

int JointHistogram::largest() const {
    return counts.empty() ? 0 : *std::ranges::max_element(counts);
}

std::optional<std::pair<int, int>> JointHistogram::binOf(double x, double y) const {
    if (counts.empty()) return std::nullopt;
    const int column = core::binOf(x, lowX, highX, columns);
    const int row = core::binOf(y, lowY, highY, rows);
    if (column < 0 || row < 0) return std::nullopt;
    return std::pair(column, row);
}

JointHistogram jointHistogramOf(std::span<const float> x, std::span<const float> y, int columns,
                                int rows) {
    assert(x.size() == y.size() && columns > 0 && rows > 0);
    JointHistogram histogram;
    const auto isFinite = [&](std::size_t i) { return std::isfinite(x[i]) && std::isfinite(y[i]); };
    bool isFirst = true;
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (!isFinite(i)) {
            ++histogram.notFinite;
            continue;
        }
        const double a = double(x[i]), b = double(y[i]);
        histogram.lowX = isFirst ? a : std::min(histogram.lowX, a);
        histogram.highX = isFirst ? a : std::max(histogram.highX, a);
        histogram.lowY = isFirst ? b : std::min(histogram.lowY, b);
        histogram.highY = isFirst ? b : std::max(histogram.highY, b);
        isFirst = false;
    }
    if (isFirst) return histogram;
    histogram.columns = columns;
    histogram.rows = rows;
    histogram.counts.resize(std::size_t(columns) * std::size_t(rows));
    for (std::size_t i = 0; i < x.size(); ++i)
        if (const auto bin = histogram.binOf(double(x[i]), double(y[i])); bin && isFinite(i))
            ++histogram.counts[std::size_t(bin->second) * std::size_t(columns) +
                               std::size_t(bin->first)];
    return histogram;
}

}  // namespace core
