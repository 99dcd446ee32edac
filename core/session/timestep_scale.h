// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

namespace core {

inline constexpr int kLastTimestep = 999;
inline constexpr int kDefaultTimestep = 50;

/// The noise levels at which the published explorer looks. Source: reference/similarity.md,
/// section 3.
inline constexpr std::array<int, 7> kTimestepStops = {0, 20, 50, 100, 200, 500, 999};

/// A slider's scale on which these stops lie equally far apart, and timesteps linearly between
/// them.
inline constexpr int kPositionsPerStop = 100;
inline constexpr int kLastPosition = kPositionsPerStop * (int(kTimestepStops.size()) - 1);

int timestepAtPosition(int position);  ///< 0..kLastPosition -> 0..999, clamped
int positionOfTimestep(int timestep);  ///< its inverse up to rounding: timestep -> position ->
                                       ///< timestep keeps every stop

/// The next stop above (below) \a timestep, or \a timestep itself at the end of the scale.
int nextStop(int timestep);
int previousStop(int timestep);

}  // namespace core
