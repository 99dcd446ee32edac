// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/model_folder.h"

#include "base/guarded.h"
#include "model/component_reader.h"
#include "model/config_reader.h"
#include "model/hub_cache.h"
#include "model/json_file.h"
#include "model/weight_files.h"

#include <algorithm>
#include <array>
#include <map>

namespace engine {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

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
    const fs::path file = vae.folder / "config.json";
    const auto config = readJsonObject(file);
    if (!config) return config.error();
    ConfigReader reader(*config, file.string());
    info.latentChannels = reader.integer("latent_channels", 4, kSizes);
    const auto channels = reader.integers("block_out_channels", {64}, kSizes);
    reader.require(!channels.empty() && channels.size() <= kMaxLevels, "block_out_channels",
                   "a list of 1 to 10 numbers");
    if (reader.ok()) info.vaeScale = 1 << (channels.size() - 1);
    return reader.status();
}

Status addUnetFacts(const ComponentInfo& unet, ModelInfo& info) {
    const fs::path file = unet.folder / "config.json";
    const auto config = readJsonObject(file);
    if (!config) return config.error();
    ConfigReader reader(*config, file.string());
    info.nativeSide = reader.integer("sample_size", 64, kSizes) * info.vaeScale;
    return reader.status();
}

Status addSchedulerFacts(const ComponentInfo& scheduler, ModelInfo& info) {
    const fs::path file = scheduler.folder / "scheduler_config.json";
    const auto config = readJsonObject(file);
    if (!config) return config.error();
    ConfigReader reader(*config, file.string());
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

/// Components that diffusers' pipelines name and that nothing here needs.
bool isIgnored(const std::string& name) {
    return name == "safety_checker" || name == "feature_extractor" || name == "image_encoder";
}

bool isPlainName(const std::string& name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_';
    });
}

/// The class of an entry ["library", "Class"]; empty for [null, null], a component that is left
/// out.
Result<std::string> classOf(const std::string& name, const json& entry, const fs::path& file) {
    const bool isPair = entry.size() == 2;
    if (isPair && entry[0].is_null() && entry[1].is_null()) return std::string();
    if (isPair && entry[0].is_string() && entry[1].is_string() && isPlainName(name))
        return entry[1].get<std::string>();
    return bad(file, "should name library and class of \"" + name + "\", found " + entry.dump());
}

Status addComponents(const json& index, const fs::path& file, ModelInfo& info) {
    for (const auto& [name, entry] : index.items()) {
        if (!entry.is_array() || isIgnored(name))
            continue;  // what is no list is an option of the pipeline
        const auto className = classOf(name, entry, file);
        if (!className) return className.error();
        if (className->empty()) continue;
        auto component = readComponent(info.folder / name, name, *className);
        if (!component) return component.error();
        info.components.push_back(*std::move(component));
    }
    if (info.components.empty()) return bad(file, "names no component");
    return {};
}

Status readPipeline(ModelInfo& info) {
    const fs::path file = info.folder / "model_index.json";
    const auto index = readJsonObject(file);
    if (!index) return index.error();
    ConfigReader reader(*index, file.string());
    info.pipeline = reader.word("_class_name", "");
    reader.require(!info.pipeline.empty(), "_class_name", "the pipeline's class");
    if (!reader.ok()) return reader.status();
    return addComponents(*index, file, info);
}

// ---- a bare component

/// What a bare folder of one component is called in a pipeline, by the class its config.json names.
std::string componentNameOf(const std::string& className) {
    static const std::map<std::string, std::string> kNames = {
        {"UNet2DConditionModel", "unet"},
        {"AutoencoderKL", "vae"},
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
                                   "AutoencoderKL, CLIPTextModel or CLIPTextModelWithProjection");
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

Status checkIsFolder(const fs::path& path) {
    std::error_code error;
    const auto status = fs::status(path, error);
    if (!fs::exists(status)) return bad(path, "is missing; expected the folder of a model");
    if (fs::is_directory(status)) return {};
    if (auto unsafe = refusalIfPickle(path)) return *std::move(unsafe);
    return Error{ErrorCode::Unsupported,
                 path.string() + " is a single file; only folders of models can be opened so far."};
}

Result<ModelInfo> readModel(const fs::path& path) {
    const fs::path given = withoutTrailingSlash(path);
    if (const Status s = checkIsFolder(given); !s) return s.error();
    auto folder = resolveHubCache(given);
    if (!folder) return folder.error();
    ModelInfo info;
    info.name = modelNameOf(given);
    info.folder = *std::move(folder);
    if (const Status s = readFolder(info); !s) return s.error();
    if (const Status s = addFacts(info); !s) return s.error();
    return info;
}

}  // namespace

Result<ModelFolder> ModelFolder::open(const fs::path& path) {
    return guarded("Opening " + path.string(), [&]() -> Result<ModelFolder> {
        auto info = readModel(path);
        if (!info) return info.error();
        return ModelFolder(*std::move(info));
    });
}

}  // namespace engine
