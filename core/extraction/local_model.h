// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to the engine: names torch.

#include "extraction/engine.h"
#include "extraction/observed_runs.h"
#include "model/components.h"

#include <optional>
#include <string>
#include <vector>

namespace engine {

/// A model folder computed with libtorch on this machine. One source per way through it: networks
/// alone (local_model.cpp), backwards (local_gradient.cpp), picture to activations
/// (local_extraction.cpp), text to picture (local_generation.cpp).
class LocalModel final : public Model {
public:
    LocalModel(ModelInfo info, LoadOptions options) : m_parts(std::move(info), options) {}

    const ModelInfo& info() const override { return m_parts.info(); }
    Result<std::vector<LayerInfo>> unetLayers(PixelSize size) const override;
    Result<NdArray> runUnet(const UnetInputs& inputs, const Observation& observation) override;
    Result<UnetGradient> unetGradient(const UnetInputs& inputs, const LayerPath& layer,
                                      const NdArray& cotangent, std::stop_token stop) override;
    Result<Posterior> encodeImage(const NdArray& image, const Observation& observation) override;
    Result<NdArray> decodeLatent(const NdArray& latent, const Observation& observation) override;
    Result<TextEncoding> encodeText(const std::vector<std::string>& prompts,
                                    const Observation& observation) override;
    Result<TextEncoding> encodeIds(const NdArray& inputIds,
                                   const Observation& observation) override;
    Result<Extraction> extract(const ExtractionRequest& request,
                               const Observation& observation) override;
    Result<Generation> generate(const GenerateRequest& request,
                                const GenerationObserver& observer) override;

private:
    struct Moments {
        at::Tensor all, mean, logvar, std;
    };
    /// The latest picture's posterior: scrubbing through timesteps encodes once.
    struct CachedPosterior {
        PixelSize size;
        PixelRange range = PixelRange::Standard;
        std::vector<std::uint8_t> rgb;
        Moments moments;
    };
    struct CachedPrompt {
        std::string prompt;
        PromptEmbedding embedding;
    };
    struct CachedNegative {
        std::optional<std::string> prompt;
        PromptEmbedding embedding;
    };

    Result<Moments> moments(const at::Tensor& image, const Observation& observation);
    Result<Moments> momentsOf(const ExtractionRequest& request, const Observation& observation);
    Result<PromptEmbedding> embeddingOf(const std::string& prompt, const Observation& observation);
    Result<PromptEmbedding> negativeOf(const ExtractionRequest& request,
                                       const PromptEmbedding& prompt,
                                       const Observation& observation);
    /// Of the halves that are to run, unconditional first.
    Result<std::vector<PromptEmbedding>> halvesOf(const ExtractionRequest& request,
                                                  const Observation& observation);
    Result<UnetConditioning> conditioningOf(const ExtractionRequest& request,
                                            const Observation& observation);
    /// What lies between a picture and the U-Net's input.
    struct NoisedLatent {
        at::Tensor sampleNoise, ddimNoise, latents, noisy, input;  // [1, L, h, w]
    };
    Result<NoisedLatent> noisedLatent(const ExtractionRequest& request, const Moments& moments);
    /// The U-Net on \a latent, and where wanted the picture one step of the sampler further on.
    Status runFrom(const NoisedLatent& latent, const ExtractionRequest& request,
                   const UnetConditioning& conditioning, const Observation& observation);
    Status checkRequest(const ExtractionRequest& request, const VaeConfig& config) const;

    Components m_parts;
    std::optional<CachedPosterior> m_posterior;
    std::optional<CachedPrompt> m_prompt;
    std::optional<CachedNegative> m_negative;
};

}  // namespace engine
