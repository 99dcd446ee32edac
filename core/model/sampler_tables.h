// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sampler_config.h"

#include <vector>

namespace engine {

/// How one family of samplers spreads its timesteps. Source: reference/models.md, section 5.2.
struct TimestepRule {
    TimestepSpacing spacing = TimestepSpacing::Leading;
    int trainTimesteps = 1000;
    int lastTimestep = 0;  ///< where to begin, counted from 1; 0: trainTimesteps
    int steps = 1;
    int offset = 0;          ///< of "leading"
    bool isReal = false;     ///< "linspace" keeps real numbers: Euler and its kin
    bool isOneMore = false;  ///< spread steps + 1 and leave the last out: the multistep solvers
};

/// rule.steps timesteps, descending, rounded as NumPy rounds (half to even).
std::vector<float> timestepsOf(const TimestepRule& rule);

/// sqrt((1 - abar) / abar) per training timestep, float32.
std::vector<float> sigmaTable(const std::vector<float>& alphasCumprod);

/// Linear interpolation of \a table at the real-numbered index \a at, bounded by its ends.
double interpolate(const std::vector<float>& table, double at);

/// \a steps noise levels from \a max down to \a min, equally spaced in their 7th root.
/// Source: Karras et al. 2022, equation 5.
std::vector<double> karrasSigmas(double min, double max, int steps);

/// The real-numbered timestep whose noise level is \a sigma, by interpolating log sigma in \a
/// table.
double timestepOfSigma(double sigma, const std::vector<float>& table);

}  // namespace engine
