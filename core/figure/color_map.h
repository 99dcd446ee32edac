// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace core {

struct Rgb {
    std::uint8_t r = 0, g = 0, b = 0;
    friend bool operator==(const Rgb&, const Rgb&) = default;
};

/// Perceptually uniform colour tables, equal to matplotlib's (CC0) within 1/255, and that of the
/// published similarity explorer: white at 0, to orange (255, 165, 0) at 1 and blue (0, 165, 255)
/// at -1 (reference/similarity.md, section 3).
enum class ColorMapId {
    Magma,
    Viridis,
    Cividis,
    Inferno,
    Plasma,
    Gray,
    CoolWarm,
    RdBu,
    OrangeBlue
};

/// How many there are; their ids are 0 to kColorMapCount - 1.
inline constexpr std::size_t kColorMapCount = std::size_t(ColorMapId::OrangeBlue) + 1;

std::string_view nameOf(ColorMapId id);
std::optional<ColorMapId> colorMapNamed(std::string_view name);
/// 256 entries from low to high.
const std::array<Rgb, 256>& colorTable(ColorMapId id);

/// What a map's colours mean. Values outside are clipped (and counted by whoever draws).
struct ColorRange {
    float low = 0, high = 1;
    friend bool operator==(const ColorRange&, const ColorRange&) = default;
};
/// From the smallest to the largest finite value; symmetric about 0 if \a isSymmetric. Never empty.
ColorRange fullRange(const std::vector<float>& values, bool isSymmetric);
/// Whether \a value lies outside by more than rounding, 1e-5 of the range's width: a cosine of
/// 1.0000001 is 1. NaN does not.
bool isBelow(float value, ColorRange range);
bool isAbove(float value, ColorRange range);
/// The table entry of \a value; NaN has none.
std::optional<Rgb> colorOf(float value, ColorRange range, const std::array<Rgb, 256>& table);

}  // namespace core
