// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/map_values.h"

#include <analysis/k_means.h>

namespace core {

/// The colour of cluster \a number, 1 to kMostClusters, whatever the count of clusters. Chosen by
/// search: any two differ by 20 or more in CIELAB, with normal vision and with protanopia,
/// deuteranopia and tritanopia; the first ones by more.
Rgb clusterColor(int number);

/// The number of every token's nearest centre and its colour.
MapValues clusterMap(const engine::Representation& layer, const engine::Clusters& clusters);

}  // namespace core
