// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/pins.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

namespace core {
namespace {

template <typename Test>
std::optional<std::size_t> firstWhere(const std::vector<Pin>& pins, Test&& test) {
    const auto found = std::find_if(pins.begin(), pins.end(), test);
    if (found == pins.end()) return std::nullopt;
    return std::size_t(found - pins.begin());
}

}  // namespace

Rgb colorOfPin(char letter) {
    static constexpr std::array<Rgb, Pins::kMost> colors = {{
        {230, 159, 0},    // orange
        {86, 180, 233},   // sky blue
        {0, 158, 115},    // bluish green
        {240, 228, 66},   // yellow
        {0, 114, 178},    // blue
        {213, 94, 0},     // vermillion
        {204, 121, 167},  // reddish purple
        {153, 153, 153},  // grey
        {136, 34, 85},    // wine
    }};
    assert(letter >= 'A' && std::size_t(letter - 'A') < colors.size());
    return colors[std::size_t(letter - 'A')];
}

std::optional<Pins> Pins::of(std::vector<Pin> pins) {
    Pins made;
    for (auto& pin : pins) {
        const bool isLetter = pin.letter >= 'A' && pin.letter < 'A' + int(kMost);
        if (!isLetter || made.indexOf(pin.letter) || made.indexAt(pin.place)) return std::nullopt;
        made.m_pins.push_back(std::move(pin));
    }
    return made;
}

std::optional<char> Pins::add(const Place& place) {
    if (isFull() || indexAt(place)) return std::nullopt;
    char letter = 'A';
    while (indexOf(letter)) ++letter;
    m_pins.push_back({letter, place});
    return letter;
}

bool Pins::remove(char letter) {
    return std::erase_if(m_pins, [letter](const Pin& pin) { return pin.letter == letter; }) > 0;
}

bool Pins::clear() {
    const bool isDifferent = !m_pins.empty();
    m_pins.clear();
    return isDifferent;
}

bool Pins::forgetSubject(int subject) {
    return std::erase_if(m_pins,
                         [subject](const Pin& pin) { return pin.place.subject == subject; }) > 0;
}

std::optional<std::size_t> Pins::indexOf(char letter) const {
    return firstWhere(m_pins, [letter](const Pin& pin) { return pin.letter == letter; });
}

std::optional<std::size_t> Pins::indexAt(const Place& place) const {
    return firstWhere(m_pins, [&place](const Pin& pin) { return pin.place == place; });
}

}  // namespace core
