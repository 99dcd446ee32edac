// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/text_cleanup.h"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>

namespace engine {
namespace {

/// Python 3.11 has the tables of Unicode 14; later ICU knows more characters, which count as
/// unassigned.
constexpr int kUnicodeMajor = 14;

bool isAssigned(UChar32 c) {
    UVersionInfo age;
    u_charAge(c, age);
    return age[0] != 0 && age[0] <= kUnicodeMajor;
}

bool isSpace(UChar32 c) {
    return c == '\t' || c == '\n' || c == '\r' || u_charType(c) == U_SPACE_SEPARATOR;
}

bool isRemoved(UChar32 c) {
    return c == 0xFFFD || !isAssigned(c) || (U_GET_GC_MASK(c) & U_GC_C_MASK) != 0;
}

struct Range {
    UChar32 first, last;
};
/// What BERT's tokenizer calls Chinese characters: no kana, no hangul, no later extensions.
constexpr std::array<Range, 6> kIdeographs = {{{0x3400, 0x4DBF},
                                               {0x4E00, 0x9FFF},
                                               {0xF900, 0xFAFF},
                                               {0x20000, 0x2A6DF},
                                               {0x2A700, 0x2CEAF},
                                               {0x2F800, 0x2FA1F}}};
bool isIdeograph(UChar32 c) {
    for (const Range& r : kIdeographs)
        if (c >= r.first && c <= r.last) return true;
    return false;
}

icu::UnicodeString withoutControls(const icu::UnicodeString& text) {
    icu::UnicodeString out;
    for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
        const UChar32 c = text.char32At(i);
        if (isSpace(c))
            out.append(UChar32(' '));
        else if (isRemoved(c))
            continue;
        else if (isIdeograph(c))
            out.append(UChar32(' ')).append(c).append(UChar32(' '));
        else
            out.append(c);
    }
    return out;
}

icu::UnicodeString composed(const icu::UnicodeString& text) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
    assert(U_SUCCESS(status));  // NFC's data is compiled into ICU
    return nfc->normalize(text, status);
}

/// Words joined by one space. Line and paragraph separators are all that is left of other white
/// space.
icu::UnicodeString joinedWords(const icu::UnicodeString& text) {
    icu::UnicodeString out;
    bool pendingSpace = false;
    for (int32_t i = 0; i < text.length(); ++i) {
        const char16_t c = text.charAt(i);
        if (c == u' ' || c == u'\u2028' || c == u'\u2029') {
            pendingSpace = !out.isEmpty();
            continue;
        }
        if (pendingSpace) out.append(u' ');
        pendingSpace = false;
        out.append(c);
    }
    return out;
}

enum class Kind { Letter, Number, Other, Space, Unmatched };

Kind kindOf(UChar32 c) {
    // The pattern ignores case, and one case variant of U+0345 is the letter iota. So in
    // [^\s\p{L}\p{N}] it counts as a letter while in [\p{L}] it does not, and no alternative takes
    // it. Checked with Python's regex over all characters.
    if (c == 0x345) return Kind::Unmatched;
    const uint32_t mask = U_GET_GC_MASK(c);
    if (mask & U_GC_L_MASK) return Kind::Letter;
    if (mask & U_GC_N_MASK) return Kind::Number;
    return u_isUWhiteSpace(c) ? Kind::Space : Kind::Other;
}

struct Character {
    UChar32 code = 0;
    std::size_t end = 0;  // byte after it
};

/// The character at byte \a at of text that is valid UTF-8; never reads past the end of text that
/// is not.
Character characterAt(std::string_view text, std::size_t at) {
    const auto lead = std::uint8_t(text[at]);
    const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    Character c{lead < 0x80 ? lead : lead & (0x7F >> bytes), std::min(at + bytes, text.size())};
    for (std::size_t i = at + 1; i < c.end; ++i) c.code = (c.code << 6) | (text[i] & 0x3F);
    return c;
}

/// Bytes of \a text at \a at that equal \a literal (lower case ASCII), or 0. Text is in lower case
/// already, so U+017F, the long s, is the only other case variant of a letter that occurs in the
/// literals.
std::size_t literalLength(std::string_view text, std::size_t at, std::string_view literal) {
    const std::size_t begin = at;
    for (const char wanted : literal) {
        if (at >= text.size()) return 0;
        const Character c = characterAt(text, at);
        if (c.code != wanted && !(wanted == 's' && c.code == 0x17F)) return 0;
        at = c.end;
    }
    return at - begin;
}

constexpr std::array<std::string_view, 9> kLiterals = {
    "<|startoftext|>", "<|endoftext|>", "'s", "'t", "'re", "'ve", "'m", "'ll", "'d"};

std::size_t anyLiteralLength(std::string_view text, std::size_t at) {
    if (text[at] != '<' && text[at] != '\'') return 0;
    for (const std::string_view literal : kLiterals)
        if (const std::size_t n = literalLength(text, at, literal)) return n;
    return 0;
}

/// End of the longest run of \a kind that begins at \a at.
std::size_t runEnd(std::string_view text, std::size_t at, Kind kind) {
    while (at < text.size()) {
        const Character c = characterAt(text, at);
        if (kindOf(c.code) != kind) break;
        at = c.end;
    }
    return at;
}

/// End of the word that begins at \a at; \a at itself where no alternative matches.
std::size_t wordEnd(std::string_view text, std::size_t at) {
    if (const std::size_t n = anyLiteralLength(text, at)) return at + n;
    const Character c = characterAt(text, at);
    switch (const Kind kind = kindOf(c.code)) {
        case Kind::Number:
            return c.end;
        case Kind::Letter:
        case Kind::Other:
            return runEnd(text, at, kind);
        case Kind::Space:
        case Kind::Unmatched:
            break;
    }
    return at;
}

}  // namespace

std::string cleanText(std::string_view text) {
    const auto utf16 = icu::UnicodeString::fromUTF8({text.data(), int32_t(text.size())});
    icu::UnicodeString s = composed(withoutControls(utf16));
    s.toLower(icu::Locale::getRoot());
    std::string out;
    joinedWords(s).toUTF8String(out);
    return out;
}

std::vector<std::string_view> splitIntoWords(std::string_view cleaned) {
    std::vector<std::string_view> words;
    for (std::size_t at = 0; at < cleaned.size();) {
        const std::size_t end = wordEnd(cleaned, at);
        if (end > at) words.push_back(cleaned.substr(at, end - at));
        at = end > at ? end : characterAt(cleaned, at).end;
    }
    return words;
}

}  // namespace engine
