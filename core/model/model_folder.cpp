// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/model_folder.h"

#include "base/guarded.h"
#include "model/component_reader.h"
#include "model/config_reader.h"
#include "model/configs.h"
#include "model/hub_cache.h"
#include "model/json_file.h"
#include "model/single_file.h"
#include "model/weight_files.h"

#include <algorithm>
#include <array>
#include <map>

namespace engine {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxLevels = 10;
constexpr ConfigReader::Range kSizes = {1, 65536};

Error bad(const fs::path& path, const std::string& why) {
    return {ErrorCode::BadFile, path.string() + " " + why + "."};
}

bool isFile(const fs::path& path) {
    std::error_code error;
    return fs::is_regular_file(path, error);
}

// ---- what the configs say of the whole model

Status addVaeFacts(const ComponentInfo& vae, ModelInfo& info) {
    const auto config = readConfig(vae);
    if (!config) return config.error();
    ConfigReader reader(*config, configNameOf(vae));
    info.latentChannels = reader.integer("latent_channels", 4, kSizes);
    const bool isTiny = vae.className == "AutoencoderTiny";
    const char* key = isTiny ? "encoder_block_out_channels" : "block_out_channels";
    const auto channels =
        reader.integers(key, isTiny ? std::vector{64, 64, 64, 64} : std::vector{64}, kSizes);
    reader.require(!channels.empty() && channels.size() <= kMaxLevels, key,
                   "a list of 1 to 10 numbers");
    if (reader.ok()) info.vaeScale = 1 << (channels.size() - 1);
    return reader.status();
}

Status addUnetFacts(const ComponentInfo& unet, ModelInfo& info) {
    const auto config = readConfig(unet);
    if (!config) return config.error();
    ConfigReader reader(*config, configNameOf(unet));
    info.nativeSide = reader.integer("sample_size", 64, kSizes) * info.vaeScale;
    return reader.status();
}

Status addSchedulerFacts(const ComponentInfo& scheduler, ModelInfo& info) {
    const auto config = readConfig(scheduler);
    if (!config) return config.error();
    ConfigReader reader(*config, configNameOf(scheduler));
    info.predictionType = reader.word("prediction_type", "epsilon");
    info.schedulerClass = scheduler.className;
    return reader.status();
}

/// The VAE comes first: the native side needs its scale.
Status addFacts(ModelInfo& info) {
    using Reader = Status (*)(const ComponentInfo&, ModelInfo&);
    const std::array<std::pair<const char*, Reader>, 3> readers = {
        {{"vae", addVaeFacts}, {"unet", addUnetFacts}, {"scheduler", addSchedulerFacts}}};
    for (const auto& [name, read] : readers)
        if (const ComponentInfo* c = info.component(name))
            if (const Status s = read(*c, info); !s) return s;
    return {};
}

// ---- a pipeline

Status readPipeline(ModelInfo& info) {
    info.indexFile = info.folder / "model_index.json";
    const auto index = readPipelineIndex(info);
    if (!index) return index.error();
    info.pipeline = index->className;
    for (const auto& [name, className] : index->components) {
        auto component = readComponent(info.folder / name, name, className);
        if (!component) return component.error();
        info.components.push_back(*std::move(component));
    }
    return {};
}

// ---- a bare component

/// What a bare folder of one component is called in a pipeline, by the class its config.json names.
std::string componentNameOf(const std::string& className) {
    static const std::map<std::string, std::string> kNames = {
        {"UNet2DConditionModel", "unet"},
        {"AutoencoderKL", "vae"},
        {"AutoencoderTiny", "vae"},
        {"CLIPTextModel", "text_encoder"},
        {"CLIPTextModelWithProjection", "text_encoder"}};
    const auto it = kNames.find(className);
    return it == kNames.end() ? std::string() : it->second;
}

/// The class that a component's config.json names: "_class_name" (diffusers), else the first of
/// "architectures".
Result<std::string> configuredClass(const fs::path& file) {
    const auto config = readJsonObject(file);
    if (!config) return config.error();
    ConfigReader reader(*config, file.string());
    const auto architectures = reader.words("architectures", {});
    std::string name =
        reader.word("_class_name", architectures.empty() ? "" : architectures.front());
    if (!reader.ok()) return reader.status().error();
    return name;
}

Status addBareComponent(ModelInfo& info, const std::string& name, const std::string& className) {
    auto component = readComponent(info.folder, name, className);
    if (!component) return component.error();
    info.components.push_back(*std::move(component));
    return {};
}

Status readBareComponent(ModelInfo& info) {
    const fs::path file = info.folder / "config.json";
    const auto className = configuredClass(file);
    if (!className) return className.error();
    const std::string name = componentNameOf(*className);
    if (name.empty())
        return bad(file, className->empty()
                             ? "names no class under \"_class_name\" or \"architectures\""
                             : "is of a " + *className +
                                   ", expected UNet2DConditionModel, "
                                   "AutoencoderKL, AutoencoderTiny, CLIPTextModel or "
                                   "CLIPTextModelWithProjection");
    return addBareComponent(info, name, *className);
}

// ---- telling them apart

Error nothingFound(const fs::path& folder) {
    if (auto pickle = onlyPickleIn(folder)) return *std::move(pickle);
    return bad(folder,
               "holds no model: expected model_index.json, config.json or vocab.json in it");
}

Status readFolder(ModelInfo& info) {
    if (isFile(info.folder / "model_index.json")) return readPipeline(info);
    if (isFile(info.folder / "config.json")) return readBareComponent(info);
    if (isFile(info.folder / "vocab.json"))
        return addBareComponent(info, "tokenizer", "CLIPTokenizer");
    return nothingFound(info.folder);
}

Result<ModelInfo> readAnyFolder(const fs::path& given) {
    auto folder = resolveHubCache(given);
    if (!folder) return folder.error();
    ModelInfo info;
    info.name = modelNameOf(given);
    info.folder = *std::move(folder);
    if (const Status s = readFolder(info); !s) return s.error();
    return info;
}

Result<ModelInfo> readFileOrFolder(const fs::path& given, const ModelSources& sources) {
    std::error_code error;
    const auto status = fs::status(given, error);
    if (!fs::exists(status)) return bad(given, "is missing; expected a model's folder or file");
    if (!fs::is_directory(status)) return readSingleFile(given, sources.config);
    if (!sources.config.empty())
        return Error{ErrorCode::Usage, "--config is for single-file checkpoints; " +
                                           given.string() + " is a folder."};
    return readAnyFolder(given);
}

// ---- parts from elsewhere

void put(ModelInfo& info, ComponentInfo component) {
    const auto it = std::ranges::find(info.components, component.name, &ComponentInfo::name);
    if (it == info.components.end())
        info.components.push_back(std::move(component));
    else
        *it = std::move(component);
}

/// The bare component in \a folder, which must be a \a name.
Result<ComponentInfo> componentIn(const fs::path& folder, const std::string& name) {
    auto info = readAnyFolder(withoutTrailingSlash(folder));
    if (!info) return info.error();
    if (const auto* found = info->component(name)) return *found;
    return bad(folder, "holds no " + name);
}

Status replaceUnet(ModelInfo& info, const fs::path& source) {
    std::error_code error;
    const auto* base = info.component("unet");
    if (!fs::is_directory(source, error) && !base)
        return Error{ErrorCode::Usage, info.folder.string() + " has no unet whose config " +
                                           source.string() + " could have."};
    auto unet =
        fs::is_directory(source, error) ? componentIn(source, "unet") : withUnetFile(*base, source);
    if (!unet) return unet.error();
    put(info, *std::move(unet));
    return {};
}

Result<ModelInfo> readModel(const fs::path& path, const ModelSources& sources) {
    auto info = readFileOrFolder(withoutTrailingSlash(path), sources);
    if (!info) return info;
    if (!sources.unet.empty())
        if (const Status s = replaceUnet(*info, sources.unet); !s) return s.error();
    if (!sources.vae.empty()) {
        auto vae = componentIn(sources.vae, "vae");
        if (!vae) return vae.error();
        put(*info, *std::move(vae));
    }
    if (const Status s = addFacts(*info); !s) return s.error();
    return info;
}

}  // namespace

Result<ModelFolder> ModelFolder::open(const fs::path& path, const ModelSources& sources) {
    return guarded("Opening " + path.string(), [&]() -> Result<ModelFolder> {
        auto info = readModel(path, sources);
        if (!info) return info.error();
        return ModelFolder(*std::move(info));
    });
}

}  // namespace engine
