// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <explore/map_options.h>

#include <QString>

#include <vector>

namespace app {

/// \name Kinds of map as menu and show bar offer them
/// One number stands for the kind and what tells the entries of one kind apart: the scale of norms,
/// the measure of similarities.
/// @{
int mapCodeOf(const core::MapOptions& options);
/// \a options with the kind, scale or measure that \a code stands for; the rest stays.
core::MapOptions withMapCode(core::MapOptions options, int code);

struct MapEntry {
    int code;
    QString name;
    const char* id;  ///< stable, for keys.json: "z-norm"
};
/// Norms first, in all scales.
std::vector<MapEntry> normEntries();
/// Those with colours of their own, channels and differences. Similarities: engine::allMeasures().
std::vector<MapEntry> otherMapEntries();
/// @}

}  // namespace app
