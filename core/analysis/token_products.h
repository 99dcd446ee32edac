// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "representation/representation.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace engine {

/// Dot products of all tokens of one layer with each other, so that a map that follows the pointer
/// is read instead of computed.
///
/// Of the vectors as they are (cosine, dot product), or less the picture's channel means (centred
/// cosine): two matrices, because one derived from the other would lose digits where the mean is
/// large. Every number is the direct kernel's, bit for bit, on every processor. Symmetric, so half
/// of it is kept: about 2 * tokens^2 bytes. Immutable, so any thread may read it.
class TokenProducts {
public:
    enum class Kind { Plain, Centered };

    /// Memory that the products of \a tokens tokens take.
    static std::size_t bytesFor(std::size_t tokens);

    /// \param isWanted asked every few milliseconds; where it says no, nothing is returned.
    /// \return nothing either where there is no memory for it.
    static std::optional<TokenProducts> compute(const Representation& layer, Kind kind,
                                                const std::function<bool()>& isWanted);

    Kind kind() const { return m_kind; }
    std::size_t byteCount() const { return m_tiles.size() * sizeof(float); }
    /// Products of token \a index with every token. \param out [tokens]
    void row(std::size_t index, float* out) const;
    /// Norms of the centred vectors, [tokens]; empty for Plain. As the direct kernel has them.
    const std::vector<float>& centeredNorms() const { return m_norms; }

private:
    TokenProducts(Kind kind, std::size_t tokens);
    void takeNorms();

    Kind m_kind;
    std::size_t m_tokens;
    /// Squares of kTile x kTile, those of one column of squares one after another from the top to
    /// the diagonal: the longer part of a row, as a column, is then one piece of memory.
    std::vector<float> m_tiles;
    std::vector<float> m_norms;
};

}  // namespace engine
