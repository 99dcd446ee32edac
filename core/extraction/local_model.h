// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to the engine: names torch.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "extraction/engine.h"
#include "model/noise_schedule.h"
#include "model/text_encoder.h"
#include "model/tokenizer.h"
#include "model/unet.h"
#include "model/vae.h"

namespace engine {

/// A model folder computed with libtorch on this machine. Components load on first use.
class LocalModel final : public Model {
public:
    LocalModel(ModelInfo info, LoadOptions options) : m_info(std::move(info)), m_options(options) {}

    const ModelInfo& info() const override { return m_info; }
    Result<std::vector<LayerInfo>> unetLayers(PixelSize size) const override;
    Result<NdArray> runUnet(const UnetInputs& inputs, const Observation& observation) override;
    Result<Posterior> encodeImage(const NdArray& image, const Observation& observation) override;
    Result<NdArray> decodeLatent(const NdArray& latent, const Observation& observation) override;
    Result<TextEncoding> encodeText(const std::vector<std::string>& prompts, const Observation& observation) override;
    Result<TextEncoding> encodeIds(const NdArray& inputIds, const Observation& observation) override;
    Result<Extraction> extract(const ExtractionRequest& request, const Observation& observation) override;

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
        at::Tensor embeds;
    };

    at::Device device() const { return at::Device(m_options.device); }
    Result<Unet*> unet();
    Result<Vae*> vae();
    Result<TextEncoder*> textEncoder();
    Result<const Tokenizer*> tokenizer();
    Result<const NoiseSchedule*> schedule();
    Result<const ComponentInfo*> component(const std::string& name) const;
    Result<WeightStore> openWeights(const ComponentInfo& part) const;

    Result<Moments> moments(const at::Tensor& image, const Observation& observation);
    Result<Moments> momentsOf(const ExtractionRequest& request, const Observation& observation);
    Result<at::Tensor> embedPrompt(const std::string& prompt, const Observation& observation);
    Result<at::Tensor> runUnetOn(const at::Tensor& sample, const UnetConditioning& conditioning,
                                 const Observation& observation);
    Status checkRequest(const ExtractionRequest& request, const VaeConfig& config) const;

    ModelInfo m_info;
    LoadOptions m_options;
    std::unique_ptr<Unet> m_unet;
    std::unique_ptr<Vae> m_vae;
    std::unique_ptr<TextEncoder> m_textEncoder;
    std::shared_ptr<const Tokenizer> m_tokenizer;
    std::optional<NoiseSchedule> m_schedule;
    std::optional<CachedPosterior> m_posterior;
    std::optional<CachedPrompt> m_prompt;
};

}  // namespace engine
