// SPDX-License-Identifier: GPL-3.0-or-later
#include "extraction/local_model.h"

#include "base/guarded.h"
#include "extraction/observed_runs.h"
#include "tensor/tensor_bridge.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

namespace engine {
namespace {

bool isImage(const NdArray& a, int channels) {
    return a.rank() == 4 && a.shape()[1] == channels && a.count() > 0;
}

}  // namespace

Result<std::vector<LayerInfo>> LocalModel::unetLayers(PixelSize size) const {
    const auto config = m_parts.unetConfig();
    if (!config) return config.error();
    const int scale = info().vaeScale;
    return engine::unetLayers(*config, TokenGrid{size.height / scale, size.width / scale});
}

Result<NdArray> LocalModel::runUnet(const UnetInputs& inputs, const Observation& observation) {
    return guarded("Running the U-Net", [&]() -> Result<NdArray> {
        const c10::InferenceMode inference;
        const auto network = m_parts.unet();
        if (!network) return network.error();
        const auto& config = (*network)->config();
        if (!isImage(inputs.sample, config.inChannels))
            return wrongShape("sample", "[B, " + std::to_string(config.inChannels) + ", h, w]",
                              inputs.sample);
        const auto batch = inputs.sample.shape()[0];
        const auto& text = inputs.encoderHiddenStates.shape();
        if (text.size() != 3 || text[0] != batch || text[2] != config.crossAttentionDim)
            return wrongShape("encoder_hidden_states",
                              "[" + std::to_string(batch) + ", tokens, " +
                                  std::to_string(config.crossAttentionDim) + "]",
                              inputs.encoderHiddenStates);
        if (inputs.timestep.count() != 1 && inputs.timestep.count() != std::size_t(batch))
            return wrongShape("timestep", "a number or one per picture", inputs.timestep);
        UnetConditioning conditioning{toFloatTensor(inputs.timestep).flatten(),
                                      toFloatTensor(inputs.encoderHiddenStates),
                                      {},
                                      {}};
        if (inputs.textEmbeds && inputs.timeIds) {
            const auto ids = inputs.timeIds->count() / std::size_t(batch);
            const auto pooled = std::size_t(config.projectionInputDim) -
                                ids * std::size_t(config.additionTimeEmbedDim);
            if (inputs.textEmbeds->count() != pooled * std::size_t(batch))
                return wrongShape("text_embeds",
                                  shapeText(std::vector<std::int64_t>{batch, std::int64_t(pooled)}),
                                  *inputs.textEmbeds);
            conditioning.textEmbeds = toFloatTensor(*inputs.textEmbeds).view({batch, -1});
            conditioning.timeIds = toFloatTensor(*inputs.timeIds).view({batch, -1});
        }
        const auto output =
            runObserved(m_parts, toFloatTensor(inputs.sample), conditioning, observation);
        if (!output) return output.error();
        return output->defined() ? toArray(*output) : NdArray();
    });
}

Result<LatentDistribution> LocalModel::encoded(const at::Tensor& image,
                                               const Observation& observation) {
    const auto network = m_parts.vae();
    if (!network) return network.error();
    const auto& taps = (*network)->encoderTaps();
    if (auto known = checkObservation(taps, observation, "VAE's encoder"); !known)
        return known.error();
    ActivationTap tap(taps, observation);
    LatentDistribution d;
    runUntilComplete([&] {
        d = (*network)->encode(image.to(m_parts.device()), tap);
        for (auto* t : {&d.moments, &d.mean, &d.logvar, &d.std}) *t = t->cpu();
    });
    return d;
}

Result<Posterior> LocalModel::encodeImage(const NdArray& image, const Observation& observation) {
    return guarded("Encoding the picture", [&]() -> Result<Posterior> {
        const c10::InferenceMode inference;
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
        const c10::InferenceMode inference;
        const auto network = m_parts.vae();
        if (!network) return network.error();
        const auto channels = (*network)->facts().latentChannels;
        if (!isImage(latent, channels))
            return wrongShape("latent", "[B, " + std::to_string(channels) + ", h, w]", latent);
        const auto& taps = (*network)->decoderTaps();
        if (auto known = checkObservation(taps, observation, "VAE's decoder"); !known)
            return known.error();
        ActivationTap tap(taps, observation);
        at::Tensor picture;
        runUntilComplete(
            [&] { picture = (*network)->decode(toFloatTensor(latent).to(m_parts.device()), tap); });
        return picture.defined() ? toArray(picture) : NdArray();
    });
}

Result<TextEncoding> LocalModel::encodeIds(const NdArray& inputIds, TextEncoderIndex which,
                                           const Observation& observation) {
    return guarded("Encoding the text", [&]() -> Result<TextEncoding> {
        const c10::InferenceMode inference;
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
        if (auto known = checkObservation((*network)->taps(), observation, "text encoder"); !known)
            return known.error();
        ActivationTap tap((*network)->taps(), observation);
        const auto ids = at::tensor(*values, at::kLong).view(inputIds.shape());
        TextStates states;
        if (!runUntilComplete([&] { states = (*network)->forward(ids.to(m_parts.device()), tap); }))
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
