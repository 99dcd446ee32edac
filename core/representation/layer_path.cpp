// SPDX-License-Identifier: GPL-3.0-or-later
#include "representation/layer_path.h"

#include <algorithm>

namespace engine {
namespace {

bool isIndex(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

LayerPath::LayerPath(std::string_view text) {
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('.', begin), text.size());
        const std::string_view part = text.substr(begin, end - begin);
        if (begin > 0 && isIndex(part)) {
            m_text.append("[").append(part).append("]");
        } else {
            if (begin > 0) m_text += '.';
            m_text += part;
        }
        begin = end + 1;
    }
}

std::string LayerPath::dotted() const {
    std::string out;
    for (std::size_t at = 0; at < m_text.size();) {
        const std::size_t close = m_text[at] == '[' ? m_text.find(']', at) : std::string::npos;
        if (close != std::string::npos &&
            isIndex(std::string_view(m_text).substr(at + 1, close - at - 1))) {
            out.append(".").append(m_text, at + 1, close - at - 1);
            at = close + 1;
        } else {
            out += m_text[at++];
        }
    }
    return out;
}

}  // namespace engine
