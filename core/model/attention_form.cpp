// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/attention_form.h"

#include "representation/token_text.h"

#include <utility>

namespace engine {
namespace {

/// "5:9" -> row 5, column 9; "4" -> the fifth of one row.
std::optional<TokenIndex> keyIn(std::string_view text) {
    if (text.find(':') != text.npos) return tokenIn(text, ':');
    const auto col = countIn(text);
    return col ? std::optional(TokenIndex{0, *col}) : std::nullopt;
}

std::string textOf(TokenIndex token) {
    return std::to_string(token.row) + ":" + std::to_string(token.col);
}

/// Reads one option into \a form. Returns whether it is one, and new.
bool take(std::string_view option, AttentionForm& form) {
    const auto equals = std::min(option.find('='), option.size());
    const auto word = option.substr(0, equals);
    const auto value = option.substr(std::min(equals + 1, option.size()));
    if (option == "mean" || word == "head") {
        if (form.heads != AttentionForm::Heads::All) return false;
        form.heads = word == "head" ? AttentionForm::Heads::One : AttentionForm::Heads::Mean;
        if (form.heads == AttentionForm::Heads::Mean) return true;
        const auto head = countIn(value);
        form.head = head.value_or(0);
        return head.has_value();
    }
    if (option == "grid") return !std::exchange(form.isGrid, true);
    auto* token = word == "query" ? &form.query : word == "key" ? &form.key : nullptr;
    if (!token || token->has_value()) return false;
    *token = word == "key" ? keyIn(value) : tokenIn(value, ':');
    return token->has_value();
}

}  // namespace

Result<AttentionForm> AttentionForm::parse(std::string_view options) {
    AttentionForm form;
    while (!options.empty()) {
        const auto close = options.find(']');
        const bool isBracket = options.starts_with('[') && close != options.npos;
        if (!isBracket || !take(options.substr(1, close - 1), form))
            return Error{ErrorCode::Usage,
                         "\"" + std::string(options.substr(0, isBracket ? close + 1 : close)) +
                             "\" is no option of an attention map; there are [mean], [head=N], "
                             "[query=Y:X], [key=Y:X], [key=N] and [grid], each once."};
        options.remove_prefix(close + 1);
    }
    if (form.isGrid && (form.heads == Heads::All || form.query || form.key))
        return Error{ErrorCode::Usage,
                     "[grid] makes every key's map a channel, so it goes with [mean] or "
                     "[head=N], and without [query=...] and [key=...]."};
    return form;
}

std::string AttentionForm::text() const {
    std::string text;
    if (heads == Heads::Mean) text += "[mean]";
    if (heads == Heads::One) text += "[head=" + std::to_string(head) + "]";
    if (query) text += "[query=" + textOf(*query) + "]";
    if (key) text += "[key=" + textOf(*key) + "]";
    if (isGrid) text += "[grid]";
    return text;
}

}  // namespace engine
