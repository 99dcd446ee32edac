// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/color_map.h"

#include <string>
#include <vector>

namespace core {

/// \a value with \a digits significant ones as a paper prints it: a real minus sign, no superfluous
/// zeros, powers of ten as "1.2×10⁵" below 0.001 and from 100000 on.
std::string figureNumber(double value, int digits = 4);

/// A number beside a colour bar.
struct BarTick {
    double share = 0;  ///< of the bar's length, from low to high
    std::string text;
    friend bool operator==(const BarTick&, const BarTick&) = default;
};

/// Both ends of \a range, with as many digits as it takes to tell them apart (4 or more), and
/// between them multiples of 1, 2, 2.5 or 5 times a power of ten: as many as leave each the share
/// \a spacing of the bar's length for itself.
std::vector<BarTick> barTicks(ColorRange range, double spacing);
/// The ends alone with \a digits. Two equal texts where these do not tell them apart.
std::vector<BarTick> barEnds(ColorRange range, int digits);

}  // namespace core
