// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/color_map.h"

#include "figure/color_tables.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace core {
namespace {

using ColorTable = std::array<Rgb, 256>;

constexpr ColorTable unpacked(const color_tables::PackedTable& packed) {
    ColorTable table;
    for (std::size_t i = 0; i < table.size(); ++i)
        table[i] = {std::uint8_t(packed[i] >> 16), std::uint8_t(packed[i] >> 8 & 0xff),
                    std::uint8_t(packed[i] & 0xff)};
    return table;
}

/// Orange and blue over white, as opaque as the value is far from 0.
constexpr ColorTable orangeBlue() {
    ColorTable table;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const double s = (2.0 * double(i) - 255) / 255;
        const double opacity = s < 0 ? -s : s;
        const auto over = [&](int color) {
            return std::uint8_t(255 - (255 - color) * opacity + 0.5);
        };
        table[i] = s > 0 ? Rgb{over(255), over(165), over(0)} : Rgb{over(0), over(165), over(255)};
    }
    return table;
}

struct ColorMap {
    std::string_view name;
    ColorTable table;
};

/// In the order of ColorMapId.
constexpr std::array<ColorMap, kColorMapCount> colorMaps = {{
    {"magma", unpacked(color_tables::magma)},
    {"viridis", unpacked(color_tables::viridis)},
    {"cividis", unpacked(color_tables::cividis)},
    {"inferno", unpacked(color_tables::inferno)},
    {"plasma", unpacked(color_tables::plasma)},
    {"gray", unpacked(color_tables::gray)},
    {"coolwarm", unpacked(color_tables::coolwarm)},
    {"RdBu", unpacked(color_tables::RdBu)},
    {"orange-blue", orangeBlue()},
}};

const ColorMap& mapOf(ColorMapId id) {
    return colorMaps[std::size_t(id)];
}

/// A range around one value, as wide as is sensible for its size.
ColorRange around(float value) {
    constexpr float largest = std::numeric_limits<float>::max();
    const float half = std::max(0.5f, std::fabs(value) / 2);
    return {std::max(value - half, -largest), std::min(value + half, largest)};
}

}  // namespace

std::string_view nameOf(ColorMapId id) {
    return mapOf(id).name;
}

std::optional<ColorMapId> colorMapNamed(std::string_view name) {
    for (std::size_t i = 0; i < colorMaps.size(); ++i)
        if (colorMaps[i].name == name) return ColorMapId(i);
    return std::nullopt;
}

const std::array<Rgb, 256>& colorTable(ColorMapId id) {
    return mapOf(id).table;
}

ColorRange fullRange(const std::vector<float>& values, bool isSymmetric) {
    float low = std::numeric_limits<float>::infinity();
    float high = -low;
    for (const float v : values) {
        if (!std::isfinite(v)) continue;
        low = std::min(low, v);
        high = std::max(high, v);
    }
    const bool isNothing = low > high;
    if (isSymmetric) {
        const float reach = isNothing ? 0 : std::max(std::fabs(low), std::fabs(high));
        return reach > 0 ? ColorRange{-reach, reach} : ColorRange{-1, 1};
    }
    if (isNothing) return {};
    return low < high ? ColorRange{low, high} : around(low);
}

bool isBelow(float value, ColorRange range) {
    return value < range.low - (range.high - range.low) * 1e-5f;
}

bool isAbove(float value, ColorRange range) {
    return value > range.high + (range.high - range.low) * 1e-5f;
}

std::optional<Rgb> colorOf(float value, ColorRange range, const std::array<Rgb, 256>& table) {
    if (std::isnan(value)) return std::nullopt;
    const double width = double(range.high) - range.low;
    const double share = width > 0 ? (double(value) - range.low) / width : 0;
    return table[std::size_t(std::clamp(share * 256, 0.0, 255.0))];
}

}  // namespace core
