// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to the engine: names torch.

#include "extraction/engine.h"
#include "model/autoencoder.h"
#include "model/noise_schedule.h"
#include "model/sampler_config.h"
#include "model/text_encoder.h"
#include "model/tokenizer.h"
#include "model/unet.h"
#include "tensor/read_ahead.h"

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
    Components(ModelInfo info, LoadOptions options)
        : m_info(std::move(info)), m_options(std::move(options)) {}

    const ModelInfo& info() const { return m_info; }
    /// Where the weights lie and the networks compute.
    at::Device device() const { return at::Device(m_options.device); }
    bool has(const std::string& name) const { return m_info.component(name) != nullptr; }

    Result<const Unet*> unet();
    /// The same network in float32, with weights of its own that stay unpacked, for runs under an
    /// EagerScope that keep a graph.
    Result<const Unet*> differentiableUnet();
    /// AutoencoderKL or AutoencoderTiny, as its class says.
    Result<const Autoencoder*> vae();
    Result<const TextEncoder*> textEncoder(TextEncoderIndex which);
    /// \a text by the tokenizer of that encoder. Without one (a single-file checkpoint, and none in
    /// the cache) only the empty text is known; fails with Usage for others.
    Result<Tokenization> tokenize(TextEncoderIndex which, const std::string& text);
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
    /// Fails with BadFile where a file that still holds weights of ours is no longer what it was.
    Status checkFiles() const;
    Result<const Tokenizer*> tokenizer(const ComponentInfo& part, TextEncoderIndex which);
    template <typename Network, typename Config, typename Base = Network>
    Result<const Base*> load(std::unique_ptr<Base>& slot, const std::string& name,
                             const std::string& title, Arithmetic arithmetic);

    ModelInfo m_info;
    LoadOptions m_options;
    ReadAhead m_ahead;
    std::vector<std::weak_ptr<const SafetensorsFile>> m_files;  ///< gone when all of it is read
    std::unique_ptr<Unet> m_unet, m_differentiableUnet;
    std::unique_ptr<Autoencoder> m_vae;
    std::array<std::unique_ptr<TextEncoder>, 2> m_textEncoders;
    std::array<std::shared_ptr<const Tokenizer>, 2> m_tokenizers;
    std::optional<NoiseSchedule> m_schedule;
};

}  // namespace engine
