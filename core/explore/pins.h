// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/reference.h"
#include "figure/color_map.h"

#include <optional>
#include <vector>

namespace core {

/// Up to nine places with a letter each, A to I. A letter stays with its place when others go; the
/// first free one is given next. A plain value.
class Pins {
public:
    static constexpr int kMost = 9;

    struct Pin {
        char letter = 'A';
        Place place;
        friend bool operator==(const Pin&, const Pin&) = default;
    };

    /// \return its letter, or nothing where nine are pinned already. A place that is pinned keeps
    /// its letter.
    std::optional<char> add(const Place& place);
    /// \return whether there was one.
    bool remove(char letter);
    bool forgetSubject(int subject);
    bool clear();
    const Pin* find(char letter) const;
    /// By letter.
    const std::vector<Pin>& all() const { return m_pins; }

    /// Nine colours that are told apart with any colour vision: Okabe and Ito's eight without
    /// black, and two greys. \a letter 'A' to 'I'.
    static Rgb colorOf(char letter);

private:
    std::vector<Pin> m_pins;
};

}  // namespace core
