// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace widgets {

/// How labels of an axis are set so that they never touch.
struct LabelPlan {
    bool isTurned = false;  ///< by kLabelTurn degrees
    int every = 1;          ///< only each so-manieth label is written
};
inline constexpr double kLabelTurn = 60;
/// \param spacing of neighbouring labels' places, \param widest label and \param height of a line,
/// in pixels.
LabelPlan planLabels(int count, double spacing, double widest, double height);

}  // namespace widgets
