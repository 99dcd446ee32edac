// SPDX-License-Identifier: GPL-3.0-or-later
#include "extraction/edit_spec.h"

#include "representation/token_text.h"

#include <charconv>
#include <cmath>
#include <string_view>
#include <utility>

namespace engine {
namespace {

constexpr int kMaxTokens = 1 << 20;  // of one edit: more than any grid has

/// A real number from 0.
std::optional<double> realIn(std::string_view text) {
    double value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc() || end != text.data() + text.size() || !(value >= 0))
        return std::nullopt;
    return value;
}

/// The text before and behind the first \a mark; nothing behind where there is none.
std::pair<std::string_view, std::string_view> cut(std::string_view text, std::string_view mark) {
    const auto at = text.find(mark);
    if (at == text.npos) return {text, {}};
    return {text.substr(0, at), text.substr(at + mark.size())};
}

/// "3" or "6-8", both ends included.
std::optional<std::pair<int, int>> rangeIn(std::string_view text) {
    const auto [from, to] = cut(text, "-");
    const auto first = countIn(from);
    const auto last = text.find('-') == text.npos ? first : countIn(to);
    if (!first || !last || *last < *first) return std::nullopt;
    return std::pair(*first, *last);
}

/// Reads one text from its end: what a file's name may hold stands in the middle.
class Reader {
public:
    explicit Reader(const std::string& text) : m_text(text) {}

    Result<EditSpec> read() {
        std::string_view rest = m_text;
        if (auto read = takeTimesteps(rest); !read) return read.error();
        if (auto read = takeTokens(rest); !read) return read.error();
        const auto [layers, action] = cut(rest, ":");
        if (layers.empty() || action.empty())
            return bad("it is written LAYERS:ACTION@TOKENS, with an optional @t=FROM..TO.");
        m_spec.layers = layers;
        if (auto read = readAction(action); !read) return read.error();
        return m_spec;
    }

private:
    Error bad(const std::string& what) const {
        return {ErrorCode::Usage, "--edit \"" + m_text + "\": " + what};
    }

    /// Takes "@..." off the end of \a text; nothing where there is no @.
    static std::optional<std::string_view> takeLast(std::string_view& text) {
        const auto at = text.rfind('@');
        if (at == text.npos) return std::nullopt;
        const auto last = text.substr(at + 1);
        text = text.substr(0, at);
        return last;
    }

    Status takeTimesteps(std::string_view& text) {
        auto before = text;
        const auto last = takeLast(before);
        if (!last || !last->starts_with("t=")) return {};
        text = before;
        const auto [from, to] = cut(last->substr(2), "..");
        const auto first = realIn(from);
        const auto final = last->find("..") == last->npos ? first : realIn(to);
        if (!first || !final || *final < *first)
            return bad("\"" + std::string(*last) + "\" is no range of timesteps such as t=0..500.");
        m_spec.edit.firstTimestep = *first;
        m_spec.edit.lastTimestep = *final;
        return {};
    }

    Status takeTokens(std::string_view& text) {
        const auto tokens = takeLast(text);
        if (!tokens) return bad("it does not say which tokens: @* for all, or @Y,X;Y,X.");
        if (*tokens == "*") return {};
        for (auto rest = *tokens;;) {
            const auto end = std::min(rest.find(';'), rest.size());
            if (auto added = addTokens(rest.substr(0, end)); !added) return added;
            if (end == rest.size()) return {};
            rest.remove_prefix(end + 1);
        }
    }

    /// "3,4" or "6-8,0-2"
    Status addTokens(std::string_view text) {
        const auto [y, x] = cut(text, ",");
        const auto rows = rangeIn(y), cols = rangeIn(x);
        if (!rows || !cols)
            return bad("\"" + std::string(text) +
                       "\" is no token Y,X (a row and a column, from 0) "
                       "and no range of them such as 6-8,0-2.");
        const auto count =
            double(rows->second - rows->first + 1) * double(cols->second - cols->first + 1);
        if (count + double(m_spec.edit.tokens.size()) > kMaxTokens)
            return bad("these are more tokens than any layer has.");
        for (int row = rows->first; row <= rows->second; ++row)
            for (int col = cols->first; col <= cols->second; ++col)
                m_spec.edit.tokens.push_back({row, col});
        return {};
    }

    Status readAction(std::string_view action) {
        const auto [word, value] = cut(action, "=");
        if (action == "zero") return {};
        if (word == "scale") return readFactor(value);
        if (word == "copy") {
            m_spec.edit.action = Edit::Action::Copy;
            return readSource(value);
        }
        if (word == "from") return readFile(value);
        return bad("\"" + std::string(action) +
                   "\" is no action; there are zero, scale=FACTOR, copy=Y,X and "
                   "from=FILE.npz[#ARRAY][:copy=Y,X].");
    }

    Status readFactor(std::string_view text) {
        const bool isNegative = text.starts_with('-');
        const auto factor = realIn(text.substr(isNegative ? 1 : 0));
        if (!factor || !std::isfinite(*factor))
            return bad("\"" + std::string(text) + "\" is no factor.");
        m_spec.edit.action = Edit::Action::Scale;
        m_spec.edit.factor = isNegative ? -*factor : *factor;
        return {};
    }

    Status readSource(std::string_view text) {
        m_spec.edit.source = tokenIn(text, ',');
        if (m_spec.edit.source) return {};
        return bad("\"" + std::string(text) + "\" is no token Y,X to copy from.");
    }

    Status readFile(std::string_view text) {
        m_spec.edit.action = Edit::Action::Transplant;
        constexpr std::string_view kCopy = ":copy=";
        if (const auto at = text.rfind(kCopy); at != text.npos) {
            if (auto read = readSource(text.substr(at + kCopy.size())); !read) return read;
            text = text.substr(0, at);
        }
        const auto hash = text.rfind('#');
        m_spec.file = text.substr(0, hash);
        if (hash != text.npos) m_spec.array = text.substr(hash + 1);
        if (m_spec.file.empty()) return bad("from= names no file.");
        return {};
    }

    const std::string& m_text;
    EditSpec m_spec;
};

}  // namespace

Result<EditSpec> EditSpec::parse(const std::string& text) {
    return Reader(text).read();
}

}  // namespace engine
