// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "representation/layer_path.h"
#include "representation/token_grid.h"
#include "tensor/nd_array.h"

#include <optional>
#include <vector>

namespace engine {

/// Replaces tokens of one layer's activation while the U-Net computes, so that everything after it
/// computes with what is there instead: an intervention. A plain value; a tap on the same layer
/// sees what the network goes on with. Several edits of one layer act in their order.
///
/// A token is one spatial position on the layer's grid; of the text's keys and values
/// (`attn2.to_k`, `attn2.to_v`) it is one text token, as the row 0 of a grid of one row. The output
/// of a down block is replaced on its way to the next block alone: its skips are outputs of its
/// resnets, attentions and down-sampler. Attention maps are not part of the computation; edit
/// `to_q`, `to_k` or `to_v` instead.
struct Edit {
    enum class Action {
        Zero,
        Scale,       ///< times factor
        Copy,        ///< the vector of the token source of the same activation
        Transplant,  ///< the vectors of values: each token its own, or those of source
    };

    LayerPath layer;  ///< a path, or a name of the second grammar
    Action action = Action::Zero;
    double factor = 1;
    std::optional<TokenIndex> source = {};
    /// An activation of this layer as a run gives it, by path or by name: [1, ...], or one per
    /// picture of the batch.
    NdArray values = {};
    std::vector<TokenIndex> tokens = {};            ///< empty: all
    double firstTimestep = 0, lastTimestep = 1000;  ///< acts from the one to the other, both incl.
};

}  // namespace engine
