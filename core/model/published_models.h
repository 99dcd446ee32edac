// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>

namespace engine {

/// The configs of a published model, as its repository has them: for single-file checkpoints, which
/// bring none, and for measuring with random weights. Source: reference/models.md, sections 2 to 5.
struct PublishedModel {
    const char* geometry;  ///< "sd15", "sd21", "sdxl": as `bench unet --geometry` names it
    const char* title;     ///< "Stable Diffusion 1.5"
    /// JSON texts. textEncoder2 is empty where there is none.
    std::string modelIndex, unet, vae, scheduler, textEncoder, textEncoder2;
    const char* padToken;   ///< of the first tokenizer: what fills a prompt up to 77
    const char* padToken2;  ///< of the second
};

/// Stable Diffusion 1.5, 2.1 (the 768 px model: v_prediction) and SDXL base 1.0.
std::span<const PublishedModel> publishedModels();
/// The one of that geometry, or null.
const PublishedModel* publishedModel(const std::string& geometry);

}  // namespace engine
