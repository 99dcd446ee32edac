// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/map_options.h"
#include "explore/map_range.h"
#include "session/spot.h"

#include <QString>

#include <string>
#include <vector>

namespace core {

/// One of the anomaly study's phenomena, set up to be seen at once: which layers, timestep, kind of
/// map and reference. Layers that a model does not have are left out. Source:
/// reference/similarity.md (summary, 10) and reference/anomalies.md.
struct Preset {
    std::string id;             ///< "position", "corner", "anomaly"
    QString name, explanation;  ///< translated: for the menu, and what to look for, two sentences
    std::vector<std::string> layers;  ///< as engine::selectLayers
    int timestep = 50;
    MapOptions options;
    RangeMode range = RangeMode::Map;
    /// Where the reference is kept, on the first picture; \c atLargestNorm puts it on the token of
    /// largest z score of the layer that the first of \c layers names instead.
    Spot reference;
    bool atLargestNorm = false;
    /// Pictures of the demo that show it best, by file name; the first is made current.
    std::vector<std::string> demoPictures;
};

/// The three presets.
const std::vector<Preset>& presets();

}  // namespace core
