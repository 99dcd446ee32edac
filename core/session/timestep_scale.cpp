// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/timestep_scale.h"

#include <algorithm>
#include <cmath>

namespace core {

int timestepAtPosition(int position) {
    position = std::clamp(position, 0, kLastPosition);
    const auto i = std::min(std::size_t(position / kPositionsPerStop), kTimestepStops.size() - 2);
    const double share = double(position - int(i) * kPositionsPerStop) / kPositionsPerStop;
    return int(
        std::lround(kTimestepStops[i] + share * (kTimestepStops[i + 1] - kTimestepStops[i])));
}

int positionOfTimestep(int timestep) {
    timestep = std::clamp(timestep, 0, kLastTimestep);
    std::size_t i = 0;
    while (i + 2 < kTimestepStops.size() && kTimestepStops[i + 1] <= timestep) ++i;
    const double share =
        double(timestep - kTimestepStops[i]) / (kTimestepStops[i + 1] - kTimestepStops[i]);
    return int(i) * kPositionsPerStop + int(std::lround(share * kPositionsPerStop));
}

int nextStop(int timestep) {
    const auto* at = std::upper_bound(kTimestepStops.begin(), kTimestepStops.end(), timestep);
    return at == kTimestepStops.end() ? timestep : *at;
}

int previousStop(int timestep) {
    const auto* at = std::lower_bound(kTimestepStops.begin(), kTimestepStops.end(), timestep);
    return at == kTimestepStops.begin() ? timestep : *(at - 1);
}

}  // namespace core
