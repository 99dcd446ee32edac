// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tokenizer.h"

#include "base/guarded.h"
#include "model/bpe_vocabulary.h"
#include "model/special_tokens.h"
#include "model/text_cleanup.h"

#include <algorithm>
#include <utility>

namespace engine {
namespace {

/// A token that is recognised in the text as it is, before the clean-up.
struct WholeToken {
    std::string text;
    std::int64_t id = 0;
};

class ClipTokenizer final : public Tokenizer {
public:
    explicit ClipTokenizer(BpeVocabulary vocabulary) : m_vocabulary(std::move(vocabulary)) {}

    /// Gives every special token its id. Fails with BadFile if one has none.
    Status setSpecialTokens(const SpecialTokens& tokens, const std::string& vocabFile);

    Tokenization encode(std::string_view text) const override;
    int modelMaxLength() const override { return m_maxLength; }
    std::int64_t startId() const override { return m_start; }
    std::int64_t endId() const override { return m_end; }
    std::int64_t padId() const override { return m_pad; }
    std::size_t vocabularySize() const override { return m_vocabulary.size(); }

private:
    using Pieces = std::vector<WholeToken>;

    Result<std::int64_t> idOf(const std::string& token, const SpecialTokens& tokens,
                              const std::string& vocabFile) const;
    const WholeToken* wholeTokenAt(std::string_view text) const;
    void appendStretch(std::string_view text, Pieces& pieces) const;
    void appendWord(std::string_view word, Pieces& pieces) const;
    Tokenization framed(Pieces pieces) const;

    BpeVocabulary m_vocabulary;
    std::vector<WholeToken> m_wholeTokens;  // longest first
    std::int64_t m_start = 0, m_end = 0, m_pad = 0, m_unknown = 0;
    int m_maxLength = 77;
};

Result<std::int64_t> ClipTokenizer::idOf(const std::string& token, const SpecialTokens& tokens,
                                         const std::string& vocabFile) const {
    const auto known = m_vocabulary.idOf(token);
    const auto added = tokens.added.find(token);
    if (known && added != tokens.added.end() && added->second != *known)
        return Error{ErrorCode::BadFile,
                     vocabFile + ", key \"" + token + "\": the id is " + std::to_string(*known) +
                         ", but tokenizer_config.json says " + std::to_string(added->second) + "."};
    if (known) return std::int64_t(*known);
    if (added != tokens.added.end()) return added->second;
    return Error{ErrorCode::BadFile, vocabFile + " lacks the special token \"" + token + "\"."};
}

Status ClipTokenizer::setSpecialTokens(const SpecialTokens& tokens, const std::string& vocabFile) {
    std::vector<std::string> texts = {tokens.start, tokens.end, tokens.pad, tokens.unknown};
    texts.insert(texts.end(), tokens.additional.begin(), tokens.additional.end());
    for (const auto& [text, id] : tokens.added) texts.push_back(text);
    for (const std::string& text : texts) {
        const auto id = idOf(text, tokens, vocabFile);
        if (!id) return id.error();
        m_wholeTokens.push_back({text, *id});
    }
    m_start = m_wholeTokens[0].id;
    m_end = m_wholeTokens[1].id;
    m_pad = m_wholeTokens[2].id;
    m_unknown = m_wholeTokens[3].id;
    m_maxLength = tokens.modelMaxLength;
    std::ranges::stable_sort(m_wholeTokens, std::greater{},
                             [](const WholeToken& t) { return t.text.size(); });
    return {};
}

const WholeToken* ClipTokenizer::wholeTokenAt(std::string_view text) const {
    for (const WholeToken& token : m_wholeTokens)
        if (text.starts_with(token.text)) return &token;
    return nullptr;
}

void ClipTokenizer::appendWord(std::string_view word, Pieces& pieces) const {
    // Written in capitals, the two tokens of CLIP's pattern reach this point; they are never split.
    if (word == "<|startoftext|>" || word == "<|endoftext|>") {
        pieces.push_back(
            {std::string(word), m_vocabulary.idOf(word).value_or(std::int32_t(m_unknown))});
        return;
    }
    std::vector<std::int32_t> ids;
    m_vocabulary.encodeWord(word, ids);
    for (const std::int32_t id : ids) pieces.push_back({m_vocabulary.pieceOf(id), id});
}

void ClipTokenizer::appendStretch(std::string_view text, Pieces& pieces) const {
    const std::string cleaned = cleanText(text);
    for (const std::string_view word : splitIntoWords(cleaned)) appendWord(word, pieces);
}

Tokenization ClipTokenizer::framed(Pieces pieces) const {
    Tokenization result;
    const std::size_t room = std::size_t(m_maxLength) - 2;
    result.truncatedPieces = int(pieces.size() - std::min(pieces.size(), room));
    result.inputIds.reserve(std::size_t(m_maxLength));
    result.inputIds.push_back(m_start);
    for (std::size_t i = 0; i < std::min(pieces.size(), room); ++i)
        result.inputIds.push_back(pieces[i].id);
    result.inputIds.push_back(m_end);
    result.inputIds.resize(std::size_t(m_maxLength), m_pad);
    for (WholeToken& piece : pieces) result.pieces.push_back(std::move(piece.text));
    result.truncatedText =
        BpeVocabulary::textOf(std::span(result.pieces).last(std::size_t(result.truncatedPieces)));
    return result;
}

Tokenization ClipTokenizer::encode(std::string_view text) const {
    Pieces pieces;
    std::size_t stretch = 0, at = 0;
    while (at < text.size()) {
        const WholeToken* token = wholeTokenAt(text.substr(at));
        if (!token) {
            ++at;
            continue;
        }
        appendStretch(text.substr(stretch, at - stretch), pieces);
        pieces.push_back(*token);
        stretch = at += token->text.size();
    }
    appendStretch(text.substr(stretch), pieces);
    return framed(std::move(pieces));
}

}  // namespace

Tokenization emptyClipText(const std::string& padToken) {
    constexpr std::int64_t kStart = 49406, kEnd = 49407, kExclamationMark = 0;
    Tokenization result;
    result.inputIds.assign(77, padToken == "!" ? kExclamationMark : kEnd);
    result.inputIds[0] = kStart;
    result.inputIds[1] = kEnd;
    return result;
}

Result<std::shared_ptr<const Tokenizer>> Tokenizer::fromFolder(const std::filesystem::path& folder,
                                                               const std::string& padToken) {
    using Loaded = Result<std::shared_ptr<const Tokenizer>>;
    return guarded("Reading the tokenizer in " + folder.string(), [&]() -> Loaded {
        auto vocabulary = BpeVocabulary::fromFiles(folder / "vocab.json", folder / "merges.txt");
        if (!vocabulary) return vocabulary.error();
        auto tokens = SpecialTokens::fromFolder(folder);
        if (!tokens) return tokens.error();
        if (!padToken.empty()) tokens->pad = padToken;
        auto tokenizer = std::make_shared<ClipTokenizer>(*std::move(vocabulary));
        const Status s = tokenizer->setSpecialTokens(*tokens, (folder / "vocab.json").string());
        if (!s) return s.error();
        return Loaded(std::move(tokenizer));
    });
}

}  // namespace engine
