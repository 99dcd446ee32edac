// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/bpe_vocabulary.h"

#include "base/atomic_file.h"
#include "model/json_file.h"

namespace engine {
namespace {

constexpr std::size_t kMaxMergesBytes = 64u << 20;
/// CLIP's 49152 merged symbols less the 256 byte symbols and the two special tokens: what
/// transformers reads at most.
constexpr std::int32_t kMaxMerges = 49152 - 256 - 2;
constexpr std::string_view kEndOfWord = "</w>";

Error bad(const std::string& where, const std::string& why) {
    return {ErrorCode::BadFile, where + ": " + why + "."};
}

bool isPrintable(int byte) {
    return (byte >= 0x21 && byte <= 0x7E) || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
}

/// UTF-8 of a code point below 0x800.
std::string utf8(int code) {
    if (code < 0x80) return std::string(1, char(code));
    return {char(0xC0 | (code >> 6)), char(0x80 | (code & 0x3F))};
}

/// GPT-2's alphabet: printable Latin-1 bytes stand for themselves, the other 68 take the code
/// points from 256 on, in order.
std::array<std::string, 256> byteSymbols() {
    std::array<std::string, 256> symbols;
    int next = 256;
    for (int byte = 0; byte < 256; ++byte)
        symbols[std::size_t(byte)] = utf8(isPrintable(byte) ? byte : next++);
    return symbols;
}

std::uint64_t pairKey(std::int32_t left, std::int32_t right) {
    return std::uint64_t(std::uint32_t(left)) << 32 | std::uint32_t(right);
}

/// The next line without its end, which may be "\r\n"; \a rest loses it.
std::string_view takeLine(std::string_view& rest) {
    const std::size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

}  // namespace

Result<BpeVocabulary> BpeVocabulary::fromFiles(const std::filesystem::path& vocab,
                                               const std::filesystem::path& merges) {
    BpeVocabulary v;
    if (const Status s = v.readVocabulary(vocab); !s) return s.error();
    if (const Status s = v.readByteSymbols(vocab.string()); !s) return s.error();
    if (const Status s = v.readMerges(merges); !s) return s.error();
    return v;
}

std::string BpeVocabulary::textOf(std::span<const std::string> pieces) {
    static const auto bytes = [] {
        std::unordered_map<std::string, char> map;
        const auto symbols = byteSymbols();
        for (std::size_t byte = 0; byte < symbols.size(); ++byte) map[symbols[byte]] = char(byte);
        return map;
    }();
    std::string text;
    for (std::string_view piece : pieces) {
        const bool isEnd = piece.ends_with(kEndOfWord);
        if (isEnd) piece.remove_suffix(kEndOfWord.size());
        for (std::size_t at = 0; at < piece.size();) {
            const std::size_t length = (piece[at] & 0x80) == 0 ? 1 : 2;  // UTF-8 below 0x800
            const auto it = bytes.find(std::string(piece.substr(at, length)));
            if (it != bytes.end()) text += it->second;
            at += length;
        }
        if (isEnd) text += ' ';
    }
    if (text.ends_with(' ')) text.pop_back();
    return text;
}

Status BpeVocabulary::readVocabulary(const std::filesystem::path& path) {
    const auto json = readJsonObject(path);
    if (!json) return json.error();
    m_pieces.resize(json->size());
    std::vector<bool> seen(json->size(), false);
    for (const auto& [piece, value] : json->items()) {
        const std::string where = path.string() + ", key \"" + piece + "\"";
        const std::int64_t id = value.is_number_integer() ? value.get<std::int64_t>() : -1;
        if (id < 0 || std::uint64_t(id) >= json->size())
            return bad(where, "expected an id from 0 to " + std::to_string(json->size() - 1) +
                                  ", found " + value.dump());
        if (seen[std::size_t(id)])
            return bad(where, "the id " + std::to_string(id) + " belongs to \"" +
                                  m_pieces[std::size_t(id)] + "\" already");
        seen[std::size_t(id)] = true;
        m_pieces[std::size_t(id)] = piece;
        m_ids.emplace(piece, std::int32_t(id));
    }
    return {};
}

Status BpeVocabulary::readByteSymbols(const std::string& fileName) {
    const auto symbols = byteSymbols();
    for (std::size_t byte = 0; byte < symbols.size(); ++byte) {
        const auto inner = idOf(symbols[byte]);
        const auto last = idOf(symbols[byte] + std::string(kEndOfWord));
        if (!inner || !last)
            return bad(fileName, "the symbol \"" + symbols[byte] + (inner ? "</w>" : "") +
                                     "\" of byte " + std::to_string(byte) + " is missing");
        m_byteIds[byte] = *inner;
        m_finalIds[byte] = *last;
    }
    return {};
}

Status BpeVocabulary::readMerges(const std::filesystem::path& path) {
    const auto text = readFile(path, kMaxMergesBytes);
    if (!text) return text.error();
    std::string_view rest = *text;
    if (takeLine(rest).find("#version") == std::string_view::npos)
        return bad(path.string() + ", line 1", "expected the version line \"#version: ...\"");
    for (std::int32_t rank = 0; rank < kMaxMerges && !rest.empty(); ++rank) {
        const std::string_view line = takeLine(rest);
        if (line.empty() && rest.empty()) break;
        const Status s = addMerge(line, rank, path.string() + ", line " + std::to_string(rank + 2));
        if (!s) return s;
    }
    return {};
}

Status BpeVocabulary::addMerge(std::string_view line, std::int32_t rank, const std::string& where) {
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos || space == 0 || space + 1 == line.size() ||
        line.find(' ', space + 1) != std::string_view::npos)
        return bad(where, "expected two pieces with one space between them, found \"" +
                              std::string(line) + "\"");
    const std::string left(line.substr(0, space)), right(line.substr(space + 1));
    const auto leftId = idOf(left), rightId = idOf(right), resultId = idOf(left + right);
    if (!leftId || !rightId || !resultId)
        return bad(where, "the piece \"" +
                              (!leftId    ? left
                               : !rightId ? right
                                          : left + right) +
                              "\" is missing in vocab.json");
    m_merges.insert_or_assign(pairKey(*leftId, *rightId), Merge{rank, *resultId});
    return {};
}

std::optional<std::int32_t> BpeVocabulary::idOf(std::string_view piece) const {
    const auto it = m_ids.find(std::string(piece));
    return it == m_ids.end() ? std::nullopt : std::optional(it->second);
}

const BpeVocabulary::Merge* BpeVocabulary::mergeOf(std::int32_t left, std::int32_t right) const {
    const auto it = m_merges.find(pairKey(left, right));
    return it == m_merges.end() ? nullptr : &it->second;
}

const BpeVocabulary::Merge* BpeVocabulary::bestMerge(const std::vector<std::int32_t>& word) const {
    const Merge* best = nullptr;
    for (std::size_t i = 0; i + 1 < word.size(); ++i)
        if (const Merge* m = mergeOf(word[i], word[i + 1]); m && (!best || m->rank < best->rank))
            best = m;
    return best;
}

void BpeVocabulary::encodeWord(std::string_view text, std::vector<std::int32_t>& ids) const {
    std::vector<std::int32_t> word;
    for (const char c : text) word.push_back(m_byteIds[std::uint8_t(c)]);
    word.back() = m_finalIds[std::uint8_t(text.back())];
    // One round joins every occurrence of the pair with the lowest rank, from left to right.
    while (const Merge* merge = bestMerge(word)) {
        std::size_t out = 0;
        for (std::size_t in = 0; in < word.size(); ++in) {
            const bool joins = in + 1 < word.size() && mergeOf(word[in], word[in + 1]) == merge;
            word[out++] = joins ? merge->result : word[in];
            if (joins) ++in;
        }
        word.resize(out);
    }
    ids.insert(ids.end(), word.begin(), word.end());
}

}  // namespace engine
