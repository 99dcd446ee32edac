// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/layer_board.h"

#include <algorithm>

namespace core {

void LayerBoard::begin(const std::vector<engine::LayerInfo>& layers) {
    m_layers.clear();
    for (const auto& info : layers)
        if (info.grid.count() > 0) m_layers.push_back({info, LayerState::Computing, nullptr});
}

void LayerBoard::restart() {
    for (auto& slot : m_layers) {
        slot.state = LayerState::Computing;
        slot.representation = nullptr;
    }
}

std::optional<std::size_t> LayerBoard::accept(
    std::shared_ptr<const engine::Representation> representation) {
    const auto index = find(representation->path());
    if (!index) return std::nullopt;
    m_layers[*index].state = LayerState::Ready;
    m_layers[*index].info.grid = representation->grid();
    m_layers[*index].representation = std::move(representation);
    return index;
}

void LayerBoard::end() {
    for (auto& slot : m_layers)
        if (slot.state == LayerState::Computing) slot.state = LayerState::Missing;
}

bool LayerBoard::isWaiting() const {
    return std::any_of(m_layers.begin(), m_layers.end(),
                       [](const LayerSlot& slot) { return slot.state == LayerState::Computing; });
}

std::optional<std::size_t> LayerBoard::find(const engine::LayerPath& path) const {
    const auto at = std::find_if(m_layers.begin(), m_layers.end(),
                                 [&](const LayerSlot& slot) { return slot.info.path == path; });
    if (at == m_layers.end()) return std::nullopt;
    return std::size_t(at - m_layers.begin());
}

std::optional<std::size_t> LayerBoard::preferred() const {
    if (m_layers.empty()) return std::nullopt;
    for (const char* path : {"up_blocks[1]", "up_blocks[1].upsamplers[0]"})
        if (const auto index = find(engine::LayerPath(path))) return index;
    return 0;
}

int LayerBoard::longestPath() const {
    std::size_t longest = 0;
    for (const auto& slot : m_layers) longest = std::max(longest, slot.info.path.text().size());
    return int(longest);
}

}  // namespace core
