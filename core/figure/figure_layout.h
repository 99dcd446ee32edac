// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/figure.h"
#include "figure/figure_bar_block.h"
#include "figure/figure_contents.h"
#include "figure/figure_spec.h"

#include <base/result.h>

#include <vector>

namespace core {

/// Where everything of a figure lies, in points. Private to the composer.
struct FigureLayout {
    struct Line {
        std::string text;
        Figure::Point middle;  ///< of the base line
        double width = 0;      ///< that is there for it
        Figure::Turn turn = Figure::Turn::Upright;
    };
    struct Bar {
        BarBlock block;
        Figure::Box side;  ///< \sa BarBlock::draw
        BarWords words;
    };
    double width = 0, height = 0;
    std::vector<Figure::Box> panels;  ///< one for each content
    std::vector<Line> lines;          ///< titles and captions
    std::vector<Bar> bars;
};

/// Lays the figure out. Panels are as wide as the width leaves them. A bar stands on the right
/// where there is room for one (its own panel's, the row's, the figure's) and lies below otherwise,
/// as a column's always does. Fails with Usage: too narrow or too high.
engine::Result<FigureLayout> layOut(const FigureSpec& spec,
                                    const std::vector<PanelContent>& contents,
                                    const std::vector<FigureBar>& bars);

}  // namespace core
