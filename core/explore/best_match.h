// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <representation/token_grid.h>

#include <cmath>
#include <optional>
#include <vector>

namespace core {

/// The token of the largest similarity: of several the first in index order; NaN never.
inline std::optional<engine::TokenIndex> bestMatch(const engine::TokenGrid& grid,
                                                   const std::vector<float>& values) {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!std::isnan(values[i]) && (!best || values[i] > values[*best])) best = i;
    return best ? std::optional(grid.tokenOf(*best)) : std::nullopt;
}

}  // namespace core
