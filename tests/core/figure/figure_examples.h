// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <figure/figure_spec.h>
#include <tensor/nd_array.h>

#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

/// Figures that tests compose and write.
namespace test {

inline engine::NdArray mapOf(int height, int width, float first = 0, float step = 1) {
    std::vector<float> values;
    for (int i = 0; i < height * width; ++i) values.push_back(first + step * float(i));
    return engine::NdArray::fromFloats({height, width}, std::move(values));
}

inline engine::NdArray pictureOf(int height, int width) {
    std::vector<std::byte> bytes;
    for (int i = 0; i < height * width; ++i)
        for (int c = 0; c < 3; ++c) bytes.push_back(std::byte((i * 7 + c * 80) % 256));
    return engine::NdArray::fromBytes(engine::DType::U8, {height, width, 3}, std::move(bytes));
}

inline core::FigurePanel panelAt(int row, int column, const std::string& array,
                                 core::ColorRange range) {
    core::FigurePanel panel;
    panel.row = row;
    panel.column = column;
    panel.array = array;
    panel.range = range;
    panel.caption = "up_blocks[1]";
    panel.barTitle = "L2 norm";
    panel.rangeMode = "this map";
    return panel;
}

struct Example {
    core::FigureSpec spec;
    engine::NamedArrays arrays;
};

/// One map of 2 rows and 3 columns with the values 0 to 5.
inline Example oneMap() {
    Example e;
    e.spec.panels = {panelAt(0, 0, "map", {0, 5})};
    e.spec.provenance = "{\n \"schema\": 1,\n \"prompt\": \"<b> & 'ü'\"\n}\n";
    e.arrays = {{"map", mapOf(2, 3)}};
    return e;
}

/// A photo, the first three principal axes as colours, and two maps of different grids, with
/// everything that a figure can have.
inline Example everything() {
    Example e = oneMap();
    e.spec.width = 396;
    e.spec.hasTokenGrid = true;
    e.spec.rowTitles = {"first row", "second row"};
    e.spec.columnTitles = {"t 50", "t 200"};
    auto values = std::vector<float>(16 * 16, 0.25f);
    values[17] = std::numeric_limits<float>::quiet_NaN();
    values[30] = std::numeric_limits<float>::infinity();
    values[40] = 9;
    e.arrays = {{"photo", pictureOf(40, 60)},
                {"axes", pictureOf(8, 8)},
                {"a", engine::NdArray::fromFloats({16, 16}, values)},
                {"b", mapOf(24, 12, -100, 1)}};
    e.spec.panels = {panelAt(0, 0, "photo", {0, 1}), panelAt(0, 1, "axes", {0, 1}),
                     panelAt(1, 0, "a", {0, 1}), panelAt(1, 1, "b", {-100, 187})};
    e.spec.panels[0].isPhoto = true;
    e.spec.panels[1].caption = "up_blocks[1].attentions[0].transformer_blocks[0].attn1.to_q";
    e.spec.panels[2].rangeMode = "p0.5–p99.5";
    e.spec.panels[2].definition = "‖x‖ over the channels of up_blocks[1].";
    e.spec.panels[3].colors = core::ColorMapId::CoolWarm;
    e.spec.panels[3].barTitle = "Δ cosine similarity to “cat”";
    for (auto& panel : e.spec.panels)
        panel.marks = {{{16, 16}, {{2, 3}, 1, 1}, {0, 255, 255}, "A"},
                       {{16, 16}, {{2, 5}, 2, 2}, {255, 136, 0}, "B"},
                       {{16, 16}, {{15, 15}, 1, 1}, {255, 255, 255}, ""}};
    return e;
}

/// \a rows x \a columns maps of 8 x 8; each has a range of its own.
inline Example mapGrid(int rows, int columns, double width, core::FigureBars bars) {
    Example e;
    e.spec.width = width;
    e.spec.bars = bars;
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column) {
            const int i = row * columns + column;
            const std::string name = "map" + std::to_string(i);
            e.arrays.emplace_back(name, mapOf(8, 8, float(10 * i), 0.5f));
            e.spec.panels.push_back(
                panelAt(row, column, name, {float(10 * i), float(10 * i) + 31.5f}));
        }
    return e;
}

}  // namespace test
