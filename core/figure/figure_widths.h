// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace core {

/// A width that a venue asks for.
struct FigureWidth {
    std::string_view id;    ///< "icml-column": for the command line and settings
    std::string_view name;  ///< "ICML column": a proper name, not translated
    double inches = 0;
    double points() const { return inches * 72; }
};

/// The columns and texts of the venues, narrow ones first within each. Source: reference/ux.md,
/// 3.13.
const std::array<FigureWidth, 5>& figureWidths();

/// "icml-column", "3.25in", "8.5cm", "85mm", "234pt" or "234" (points) as points. Nothing where it
/// is none of these or lies outside 36 to 2000 points.
std::optional<double> figureWidthFrom(std::string_view text);

}  // namespace core
