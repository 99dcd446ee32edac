// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "representation/token_grid.h"

#include <optional>
#include <string>
#include <string_view>

namespace engine {

/// Which part of an attention map is handed out, and in which shape. The whole map is
/// [B, heads, queries, keys]: softmax(q k^T / sqrt(d)), rows over the queries' grid row by row,
/// each of sum 1; a fraction of it is often all that is wanted, and all that memory has room for.
///
/// Written in brackets behind the map's path or name, in this order, each at most once:
/// | option | gives |
/// | --- | --- |
/// | [mean] | the mean over the heads: [B, 1, ...] |
/// | [head=3] | one head: [B, 1, ...] |
/// | [query=5:9] | where the token in row 5, column 9 looks: self-attention [B, heads, h, w] over
/// the keys, cross-attention [B, heads, 1, keys] | | [key=5:9], [key=4] | who looks at that token,
/// at text token 4 of cross-attention: [B, heads, h, w] over the queries | | [grid] | every key's
/// map as a channel, with [mean] or [head=...]: [B, keys, h, w] |
struct AttentionForm {
    enum class Heads { All, Mean, One };

    Heads heads = Heads::All;
    int head = 0;                     ///< with Heads::One
    std::optional<TokenIndex> query;  ///< on the queries' grid
    std::optional<TokenIndex> key;    ///< on the keys' grid, which for text is one row
    bool isGrid = false;

    friend bool operator==(const AttentionForm&, const AttentionForm&) = default;

    /// \param options "[mean][query=5:9]", or nothing for the whole map.
    /// Fails with Usage, naming the option and those that exist.
    static Result<AttentionForm> parse(std::string_view options);
    /// As parse() reads it, in the order of the table.
    std::string text() const;
};

}  // namespace engine
