// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/correspondence_map.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace core {
namespace {

/// Full saturation. \param turn 0..1 around the wheel.
Rgb colorOfHue(double turn, double brightness) {
    const auto level = [&](double shift) {
        const double k = std::fmod(shift + turn * 6, 6.0);
        const double share = 1 - std::clamp(std::min(k, 4 - k), 0.0, 1.0);
        return std::uint8_t(std::lround(255 * brightness * share));
    };
    return {level(5), level(3), level(1)};
}

void add(MapValues& map, Rgb color) {
    map.rgb.insert(map.rgb.end(), {color.r, color.g, color.b});
}

engine::TokenIndex placeOf(engine::TokenIndex token, const engine::TokenGrid& grid,
                           bool isMirrored) {
    return isMirrored ? engine::TokenIndex{token.row, grid.width - 1 - token.col} : token;
}

}  // namespace

Rgb wheelColor(engine::TokenIndex token, const engine::TokenGrid& grid) {
    const double x = (2 * token.col + 1 - grid.width) / double(grid.width);
    const double y = (grid.height - 1 - 2 * token.row) / double(grid.height);
    const double turn = std::atan2(y, x) / (2 * std::numbers::pi);
    const double distance = std::sqrt((x * x + y * y) / 2);
    return colorOfHue(turn < 0 ? turn + 1 : turn, 1 - distance);
}

MapValues correspondenceMap(const engine::Correspondence& found, bool isMirrored) {
    MapValues map;
    map.grid = found.grid;
    map.values = found.values;
    map.matches = found.matches;
    map.matchGrid = found.other;
    bool isWhole = true;
    for (const int match : found.matches) {
        isWhole = isWhole && match >= 0;
        if (match < 0)
            add(map, {});
        else
            add(map, wheelColor(
                         placeOf(found.other.tokenOf(std::size_t(match)), found.other, isMirrored),
                         found.other));
    }
    if (!isWhole)
        for (const int match : found.matches) map.notFinite.push_back(std::uint8_t(match < 0));
    return map;
}

MapValues wheelMap(const engine::TokenGrid& grid, bool isMirrored) {
    MapValues map;
    map.grid = map.matchGrid = grid;
    for (std::size_t t = 0; t < std::size_t(grid.count()); ++t)
        add(map, wheelColor(placeOf(grid.tokenOf(t), grid, isMirrored), grid));
    return map;
}

}  // namespace core
