// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/figure_bar_block.h"

#include "figure/figure_font.h"
#include "figure/figure_text.h"

#include <algorithm>

namespace core {
namespace {

constexpr double kFrameWidth = 0.4;  // points

}  // namespace

double BarBlock::width(const std::string& text) const {
    return figureTextWidth(text, m_size);
}

double BarBlock::bodyLength(double length) const {
    return length - pointLength() * (int(m_bar->clipsLow) + int(m_bar->clipsHigh));
}

/// Of a standing bar: as many as there are lines for. Of a lying one: as many as do not touch, with
/// fewer digits rather than none beside each other.
BarBlock::Numbers BarBlock::numbersFor(BarWords words, double whole) const {
    const double length = bodyLength(whole), room = 0.7 * m_size;
    if (m_isStanding) return {barTicks(m_bar->range, 2.2 * m_size / length), false};
    for (const double spacing : {2.5, 3.5, 5.0}) {
        if (words == BarWords::Between) break;
        auto ticks = barTicks(m_bar->range, spacing * m_size / length);
        if (lieApart(ticks, length)) return {std::move(ticks), false};
    }
    for (int digits = 4; digits >= 2; --digits) {
        auto ends = barEnds(m_bar->range, digits);
        if (ends.front().text != ends.back().text &&
            width(ends.front().text) + room + width(ends.back().text) <= length)
            return {std::move(ends), false};
    }
    return {barTicks(m_bar->range, 1), true};
}

/// Whether the numbers below a lying bar do not touch.
bool BarBlock::lieApart(const std::vector<BarTick>& ticks, double length) const {
    double free = 0;
    for (const auto& tick : ticks) {
        const double wide = width(tick.text);
        const double before = tick.share == 0 ? 0 : tick.share == 1 ? wide : wide / 2;
        const double begin = tick.share * length - before;
        if (begin < free) return false;
        free = begin + wide + 0.7 * m_size;
    }
    return true;
}

double BarBlock::widest(const Numbers& numbers) const {
    double most = 0;
    for (const auto& tick : numbers.ticks) most = std::max(most, width(tick.text));
    return most;
}

double BarBlock::smallestLength() const {
    return m_isStanding ? 2.4 * m_size : widest({barTicks(m_bar->range, 1), true});
}

double BarBlock::numbersDepth(const Numbers& numbers) const {
    if (m_isStanding) return tickRoom() + widest(numbers);
    return tickRoom() + m_size * (numbers.isStacked ? 2 * kLine : 1.1);
}

/// The range mode below the title, or both broken between two words where that shortens less.
std::array<BarBlock::Line, 2> BarBlock::twoLines(double length) const {
    const std::array<Line, 2> apart = {
        {{m_bar->title, kInk}, {m_bar->mode, m_bar->title.empty() ? kInk : kQuietInk}}};
    if (std::max(width(m_bar->title), width(m_bar->mode)) <= length) return apart;
    const std::string all = m_bar->oneLine();
    for (auto space = all.find(' '); space != std::string::npos; space = all.find(' ', space + 1)) {
        const std::string first = all.substr(0, space), second = all.substr(space + 1);
        if (std::max(width(first), width(second)) <= length)
            return {{{first, kInk}, {second, kInk}}};
    }
    return apart;
}

int BarBlock::wordLines(BarWords words, double length) const {
    if (words == BarWords::Between || m_bar->oneLine().empty()) return 0;
    if (words == BarWords::OneLine) return 1;
    const auto lines = twoLines(length);
    return int(!lines[0].text.empty()) + int(!lines[1].text.empty());
}

double BarBlock::depth(BarWords words, double length) const {
    const int lines = wordLines(words, length);
    const double wordsRoom = lines * kLine * m_size + (m_isStanding && lines > 0 ? gap() / 2 : 0);
    return gap() + thickness() + numbersDepth(numbersFor(words, length)) + wordsRoom;
}

bool BarBlock::fits(BarWords words, double length) const {
    if (words == BarWords::TwoLines)
        return std::ranges::all_of(twoLines(length),
                                   [&](const Line& line) { return width(line.text) <= length; });
    const double wide = width(m_bar->oneLine());
    if (words == BarWords::OneLine) return wide <= length;
    if (m_isStanding) return false;
    const Numbers numbers = numbersFor(words, length);
    return !numbers.isStacked && wide / 2 + widest(numbers) + 0.7 * m_size <= length / 2;
}

Figure::Box BarBlock::bodyWithin(const Figure::Box& whole) const {
    const double point = pointLength();
    const double low = m_bar->clipsLow ? point : 0, high = m_bar->clipsHigh ? point : 0;
    Figure::Box body = whole;
    if (m_isStanding) {
        body.top += high;
        body.height -= low + high;
    } else {
        body.left += low;
        body.width -= low + high;
    }
    return body;
}

/// Beyond an end of the bar: values there have its last colour.
void BarBlock::drawPoint(Figure& figure, const Figure::Box& body, bool isHigh) const {
    const double point = pointLength();
    const auto& table = colorTable(m_bar->colors);
    Figure::Triangle t{{}, isHigh ? table.back() : table.front(), kFrameWidth};
    if (m_isStanding) {
        const double y = isHigh ? body.top : body.bottom();
        t.corners = {{{body.left, y},
                      {body.left + body.width / 2, isHigh ? y - point : y + point},
                      {body.right(), y}}};
    } else {
        const double x = isHigh ? body.right() : body.left;
        t.corners = {{{x, body.top},
                      {isHigh ? x + point : x - point, body.top + body.height / 2},
                      {x, body.bottom()}}};
    }
    figure.triangles.push_back(t);
}

void BarBlock::drawScale(Figure& figure, const Figure::Box& body) const {
    const auto& table = colorTable(m_bar->colors);
    const int count = int(table.size());
    if (m_isStanding)
        figure.mosaics.push_back({body, count, 1, {table.rbegin(), table.rend()}});
    else
        figure.mosaics.push_back({body, 1, count, {table.begin(), table.end()}});
    figure.outlines.push_back({body, kInk, kFrameWidth});
    if (m_bar->clipsHigh) drawPoint(figure, body, true);
    if (m_bar->clipsLow) drawPoint(figure, body, false);
}

/// The numbers of the ends stay within the bar's length.
void BarBlock::drawNumbersRight(Figure& figure, const Figure::Box& body,
                                const Numbers& numbers) const {
    const double x = body.right(), high = kCapHeight * m_size;
    for (const auto& tick : numbers.ticks) {
        const double y = body.bottom() - tick.share * body.height;
        const double below = tick.share == 0 ? 0 : tick.share == 1 ? high : high / 2;
        figure.lines.push_back({{x, y}, {x + tickRoom() / 2, y}, kInk, kFrameWidth});
        figure.labels.push_back({x + tickRoom(), y + below, tick.text, m_size});
    }
}

void BarBlock::drawNumbersBelow(Figure& figure, const Figure::Box& body,
                                const Numbers& numbers) const {
    double y = body.bottom() + tickRoom() + kAscent * m_size;
    for (const auto& tick : numbers.ticks) {
        const double x = body.left + tick.share * body.width;
        const auto align = tick.share == 0   ? Figure::Align::Start
                           : tick.share == 1 ? Figure::Align::End
                                             : Figure::Align::Middle;
        figure.lines.push_back(
            {{x, body.bottom()}, {x, body.bottom() + tickRoom() / 2}, kInk, kFrameWidth});
        figure.labels.push_back({x, y, tick.text, m_size, Figure::Turn::Upright, align});
        if (numbers.isStacked) y += kLine * m_size;
    }
}

void BarBlock::drawWords(Figure& figure, Figure::Point first, double length, BarWords words) const {
    const auto turn = m_isStanding ? Figure::Turn::Upwards : Figure::Turn::Upright;
    const double room = words == BarWords::Between ? 2 * length : length;  // it was seen to fit
    if (words != BarWords::TwoLines) {
        addLine(figure, m_bar->oneLine(), m_size, first, room, turn);
        return;
    }
    for (const Line& line : twoLines(length)) {
        addLine(figure, line.text, m_size, first, room, turn, line.color);
        if (!line.text.empty()) (m_isStanding ? first.x : first.y) += kLine * m_size;
    }
}

void BarBlock::draw(Figure& figure, const Figure::Box& side, BarWords words) const {
    const double length = m_isStanding ? side.height : side.width;
    const Numbers numbers = numbersFor(words, length);
    Figure::Box whole = side;
    (m_isStanding ? whole.left : whole.top) += gap();
    (m_isStanding ? whole.width : whole.height) = thickness();
    const Figure::Box body = bodyWithin(whole);
    drawScale(figure, body);
    if (m_isStanding) {
        drawNumbersRight(figure, body, numbers);
        const double x = whole.right() + numbersDepth(numbers) + gap() / 2 + kAscent * m_size;
        drawWords(figure, {x, side.top + side.height / 2}, length, words);
        return;
    }
    drawNumbersBelow(figure, body, numbers);
    const double above = words == BarWords::Between ? tickRoom() : numbersDepth(numbers);
    drawWords(figure, {side.left + side.width / 2, whole.bottom() + above + kAscent * m_size},
              length, words);
}

}  // namespace core
