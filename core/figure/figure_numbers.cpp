// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/figure_numbers.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace core {
namespace {

constexpr int kMostDigits = 9;  // of a float

/// \a value in C locale.
std::string plain(double value, std::chars_format format, int decimals) {
    char text[400];
    const auto end = std::to_chars(text, text + sizeof text, value, format, decimals).ptr;
    return {text, end};
}

std::string withoutZeros(std::string text) {
    if (text.find('.') == std::string::npos) return text;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

std::string superscript(int number) {
    static constexpr std::array<const char*, 10> kDigits = {"⁰", "¹", "²", "³", "⁴",
                                                            "⁵", "⁶", "⁷", "⁸", "⁹"};
    std::string text = number < 0 ? "⁻" : "";
    for (const char c : std::to_string(std::abs(number))) text += kDigits[std::size_t(c - '0')];
    return text;
}

std::string magnitudeText(double value, int digits) {
    const std::string scientific = plain(value, std::chars_format::scientific, digits - 1);
    const auto e = scientific.find('e');
    const int exponent = std::stoi(scientific.substr(e + 1));
    if (exponent < -3 || exponent > 4) {
        const std::string factor = withoutZeros(scientific.substr(0, e));
        return (factor == "1" ? "" : factor + "×") + "10" + superscript(exponent);
    }
    return withoutZeros(plain(value, std::chars_format::fixed, std::max(0, digits - 1 - exponent)));
}

double shareOf(double value, ColorRange range) {
    return (value - range.low) / (double(range.high) - range.low);
}

/// The smallest of 1, 2, 2.5, 5 times a power of ten that is at least \a least.
double niceStep(double least) {
    const double power = std::pow(10, std::floor(std::log10(least)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0})
        if (factor * power >= least) return factor * power;
    return 10 * power;
}

}  // namespace

std::string figureNumber(double value, int digits) {
    if (value == 0 || !std::isfinite(value)) return value == 0 ? "0" : "NaN";
    return (value < 0 ? "−" : "") + magnitudeText(std::fabs(value), digits);
}

std::vector<BarTick> barEnds(ColorRange range, int digits) {
    return {{0, figureNumber(range.low, digits)}, {1, figureNumber(range.high, digits)}};
}

std::vector<BarTick> barTicks(ColorRange range, double spacing) {
    int digits = 4;
    auto ticks = barEnds(range, digits);
    while (digits < kMostDigits && ticks[0].text == ticks[1].text) ticks = barEnds(range, ++digits);
    if (spacing > 0.5) return ticks;
    const double step = niceStep((double(range.high) - range.low) * spacing);
    for (double k = std::ceil(range.low / step); k * step <= range.high; ++k) {
        if (k + 1 == k) break;  // steps too small for the numbers that they are added to
        const double share = shareOf(k * step, range);
        if (share < spacing || share > 1 - spacing) continue;
        std::string text = figureNumber(k * step, digits);
        if (text != ticks[ticks.size() - 2].text && text != ticks.back().text)
            ticks.insert(ticks.end() - 1, {share, std::move(text)});
    }
    return ticks;
}

}  // namespace core
