// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/model_access.h"

#include "cli/console.h"

#include <extraction/engine_library.h>
#include <model/autoencoder_layers.h>
#include <model/configs.h>
#include <model/model_folder.h>
#include <model/tokenizer.h>

#include <algorithm>

namespace app {
ModelAccess::ModelAccess(std::filesystem::path path, engine::ModelInfo info)
    : m_path(std::move(path)), m_info(std::move(info)) {}

engine::Result<ModelAccess> ModelAccess::open(const std::filesystem::path& path,
                                              const engine::ModelSources& sources) {
    const auto folder = engine::ModelFolder::open(path, sources);
    if (!folder) return folder.error();
    return ModelAccess(path, folder->info());
}

engine::Result<engine::ComponentInfo> ModelAccess::component(const std::string& name) const {
    if (const auto* found = m_info.component(name)) return *found;
    std::string there;
    for (const auto& c : m_info.components) there += (there.empty() ? "" : ", ") + c.name;
    return engine::Error{engine::ErrorCode::BadFile,
                         m_path.string() + " has no " + name + " (it has: " + there + ")."};
}

engine::Result<std::vector<engine::LayerInfo>> ModelAccess::unetLayers(
    engine::TokenGrid latent) const {
    const auto unet = component("unet");
    if (!unet) return unet.error();
    const auto config = engine::readConfigAs<engine::UnetConfig>(*unet);
    if (!config) return config.error();
    return engine::unetLayers(*config, latent);
}

engine::Result<std::vector<engine::LayerInfo>> ModelAccess::encoderLayers(
    engine::TokenGrid image) const {
    const auto vae = component("vae");
    if (!vae) return vae.error();
    return engine::encoderLayersOf(*vae, image);
}

engine::Result<std::vector<engine::LayerInfo>> ModelAccess::decoderLayers(
    engine::TokenGrid latent) const {
    const auto vae = component("vae");
    if (!vae) return vae.error();
    return engine::decoderLayersOf(*vae, latent);
}

engine::TokenGrid ModelAccess::latentGrid(engine::PixelSize size) const {
    return {size.height / m_info.vaeScale, size.width / m_info.vaeScale};
}

engine::Status ModelAccess::sayWhatIsCutOff(const std::vector<std::string>& prompts,
                                            const std::string& tokenizer) const {
    const auto part = component(tokenizer);
    if (!part) return part.error();
    // No prompt of fewer bytes is cut off; the tokenizer is read once more only for long ones.
    const auto mayBeLong = [](const std::string& prompt) { return prompt.size() > 75; };
    if (part->folder.empty() || std::ranges::none_of(prompts, mayBeLong)) return {};
    const auto words = engine::Tokenizer::fromFolder(part->folder, part->padToken);
    if (!words) return words.error();
    for (const auto& prompt : prompts) {
        const auto tokens = (*words)->encode(prompt);
        if (tokens.truncatedPieces > 0)
            say("The prompt is " + std::to_string(tokens.truncatedPieces) +
                " tokens too long for the " + std::to_string((*words)->modelMaxLength()) +
                " that the model reads (start and end included); cut off: \"" +
                tokens.truncatedText + "\".");
    }
    return {};
}

engine::Result<std::unique_ptr<engine::Model>> ModelAccess::load(
    const engine::LoadOptions& options) const {
    auto loaded = engine::loadEngine();
    if (!loaded) return loaded.error();
    return (*loaded)->open(m_path, options);
}

std::set<engine::LayerPath> pathsOf(const std::vector<engine::LayerInfo>& layers) {
    std::set<engine::LayerPath> paths;
    for (const auto& layer : layers) paths.insert(layer.path);
    return paths;
}

std::vector<std::string> namesOf(const std::vector<engine::LayerInfo>& layers) {
    std::vector<std::string> names;
    for (const auto& layer : layers) names.push_back(layer.path.text());
    return names;
}

}  // namespace app
