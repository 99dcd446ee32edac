// SPDX-License-Identifier: GPL-3.0-or-later
#include "extraction/local_model.h"

#include "base/guarded.h"
#include "extraction/observed_runs.h"
#include "extraction/unet_call.h"
#include "model/inference.h"
#include "tensor/tensor_bridge.h"

#include <ATen/ATen.h>

namespace engine {
Result<std::vector<LayerInfo>> LocalModel::unetLayers(PixelSize size) const {
    const auto config = m_parts.unetConfig();
    if (!config) return config.error();
    const int scale = info().vaeScale;
    return engine::unetLayers(*config, TokenGrid{size.height / scale, size.width / scale});
}

Result<NdArray> LocalModel::runUnet(const UnetInputs& inputs, const Observation& observation) {
    return guarded("Running the U-Net", [&]() -> Result<NdArray> {
        const Inference inference;
        const auto network = m_parts.unet();
        if (!network) return network.error();
        const auto call = readUnetInputs(inputs, (*network)->config());
        if (!call) return call.error();
        const auto output =
            runObserved(m_parts, call->sample, call->conditioning, observation, inputs.edits);
        if (!output) return output.error();
        return output->defined() ? toArray(*output) : NdArray();
    });
}

Result<LatentDistribution> LocalModel::encoded(const at::Tensor& image,
                                               const Observation& observation) {
    const auto network = m_parts.vae();
    if (!network) return network.error();
    auto tap = ActivationTap::open((*network)->encoderTaps(), observation, "VAE's encoder");
    if (!tap) return tap.error();
    NetworkRun run(*tap);
    LatentDistribution d;
    runUntilComplete([&] {
        d = (*network)->encode(image.to(m_parts.device()), run);
        for (auto* t : {&d.moments, &d.mean, &d.logvar, &d.std}) *t = t->cpu();
    });
    return d;
}

Result<Posterior> LocalModel::encodeImage(const NdArray& image, const Observation& observation) {
    return guarded("Encoding the picture", [&]() -> Result<Posterior> {
        const Inference inference;
        const auto network = m_parts.vae();
        if (!network) return network.error();
        const auto& [channels, latents, scale, factor, shift] = (*network)->facts();
        if (!isImage(image, channels) || image.shape()[2] % scale || image.shape()[3] % scale)
            return wrongShape(
                "image", "[B, 3, H, W] with sides divisible by " + std::to_string(scale), image);
        const auto d = encoded(toFloatTensor(image), observation);
        if (!d) return d.error();
        if (!d->moments.defined()) return Posterior{};
        return Posterior{toArray(d->moments), toArray(d->mean), toArray(d->logvar),
                         toArray(d->std)};
    });
}

Result<NdArray> LocalModel::decodeLatent(const NdArray& latent, const Observation& observation) {
    return guarded("Decoding the latent", [&]() -> Result<NdArray> {
        const Inference inference;
        const auto network = m_parts.vae();
        if (!network) return network.error();
        const auto channels = (*network)->facts().latentChannels;
        if (!isImage(latent, channels))
            return wrongShape("latent", "[B, " + std::to_string(channels) + ", h, w]", latent);
        auto tap = ActivationTap::open((*network)->decoderTaps(), observation, "VAE's decoder");
        if (!tap) return tap.error();
        NetworkRun run(*tap);
        at::Tensor picture;
        runUntilComplete(
            [&] { picture = (*network)->decode(toFloatTensor(latent).to(m_parts.device()), run); });
        return picture.defined() ? toArray(picture) : NdArray();
    });
}

Result<TextEncoding> LocalModel::encodeIds(const NdArray& inputIds, TextEncoderIndex which,
                                           const Observation& observation) {
    return guarded("Encoding the text", [&]() -> Result<TextEncoding> {
        const Inference inference;
        const auto network = m_parts.textEncoder(which);
        if (!network) return network.error();
        const auto& config = (*network)->config();
        const auto values = inputIds.toInts();
        if (!values) return values.error();
        if (inputIds.rank() != 2 || inputIds.count() == 0 ||
            inputIds.shape()[1] > config.maxPositions)
            return wrongShape("input_ids",
                              "[B, at most " + std::to_string(config.maxPositions) + "]", inputIds);
        for (const auto id : *values)
            if (id < 0 || id >= config.vocabSize)
                return Error{ErrorCode::BadFile,
                             "input_ids holds " + std::to_string(id) + "; the vocabulary has " +
                                 std::to_string(config.vocabSize) + " entries."};
        auto tap = ActivationTap::open((*network)->taps(), observation, "text encoder");
        if (!tap) return tap.error();
        const auto ids = at::tensor(*values, at::kLong).view(inputIds.shape());
        TextStates states;
        if (!runUntilComplete(
                [&] { states = (*network)->forward(ids.to(m_parts.device()), *tap); }))
            return TextEncoding{toArray(ids), {}, {}, {}, {}, {}};
        TextEncoding encoding;
        encoding.inputIds = toArray(ids);
        for (const auto& state : states.hiddenStates)
            encoding.hiddenStates.push_back(toArray(state));
        encoding.lastHiddenState = toArray(states.lastHiddenState);
        encoding.penultimateFinalLayerNorm = toArray(states.penultimateFinalLayerNorm);
        encoding.poolerOutput = toArray(states.poolerOutput);
        if (states.textEmbeds.defined()) encoding.textEmbeds = toArray(states.textEmbeds);
        return encoding;
    });
}

Result<TextEncoding> LocalModel::encodeText(const std::vector<std::string>& prompts,
                                            TextEncoderIndex which,
                                            const Observation& observation) {
    std::vector<std::int64_t> ids;
    for (const auto& prompt : prompts) {
        const auto encoded = m_parts.tokenize(which, prompt);
        if (!encoded) return encoded.error();
        ids.insert(ids.end(), encoded->inputIds.begin(), encoded->inputIds.end());
    }
    const auto count = std::int64_t(prompts.size());
    const auto length = count > 0 ? std::int64_t(ids.size()) / count : 0;
    return encodeIds(NdArray::fromInts({count, length}, std::move(ids)), which, observation);
}

}  // namespace engine
