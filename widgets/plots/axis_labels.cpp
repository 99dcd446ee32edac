// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/axis_labels.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace widgets {

namespace {

constexpr double kGap = 4;

}  // namespace

LabelPlan planLabels(int count, double spacing, double widest, double height) {
    if (count < 2 || widest + kGap <= spacing) return {};
    // Parallel lines of text, turned, are as far apart as the sine of the angle lets them.
    const double needed = height / std::sin(kLabelTurn * std::numbers::pi / 180);
    const int every = spacing > 0 ? int(std::ceil(needed / spacing)) : count;
    return {true, std::clamp(every, 1, count)};
}

}  // namespace widgets
