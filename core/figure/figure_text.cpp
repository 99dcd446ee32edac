// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/figure_text.h"

#include "figure/figure_font.h"

namespace core {

std::string onOneLine(std::string text) {
    for (char& c : text)
        if ((c >= 0 && c < ' ') || c == 0x7f) c = ' ';
    return text;
}

void addLine(Figure& figure, const std::string& text, int size, Figure::Point middle, double width,
             Figure::Turn turn, Rgb color) {
    Figure::Label label{middle.x, middle.y, shortenedText(onOneLine(text), size, width),
                        size,     turn,     Figure::Align::Middle,
                        color};
    if (!label.text.empty()) figure.labels.push_back(std::move(label));
}

}  // namespace core
