// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace engine {

/// What tokenizer_config.json and special_tokens_map.json say of CLIP's tokenizer; CLIPTokenizer's
/// defaults where they are silent. Plain data.
struct SpecialTokens {
    std::string start = "<|startoftext|>";
    std::string end = "<|endoftext|>";
    std::string unknown = "<|endoftext|>";
    std::string pad = "<|endoftext|>";
    std::vector<std::string> additional;
    std::map<std::string, std::int64_t> added;  ///< added_tokens_decoder: content -> id
    int modelMaxLength = 77;

    /// Both files are optional. As in transformers, the map wins over the configuration, and is not
    /// looked at when the configuration has added_tokens_decoder. Tokens are strings or AddedToken
    /// objects; their lstrip and rstrip change nothing, because the clean-up strips too. Fails with
    /// BadFile naming file and key, or Unsupported (single_word).
    static Result<SpecialTokens> fromFolder(const std::filesystem::path& folder);
};

}  // namespace engine
