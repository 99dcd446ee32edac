// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/place.h"
#include "figure/color_map.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace core {

/// A place that was given a letter, to be found again in every map.
struct Pin {
    char letter = 'A';
    Place place;
    friend bool operator==(const Pin&, const Pin&) = default;
};

/// The colour of the letters A to I: seven of Okabe and Ito's, grey, and wine; told apart with any
/// colour vision. Source: Okabe and Ito 2008, Color Universal Design; wine: Tol 2021. Precondition:
/// one of these letters.
Rgb colorOfPin(char letter);

/// Up to nine pinned places, in the order in which they were pinned. A letter stays with its pin;
/// the next pin is given the first free one. A plain value.
class Pins {
public:
    static constexpr std::size_t kMost = 9;

    /// These pins, each with its letter. Nothing where there are too many, a letter is none of A to
    /// I, or two pins share a letter or a place.
    static std::optional<Pins> of(std::vector<Pin> pins);

    /// \return its letter, or nothing where all letters are taken or the place is pinned already.
    std::optional<char> add(const Place& place);
    /// \return whether there was one.
    bool remove(char letter);
    bool clear();
    /// Removes the pins of a picture that is gone.
    bool forgetSubject(int subject);

    const std::vector<Pin>& all() const { return m_pins; }
    bool isFull() const { return m_pins.size() == kMost; }
    /// Its index in all(), or nothing.
    std::optional<std::size_t> indexOf(char letter) const;
    std::optional<std::size_t> indexAt(const Place& place) const;

    friend bool operator==(const Pins&, const Pins&) = default;

private:
    std::vector<Pin> m_pins;
};

}  // namespace core
