// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <representation/token_grid.h>

#include <QChar>
#include <QColor>

#include <optional>
#include <vector>

namespace widgets {

/// What is marked on one grid of tokens: on a tile's own grid, or on the active layer's over a
/// picture. A plain value.
struct TokenMarks {
    struct Pin {
        QChar letter;
        QColor color;  ///< lettered and coloured, so that neither alone carries the meaning
        engine::TokenRect tokens;
        friend bool operator==(const Pin&, const Pin&) = default;
    };
    std::optional<engine::TokenRect> reference;  ///< one token, or an averaged region
    /// The place that the reference returns to when the pointer leaves: a broken line.
    std::optional<engine::TokenRect> kept;
    std::vector<Pin> pins;
    /// Where the similarity to the reference is largest; yellow-green as in the published explorer.
    std::optional<engine::TokenIndex> best;
    friend bool operator==(const TokenMarks&, const TokenMarks&) = default;
};

}  // namespace widgets
