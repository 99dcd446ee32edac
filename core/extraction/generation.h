// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "extraction/edit.h"
#include "representation/layer_path.h"
#include "representation/token_grid.h"
#include "tensor/nd_array.h"
#include "tensor/rng.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace engine {

/// Text to picture, as diffusers' pipelines do it.
struct GenerateRequest {
    std::string prompt;
    /// Absent and empty differ for SDXL: its pipelines take zeros for an absent one where
    /// model_index.json sets force_zeros_for_empty_prompt. Elsewhere absent means "".
    std::optional<std::string> negativePrompt;
    int steps = 50;
    double guidance = 7.5;  ///< 1 or less: none, and the negative prompt plays no part
    std::uint64_t seed = 42;
    Rng rng = Rng::TorchCpu;
    std::string
        scheduler;   ///< samplerClass(): "ddim", "EulerDiscreteScheduler"; empty: the model's
    double eta = 0;  ///< DDIM
    PixelSize size;  ///< multiples of the VAE's scale
    /// [1, L, h, w] standard normal, before multiplication by the initial sigma; else drawn.
    std::optional<NdArray> initialLatents;
    bool decodesSteps = false;     ///< pictures of every step, too
    std::vector<Edit> edits = {};  ///< of the U-Net at every step in their timesteps, both halves
};

/// One call of the U-Net and what the sampler made of it. B is 2 with guidance: unconditional
/// first.
struct GenerationStep {
    int index = 0, count = 0;
    double timestep = 0;            ///< may be a real number
    NdArray unetInput, unetOutput;  ///< [B, L, h, w]
    NdArray latents;                ///< [1, L, h, w] after the step
    NdArray predictedOriginal;      ///< [1, L, h, w]: x0 as this call has it
    /// With decodesSteps, uint8 [H, W, 3]: latents and predictedOriginal decoded.
    std::optional<NdArray> image, originalImage;
};

/// What to observe. Everything is called from the computing thread.
struct GenerationObserver {
    std::set<LayerPath> layers;  ///< of the U-Net, at every step; unknown ones fail with Usage
    std::function<void(int step, const LayerPath& path, NdArray activation)> sink;
    std::function<void(const GenerationStep& step)> stepDone;  ///< may be empty
    std::function<void(double fraction)> progress;             ///< may be empty
    std::stop_token stop;  ///< looked at between modules; ends the run with Cancelled
};

/// Golden's names: one entry per call of the U-Net, of which some samplers make more than steps.
struct Generation {
    NdArray initialLatents;  ///< [1, L, h, w], before multiplication by the initial sigma
    NdArray timesteps;       ///< [S]
    NdArray latents;         ///< [S, L, h, w] after each step
    NdArray decoded;         ///< [1, 3, H, W], -1..1 by convention
    NdArray image;           ///< uint8 [H, W, 3]
    NdArray promptEmbeds;    ///< [1, 77, D]
    std::optional<NdArray> negativePromptEmbeds, pooledPromptEmbeds, negativePooledPromptEmbeds;
};

}  // namespace engine
