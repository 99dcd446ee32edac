// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/map_figure.h"

#include <cassert>
#include <cstdio>

namespace core {
namespace {

constexpr double kMargin = 4;  // points around everything
constexpr double kBarGap = 6;  // between map and colour bar
constexpr double kBarWidth = 9;
constexpr double kLabelsWidth = 44;  // numbers and the bar's title
constexpr int kLabelSize = 7;
constexpr Rgb kMissing{160, 160, 160};
constexpr Rgb kFrame{0, 0, 0};
constexpr Rgb kMark{0, 255, 255};  // no entry of the sequential tables comes near it

void addMap(Figure& figure, const MapFigureSpec& spec, const Figure::Box& map) {
    const auto& table = colorTable(spec.colors);
    Figure::Mosaic cells{map, spec.grid.height, spec.grid.width, {}};
    for (const float value : spec.values)
        cells.colors.push_back(colorOf(value, spec.range, table).value_or(kMissing));
    figure.outlines.push_back({map, kFrame, 0.5});
    if (spec.marked)
        figure.outlines.push_back({cells.cell(spec.marked->row, spec.marked->col), kMark, 1.0});
    figure.mosaics.push_back(std::move(cells));
}

void addBar(Figure& figure, const MapFigureSpec& spec, const Figure::Box& bar) {
    const auto& table = colorTable(spec.colors);
    figure.mosaics.push_back(
        {bar, int(table.size()), 1, std::vector<Rgb>(table.rbegin(), table.rend())});
    figure.outlines.push_back({bar, kFrame, 0.5});
}

void addBarLabels(Figure& figure, const MapFigureSpec& spec, const Figure::Box& bar) {
    const double x = bar.left + bar.width + 3;
    const double low = spec.range.low, high = spec.range.high;
    figure.labels.push_back({x, bar.top + kLabelSize * 0.75, numberLabel(high), kLabelSize});
    figure.labels.push_back({x, bar.top + bar.height / 2 + kLabelSize * 0.35,
                             numberLabel((low + high) / 2), kLabelSize});
    figure.labels.push_back({x, bar.top + bar.height, numberLabel(low), kLabelSize});
    figure.labels.push_back({figure.width - kMargin - 1, bar.top + bar.height, spec.barTitle,
                             kLabelSize, Figure::Turn::Upwards});
}

}  // namespace

std::string numberLabel(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", value == 0 ? 0.0 : value);  // never "-0"
    for (char& c : text)
        if (c == ',') c = '.';  // a locale's decimal comma
    return text;
}

Figure composeMapFigure(const MapFigureSpec& spec) {
    assert(spec.grid.count() > 0 && std::size_t(spec.grid.count()) == spec.values.size());
    Figure figure;
    figure.width = spec.width;
    const double mapWidth = spec.width - 2 * kMargin - kBarGap - kBarWidth - kLabelsWidth;
    const double mapHeight = mapWidth * spec.grid.height / spec.grid.width;
    figure.height = mapHeight + 2 * kMargin;
    const Figure::Box map{kMargin, kMargin, mapWidth, mapHeight};
    const Figure::Box bar{kMargin + mapWidth + kBarGap, kMargin, kBarWidth, mapHeight};
    addMap(figure, spec, map);
    addBar(figure, spec, bar);
    addBarLabels(figure, spec, bar);
    return figure;
}

}  // namespace core
