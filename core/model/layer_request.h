// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "model/attention_form.h"
#include "model/model_info.h"

#include <string_view>

namespace engine {

/// What one path of an Observation means: which module's output, in which form. Modules are asked
/// for by path and give their output as it is; by a name of the second grammar (layer_names.h) they
/// give it laid on the grid, [B, C, h, w]; attention maps take options in brackets
/// (AttentionForm) behind either.
struct LayerRequest {
    LayerPath module;  ///< "up_blocks[1].attentions[1].transformer_blocks[0].attn2.to_q"
    bool isNamed = false;
    AttentionForm attention;

    /// Fails with Usage: no name of the second grammar although it has hyphens, keys or values of
    /// the text under a name (they have no grid), unsound options.
    static Result<LayerRequest> parse(const LayerPath& asked);

    /// What is handed out under \a asked where this module of a network is \a module.
    /// Fails with Usage for options of what is no attention map, or outside it.
    Result<LayerInfo> describe(const LayerPath& asked, const LayerInfo& module) const;
};

/// "attn1.map[mean]" -> "attn1.map" and "[mean]"; other words whole and nothing.
std::pair<std::string_view, std::string_view> splitAttentionOptions(std::string_view word);

}  // namespace engine
