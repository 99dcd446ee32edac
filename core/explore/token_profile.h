// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace core {

/// How one token lies among all tokens of a map: one point of a profile over layers or timesteps.
struct TokenStanding {
    double value = 0;  ///< at the token; NaN where there is none
    double mean = 0;   ///< over the finite tokens
    double p5 = 0, p25 = 0, p50 = 0, p75 = 0,
           p95 = 0;  ///< linear interpolation, as numpy.percentile
};
/// \param values [H * W]; \param token its index. All NaN without a finite value.
TokenStanding standingOf(std::span<const float> values, std::size_t token);

/// Counts of equally wide bins from the smallest to the largest finite value; equal values fill the
/// first bin of width 0.
struct Histogram {
    double low = 0, high = 0;
    std::vector<int> counts;
    int notFinite = 0;
    int binOf(double value) const;  ///< clamped
};
Histogram histogramOf(std::span<const float> values, int bins = 64);

}  // namespace core
