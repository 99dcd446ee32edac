// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/figure_contents.h"
#include "figure/figure_spec.h"

#include <string>
#include <vector>

namespace core {

/// A colour bar of a figure and the panels that it speaks for. Private to the composer.
struct FigureBar {
    ColorMapId colors = ColorMapId::Magma;
    ColorRange range;
    std::string title, mode;  ///< what the values are, and how the range came about
    bool clipsLow = false, clipsHigh = false;  ///< some value lies beyond
    std::vector<std::size_t> members;          ///< indices of contents, at least one
    int row = 0, column = 0;                   ///< of the first member

    /// "L2 norm (this map)"; empty where there is neither.
    std::string oneLine() const;
};

/// Who shares a bar, as \a spec says, in the order of rows and columns. Each content's range
/// becomes that of its bar: the union of its members', symmetric about 0 where one of theirs is.
std::vector<FigureBar> figureBars(const FigureSpec& spec, std::vector<PanelContent>& contents);

}  // namespace core
