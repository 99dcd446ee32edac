// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/pins.h"

#include <algorithm>
#include <array>

namespace core {

std::optional<char> Pins::add(const Place& place) {
    for (const auto& pin : m_pins)
        if (pin.place == place) return pin.letter;
    for (char letter = 'A'; letter < 'A' + kMost; ++letter) {
        if (find(letter)) continue;
        m_pins.push_back({letter, place});
        std::sort(m_pins.begin(), m_pins.end(),
                  [](const Pin& a, const Pin& b) { return a.letter < b.letter; });
        return letter;
    }
    return std::nullopt;
}

bool Pins::remove(char letter) {
    return std::erase_if(m_pins, [&](const Pin& p) { return p.letter == letter; }) > 0;
}

bool Pins::forgetSubject(int subject) {
    return std::erase_if(m_pins, [&](const Pin& p) { return p.place.subject == subject; }) > 0;
}

bool Pins::clear() {
    const bool had = !m_pins.empty();
    m_pins.clear();
    return had;
}

const Pins::Pin* Pins::find(char letter) const {
    const auto at = std::find_if(m_pins.begin(), m_pins.end(),
                                 [&](const Pin& p) { return p.letter == letter; });
    return at == m_pins.end() ? nullptr : &*at;
}

Rgb Pins::colorOf(char letter) {
    static constexpr std::array<Rgb, kMost> colors = {{{230, 159, 0},
                                                       {86, 180, 233},
                                                       {0, 158, 115},
                                                       {240, 228, 66},
                                                       {0, 114, 178},
                                                       {213, 94, 0},
                                                       {204, 121, 167},
                                                       {224, 224, 224},
                                                       {128, 128, 128}}};
    return colors[std::size_t(std::clamp(letter - 'A', 0, kMost - 1))];
}

}  // namespace core
