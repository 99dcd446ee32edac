// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// What CLIP's byte-pair encoding makes of a text.
struct Tokenization {
    std::vector<std::string> pieces;  ///< BPE pieces before truncation, without start and end
    std::vector<std::int64_t>
        inputIds;  ///< modelMaxLength ids: start, pieces, end, padding; truncated with the end kept
    int truncatedPieces = 0;    ///< how many pieces did not fit
    std::string truncatedText;  ///< what they say, as the clean-up left it
};

/// CLIP's tokenizer as the slow CLIPTokenizer of transformers without ftfy computes it. Immutable;
/// any thread may use it.
///
/// Clean-up, special tokens and the pad-token quirk: golden/README.md, section "tokenizer-full/ and
/// tokenizer/".
class Tokenizer {
public:
    /// Reads vocab.json, merges.txt, tokenizer_config.json and special_tokens_map.json (the last
    /// two optional). \a padToken, if not empty, is what the model pads with, whatever the files
    /// say. Fails with BadFile naming file and line or key.
    static Result<std::shared_ptr<const Tokenizer>> fromFolder(const std::filesystem::path& folder,
                                                               const std::string& padToken = {});

    virtual ~Tokenizer() = default;
    /// \a text is UTF-8; invalid sequences become U+FFFD first.
    virtual Tokenization encode(std::string_view text) const = 0;
    virtual int modelMaxLength() const = 0;
    virtual std::int64_t startId() const = 0;
    virtual std::int64_t endId() const = 0;
    virtual std::int64_t padId() const = 0;
    virtual std::size_t vocabularySize() const = 0;
};

/// What CLIP's published vocabulary of 49408 entries makes of the empty text, for a model whose
/// tokenizer is not at hand: start, end, and 75 times \a padToken, "!" or the end token.
Tokenization emptyClipText(const std::string& padToken);

}  // namespace engine
