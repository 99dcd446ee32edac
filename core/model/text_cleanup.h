// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// The clean-up of transformers' BasicTokenizer as CLIP uses it without ftfy, for a stretch of text
/// without special tokens.
///
/// \a text is UTF-8; invalid sequences count as U+FFFD. In this order: characters of category C*
/// and U+FFFD are removed (Unicode 14 tables, as Python 3.11 has them), tab, newline, carriage
/// return and Zs become spaces, spaces go around CJK ideographs, NFC, full lower case, one space
/// between words and none at the ends. Source: golden/README.md, section "tokenizer-full/ and
/// tokenizer/".
std::string cleanText(std::string_view text);

/// Cuts cleaned text by CLIP's pattern, case-insensitively:
/// <|startoftext|> | <|endoftext|> | 's | 't | 're | 've | 'm | 'll | 'd | letters | one number |
/// anything else but space. The views point into \a cleaned.
std::vector<std::string_view> splitIntoWords(std::string_view cleaned);

}  // namespace engine
