// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/widest.h"

#include <array>
#include <cstddef>

namespace engine {

/// Sums over channels are `lanes` running sums, which the compiler holds in vector registers, added
/// by halves at the end. This fixed order, and no fused multiply-adds, make every processor and
/// every kernel give the same bytes.
constexpr std::size_t lanes = 32;
using Lanes = std::array<float, lanes>;

[[gnu::always_inline]] inline float sumOf(Lanes& part) {
    for (std::size_t half = lanes / 2; half > 0; half /= 2)
        for (std::size_t k = 0; k < half; ++k) part[k] += part[k + half];
    return part[0];
}

/// Adds \a term(c) over all channels.
template <typename Term>
[[gnu::always_inline]] inline float total(std::size_t channels, Term&& term) {
    Lanes part{};
    std::size_t c = 0;
    for (; c + lanes <= channels; c += lanes)
        for (std::size_t k = 0; k < lanes; ++k) part[k] += term(c + k);
    for (std::size_t k = 0; c + k < channels; ++k) part[k] += term(c + k);
    return sumOf(part);
}

}  // namespace engine
