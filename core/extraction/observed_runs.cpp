// SPDX-License-Identifier: GPL-3.0-or-later
#include "extraction/observed_runs.h"

#include "base/guarded.h"
#include "extraction/edit_hooks.h"
#include "model/tap.h"

#include <ATen/ATen.h>

#include <cstring>

namespace engine {

Observation partOf(const Observation& observation, double from, double to) {
    Observation part;
    part.stop = observation.stop;
    if (observation.progress)
        part.progress = [whole = observation.progress, from, to](double f) {
            whole(from + (to - from) * f);
        };
    return part;
}

bool isImage(const NdArray& a, int channels) {
    return a.rank() == 4 && a.shape()[1] == channels && a.count() > 0;
}

Error wrongShape(const std::string& name, const std::string& expected, const NdArray& found) {
    return {ErrorCode::BadFile, "The array " + name + " should be " + expected + "; its shape is " +
                                    shapeText(found.shape()) + "."};
}

TokenGrid gridOf(const at::Tensor& map) {
    return {int(map.size(2)), int(map.size(3))};
}

Result<at::Tensor> runNetwork(const Unet& network, const at::Tensor& sample,
                              const UnetConditioning& conditioning, const Observation& observation,
                              const std::vector<Edit>& edits, TensorSink sink) {
    const auto layers = [&] { return unetLayers(network.config(), gridOf(sample)); };
    auto tap = ActivationTap::open(network.taps(), observation, "U-Net", layers, std::move(sink));
    if (!tap) return tap.error();
    const auto hooks = edits.empty()
                           ? Result(ActivationEdits())
                           : hooksFor(edits, {network.taps(), layers(),
                                              conditioning.timesteps.expand({sample.size(0)}),
                                              int(conditioning.text.size(1))});
    if (!hooks) return hooks.error();
    NetworkRun run(*tap, &*hooks);
    at::Tensor output;
    runUntilComplete([&] { output = network.forward(sample, conditioning, run); });
    return output;
}

Result<at::Tensor> runObserved(Components& parts, const at::Tensor& sample,
                               const UnetConditioning& conditioning, const Observation& observation,
                               const std::vector<Edit>& edits) {
    const auto network = parts.unet();
    if (!network) return network.error();
    const auto here = [&](const at::Tensor& t) { return t.defined() ? t.to(parts.device()) : t; };
    const UnetConditioning moved{here(conditioning.timesteps), here(conditioning.text),
                                 here(conditioning.textEmbeds), here(conditioning.timeIds)};
    auto output = runNetwork(**network, here(sample), moved, observation, edits);
    return output && output->defined() ? Result(output->cpu()) : output;
}

Result<at::Tensor> decodeScaled(Components& parts, const at::Tensor& latent,
                                const Observation& observation) {
    const auto network = parts.vae();
    if (!network) return network.error();
    const auto& [config, encoder, decoder] = **network;
    auto tap = ActivationTap::open(decoder.taps(), observation, "VAE's decoder");
    if (!tap) return tap.error();
    NetworkRun run(*tap);
    const auto unscaled = latent / config.scalingFactor + config.shiftFactor;
    return decoder.forward(unscaled.to(parts.device()), run).cpu();
}

NdArray pixelsOf(const at::Tensor& decoded) {
    const auto unit = (decoded / 2 + 0.5).clamp(0, 1);
    const auto bytes =
        (unit * 255).round().to(at::kByte)[0].permute({1, 2, 0}).contiguous();  // [H, W, 3]
    std::vector<std::byte> copy(std::size_t(bytes.numel()));
    std::memcpy(copy.data(), bytes.data_ptr(), copy.size());
    return NdArray::fromBytes(DType::U8, bytes.sizes().vec(), std::move(copy));
}

namespace {

Result<TextStates> encodedBy(Components& parts, Components::Text which, const std::string& prompt,
                             const Observation& observation) {
    const auto words = parts.tokenizer(which);
    if (!words) return words.error();
    const auto network = parts.textEncoder(which);
    if (!network) return network.error();
    const auto ids = (*words)->encode(prompt).inputIds;
    const int vocabulary = (*network)->config().vocabSize;
    for (const auto id : ids)
        if (id >= vocabulary)
            return Error{ErrorCode::BadFile, "The tokenizer gives the id " + std::to_string(id) +
                                                 "; the text encoder knows " +
                                                 std::to_string(vocabulary) + "."};
    auto tap = ActivationTap::open((*network)->taps(), observation, "text encoder");
    if (!tap) return tap.error();
    return (*network)->forward(at::tensor(ids, at::kLong).unsqueeze(0).to(parts.device()), *tap);
}

}  // namespace

Result<PromptEmbedding> embedPrompt(Components& parts, const std::string& prompt,
                                    const Observation& observation) {
    const auto first = encodedBy(parts, Components::Text::First, prompt, observation);
    if (!first) return first.error();
    if (!parts.has("text_encoder_2")) return PromptEmbedding{first->lastHiddenState.cpu(), {}};
    const auto second = encodedBy(parts, Components::Text::Second, prompt, observation);
    if (!second) return second.error();
    const auto penultimate = [](const TextStates& s) {
        return s.hiddenStates[s.hiddenStates.size() - 2];
    };
    return PromptEmbedding{at::cat({penultimate(*first), penultimate(*second)}, -1).cpu(),
                           second->textEmbeds.defined() ? second->textEmbeds.cpu() : at::Tensor()};
}

Result<PromptEmbedding> embedNegative(Components& parts, const std::optional<std::string>& prompt,
                                      const PromptEmbedding& like, const Observation& observation) {
    if (prompt) return embedPrompt(parts, *prompt, observation);
    const auto zeros = parts.zerosForAbsentPrompt();
    if (!zeros) return zeros.error();
    if (!*zeros) return embedPrompt(parts, "", observation);
    return PromptEmbedding{at::zeros_like(like.text),
                           like.pooled.defined() ? at::zeros_like(like.pooled) : at::Tensor()};
}

at::Tensor timeIdsOf(PixelSize size) {
    const auto h = float(size.height), w = float(size.width);
    return at::tensor({h, w, 0.0f, 0.0f, h, w}).unsqueeze(0);
}

}  // namespace engine
