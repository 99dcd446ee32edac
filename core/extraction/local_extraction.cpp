// SPDX-License-Identifier: GPL-3.0-or-later
// From picture to activations.
#include "base/guarded.h"
#include "extraction/local_model.h"
#include "extraction/observed_runs.h"
#include "model/inference.h"
#include "model/layer_names.h"
#include "tensor/random.h"
#include "tensor/tensor_bridge.h"

#include <ATen/ATen.h>

namespace engine {
namespace {

constexpr int kMostPerBatch = 4096;  // noise of all of them is drawn for each

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
    const auto [size, index, isShared] = request.batch;
    if (size < 1 || size > kMostPerBatch || index < 0 || index >= size)
        return Error{ErrorCode::Usage, "There is no picture " + std::to_string(index) +
                                           " in a batch of " + std::to_string(size) +
                                           "; batches have 1 to " + std::to_string(kMostPerBatch) +
                                           "."};
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

Result<PromptEmbedding> LocalModel::negativeOf(const ExtractionRequest& request,
                                               const PromptEmbedding& prompt,
                                               const Observation& observation) {
    if (m_negative && m_negative->prompt == request.negativePrompt) return m_negative->embedding;
    const auto embedding =
        embedNegative(m_parts, request.negativePrompt, prompt, partOf(observation, 0.0, 0.02));
    if (!embedding) return embedding.error();
    m_negative = CachedNegative{request.negativePrompt, *embedding};
    return *embedding;
}

Result<std::vector<PromptEmbedding>> LocalModel::halvesOf(const ExtractionRequest& request,
                                                          const Observation& observation) {
    const auto prompt = embeddingOf(request.prompt, observation);
    if (!prompt) return prompt.error();
    if (request.half == GuidanceHalf::Conditional) return std::vector{*prompt};
    const auto negative = negativeOf(request, *prompt, observation);
    if (!negative) return negative.error();
    if (request.half == GuidanceHalf::Unconditional) return std::vector{*negative};
    return std::vector{*negative, *prompt};
}

Result<UnetConditioning> LocalModel::conditioningOf(const ExtractionRequest& request,
                                                    const Observation& observation) {
    const auto network = m_parts.unet();
    if (!network) return network.error();
    const auto halves = halvesOf(request, observation);
    if (!halves) return halves.error();
    std::vector<at::Tensor> texts, pooled;
    for (const auto& half : *halves) {
        texts.push_back(half.text);
        if (half.pooled.defined()) pooled.push_back(half.pooled);
    }
    const auto batch = std::int64_t(texts.size());
    UnetConditioning conditioning{
        at::full({batch}, float(request.timestep)), at::cat(texts), {}, {}};
    if (!request.textTimeConditioning || !(*network)->config().hasTextTimeEmbedding ||
        pooled.empty())
        return conditioning;
    conditioning.textEmbeds = at::cat(pooled);
    conditioning.timeIds = timeIdsOf(request.size).expand({batch, 6});
    return conditioning;
}

Result<LocalModel::NoisedLatent> LocalModel::noisedLatent(const ExtractionRequest& request,
                                                          const LatentDistribution& m) {
    const auto network = m_parts.vae();
    if (!network) return network.error();
    const auto& vae = (*network)->facts();
    const auto alphas = m_parts.schedule();
    if (!alphas) return alphas.error();
    const auto drawn =
        drawExtractionNoise(request.rng, request.seed, request.batch, m.mean.sizes());
    const auto sampleNoise = noiseOr(request.sampleNoise, "sample_noise", drawn.sampleNoise);
    if (!sampleNoise) return sampleNoise.error();
    const auto ddimNoise = noiseOr(request.ddimNoise, "ddim_noise", drawn.ddimNoise);
    if (!ddimNoise) return ddimNoise.error();
    NoisedLatent latent{*sampleNoise, *ddimNoise, {}, {}, {}};
    const auto chosen =
        request.latent == LatentMode::Mean ? m.mean : m.mean + m.std * latent.sampleNoise;
    latent.latents = (chosen - vae.shiftFactor) * vae.scalingFactor;  // [1, L, h, w]
    latent.noisy = (*alphas)->addNoise(latent.latents, latent.ddimNoise, request.timestep);
    const bool scaled = request.eulerInputScaling && scalesInput(info().schedulerClass);
    latent.input =
        scaled ? latent.noisy * (*alphas)->eulerInputScale(request.timestep) : latent.noisy;
    return latent;
}

Status LocalModel::runFrom(const NoisedLatent& latent, const ExtractionRequest& request,
                           const UnetConditioning& conditioning, const Observation& observation) {
    const LayerPath picture(kVaeOut);
    const bool wantsPicture = observation.layers.contains(picture);
    Observation watch = observation;
    watch.layers.erase(picture);
    watch.stopAfterDeepest = observation.stopAfterDeepest && !wantsPicture;
    watch.progress = partOf(observation, 0.3, wantsPicture ? 0.8 : 1.0).progress;
    const auto batch = conditioning.timesteps.size(0);
    const auto output = runObserved(m_parts, latent.input.repeat({batch, 1, 1, 1}), conditioning,
                                    watch, request.edits);
    if (!output) return output.error();
    if (!wantsPicture) return {};
    const auto alphas = m_parts.schedule();
    if (!alphas) return alphas.error();
    const auto next =
        (*alphas)->stepBack(*output, latent.noisy, request.timestep, info().predictionType);
    const auto decoded = decodeScaled(m_parts, next, partOf(observation, 0.8, 1.0));
    if (!decoded) return decoded.error();
    observation.sink(picture, toArray(*decoded));
    return {};
}

Result<Extraction> LocalModel::extract(const ExtractionRequest& request,
                                       const Observation& observation) {
    return guarded("Extracting activations", [&]() -> Result<Extraction> {
        const Inference inference;
        const auto network = m_parts.vae();
        if (!network) return network.error();
        if (auto sound = checkRequest(request, (*network)->facts()); !sound) return sound.error();
        const auto conditioning = conditioningOf(request, observation);
        if (!conditioning) return conditioning.error();
        const auto m = latentOf(request, observation);
        if (!m) return m.error();
        const auto latent = noisedLatent(request, *m);
        if (!latent) return latent.error();
        if (auto ran = runFrom(*latent, request, *conditioning, observation); !ran)
            return ran.error();
        return Extraction{toArray(m->mean),
                          toArray(m->std),
                          toArray(latent->sampleNoise),
                          toArray(latent->ddimNoise),
                          toArray(latent->latents),
                          toArray(latent->noisy),
                          toArray(latent->input),
                          toArray(conditioning->text)};
    });
}

}  // namespace engine
