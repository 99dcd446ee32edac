// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "representation/layer_path.h"

#include <optional>
#include <string>
#include <string_view>

namespace engine {

/// \file
/// The second grammar of layer names, in which the activation-selection study writes the inside of
/// a U-Net: "up-level1-repeat1-vit-block0-cross-q". Level, repeat and block count as the module
/// lists of the weight files do, so a name and a path say the same in other words, whatever the
/// model; which of them a model has, its layers tell (unetLayers()). 197 for Stable Diffusion 1.x
/// and 2.x, 612 for SDXL. Source: reference/activations.md, section 1.
///
/// | name | path |
/// | --- | --- |
/// | unet-in, unet-after-conv-in, unet-out | conv_in.input, conv_in, conv_out |
/// | down-level0-repeat1-res-increment, -res-out | down_blocks[0].resnets[1].conv2, ....resnets[1]
/// | | ...-vit-block0-self-q (-k, -v) | ....attentions[1].transformer_blocks[0].attn1.to_q | |
/// ...-vit-block0-cross-q | ....attn2.to_q | | ...-self-map, -cross-map | ....attn1.map,
/// ....attn2.map | | ...-vit-block0-ffn-inner, -vit-block0-out | ....ff.net[0],
/// ....transformer_blocks[0] | | ...-vit-out | ....attentions[1] | | down-level0-downsampler-out,
/// up-level0-upsampler-out | ....downsamplers[0], ....upsamplers[0] | | mid-repeat0-res-out,
/// mid-vit-block0-out | mid_block.resnets[0], mid_block.attentions[0]... |

/// The name of what lies at \a path, empty where the grammar has none (`time_embedding`, `norm1`).
std::string layerName(const LayerPath& path);

/// The path that \a name means, or nothing where the text is no name of this grammar.
std::optional<LayerPath> layerNamed(std::string_view name);

/// The path behind a name of the keys and values of cross-attention ("...-cross-k", "-cross-v").
/// They are one vector per text token, not per spatial position, so they are no names of layers
/// here: what a name gives is grid-shaped.
std::optional<LayerPath> textLayerNamed(std::string_view name);

/// Whether \a word is written in the second grammar: its names have hyphens, paths have none.
inline bool isInSecondGrammar(std::string_view word) {
    return word.find('-') != std::string_view::npos;
}

/// Result of one step of the sampler and the VAE: "vae-out". No module of the U-Net, so its path is
/// its name.
inline constexpr const char* kVaeOut = "vae-out";

}  // namespace engine
