// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/explorer_state.h"
#include "figure/color_map.h"

#include <analysis/similarity.h>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

/// What session files call things: for their writer and their reader alone.
namespace core::session {

using Words = std::vector<std::string_view>;

inline constexpr const char* kKind = "denoscope-session";
inline constexpr std::int64_t kSchema = 1;

/// \name In the order of their enums
/// @{
inline constexpr std::size_t kKindCount = 7;
inline const Words kKinds = {"norm",       "similarity", "pca",           "channel",
                             "difference", "clusters",   "correspondence"};
inline const Words kNormScales = {"raw", "log", "z", "percentile"};
inline const Words kNormalisations = {"own", "pictures"};
inline const Words kPcaBases = {"own", "pictures", "timesteps"};
inline const Words kDifferencesTo = {"picture", "timestep", "layer"};
inline const Words kDifferencesOf = {"norms", "vectors"};
inline const Words kRanges = {"map", "layer", "run", "fixed", "robust"};
inline const Words kFits = {"crop", "stretch", "pad", "keep"};
/// @}
inline const Words kProtocols = {"standard", "paper"};
inline const Words kHalves = {"conditional", "unconditional"};

// a new kind of map needs its word, and its options their fields
static_assert(kMapKinds == kKindCount);

inline Words measures() {
    Words ids;
    for (const auto measure : engine::allMeasures()) ids.push_back(engine::idOf(measure));
    return ids;
}

inline Words colorMaps() {
    Words names;
    for (int i = 0; i <= int(ColorMapId::OrangeBlue); ++i) names.push_back(nameOf(ColorMapId(i)));
    return names;
}

}  // namespace core::session
