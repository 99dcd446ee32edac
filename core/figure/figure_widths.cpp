// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/figure_widths.h"

#include "figure/figure_spec_json.h"

#include <charconv>

namespace core {
namespace {

constexpr std::array<FigureWidth, 5> kWidths = {{
    {"iclr-text", "ICLR, NeurIPS text", 5.5},
    {"icml-column", "ICML column", 3.25},
    {"icml-text", "ICML text", 6.75},
    {"cvpr-column", "CVPR column", 3.25},
    {"cvpr-text", "CVPR text", 6.875},
}};

struct Unit {
    std::string_view name;
    double points = 1;
};
constexpr std::array<Unit, 5> kUnits = {
    {{"", 1}, {"pt", 1}, {"in", 72}, {"cm", 72 / 2.54}, {"mm", 72 / 25.4}}};

}  // namespace

const std::array<FigureWidth, 5>& figureWidths() {
    return kWidths;
}

std::optional<double> figureWidthFrom(std::string_view text) {
    for (const auto& width : kWidths)
        if (width.id == text) return width.points();
    double number = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number, std::chars_format::fixed);
    if (read.ec != std::errc()) return std::nullopt;
    const std::string_view rest(read.ptr, std::size_t(end - read.ptr));
    for (const auto& unit : kUnits) {
        const double points = number * unit.points;
        if (unit.name == rest && points >= kMinFigureWidth && points <= kMaxFigureWidth)
            return points;
    }
    return std::nullopt;
}

}  // namespace core
