// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace engine {

/// Where an activation comes from: a module path relative to its component, written with brackets,
/// "up_blocks[1].attentions[0]". The dotted form of weight files is accepted and normalised. A
/// plain value.
class LayerPath {
public:
    LayerPath() = default;
    /// Accepts "up_blocks[1].attentions[0]" and "up_blocks.1.attentions.0"; keeps other text as it
    /// is.
    explicit LayerPath(std::string_view text);

    const std::string& text() const { return m_text; }  ///< with brackets
    std::string dotted() const;                         ///< as weight files have it
    bool empty() const { return m_text.empty(); }

    friend auto operator<=>(const LayerPath&, const LayerPath&) = default;

private:
    std::string m_text;
};

}  // namespace engine

template <>
struct std::hash<engine::LayerPath> {
    std::size_t operator()(const engine::LayerPath& p) const noexcept {
        return std::hash<std::string>()(p.text());
    }
};
