// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/color_map.h"

#include <analysis/similarity.h>

#include <QString>

#include <vector>

namespace core {

/// How far a map's colours reach. Map: its own values. Layer: all maps of the same layer, over
/// timesteps and pictures. Run: all maps there are. Robust: from the 0.5th to the 99.5th percentile
/// of its own values, the rest clipped and marked. Fixed: two numbers, or what the values can be by
/// definition (-1..1 for a cosine). Source: reference/ux.md, R31 and R33.
enum class RangeMode { Map, Layer, Run, Fixed, Robust };

/// Smallest and largest finite value, joined over maps. A plain value.
struct ValueExtent {
    float low = 0, high = 0;
    bool isEmpty = true;  ///< no finite value so far
    void add(const ValueExtent& other);
};
ValueExtent extentOf(const std::vector<float>& values);

/// The range between linear interpolations of the percentiles 0.5 and 99.5 of the finite values.
ColorRange robustRange(const std::vector<float>& values, bool isSymmetric);
/// Never empty; symmetric about 0 if asked.
ColorRange rangeOfExtent(const ValueExtent& extent, bool isSymmetric);

/// What the values of a similarity map can be by definition: -1..1, or 0..1 for the distances.
ColorRange naturalRange(engine::SimilarityMeasure measure);

/// What the colour bar says of the mode: "this map", "layer, all timesteps", "whole run", "fixed",
/// "p0.5–p99.5". English in every language, for it goes into figures.
QString nameOf(RangeMode mode);

}  // namespace core
