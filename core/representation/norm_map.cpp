// SPDX-License-Identifier: GPL-3.0-or-later
#include "representation/norm_map.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace engine {
namespace {

std::vector<float> finiteOf(const std::vector<float>& values) {
    std::vector<float> finite;
    finite.reserve(values.size());
    std::copy_if(values.begin(), values.end(), std::back_inserter(finite),
                 [](float v) { return std::isfinite(v); });
    return finite;
}

double meanOf(const std::vector<float>& finite) {
    double sum = 0;
    for (const float v : finite) sum += v;
    return sum / double(finite.size());
}

double deviationOf(const std::vector<float>& finite, double mean) {
    double sum = 0;
    for (const float v : finite) sum += (v - mean) * (v - mean);
    return std::sqrt(sum / double(finite.size()));
}

}  // namespace

MapStatistics statisticsOf(const std::vector<float>& values) {
    MapStatistics s;
    const std::vector<float> finite = finiteOf(values);
    s.nanCount = int(values.size() - finite.size());
    if (finite.empty()) return s;
    const auto [low, high] = std::minmax_element(finite.begin(), finite.end());
    s.minimum = *low;
    s.maximum = *high;
    // A constant map deviates by exactly nothing, whatever its sum was rounded to.
    s.mean = s.minimum == s.maximum ? s.minimum : meanOf(finite);
    s.deviation = deviationOf(finite, s.mean);
    return s;
}

Result<NormMap> NormMap::fromValues(int height, int width, std::vector<float> values) {
    const std::string shape = "[" + std::to_string(height) + ", " + std::to_string(width) + "]";
    if (height <= 0 || width <= 0)
        return Error{ErrorCode::Usage, "A norm map needs positive sides, found " + shape + "."};
    if (std::size_t(height) * std::size_t(width) != values.size())
        return Error{ErrorCode::Usage, "A norm map of " + shape + " needs as many values, found " +
                                           std::to_string(values.size()) + "."};
    return NormMap({height, width}, std::move(values));
}

NormMap::NormMap(TokenGrid grid, std::vector<float> values)
    : m_grid(grid),
      m_values(std::move(values)),
      m_sorted(finiteOf(m_values)),
      m_statistics(statisticsOf(m_values)) {
    std::sort(m_sorted.begin(), m_sorted.end());
}

double NormMap::zScore(TokenIndex t) const {
    const double value = at(t);
    if (std::isnan(value)) return value;
    if (m_statistics.deviation == 0) return 0;
    return (value - m_statistics.mean) / m_statistics.deviation;
}

double NormMap::percentile(TokenIndex t) const {
    const float value = at(t);
    if (std::isnan(value) || m_sorted.empty()) return std::numeric_limits<double>::quiet_NaN();
    const auto upTo = std::upper_bound(m_sorted.begin(), m_sorted.end(), value) - m_sorted.begin();
    return 100.0 * double(upTo) / double(m_sorted.size());
}

}  // namespace engine
