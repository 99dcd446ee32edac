// SPDX-License-Identifier: GPL-3.0-or-later
#include "extraction/local_model.h"

#include "base/guarded.h"
#include "extraction/observed_runs.h"
#include "extraction/unet_call.h"
#include "tensor/tensor_bridge.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

namespace engine {
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
        const auto call = readUnetInputs(inputs, (*network)->config());
        if (!call) return call.error();
        const auto output =
            runObserved(m_parts, call->sample, call->conditioning, observation, inputs.edits);
        if (!output) return output.error();
        return output->defined() ? toArray(*output) : NdArray();
    });
}

Result<LocalModel::Moments> LocalModel::moments(const at::Tensor& image,
                                                const Observation& observation) {
    const auto network = m_parts.vae();
    if (!network) return network.error();
    const auto& encoder = (*network)->encoder;
    auto tap = ActivationTap::open(encoder.taps(), observation, "VAE's encoder");
    if (!tap) return tap.error();
    NetworkRun run(*tap);
    Moments m;
    const bool complete =
        runUntilComplete([&] { m.all = encoder.forward(image.to(m_parts.device()), run).cpu(); });
    if (!complete) return m;
    const auto halves = m.all.chunk(2, 1);  // 2 x [B, L, h, w]
    m.mean = halves[0];
    m.logvar = halves[1].clamp(-30.0, 20.0);
    m.std = (0.5 * m.logvar).exp();
    return m;
}

Result<Posterior> LocalModel::encodeImage(const NdArray& image, const Observation& observation) {
    return guarded("Encoding the picture", [&]() -> Result<Posterior> {
        const c10::InferenceMode inference;
        const auto network = m_parts.vae();
        if (!network) return network.error();
        const auto& config = (*network)->config;
        const auto scale = config.scale();
        if (!isImage(image, config.inChannels) || image.shape()[2] % scale ||
            image.shape()[3] % scale)
            return wrongShape(
                "image", "[B, 3, H, W] with sides divisible by " + std::to_string(scale), image);
        const auto m = moments(toFloatTensor(image), observation);
        if (!m) return m.error();
        if (!m->all.defined()) return Posterior{};
        return Posterior{toArray(m->all), toArray(m->mean), toArray(m->logvar), toArray(m->std)};
    });
}

Result<NdArray> LocalModel::decodeLatent(const NdArray& latent, const Observation& observation) {
    return guarded("Decoding the latent", [&]() -> Result<NdArray> {
        const c10::InferenceMode inference;
        const auto network = m_parts.vae();
        if (!network) return network.error();
        const auto channels = (*network)->config.latentChannels;
        if (!isImage(latent, channels))
            return wrongShape("latent", "[B, " + std::to_string(channels) + ", h, w]", latent);
        const auto& decoder = (*network)->decoder;
        auto tap = ActivationTap::open(decoder.taps(), observation, "VAE's decoder");
        if (!tap) return tap.error();
        NetworkRun run(*tap);
        at::Tensor picture;
        runUntilComplete(
            [&] { picture = decoder.forward(toFloatTensor(latent).to(m_parts.device()), run); });
        return picture.defined() ? toArray(picture) : NdArray();
    });
}

Result<TextEncoding> LocalModel::encodeIds(const NdArray& inputIds,
                                           const Observation& observation) {
    return guarded("Encoding the text", [&]() -> Result<TextEncoding> {
        const c10::InferenceMode inference;
        const auto network = m_parts.textEncoder();
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
                                            const Observation& observation) {
    const auto words = m_parts.tokenizer();
    if (!words) return words.error();
    std::vector<std::int64_t> ids;
    for (const auto& prompt : prompts) {
        const auto encoded = (*words)->encode(prompt);
        ids.insert(ids.end(), encoded.inputIds.begin(), encoded.inputIds.end());
    }
    const auto length = std::int64_t((*words)->modelMaxLength());
    return encodeIds(NdArray::fromInts({std::int64_t(prompts.size()), length}, std::move(ids)),
                     observation);
}

}  // namespace engine
