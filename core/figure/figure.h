// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/color_map.h"
#include "io/picture.h"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace core {

/// What a figure consists of: cells, pictures, lines, outlines and words at places, in points (1/72
/// inch) from its upper left corner. A plain value; figure_writer.h turns it into a file, and a
/// widget may paint it. Drawn in the order of the members below.
struct Figure {
    struct Point {
        double x = 0, y = 0;
    };
    struct Box {
        double left = 0, top = 0, width = 0, height = 0;
        double right() const { return left + width; }
        double bottom() const { return top + height; }
    };
    /// Cells of equal size that fill a box without gaps: a map, or a colour bar.
    struct Mosaic {
        Box box;
        int rows = 0, columns = 0;
        std::vector<Rgb> colors;  ///< rows * columns, row-major
        Box cell(int row, int column) const {
            const double w = box.width / columns, h = box.height / rows;
            return {box.left + column * w, box.top + row * h, w, h};
        }
    };
    /// A photo: resampled smoothly where pixels are made, as it is in PDF and SVG.
    struct Photo {
        Box box;
        Picture picture;
    };
    struct Line {
        Point from, to;
        Rgb color;
        double width = 0.5;
    };
    struct Outline {
        Box box;
        Rgb color;
        double lineWidth = 0.5;
    };
    struct Triangle {
        std::array<Point, 3> corners;
        Rgb color;
        double frame = 0;  ///< points of a black line around it; 0: none
    };
    enum class Turn { Upright, Upwards };  ///< Upwards: reads from bottom to top
    enum class Align { Start, Middle, End };
    struct Label {
        double x = 0, y = 0;  ///< of the base line's start, middle or end
        std::string text;     ///< UTF-8
        int size = 7;         ///< points
        Turn turn = Turn::Upright;
        Align align = Align::Start;
        Rgb color{0, 0, 0};
        double halo = 0;  ///< points around the letters, black or white, whichever is farther
    };

    double width = 0, height = 0;
    std::vector<Mosaic> mosaics;
    std::vector<Photo> photos;
    std::vector<Line> lines;
    std::vector<Outline> outlines;
    std::vector<Triangle> triangles;
    std::vector<Label> labels;
};

}  // namespace core
