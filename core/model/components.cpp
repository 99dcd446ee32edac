// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/components.h"

#include "model/configs.h"
#include "model/tiny_vae.h"
#include "model/vae.h"

#include <c10/core/InferenceMode.h>

namespace engine {
namespace {

/// Which weights are read ahead first: those of the small networks that compute before the U-Net,
/// and last what turns a latent into a picture, which few runs want.
int urgency(const std::string& component, const std::string& tensor) {
    if (component == "unet") return 2;
    if (component != "vae") return tensor.ends_with("token_embedding.weight") ? 3 : 0;  // few rows
    return tensor.starts_with("decoder.") ? 3 : 1;
}

std::string numbered(const std::string& name, TextEncoderIndex which) {
    return which == TextEncoderIndex::First ? name : name + "_2";
}

}  // namespace

Result<const ComponentInfo*> Components::component(const std::string& name) const {
    if (const auto* part = m_info.component(name)) return part;
    return Error{ErrorCode::BadFile, m_info.folder.string() + " has no component " + name + "."};
}

Status Components::checkFiles() const {
    for (const auto& watched : m_files)
        if (const auto file = watched.lock())
            if (auto intact = file->checkIntact(); !intact) return intact;
    return {};
}

template <typename Network, typename Config, typename Base>
Result<const Base*> Components::load(std::unique_ptr<Base>& slot, const std::string& name,
                                     const std::string& title, Arithmetic arithmetic) {
    if (auto intact = checkFiles(); !intact) return intact.error();
    if (slot) return static_cast<const Base*>(slot.get());
    const auto part = component(name);
    if (!part) return part.error();
    const auto config = readConfigAs<Config>(**part);
    if (!config) return config.error();
    const c10::InferenceMode ordinary(false);  // an inference tensor could never enter a graph
    auto weights = WeightStore::open(**part, m_options.weightsAs, device(), arithmetic);
    if (!weights) return weights.error();
    auto built = std::make_unique<Network>(*config, *weights);
    if (auto fits = weights->finish(title); !fits) return fits.error();
    slot = std::move(built);
    m_files.insert(m_files.end(), weights->files().begin(), weights->files().end());
    for (const auto& [tensor, place] : weights->taken())
        m_ahead.add(urgency(name, tensor), place.file->mapped(), place.file->bytesOf(*place.entry));
    return static_cast<const Base*>(slot.get());
}

Result<const Unet*> Components::unet() {
    return load<Unet, UnetConfig>(m_unet, "unet", "U-Net", m_options.arithmetic);
}

Result<const Unet*> Components::differentiableUnet() {
    return load<Unet, UnetConfig>(m_differentiableUnet, "unet", "U-Net", Arithmetic::Float32);
}

Result<const Autoencoder*> Components::vae() {
    const auto* part = m_info.component("vae");
    if (part && part->className == "AutoencoderTiny")
        return load<TinyVae, TinyVaeConfig>(m_vae, "vae", "VAE", Arithmetic::Float32);
    return load<Vae, VaeConfig>(m_vae, "vae", "VAE", Arithmetic::Float32);
}

Result<const TextEncoder*> Components::textEncoder(TextEncoderIndex which) {
    return load<TextEncoder, TextConfig>(m_textEncoders[std::size_t(which)],
                                         numbered("text_encoder", which), "text encoder",
                                         m_options.arithmetic);
}

Result<const Tokenizer*> Components::tokenizer(const ComponentInfo& part, TextEncoderIndex which) {
    auto& slot = m_tokenizers[std::size_t(which)];
    if (slot) return slot.get();
    auto read = Tokenizer::fromFolder(part.folder, part.padToken);
    if (!read) return read.error();
    slot = *read;
    return slot.get();
}

Result<Tokenization> Components::tokenize(TextEncoderIndex which, const std::string& text) {
    const auto part = component(numbered("tokenizer", which));
    if (!part) return part.error();
    if ((*part)->folder.empty() && text.empty()) return emptyClipText((*part)->padToken);
    if ((*part)->folder.empty())
        return Error{ErrorCode::Usage,
                     "There is no tokenizer for the prompt \"" + text + "\": " + m_info.name +
                         " brings none, and the cache has none of 49408 entries. Name a model "
                         "folder with one: --config FOLDER."};
    const auto words = tokenizer(**part, which);
    if (!words) return words.error();
    return (*words)->encode(text);
}

Result<const NoiseSchedule*> Components::schedule() {
    if (m_schedule) return &*m_schedule;
    const auto part = component("scheduler");
    if (!part) return part.error();
    const auto config = readConfigAs<ScheduleConfig>(**part);
    if (!config) return config.error();
    auto built = NoiseSchedule::fromConfig(*config);
    if (!built) return built.error();
    m_schedule = *built;
    return &*m_schedule;
}

Result<UnetConfig> Components::unetConfig() const {
    const auto part = component("unet");
    if (!part) return part.error();
    return readConfigAs<UnetConfig>(**part);
}

Result<SamplerConfig> Components::samplerConfig(const std::string& word) const {
    const auto className = word.empty() ? Result<std::string>(std::string()) : samplerClass(word);
    if (!className) return className.error();
    const auto part = component("scheduler");
    if (!part) return part.error();
    const auto json = readConfig(**part);
    if (!json) return json.error();
    auto config = SamplerConfig::fromJson(*json, configNameOf(**part), *className);
    if (config && hasRealTimesteps(word)) {
        config->spacing = TimestepSpacing::Linspace;
        config->usesKarrasSigmas = false;
    }
    return config;
}

Result<bool> Components::zerosForAbsentPrompt() const {
    if (!has("text_encoder_2")) return false;
    const auto index = readPipelineIndex(m_info);
    if (!index) return index.error();
    return index->zerosForEmptyPrompt;
}

}  // namespace engine
