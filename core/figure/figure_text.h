// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/figure.h"

#include <string>

namespace core {

/// \name Measures of a line of text in the figure's font, as shares of its size
/// Private to the composer. Source: DejaVu Sans 2.37: capitals and digits are 0.73 high.
/// @{
inline constexpr double kCapHeight = 0.73;
inline constexpr double kAscent = 0.8;  ///< of the letters that are written here
inline constexpr double kLine = 1.15;   ///< from base line to base line
/// @}

/// Black; what is said beside the point is quieter.
inline constexpr Rgb kInk{0, 0, 0}, kQuietInk{89, 89, 89};

/// \a text without line feeds and other control characters, which would be drawn as boxes.
std::string onOneLine(std::string text);

/// A line of at most \a width around \a middle, shortened where it has to be. Nothing is added
/// where nothing is left.
void addLine(Figure& figure, const std::string& text, int size, Figure::Point middle, double width,
             Figure::Turn turn = Figure::Turn::Upright, Rgb color = kInk);

}  // namespace core
