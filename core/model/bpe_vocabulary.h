// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace engine {

/// CLIP's byte-level byte-pair encoding: pieces with their ids, and the merges by rank. Immutable.
///
/// Every byte has a printable symbol, alone and with the end-of-word marker "</w>"; a merge joins
/// two pieces. Because the vocabulary must hold all of these, every word can be encoded and none
/// needs the unknown token.
class BpeVocabulary {
public:
    /// Reads vocab.json (piece -> id, ids 0 to n-1 once each) and merges.txt (a version line, then
    /// two pieces a line, most frequent first; as transformers, at most 48894). Fails with BadFile
    /// naming file and line or key.
    static Result<BpeVocabulary> fromFiles(const std::filesystem::path& vocab,
                                           const std::filesystem::path& merges);

    std::optional<std::int32_t> idOf(std::string_view piece) const;
    /// Precondition: 0 <= id < size().
    const std::string& pieceOf(std::int32_t id) const { return m_pieces[std::size_t(id)]; }
    std::size_t size() const { return m_pieces.size(); }

    /// The bytes that \a pieces stand for, a space after each word but the last.
    static std::string textOf(std::span<const std::string> pieces);

    /// Appends the ids of the pieces that make up \a word, any bytes, not empty.
    void encodeWord(std::string_view word, std::vector<std::int32_t>& ids) const;

private:
    struct Merge {
        std::int32_t rank = 0;
        std::int32_t result = 0;
    };

    BpeVocabulary() = default;
    Status readVocabulary(const std::filesystem::path& path);
    Status readByteSymbols(const std::string& fileName);
    Status readMerges(const std::filesystem::path& path);
    Status addMerge(std::string_view line, std::int32_t rank, const std::string& where);
    const Merge* mergeOf(std::int32_t left, std::int32_t right) const;
    const Merge* bestMerge(const std::vector<std::int32_t>& word) const;

    std::vector<std::string> m_pieces;                    // by id
    std::unordered_map<std::string, std::int32_t> m_ids;  // by piece
    std::array<std::int32_t, 256> m_byteIds{},
        m_finalIds{};                                   // of a byte within and at the end of a word
    std::unordered_map<std::uint64_t, Merge> m_merges;  // by left id << 32 | right id
};

}  // namespace engine
