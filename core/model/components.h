// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to the engine: names torch.

#include "extraction/engine.h"
#include "model/noise_schedule.h"
#include "model/sampler_config.h"
#include "model/text_encoder.h"
#include "model/tokenizer.h"
#include "model/unet.h"
#include "model/vae.h"

#include <array>
#include <memory>
#include <optional>
#include <string>

namespace engine {

/// The parts of one model, each read from disk when it is first asked for and kept.
///
/// Every function fails with BadFile: the part is missing, its config is unsound, or weights and
/// config disagree (the list of missing, surplus and mis-shaped tensors). One thread at a time.
class Components {
public:
    /// SDXL has two text encoders, each with its tokenizer.
    enum class Text { First = 0, Second = 1 };

    Components(ModelInfo info, LoadOptions options) : m_info(std::move(info)), m_options(options) {}

    const ModelInfo& info() const { return m_info; }
    /// Where the weights lie and the networks compute.
    at::Device device() const { return at::Device(m_options.device); }
    bool has(const std::string& name) const { return m_info.component(name) != nullptr; }

    Result<const Unet*> unet();
    /// The same network with weights of its own that stay unpacked, for runs under an EagerScope
    /// that keep a graph.
    Result<const Unet*> differentiableUnet();
    Result<const Vae*> vae();
    Result<const TextEncoder*> textEncoder(Text which = Text::First);
    Result<const Tokenizer*> tokenizer(Text which = Text::First);
    Result<const NoiseSchedule*> schedule();

    /// The U-Net's config alone, without its weights.
    Result<UnetConfig> unetConfig() const;
    /// The scheduler's config as the sampler \a word reads it (samplerClass()); empty: its own.
    /// Fails with Usage for an unknown word.
    Result<SamplerConfig> samplerConfig(const std::string& word) const;
    /// model_index.json's force_zeros_for_empty_prompt; true where a model with two text encoders
    /// does not say, as its pipeline defaults.
    Result<bool> zerosForAbsentPrompt() const;

private:
    Result<const ComponentInfo*> component(const std::string& name) const;
    template <typename Network, typename Config>
    Result<const Network*> load(std::unique_ptr<Network>& slot, const std::string& name,
                                const std::string& title);

    ModelInfo m_info;
    LoadOptions m_options;
    std::unique_ptr<Unet> m_unet, m_differentiableUnet;
    std::unique_ptr<Vae> m_vae;
    std::array<std::unique_ptr<TextEncoder>, 2> m_textEncoders;
    std::array<std::shared_ptr<const Tokenizer>, 2> m_tokenizers;
    std::optional<NoiseSchedule> m_schedule;
};

}  // namespace engine
