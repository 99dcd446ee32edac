// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/token_profile.h"

#include "explore/percentile.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace core {

TokenStanding standingOf(std::span<const float> values, std::size_t token) {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    const auto sorted = sortedFinite(values);
    if (sorted.empty()) return {none, none, none, none, none, none, none};
    const bool isKnown = token < values.size() && std::isfinite(values[token]);
    double sum = 0;
    for (const float v : sorted) sum += v;
    const auto p = [&](double percent) { return percentileOf(sorted, percent); };
    return {isKnown ? double(values[token]) : none,
            sum / double(sorted.size()),
            p(5),
            p(25),
            p(50),
            p(75),
            p(95)};
}

int Histogram::binOf(double value) const {
    const int last = int(counts.size()) - 1;
    if (!(high > low) || !(value > low)) return 0;
    return int(std::min((value - low) / (high - low) * double(counts.size()), double(last)));
}

Histogram histogramOf(std::span<const float> values, int bins) {
    assert(bins > 0);
    Histogram histogram;
    histogram.counts.resize(std::size_t(bins));
    const auto sorted = sortedFinite(values);
    histogram.notFinite = int(values.size() - sorted.size());
    if (sorted.empty()) return histogram;
    histogram.low = sorted.front();
    histogram.high = sorted.back();
    for (const float v : sorted) ++histogram.counts[std::size_t(histogram.binOf(v))];
    return histogram;
}

}  // namespace core
