// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/pca_map.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace core {
namespace {

std::uint8_t levelOf(double value, double low, double high) {
    const double share = high > low ? (value - low) / (high - low) : 0;
    return std::uint8_t(std::clamp(share, 0.0, 1.0) * 255);
}

/// Takes \a projected into low and high. Without a finite token there is nothing to take.
void widen(double& low, double& high, const std::vector<double>& projected) {
    for (const double p : projected)
        if (!std::isnan(p)) low = std::min(low, p), high = std::max(high, p);
}

}  // namespace

PcaColors pcaColorsOf(std::span<const SharedRepresentation> parts) {
    constexpr double far = std::numeric_limits<double>::infinity();
    PcaColors colors;
    colors.axes = engine::principalAxes(parts, 3);
    for (std::size_t k = 0; k < colors.axes.axes.size(); ++k) {
        colors.low[k] = far, colors.high[k] = -far;
        for (const auto& part : parts)
            widen(colors.low[k], colors.high[k], engine::projection(*part, colors.axes, k));
    }
    return colors;
}

MapValues pcaMap(const engine::Representation& layer, const PcaColors& colors) {
    MapValues map;
    map.grid = layer.grid();
    map.rgb.resize(std::size_t(map.grid.count()) * 3);
    for (std::size_t k = 0; k < colors.axes.axes.size(); ++k) {
        map.explained[k] = colors.axes.variances[k] / colors.axes.totalVariance;
        const auto projected = engine::projection(layer, colors.axes, k);
        for (std::size_t t = 0; t < projected.size(); ++t)
            if (!std::isnan(projected[t]))
                map.rgb[t * 3 + k] = levelOf(projected[t], colors.low[k], colors.high[k]);
    }
    if (layer.norms().nanCount() > 0)
        for (const float norm : layer.norms().values())
            map.notFinite.push_back(std::isfinite(norm) ? 0 : 1);
    return map;
}

}  // namespace core
