// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/original_names.h"
#include "model/published_models.h"
#include "tensor/safetensors_index.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace engine {

/// What a checkpoint's tensors tell of its networks: widths and depths. Plain data.
///
/// The number of attention heads is not among them, so it identifies a published configuration but
/// cannot replace one.
struct CheckpointShape {
    struct Unet {
        std::vector<int> channels;  ///< per level
        std::vector<int> depths;  ///< transformer blocks of an attention, per level on the way down
        int layersPerBlock = 0, textChannels = 0;
        bool operator==(const Unet&) const = default;
    };
    std::optional<Unet> unet;
    std::optional<std::vector<int>> vaeChannels;  ///< per level of the encoder
    std::map<std::string, int> textWidths;        ///< by component
    std::optional<int> inChannels;  ///< of the U-Net; inpainting models differ in it alone

    static CheckpointShape of(const SafetensorsFile& file, const OriginalCheckpoint& checkpoint);
    static CheckpointShape of(const PublishedModel& model);

    /// Whether every network that this has is as \a published has it.
    bool fits(const CheckpointShape& published) const;
    /// "a U-Net of 16, 16, 24, 24 channels with text of width 24, a VAE of 8, 16, 16, 16 channels"
    std::string text() const;
};

}  // namespace engine
