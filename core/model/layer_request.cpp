// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layer_request.h"

#include "model/layer_names.h"

namespace engine {
namespace {

Error usage(const std::string& message) {
    return {ErrorCode::Usage, message};
}

/// The grid on which an attention map's keys lie: the queries' own, or a text as one row.
TokenGrid keysOf(const LayerInfo& map) {
    return map.isCrossAttention ? TokenGrid{1, map.keys} : map.grid;
}

Status checkInside(const std::string& what, TokenIndex token, TokenGrid grid,
                   const LayerPath& asked) {
    if (grid.contains(token)) return {};
    return usage(asked.text() + ": the " + what + " " + std::to_string(token.row) + ":" +
                 std::to_string(token.col) + " lies outside the " + std::to_string(grid.height) +
                 " x " + std::to_string(grid.width) + " tokens.");
}

Status checkFits(const AttentionForm& form, const LayerPath& asked, const LayerInfo& map) {
    if (form.heads == AttentionForm::Heads::One && form.head >= map.channels)
        return usage(asked.text() + ": there are " + std::to_string(map.channels) +
                     " heads, counted from 0.");
    if (form.query)
        if (auto inside = checkInside("query", *form.query, map.grid, asked); !inside)
            return inside;
    if (form.key) return checkInside("key", *form.key, keysOf(map), asked);
    return {};
}

/// The shape of a part of \a map.
LayerInfo partOf(const LayerInfo& map, const AttentionForm& form) {
    LayerInfo part = map;
    if (form.heads != AttentionForm::Heads::All) part.channels = 1;
    if (form.isGrid) part.channels = std::exchange(part.keys, 0);
    if (form.query && form.key) {
        part.grid = {1, 1};
        part.keys = 0;
    } else if (form.query) {
        part.grid = map.isCrossAttention ? TokenGrid{1, 1} : map.grid;
        part.keys = map.isCrossAttention ? map.keys : 0;
    } else if (form.key) {
        part.keys = 0;
    }
    return part;
}

}  // namespace

std::pair<std::string_view, std::string_view> splitAttentionOptions(std::string_view word) {
    for (const std::string_view map : {".map[", "-map["})
        if (const auto at = word.find(map); at != word.npos) {
            const auto length = at + map.size() - 1;
            return {word.substr(0, length), word.substr(length)};
        }
    return {word, {}};
}

Result<LayerRequest> LayerRequest::parse(const LayerPath& asked) {
    const auto [word, options] = splitAttentionOptions(asked.text());
    const auto attention = AttentionForm::parse(options);
    if (!attention) return usage(asked.text() + ": " + attention.error().message);
    LayerRequest request{LayerPath(word), isInSecondGrammar(word), *attention};
    if (!request.isNamed) return request;
    if (const auto path = layerNamed(word)) {
        request.module = *path;
        return request;
    }
    if (const auto text = textLayerNamed(word))
        return usage(std::string(word) +
                     " belongs to the prompt's tokens and has no place on the grid that a name "
                     "gives; ask for " +
                     text->text() + ", a sequence of text tokens.");
    return usage("\"" + std::string(word) + "\" is no layer name.");
}

Result<LayerInfo> LayerRequest::describe(const LayerPath& asked, const LayerInfo& found) const {
    LayerInfo info = found;
    if (found.keys > 0) {
        if (auto fits = checkFits(attention, asked, found); !fits) return fits.error();
        info = partOf(found, attention);
    } else if (attention != AttentionForm()) {
        return usage(asked.text() + ": " + module.text() + " is no attention map.");
    }
    info.path = asked;
    if (isNamed) info.isSequence = false;
    return info;
}

}  // namespace engine
