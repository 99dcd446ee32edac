// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/model_info.h"

#include <string>
#include <utility>
#include <vector>

namespace engine {

/// "down_blocks[1]"
inline std::string indexed(const std::string& name, int index) {
    return name + "[" + std::to_string(index) + "]";
}

/// Collects the observable modules of one network while its forward pass is walked through without
/// computing.
class LayerWalk {
public:
    /// [B, channels, height, width]
    void map(const std::string& path, int channels, TokenGrid grid) {
        m_layers.push_back({.path = LayerPath(path), .channels = channels, .grid = grid});
    }
    /// [B, height * width, channels]
    void sequence(const std::string& path, int channels, TokenGrid grid) {
        m_layers.push_back(
            {.path = LayerPath(path), .channels = channels, .grid = grid, .isSequence = true});
    }
    /// [B, channels, height * width]
    void flat(const std::string& path, int channels, TokenGrid grid) {
        m_layers.push_back(
            {.path = LayerPath(path), .channels = channels, .grid = grid, .isFlat = true});
    }
    /// [B, textTokens, channels]
    void text(const std::string& path, int channels, int textTokens) {
        m_layers.push_back({.path = LayerPath(path),
                            .channels = channels,
                            .textTokens = textTokens,
                            .isSequence = true});
    }
    /// [B, channels]
    void vector(const std::string& path, int channels) {
        m_layers.push_back({.path = LayerPath(path), .channels = channels});
    }
    /// [6 B, channels]: a row per time id.
    void timeIds(const std::string& path, int channels) {
        m_layers.push_back({.path = LayerPath(path), .channels = channels, .rows = 6});
    }
    /// [B, channels, height, width], what a module is given.
    void input(const std::string& path, int channels, TokenGrid grid) {
        map(path, channels, grid);
        m_layers.back().isOnRequest = true;
    }
    /// [B, heads, height * width, keys], of which nothing but what is asked for is ever computed.
    void attention(const std::string& path, int heads, TokenGrid grid, int keys, bool isCross) {
        m_layers.push_back({.path = LayerPath(path),
                            .channels = heads,
                            .grid = grid,
                            .keys = keys,
                            .isCrossAttention = isCross,
                            .isOnRequest = true});
    }

    std::vector<LayerInfo> take() { return std::move(m_layers); }

private:
    std::vector<LayerInfo> m_layers;
};

}  // namespace engine
