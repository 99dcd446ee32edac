// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "representation/token_grid.h"

#include <vector>

namespace engine {

/// Minimum, maximum, mean and population standard deviation of the finite values of a map, and how
/// many are not finite.
struct MapStatistics {
    float minimum = 0, maximum = 0;
    double mean = 0, deviation = 0;
    int nanCount = 0;
};
MapStatistics statisticsOf(const std::vector<float>& values);

/// Euclidean norm of the activation vector at every token of one layer.
///
/// Shape [height, width] in tokens, row-major; same unit as the activation. May hold NaN where the
/// activation did. Immutable, so any thread may read it. Source: reference/anomalies.md, section 5.
class NormMap {
public:
    /// \param values height * width numbers, row-major. Fails with Usage if the count differs or a
    /// side is not positive.
    static Result<NormMap> fromValues(int height, int width, std::vector<float> values);

    TokenGrid grid() const { return m_grid; }
    const std::vector<float>& values() const { return m_values; }
    float at(TokenIndex t) const { return m_values[m_grid.indexOf(t)]; }
    const MapStatistics& statistics() const { return m_statistics; }
    int nanCount() const { return m_statistics.nanCount; }

    /// (x - mean) / population standard deviation of this map; 0 where the deviation is 0; NaN
    /// stays NaN.
    double zScore(TokenIndex t) const;
    /// Share of finite tokens whose norm is <= this one's, in percent; NaN for NaN.
    double percentile(TokenIndex t) const;

private:
    NormMap(TokenGrid grid, std::vector<float> values);

    TokenGrid m_grid;
    std::vector<float> m_values;
    std::vector<float> m_sorted;  // finite values, ascending
    MapStatistics m_statistics;
};

}  // namespace engine
