// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/figure.h"
#include "figure/figure_bars.h"
#include "figure/figure_numbers.h"

#include <array>
#include <string>
#include <vector>

namespace core {

/// How a bar's words lie around it. Private to the composer.
enum class BarWords {
    Between,   ///< lying bars only: the title between the numbers of both ends
    OneLine,   ///< title and range mode on one line
    TwoLines,  ///< the range mode on a line of its own, or both broken between two words
};

/// A colour bar with its numbers and words, measured in the figure's text size. Private to the
/// composer.
///
/// A standing bar has its numbers on the right and its words read upwards behind them; a lying one
/// has both below. Its length is that of the panels it lies along.
class BarBlock {
public:
    BarBlock(const FigureBar& bar, int textSize, bool isStanding)
        : m_bar(&bar), m_size(textSize), m_isStanding(isStanding) {}

    const FigureBar& bar() const { return *m_bar; }
    bool isStanding() const { return m_isStanding; }
    /// Shorter, the numbers have no place.
    double smallestLength() const;
    /// Across the bar: what it needs of the figure's width when standing, of its height when lying,
    /// with the gap to the panels.
    double depth(BarWords words, double length) const;
    /// Whether \a words need not be shortened.
    bool fits(BarWords words, double length) const;
    /// \a side is the right or lower edge of the panels that the bar lies along, as a box without
    /// width or height.
    void draw(Figure& figure, const Figure::Box& side, BarWords words) const;

private:
    struct Numbers {
        std::vector<BarTick> ticks;
        bool isStacked = false;  ///< the ends have a line each
    };
    Numbers numbersFor(BarWords words, double length) const;
    bool lieApart(const std::vector<BarTick>& ticks, double length) const;
    double bodyLength(double length) const;
    double widest(const Numbers& numbers) const;
    double numbersDepth(const Numbers& numbers) const;
    struct Line {
        std::string text;
        Rgb color;
    };
    std::array<Line, 2> twoLines(double length) const;
    int wordLines(BarWords words, double length) const;
    Figure::Box bodyWithin(const Figure::Box& whole) const;
    void drawScale(Figure& figure, const Figure::Box& whole) const;
    void drawPoint(Figure& figure, const Figure::Box& body, bool isHigh) const;
    void drawNumbersRight(Figure& figure, const Figure::Box& body, const Numbers& numbers) const;
    void drawNumbersBelow(Figure& figure, const Figure::Box& body, const Numbers& numbers) const;
    void drawWords(Figure& figure, Figure::Point first, double length, BarWords words) const;
    double width(const std::string& text) const;
    double thickness() const { return 0.75 * m_size; }
    double pointLength() const { return 0.9 * thickness(); }
    double gap() const { return 0.5 * m_size; }       ///< to the panels
    double tickRoom() const { return 0.3 * m_size; }  ///< from the bar to the numbers

    const FigureBar* m_bar;
    int m_size;
    bool m_isStanding;
};

}  // namespace core
