// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "representation/token_grid.h"

#include <charconv>
#include <optional>
#include <string_view>

namespace engine {

/// A whole number from 0, or nothing where \a text is anything else.
inline std::optional<int> countIn(std::string_view text) {
    int value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc() || end != text.data() + text.size() || value < 0)
        return std::nullopt;
    return value;
}

/// A row and a column from 0 with \a separator between them: "5,9".
inline std::optional<TokenIndex> tokenIn(std::string_view text, char separator) {
    const auto at = text.find(separator);
    if (at == text.npos) return std::nullopt;
    const auto row = countIn(text.substr(0, at)), col = countIn(text.substr(at + 1));
    if (!row || !col) return std::nullopt;
    return TokenIndex{*row, *col};
}

}  // namespace engine
