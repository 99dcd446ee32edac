// SPDX-License-Identifier: GPL-3.0-or-later
// From picture to activations.
#include "base/guarded.h"
#include "extraction/local_model.h"
#include "extraction/observed_runs.h"
#include "tensor/random.h"
#include "tensor/tensor_bridge.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

namespace engine {
namespace {

/// [H, W, 3] bytes -> [1, 3, H, W] in the range that the protocol feeds.
at::Tensor pixelTensor(const ExtractionRequest& request) {
    auto* bytes = const_cast<std::uint8_t*>(request.rgb.data());
    const auto rgb =
        at::from_blob(bytes, {1, request.size.height, request.size.width, 3}, at::kByte);
    const auto unit = rgb.permute({0, 3, 1, 2}).to(at::kFloat).contiguous() / 255.0;
    return request.pixelRange == PixelRange::Paper ? unit : unit * 2.0 - 1.0;
}

Result<at::Tensor> noiseOr(const std::optional<NdArray>& given, const std::string& name,
                           const at::Tensor& drawn) {
    if (!given) return drawn;
    if (!drawn.sizes().equals(given->shape()))
        return wrongShape(name, shapeText({drawn.sizes().data(), drawn.sizes().size()}), *given);
    return toFloatTensor(*given);
}

}  // namespace

Status LocalModel::checkRequest(const ExtractionRequest& request,
                                const Autoencoder::Facts& vae) const {
    const auto [width, height] = request.size;
    const int scale = vae.scale;
    if (width < scale || height < scale || width % scale || height % scale ||
        request.rgb.size() != std::size_t(width) * std::size_t(height) * 3)
        return Error{ErrorCode::Usage,
                     "The picture is " + std::to_string(width) + " x " + std::to_string(height) +
                         " px; both sides must be multiples of " + std::to_string(scale) + "."};
    if (request.timestep < 0 || request.timestep > 999)
        return Error{ErrorCode::Usage, "The timestep is " + std::to_string(request.timestep) +
                                           "; it must be 0 to 999."};
    return {};
}

Result<LatentDistribution> LocalModel::latentOf(const ExtractionRequest& request,
                                                const Observation& observation) {
    if (m_posterior && m_posterior->size == request.size &&
        m_posterior->range == request.pixelRange && m_posterior->rgb == request.rgb)
        return m_posterior->latent;
    auto d = encoded(pixelTensor(request), partOf(observation, 0.02, 0.3));
    if (d) m_posterior = CachedPosterior{request.size, request.pixelRange, request.rgb, *d};
    return d;
}

Result<PromptEmbedding> LocalModel::embeddingOf(const std::string& prompt,
                                                const Observation& observation) {
    if (m_prompt && m_prompt->prompt == prompt) return m_prompt->embedding;
    const auto embedding = embedPrompt(m_parts, prompt, partOf(observation, 0.0, 0.02));
    if (!embedding) return embedding.error();
    m_prompt = CachedPrompt{prompt, *embedding};
    return *embedding;
}

Result<UnetConditioning> LocalModel::conditioningOf(const ExtractionRequest& request,
                                                    const Observation& observation) {
    const auto network = m_parts.unet();
    if (!network) return network.error();
    const auto embedding = embeddingOf(request.prompt, observation);
    if (!embedding) return embedding.error();
    UnetConditioning conditioning{at::full({1}, float(request.timestep)), embedding->text, {}, {}};
    if (!request.textTimeConditioning || !(*network)->config().hasTextTimeEmbedding ||
        !embedding->pooled.defined())
        return conditioning;
    conditioning.textEmbeds = embedding->pooled;
    conditioning.timeIds = timeIdsOf(request.size);
    return conditioning;
}

Result<Extraction> LocalModel::extract(const ExtractionRequest& request,
                                       const Observation& observation) {
    return guarded("Extracting activations", [&]() -> Result<Extraction> {
        const c10::InferenceMode inference;
        const auto network = m_parts.vae();
        if (!network) return network.error();
        const auto& vae = (*network)->facts();
        if (auto sound = checkRequest(request, vae); !sound) return sound.error();
        const auto alphas = m_parts.schedule();
        if (!alphas) return alphas.error();
        const auto conditioning = conditioningOf(request, observation);
        if (!conditioning) return conditioning.error();
        const auto m = latentOf(request, observation);
        if (!m) return m.error();

        const auto drawn = drawExtractionNoise(request.rng, request.seed, vae.latentChannels,
                                               m->mean.size(2), m->mean.size(3));
        const auto sampleNoise = noiseOr(request.sampleNoise, "sample_noise", drawn.sampleNoise);
        if (!sampleNoise) return sampleNoise.error();
        const auto ddimNoise = noiseOr(request.ddimNoise, "ddim_noise", drawn.ddimNoise);
        if (!ddimNoise) return ddimNoise.error();

        const auto chosen =
            request.latent == LatentMode::Mean ? m->mean : m->mean + m->std * *sampleNoise;
        const auto latents = (chosen - vae.shiftFactor) * vae.scalingFactor;  // [1, L, h, w]
        const auto noisy = (*alphas)->addNoise(latents, *ddimNoise, request.timestep);
        const bool scaled = request.eulerInputScaling && scalesInput(info().schedulerClass);
        const auto input = scaled ? noisy * (*alphas)->eulerInputScale(request.timestep) : noisy;

        Observation rest = observation;
        rest.progress = partOf(observation, 0.3, 1.0).progress;
        if (const auto output = runObserved(m_parts, input, *conditioning, rest); !output)
            return output.error();
        return Extraction{
            toArray(m->mean), toArray(m->std), toArray(*sampleNoise), toArray(*ddimNoise),
            toArray(latents), toArray(noisy),  toArray(input),        toArray(conditioning->text)};
    });
}

}  // namespace engine
