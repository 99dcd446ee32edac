// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/color_map.h"

#include <string>
#include <vector>

namespace core {

/// What a figure consists of: filled cells, outlines and words at places, in points (1/72 inch)
/// from its upper left corner. A plain value; figure_writer.h turns it into a file, and a widget
/// may paint it.
struct Figure {
    struct Box {
        double left = 0, top = 0, width = 0, height = 0;
    };
    struct Cell {
        Box box;
        Rgb color;
    };
    struct Outline {
        Box box;
        Rgb color;
        double lineWidth = 0.5;
    };
    enum class Turn {
        Upright,
        Upwards
    };  ///< Upwards: reads from bottom to top, for the name of an axis
    struct Label {
        double x = 0, y = 0;  ///< left end of the base line when Upright, else its lower end
        std::string text;     ///< UTF-8
        int size = 7;         ///< points
        Turn turn = Turn::Upright;
    };

    double width = 0, height = 0;
    std::vector<Cell> cells;        ///< drawn first, in this order
    std::vector<Outline> outlines;  ///< above them
    std::vector<Label> labels;
};

}  // namespace core
