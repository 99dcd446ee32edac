// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/figure_bars.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace core {
namespace {

/// Panels whose bars have the same are on one bar.
using Key = std::tuple<int, int, std::string, ColorMapId>;

Key keyOf(const FigurePanel& panel, FigureBars sharing) {
    const bool byRow = sharing == FigureBars::Own || sharing == FigureBars::Row;
    const bool byColumn = sharing == FigureBars::Own || sharing == FigureBars::Column;
    return {byRow ? panel.row : 0, byColumn ? panel.column : 0, panel.barTitle, panel.colors};
}

bool isSymmetric(ColorRange range) {
    return range.low == -range.high;
}

ColorRange joined(ColorRange a, ColorRange b) {
    ColorRange both{std::min(a.low, b.low), std::max(a.high, b.high)};
    if (!isSymmetric(a) && !isSymmetric(b)) return both;
    const float reach = std::max(std::fabs(both.low), std::fabs(both.high));
    return {-reach, reach};
}

const char* nameOf(FigureBars sharing) {
    if (sharing == FigureBars::Row) return "this row";
    return sharing == FigureBars::Column ? "this column" : "this figure";
}

/// What a bar says of its range where its panels came with different ones: "this map" would be a
/// lie.
std::string joinedMode(const std::vector<PanelContent>& contents, const FigureBar& bar,
                       FigureBars sharing) {
    const FigurePanel& first = *contents[bar.members.front()].panel;
    bool hasOneMode = true, hasOneRange = true;
    for (const std::size_t i : bar.members) {
        hasOneMode &= contents[i].panel->rangeMode == first.rangeMode;
        hasOneRange &= contents[i].panel->range == first.range;
    }
    if (hasOneMode && hasOneRange) return first.rangeMode;
    if (!hasOneMode || first.rangeMode.empty() || first.rangeMode == "this map")
        return nameOf(sharing);
    return first.rangeMode + ", " + nameOf(sharing);
}

void noteClipping(FigureBar& bar, const PanelContent& content) {
    for (const float value : content.values) {
        if (!std::isfinite(value)) continue;
        bar.clipsLow |= isBelow(value, bar.range);
        bar.clipsHigh |= isAbove(value, bar.range);
    }
}

/// Indices of the maps, row by row.
std::vector<std::size_t> mapsInOrder(const std::vector<PanelContent>& contents) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < contents.size(); ++i)
        if (contents[i].isMap()) order.push_back(i);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const FigurePanel &p = *contents[a].panel, &q = *contents[b].panel;
        return std::pair(p.row, p.column) < std::pair(q.row, q.column);
    });
    return order;
}

}  // namespace

std::string FigureBar::oneLine() const {
    if (mode.empty()) return title;
    return title.empty() ? mode : title + " (" + mode + ")";
}

std::vector<FigureBar> figureBars(const FigureSpec& spec, std::vector<PanelContent>& contents) {
    std::vector<FigureBar> bars;
    std::vector<Key> keys;
    for (const std::size_t i : mapsInOrder(contents)) {
        const FigurePanel& panel = *contents[i].panel;
        const auto known = std::find(keys.begin(), keys.end(), keyOf(panel, spec.bars));
        if (known == keys.end()) {
            keys.push_back(keyOf(panel, spec.bars));
            bars.push_back({panel.colors,
                            panel.range,
                            panel.barTitle,
                            panel.rangeMode,
                            false,
                            false,
                            {i},
                            panel.row,
                            panel.column});
            continue;
        }
        FigureBar& bar = bars[std::size_t(known - keys.begin())];
        bar.range = joined(bar.range, panel.range);
        bar.members.push_back(i);
    }
    for (auto& bar : bars) {
        bar.mode = joinedMode(contents, bar, spec.bars);
        for (const std::size_t i : bar.members) {
            contents[i].range = bar.range;
            noteClipping(bar, contents[i]);
        }
    }
    return bars;
}

}  // namespace core
