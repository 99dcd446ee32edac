// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <analysis/similarity.h>
#include <figure/color_map.h>

namespace app {

enum class MapMode { Norm, Similarity };

/// What all tiles show, and in which colours.
struct ViewOptions {
    MapMode mode = MapMode::Norm;
    engine::SimilarityMeasure measure = engine::SimilarityMeasure::Cosine;
    core::ColorMapId normColors = core::ColorMapId::Magma;
    core::ColorMapId signedColors = core::ColorMapId::CoolWarm;
    core::ColorMapId unsignedColors = core::ColorMapId::Viridis;
    /// Whether a similarity's colours span all it can be (-1..1 or 0..1), which compares between
    /// tiles and tokens, or the values of each map.
    bool isSimilarityRangeFixed = true;

    friend bool operator==(const ViewOptions&, const ViewOptions&) = default;

    core::ColorMapId similarityColors() const {
        return isSigned(measure) ? signedColors : unsignedColors;
    }
};

}  // namespace app
