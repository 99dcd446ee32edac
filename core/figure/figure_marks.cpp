// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/figure_marks.h"

#include "figure/figure_font.h"
#include "figure/figure_text.h"

#include <algorithm>
#include <array>

namespace core {
namespace {

using Box = Figure::Box;

constexpr double kLineWidth = 0.8;  // points, as the next
constexpr double kEdgeWidth = 1.6;  // under the line, so that it shows on every colour
constexpr double kSmallest = 2.4;   // of an outline's sides: of tokens smaller than a line
constexpr double kLetterGap = 1.6, kHalo = 0.7;

/// Around the tokens, so that nothing of them is hidden; within the panel.
Box outlineBox(const FigureMark& mark, const Box& panel) {
    const double w = panel.width / mark.grid.width, h = panel.height / mark.grid.height;
    const double x = panel.left + mark.tokens.first.col * w;
    const double y = panel.top + mark.tokens.first.row * h;
    const double width = std::max(mark.tokens.cols * w, kSmallest);
    const double height = std::max(mark.tokens.rows * h, kSmallest);
    const double left = x + (mark.tokens.cols * w - width) / 2 - kEdgeWidth / 2;
    const double top = y + (mark.tokens.rows * h - height) / 2 - kEdgeWidth / 2;
    const double right = std::min(left + width + kEdgeWidth, panel.right());
    const double bottom = std::min(top + height + kEdgeWidth, panel.bottom());
    const Box box{std::max(left, panel.left), std::max(top, panel.top), 0, 0};
    return {box.left, box.top, right - box.left, bottom - box.top};
}

bool touch(const Box& a, const Box& b) {
    return a.left < b.right() && b.left < a.right() && a.top < b.bottom() && b.top < a.bottom();
}

bool contains(const Box& outer, const Box& inner) {
    return inner.left >= outer.left && inner.right() <= outer.right() && inner.top >= outer.top &&
           inner.bottom() <= outer.bottom();
}

/// Right of the upper corner, left of it, right and left of the lower one, above, below.
std::array<Box, 6> placesBeside(const Box& mark, double width, double height) {
    const double right = mark.right() + kLetterGap, left = mark.left - kLetterGap - width;
    const double low = mark.bottom() - height;
    const double middle = mark.left + (mark.width - width) / 2;
    return {{{right, mark.top, width, height},
             {left, mark.top, width, height},
             {right, low, width, height},
             {left, low, width, height},
             {middle, mark.top - kLetterGap - height, width, height},
             {middle, mark.bottom() + kLetterGap, width, height}}};
}

/// The first place within \a panel that touches none of \a taken; the first within it if all do; or
/// the middle of the mark.
Box letterBox(const Box& mark, const Box& panel, const std::vector<Box>& taken, double width,
              double height) {
    const Box* within = nullptr;
    const auto places = placesBeside(mark, width, height);
    for (const Box& place : places) {
        if (!contains(panel, place)) continue;
        if (within == nullptr) within = &place;
        if (std::none_of(taken.begin(), taken.end(),
                         [&](const Box& other) { return touch(place, other); }))
            return place;
    }
    if (within != nullptr) return *within;
    return {mark.left + (mark.width - width) / 2, mark.top + (mark.height - height) / 2, width,
            height};
}

}  // namespace

void drawMarks(Figure& figure, const std::vector<FigureMark>& marks, const Box& panel,
               int textSize) {
    std::vector<Box> taken;
    for (const auto& mark : marks) {
        const Box box = outlineBox(mark, panel);
        figure.outlines.push_back({box, Rgb{0, 0, 0}, kEdgeWidth});
        figure.outlines.push_back({box, mark.color, kLineWidth});
        taken.push_back(box);
    }
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const std::string letter =
            shortenedText(onOneLine(marks[i].letter), textSize, panel.width / 2);
        if (letter.empty()) continue;
        const Box place = letterBox(taken[i], panel, taken, figureTextWidth(letter, textSize),
                                    kCapHeight * textSize);
        Figure::Label label{place.left, place.bottom(), letter, textSize};
        label.color = marks[i].color;
        label.halo = kHalo;
        figure.labels.push_back(label);
        taken.push_back(place);
    }
}

}  // namespace core
