// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/cluster_map.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <limits>

namespace core {

namespace {

constexpr std::array<Rgb, std::size_t(kMostClusters)> kColors = {{{0, 80, 120},
                                                                  {240, 120, 0},
                                                                  {120, 240, 240},
                                                                  {160, 0, 240},
                                                                  {120, 0, 0},
                                                                  {160, 160, 120},
                                                                  {120, 160, 240},
                                                                  {240, 240, 120},
                                                                  {120, 80, 80},
                                                                  {200, 120, 160},
                                                                  {80, 0, 160},
                                                                  {200, 40, 0}}};

}  // namespace

Rgb clusterColor(int number) {
    assert(number >= 1 && number <= kMostClusters);
    return kColors[std::size_t(number - 1)];
}

MapValues clusterMap(const engine::Representation& layer, const engine::Clusters& clusters) {
    const auto nearest = engine::nearestCentres(layer, clusters);
    MapValues map;
    map.grid = layer.grid();
    map.shares.resize(clusters.centres.size());
    for (const int index : nearest) {
        const bool isIn = index >= 0;
        const auto color = isIn ? clusterColor(index + 1) : Rgb();
        map.values.push_back(isIn ? float(index + 1) : std::numeric_limits<float>::quiet_NaN());
        map.rgb.insert(map.rgb.end(), {color.r, color.g, color.b});
        if (isIn) ++map.shares[std::size_t(index)];
    }
    const auto finite = nearest.size() - std::size_t(std::ranges::count(nearest, -1));
    for (double& share : map.shares) share /= double(std::max<std::size_t>(1, finite));
    if (finite < nearest.size())
        for (const int index : nearest) map.notFinite.push_back(std::uint8_t(index < 0));
    return map;
}

}  // namespace core
