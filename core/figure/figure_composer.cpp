// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/figure_composer.h"

#include "figure/figure_bars.h"
#include "figure/figure_contents.h"
#include "figure/figure_layout.h"
#include "figure/figure_panel_drawing.h"
#include "figure/figure_spec_json.h"
#include "figure/figure_text.h"

#include <base/guarded.h>

#include <set>
#include <string>
#include <utility>

namespace core {
namespace {

using engine::Error;
using engine::ErrorCode;
using engine::Result;
using engine::Status;

Error cannot(const std::string& why) {
    return {ErrorCode::Usage, "The figure cannot be drawn: " + why + "."};
}

Status checkMarks(const FigurePanel& panel) {
    for (const auto& mark : panel.marks) {
        const auto& [first, rows, cols] = mark.tokens;
        const engine::TokenIndex last{first.row + rows - 1, first.col + cols - 1};
        if (rows < 1 || cols < 1 || !mark.grid.contains(first) || !mark.grid.contains(last))
            return cannot("a mark lies outside its grid");
    }
    return {};
}

/// What a file was checked for when it was read, a window's own specification is checked for here.
Status check(const FigureSpec& spec) {
    if (!(spec.width >= kMinFigureWidth && spec.width <= kMaxFigureWidth))
        return cannot("a width of " + std::to_string(spec.width) + " points is none");
    if (spec.textSize < kMinFigureText || spec.textSize > kMaxFigureText)
        return cannot("text has 7 to 9 points, not " + std::to_string(spec.textSize));
    if (spec.panels.empty()) return cannot("there is nothing in it");
    std::set<std::pair<int, int>> places;
    for (const auto& panel : spec.panels) {
        if (panel.row < 0 || panel.row >= kMaxFigureLines || panel.column < 0 ||
            panel.column >= kMaxFigureLines)
            return cannot("it has more than " + std::to_string(kMaxFigureLines) +
                          " rows or columns");
        if (!places.insert({panel.row, panel.column}).second)
            return cannot("two panels are at row " + std::to_string(panel.row + 1) + ", column " +
                          std::to_string(panel.column + 1));
        if (!(panel.range.low < panel.range.high)) return cannot("a range of colors is empty");
        if (auto status = checkMarks(panel); !status) return status;
    }
    return {};
}

Figure drawn(const FigureLayout& layout, const FigureSpec& spec,
             const std::vector<PanelContent>& contents) {
    Figure figure;
    figure.width = layout.width;
    figure.height = layout.height;
    for (std::size_t i = 0; i < contents.size(); ++i)
        drawPanel(figure, contents[i], layout.panels[i], spec);
    for (const auto& bar : layout.bars) bar.block.draw(figure, bar.side, bar.words);
    for (const auto& line : layout.lines)
        addLine(figure, line.text, spec.textSize, line.middle, line.width, line.turn);
    return figure;
}

}  // namespace

Result<Figure> composeFigure(const FigureSpec& spec, const engine::NamedArrays& arrays) {
    return engine::guarded("Composing the figure", [&]() -> Result<Figure> {
        if (auto status = check(spec); !status) return status.error();
        auto contents = panelContents(spec, arrays);
        if (!contents) return contents.error();
        const auto bars = figureBars(spec, *contents);
        const auto layout = layOut(spec, *contents, bars);
        if (!layout) return layout.error();
        return drawn(*layout, spec, *contents);
    });
}

}  // namespace core
