// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "model/model_info.h"

#include <string>
#include <vector>

namespace engine {

/// Chooses layers by what the user wrote: `--layers`.
///
/// \param words  each a comma list of: "blocks" (block level: conv_in, down_blocks[i], mid_block,
/// up_blocks[i], conv_out),
///               "inner" (the 45 or 34 published positions of reference/anomalies.md 3.1, 3.2),
///               "all" (every module's output),
///               "named" (every name of the second grammar, attention maps included),
///               paths in bracketed or dotted form, names of the second grammar (layer_names.h), or
///               patterns of either where `*` stands for anything but a dot and `**` for anything;
///               brackets are literal. Behind an attention map: which part of it (AttentionForm).
///               Patterns choose attention maps, and conv_in.input, where they end in these words.
/// \param available all layers of the component in the order of their computation.
/// \return the chosen layers, each once, in the order of computation; those chosen by name have
/// that name as their path, and the shape that it gives.
/// Fails with Usage, naming the word and the nearest existing names, if a word chooses nothing, and
/// as LayerRequest.
Result<std::vector<LayerInfo>> selectLayers(const std::vector<std::string>& words,
                                            const std::vector<LayerInfo>& available);

/// Whether \a path is a block-level position / an inner position of one of the U-Net graphs. The
/// published list of the SD graph leaves out `up_blocks[0].resnets[2]`, that of SDXL has it:
/// "inner" tells them apart, a path alone cannot.
bool isBlockPosition(const LayerPath& path);
bool isInnerPosition(const LayerPath& path);

}  // namespace engine
