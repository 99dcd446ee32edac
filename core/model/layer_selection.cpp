// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layer_selection.h"

#include "model/layer_names.h"
#include "model/layer_request.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <string_view>

namespace engine {
namespace {

constexpr std::size_t kSuggestions = 3;

/// Takes "[12]" off the front of \a text. Returns whether it was there.
bool takeIndex(std::string_view& text) {
    const std::size_t close = text.find(']');
    if (!text.starts_with('[') || close == std::string_view::npos || close < 2) return false;
    const std::string_view digits = text.substr(1, close - 1);
    if (!std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; })) return false;
    text.remove_prefix(close + 1);
    return true;
}

bool takePrefix(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

/// Takes "mid_block", "down_blocks[i]" or "up_blocks[i]" off the front of \a text.
bool takeBlock(std::string_view& text) {
    if (takePrefix(text, "mid_block")) return true;
    return (takePrefix(text, "down_blocks") || takePrefix(text, "up_blocks")) && takeIndex(text);
}

/// The published list of the SD graph names only the first two resnets of its deepest up block (no
/// attentions there), while that of SDXL names all three of its deepest up block, which has
/// attentions.
bool isLeftOut(const LayerPath& path, const std::vector<LayerInfo>& available) {
    const LayerPath attention("up_blocks[0].attentions[0]");
    return path.text() == "up_blocks[0].resnets[2]" &&
           std::ranges::find(available, attention, &LayerInfo::path) == available.end();
}

/// Whether \a text matches \a pattern as a whole: `*` is anything but a dot, `**` anything. Time is
/// their product.
bool matchesPattern(std::string_view pattern, std::string_view text) {
    std::vector<bool> reached(text.size() + 1,
                              false);  // prefixes of text that the pattern so far can match
    reached[0] = true;
    while (!pattern.empty()) {
        const bool star = takePrefix(pattern, "*");
        const bool dots = star && takePrefix(pattern, "*");
        std::vector<bool> next(text.size() + 1, false);
        for (std::size_t i = 0; i <= text.size(); ++i) {
            if (star)
                next[i] = reached[i] || (i > 0 && next[i - 1] && (dots || text[i - 1] != '.'));
            else
                next[i] = i > 0 && reached[i - 1] && text[i - 1] == pattern.front();
        }
        if (!star) pattern.remove_prefix(1);
        reached.swap(next);
    }
    return reached[text.size()];
}

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

std::vector<std::string> splitWords(const std::vector<std::string>& lists) {
    std::vector<std::string> words;
    for (const std::string& list : lists) {
        for (std::size_t begin = 0; begin <= list.size();) {
            const std::size_t end = std::min(list.find(',', begin), list.size());
            words.emplace_back(trimmed(std::string_view(list).substr(begin, end - begin)));
            begin = end + 1;
        }
    }
    return words;
}

/// Levenshtein distance: insertions, deletions and replacements that turn \a a into \a b.
std::size_t editDistance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t(0));
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, diagonal + 1, row[j] + 1});
        }
    }
    return row[b.size()];
}

/// The nearest of \a known to \a word, nearest first, equals in their order: "a, b, c".
std::string nearest(const std::string& word, const std::vector<std::string>& known) {
    std::vector<std::pair<std::size_t, std::size_t>> order;  // distance, index
    for (std::size_t i = 0; i < known.size(); ++i)
        order.emplace_back(editDistance(word, known[i]), i);
    std::ranges::sort(order);
    std::string names;
    for (std::size_t i = 0; i < std::min(order.size(), kSuggestions); ++i)
        names += (i > 0 ? ", " : "") + known[order[i].second];
    return names;
}

/// Collects what the words choose: each path once, in the order of computation.
class Selection {
public:
    explicit Selection(const std::vector<LayerInfo>& available) : m_available(available) {}

    Status choose(const std::string& word) {
        if (word.empty()) return Error{ErrorCode::Usage, "An empty layer name was given."};
        const auto [base, options] = splitAttentionOptions(word);
        bool any = false;
        for (std::size_t i = 0; i < m_available.size(); ++i) {
            if (!fits(base, m_available[i])) continue;
            any = true;
            if (auto added = add(i, isName(base), options); !added) return added;
        }
        return any ? Status() : unknown(word, base);
    }

    std::vector<LayerInfo> take() {
        std::ranges::stable_sort(m_chosen, {}, &Chosen::index);
        std::vector<LayerInfo> layers;
        for (auto& chosen : m_chosen) layers.push_back(std::move(chosen.layer));
        return layers;
    }

private:
    struct Chosen {
        std::size_t index;
        LayerInfo layer;
    };

    /// Whether \a word chooses names of the second grammar, not paths.
    static bool isName(std::string_view word) { return word == "named" || isInSecondGrammar(word); }

    bool fits(std::string_view word, const LayerInfo& layer) const {
        if (word == "named") return !layer.name.empty() && layer.name != kVaeOut;
        if (word == "all") return !layer.isOnRequest;
        if (word == "blocks") return isBlockPosition(layer.path);
        if (word == "inner")
            return isInnerPosition(layer.path) && !isLeftOut(layer.path, m_available);
        const bool isPattern = word.find('*') != word.npos;
        if (isName(word))
            return isPattern ? isAskedFor(word, layer) && matchesPattern(word, layer.name)
                             : layer.name == word && !word.empty();
        const LayerPath path(word);
        return isPattern ? isAskedFor(path.text(), layer) &&
                               matchesPattern(path.text(), layer.path.text())
                         : layer.path == path;
    }

    /// Patterns choose what is given on request only where they end in its own last word: "**.map".
    static bool isAskedFor(std::string_view pattern, const LayerInfo& layer) {
        if (!layer.isOnRequest) return true;
        const auto& text = isInSecondGrammar(pattern) ? layer.name : layer.path.text();
        const auto last = text.find_last_of(".-");
        return pattern.ends_with(std::string_view(text).substr(last + 1));
    }

    Status add(std::size_t index, bool isNamed, std::string_view options) {
        const LayerInfo& layer = m_available[index];
        const LayerPath asked((isNamed ? layer.name : layer.path.text()) + std::string(options));
        const auto request = LayerRequest::parse(asked);
        if (!request) return request.error();
        // Under its one spelling, so that no part of a map is given twice.
        const LayerPath path((isNamed ? layer.name : layer.path.text()) +
                             request->attention.text());
        if (!m_paths.insert(path).second) return {};
        auto described = request->describe(path, layer);
        if (!described) return described.error();
        m_chosen.push_back({index, std::move(*described)});
        return {};
    }

    Status unknown(const std::string& word, std::string_view base) const {
        if (const auto text = textLayerNamed(base))
            return LayerRequest::parse(LayerPath(word)).error();
        std::vector<std::string> known;
        for (const auto& layer : m_available)
            if (const auto& text = isName(base) ? layer.name : layer.path.text(); !text.empty())
                known.push_back(text);
        const std::string names = nearest(LayerPath(base).text(), known);
        return Error{ErrorCode::Usage,
                     "No layer is chosen by \"" + word + "\". " +
                         (names.empty() ? "There are no layers." : "Nearest: " + names + ".")};
    }

    const std::vector<LayerInfo>& m_available;
    std::vector<Chosen> m_chosen;
    std::set<LayerPath> m_paths;
};

}  // namespace

bool isBlockPosition(const LayerPath& path) {
    std::string_view rest = path.text();
    return rest == "conv_in" || rest == "conv_out" || (takeBlock(rest) && rest.empty());
}

bool isInnerPosition(const LayerPath& path) {
    std::string_view rest = path.text();
    if (rest == "conv_in" || rest == "conv_out") return true;
    if (!takeBlock(rest)) return false;
    const bool isLayer = takePrefix(rest, ".resnets") || takePrefix(rest, ".attentions") ||
                         takePrefix(rest, ".downsamplers") || takePrefix(rest, ".upsamplers");
    return isLayer && takeIndex(rest) && rest.empty();
}

Result<std::vector<LayerInfo>> selectLayers(const std::vector<std::string>& words,
                                            const std::vector<LayerInfo>& available) {
    if (words.empty()) return Error{ErrorCode::Usage, "No layers were named."};
    Selection selection(available);
    for (const std::string& word : splitWords(words))
        if (auto chosen = selection.choose(word); !chosen) return chosen.error();
    return selection.take();
}

}  // namespace engine
