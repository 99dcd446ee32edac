// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to the engine: names torch. Networks under observation, and what extraction and
// generation share.

#include "extraction/engine.h"
#include "model/components.h"

#include <ATen/core/Tensor.h>

#include <optional>
#include <string>
#include <vector>

namespace engine {

/// \a observation without layers: cancellation, and progress in a part of the whole.
Observation partOf(const Observation& observation, double from, double to);

/// Whether \a a is [B, channels, H, W] with something in it.
bool isImage(const NdArray& a, int channels);
Error wrongShape(const std::string& name, const std::string& expected, const NdArray& found);

/// The tokens of a map [B, C, H, W].
TokenGrid gridOf(const at::Tensor& map);

/// One run of \a network under \a edits and \a observation, or with \a sink in place of its own;
/// tensors on the network's device.
/// \return the output, undefined if the run stopped after the deepest layer.
/// Fails as ActivationTap::open() and hooksFor().
Result<at::Tensor> runNetwork(const Unet& network, const at::Tensor& sample,
                              const UnetConditioning& conditioning, const Observation& observation,
                              const std::vector<Edit>& edits, TensorSink sink = {});

/// Takes and gives tensors on the CPU, whatever the networks' device.
/// \return the U-Net's output, undefined if the run stopped after the deepest layer.
/// Fails as Components and runNetwork().
Result<at::Tensor> runObserved(Components& parts, const at::Tensor& sample,
                               const UnetConditioning& conditioning, const Observation& observation,
                               const std::vector<Edit>& edits = {});
/// \param latent as the sampler has it: divided by the scaling factor here. \return [B, 3, H, W].
Result<at::Tensor> decodeScaled(Components& parts, const at::Tensor& latent,
                                const Observation& observation);
/// uint8 [H, W, 3] of a decoded picture [1, 3, H, W]: (x / 2 + 0.5) bounded to 0..1, times 255,
/// rounded.
NdArray pixelsOf(const at::Tensor& decoded);

/// What a prompt becomes for the U-Net.
struct PromptEmbedding {
    at::Tensor text;    ///< [1, 77, D]; SDXL: both encoders' hidden_states[-2] side by side
    at::Tensor pooled;  ///< SDXL: [1, P], else undefined
};
/// Fails as Components and the tokenizer do.
Result<PromptEmbedding> embedPrompt(Components& parts, const std::string& prompt,
                                    const Observation& observation);

/// Of the negative prompt; an absent one is zeros where the model's pipeline wants it so, else "".
/// \param like the prompt's, for the zeros' shape.
Result<PromptEmbedding> embedNegative(Components& parts, const std::optional<std::string>& prompt,
                                      const PromptEmbedding& like, const Observation& observation);

/// SDXL's [1, 6]: original height and width, crop y and x (0, 0), target height and width.
at::Tensor timeIdsOf(PixelSize size);

}  // namespace engine
