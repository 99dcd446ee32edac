// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/model_access.h"

#include <base/atomic_file.h>
#include <base/json.h>
#include <extraction/engine_library.h>
#include <model/model_folder.h>

namespace app {
namespace {

constexpr std::size_t kMaxConfigBytes = 16u << 20;

template <typename Config>
engine::Result<Config> readConfig(const engine::ComponentInfo& component) {
    const auto file = component.folder / "config.json";
    const auto text = engine::readFile(file, kMaxConfigBytes);
    if (!text) return text.error();
    const auto json = engine::parseJson(*text, file.string());
    if (!json) return json.error();
    return Config::fromJson(*json, file.string());
}

}  // namespace

ModelAccess::ModelAccess(std::filesystem::path path, engine::ModelInfo info)
    : m_path(std::move(path)), m_info(std::move(info)) {}

engine::Result<ModelAccess> ModelAccess::open(const std::filesystem::path& path) {
    const auto folder = engine::ModelFolder::open(path);
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
    const auto config = readConfig<engine::UnetConfig>(*unet);
    if (!config) return config.error();
    return engine::unetLayers(*config, latent);
}

engine::Result<std::vector<engine::LayerInfo>> ModelAccess::encoderLayers(
    engine::TokenGrid image) const {
    const auto vae = component("vae");
    if (!vae) return vae.error();
    const auto config = readConfig<engine::VaeConfig>(*vae);
    if (!config) return config.error();
    return engine::vaeEncoderLayers(*config, image);
}

engine::Result<std::vector<engine::LayerInfo>> ModelAccess::decoderLayers(
    engine::TokenGrid latent) const {
    const auto vae = component("vae");
    if (!vae) return vae.error();
    const auto config = readConfig<engine::VaeConfig>(*vae);
    if (!config) return config.error();
    return engine::vaeDecoderLayers(*config, latent);
}

engine::TokenGrid ModelAccess::latentGrid(engine::PixelSize size) const {
    return {size.height / m_info.vaeScale, size.width / m_info.vaeScale};
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
