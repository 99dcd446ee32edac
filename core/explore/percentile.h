// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

namespace core {

/// The finite ones of \a values, ascending.
std::vector<float> sortedFinite(std::span<const float> values);

/// The \a percent-th percentile (0..100) of \a sorted numbers, linear between the two nearest, as
/// numpy.percentile. Precondition: at least one.
double percentileOf(std::span<const float> sorted, double percent);

}  // namespace core
