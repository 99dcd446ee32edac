// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/figure_panel_drawing.h"

#include "figure/figure_marks.h"

#include <algorithm>
#include <cmath>

namespace core {
namespace {

constexpr double kFrameWidth = 0.4;  // points, as the next
constexpr double kGridWidth = 0.2;
constexpr double kSmallestGridCell = 2.5;  // lines would hide smaller ones
constexpr double kHatchPitch = 2, kHatchWidth = 0.3;
constexpr Rgb kFrame{64, 64, 64}, kGrid{128, 128, 128};
constexpr Rgb kMissing{232, 232, 232}, kHatch{128, 128, 128};

/// Lines of 45 degrees through \a box, which meet those of its neighbours.
void hatch(Figure& figure, const Figure::Box& box) {
    // Along a line x + y is constant: from the left or lower edge to the upper or right one.
    const double first = std::ceil((box.left + box.top) / kHatchPitch) * kHatchPitch;
    for (double sum = first; sum < box.right() + box.bottom(); sum += kHatchPitch) {
        const double x0 = std::max(box.left, sum - box.bottom());
        const double x1 = std::min(box.right(), sum - box.top);
        if (x1 > x0) figure.lines.push_back({{x0, sum - x0}, {x1, sum - x1}, kHatch, kHatchWidth});
    }
}

void hatchMissing(Figure& figure, const Figure::Mosaic& cells, const std::vector<float>& values) {
    for (int row = 0; row < cells.rows; ++row) {
        const float* line = values.data() + std::ptrdiff_t(row) * cells.columns;
        for (int first = 0, end = 0; first < cells.columns; first = std::max(end, first + 1)) {
            for (end = first; end < cells.columns && !std::isfinite(line[end]);) ++end;
            if (end == first) continue;
            Figure::Box box = cells.cell(row, first);
            box.width = cells.cell(row, end - 1).right() - box.left;
            hatch(figure, box);
        }
    }
}

Figure::Mosaic cellsOf(const PanelContent& content, const Figure::Box& box) {
    Figure::Mosaic cells{box, content.height, content.width, {}};
    const auto& table = colorTable(content.panel->colors);
    for (const float value : content.values)
        cells.colors.push_back(std::isfinite(value) ? *colorOf(value, content.range, table)
                                                    : kMissing);
    const auto& rgb = content.picture.rgb;
    for (std::size_t i = 0; i + 2 < rgb.size(); i += 3)
        cells.colors.push_back({rgb[i], rgb[i + 1], rgb[i + 2]});
    return cells;
}

void drawGrid(Figure& figure, const Figure::Mosaic& cells) {
    const Figure::Box& box = cells.box;
    const double width = box.width / cells.columns, height = box.height / cells.rows;
    if (std::min(width, height) < kSmallestGridCell) return;
    for (int column = 1; column < cells.columns; ++column) {
        const double x = box.left + column * width;
        figure.lines.push_back({{x, box.top}, {x, box.bottom()}, kGrid, kGridWidth});
    }
    for (int row = 1; row < cells.rows; ++row) {
        const double y = box.top + row * height;
        figure.lines.push_back({{box.left, y}, {box.right(), y}, kGrid, kGridWidth});
    }
}

}  // namespace

void drawPanel(Figure& figure, const PanelContent& content, const Figure::Box& box,
               const FigureSpec& spec) {
    if (content.panel->isPhoto) {
        figure.photos.push_back({box, content.picture});
    } else {
        figure.mosaics.push_back(cellsOf(content, box));
        const auto& cells = figure.mosaics.back();
        if (content.isMap()) hatchMissing(figure, cells, content.values);
        if (spec.hasTokenGrid) drawGrid(figure, cells);
    }
    figure.outlines.push_back({box, kFrame, kFrameWidth});
    if (spec.hasMarks) drawMarks(figure, content.panel->marks, box, spec.textSize);
}

}  // namespace core
