// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <model/model_info.h>
#include <representation/representation.h>

#include <memory>
#include <optional>
#include <vector>

namespace core {

/// Whether a layer's activation for the current question (picture, timestep, model) is there.
enum class LayerState { Missing, Computing, Ready };

/// One layer on the board. \c representation is set exactly when \c state is Ready.
struct LayerSlot {
    engine::LayerInfo info;
    LayerState state = LayerState::Missing;
    std::shared_ptr<const engine::Representation> representation;
};

/// What is known of each chosen layer, in the order of computation. A new question empties every
/// slot at once, so nothing read from here answers an old one. GUI thread; knows no widget.
class LayerBoard {
public:
    /// A question was asked of \a layers: all are computing now. Layers without a map (sequences of
    /// text) are left out.
    void begin(const std::vector<engine::LayerInfo>& layers);
    /// The question was asked again of the same layers: all are computing now.
    void restart();
    /// An answer. \return its slot, or nothing if that layer was not asked for.
    std::optional<std::size_t> accept(std::shared_ptr<const engine::Representation> representation);
    /// No more answers come: what has not arrived is missing.
    void end();
    /// Whether any layer is still computing.
    bool isWaiting() const;

    const std::vector<LayerSlot>& layers() const { return m_layers; }
    std::optional<std::size_t> find(const engine::LayerPath& path) const;
    /// The layer to read numbers from until the user chooses one: `up_blocks[1]` or its last inner
    /// position, where the anomaly study looks, else the first. Nothing on an empty board.
    std::optional<std::size_t> preferred() const;
    /// Length of the longest path, for a column that does not jump.
    int longestPath() const;

private:
    std::vector<LayerSlot> m_layers;
};

}  // namespace core
