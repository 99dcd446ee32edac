// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/components.h"

#include "base/json.h"
#include "model/config_reader.h"

#include <c10/core/InferenceMode.h>

namespace engine {
namespace {

Result<nlohmann::json> readSchedulerJson(const std::filesystem::path& file) {
    JsonLimits limits;
    limits.pythonNumbersAsNull = true;
    return readJsonFile(file, limits);
}

/// A component's config.json, parsed and checked.
template <typename Config>
Result<Config> readConfig(const ComponentInfo& part) {
    const auto file = part.folder / "config.json";
    const auto json = readJsonFile(file);
    if (!json) return json.error();
    return Config::fromJson(*json, file.string());
}

std::string numbered(const std::string& name, Components::Text which) {
    return which == Components::Text::First ? name : name + "_2";
}

}  // namespace

Result<const ComponentInfo*> Components::component(const std::string& name) const {
    if (const auto* part = m_info.component(name)) return part;
    return Error{ErrorCode::BadFile, m_info.folder.string() + " has no component " + name + "."};
}

template <typename Network, typename Config>
Result<const Network*> Components::load(std::unique_ptr<Network>& slot, const std::string& name,
                                        const std::string& title) {
    if (slot) return slot.get();
    const auto part = component(name);
    if (!part) return part.error();
    const auto config = readConfig<Config>(**part);
    if (!config) return config.error();
    const c10::InferenceMode ordinary(false);  // an inference tensor could never enter a graph
    auto weights = WeightStore::open((*part)->weightFiles, m_options.weightsAs, device());
    if (!weights) return weights.error();
    auto built = std::make_unique<Network>(*config, *weights);
    if (auto fits = weights->finish(title); !fits) return fits.error();
    slot = std::move(built);
    return slot.get();
}

Result<const Unet*> Components::unet() {
    return load<Unet, UnetConfig>(m_unet, "unet", "U-Net");
}

Result<const Unet*> Components::differentiableUnet() {
    return load<Unet, UnetConfig>(m_differentiableUnet, "unet", "U-Net");
}

Result<const Vae*> Components::vae() {
    return load<Vae, VaeConfig>(m_vae, "vae", "VAE");
}

Result<const TextEncoder*> Components::textEncoder(Text which) {
    return load<TextEncoder, TextConfig>(m_textEncoders[std::size_t(which)],
                                         numbered("text_encoder", which), "text encoder");
}

Result<const Tokenizer*> Components::tokenizer(Text which) {
    auto& slot = m_tokenizers[std::size_t(which)];
    if (slot) return slot.get();
    const auto part = component(numbered("tokenizer", which));
    if (!part) return part.error();
    auto read = Tokenizer::fromFolder((*part)->folder);
    if (!read) return read.error();
    slot = *read;
    return slot.get();
}

Result<const NoiseSchedule*> Components::schedule() {
    if (m_schedule) return &*m_schedule;
    const auto part = component("scheduler");
    if (!part) return part.error();
    const auto file = (*part)->folder / "scheduler_config.json";
    const auto json = readSchedulerJson(file);
    if (!json) return json.error();
    const auto config = ScheduleConfig::fromJson(*json, file.string());
    if (!config) return config.error();
    auto built = NoiseSchedule::fromConfig(*config);
    if (!built) return built.error();
    m_schedule = *built;
    return &*m_schedule;
}

Result<UnetConfig> Components::unetConfig() const {
    const auto part = component("unet");
    if (!part) return part.error();
    return readConfig<UnetConfig>(**part);
}

Result<SamplerConfig> Components::samplerConfig(const std::string& word) const {
    const auto className = word.empty() ? Result<std::string>(std::string()) : samplerClass(word);
    if (!className) return className.error();
    const auto part = component("scheduler");
    if (!part) return part.error();
    const auto file = (*part)->folder / "scheduler_config.json";
    const auto json = readSchedulerJson(file);
    if (!json) return json.error();
    auto config = SamplerConfig::fromJson(*json, file.string(), *className);
    if (config && hasRealTimesteps(word)) {
        config->spacing = TimestepSpacing::Linspace;
        config->usesKarrasSigmas = false;
    }
    return config;
}

Result<bool> Components::zerosForAbsentPrompt() const {
    if (!has("text_encoder_2")) return false;
    const auto file = m_info.folder / "model_index.json";
    const auto json = readJsonFile(file);
    if (!json) return json.error();
    ConfigReader reader(*json, file.string());
    const bool zeros = reader.flag("force_zeros_for_empty_prompt", true);
    if (!reader.ok()) return reader.status().error();
    return zeros;
}

}  // namespace engine
