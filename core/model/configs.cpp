// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/configs.h"

#include "model/config_reader.h"
#include "model/json_file.h"

#include <algorithm>

namespace engine {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

Error bad(const std::string& file, const std::string& why) {
    return {ErrorCode::BadFile, file + " " + why + "."};
}

bool isScheduler(const ComponentInfo& component) {
    return component.name == "scheduler";
}

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
Result<std::string> classOf(const std::string& name, const json& entry, const std::string& file) {
    const bool isPair = entry.size() == 2;
    if (isPair && entry[0].is_null() && entry[1].is_null()) return std::string();
    if (isPair && entry[0].is_string() && entry[1].is_string() && isPlainName(name))
        return entry[1].get<std::string>();
    return bad(file, "should name library and class of \"" + name + "\", found " + entry.dump());
}

}  // namespace

std::string configNameOf(const ComponentInfo& component) {
    if (!component.configText.empty()) return "The published config of " + component.name;
    return (component.folder / (isScheduler(component) ? "scheduler_config.json" : "config.json"))
        .string();
}

Result<json> readConfig(const ComponentInfo& component) {
    const std::string name = configNameOf(component);
    if (!component.configText.empty()) return parseJson(component.configText, name);
    JsonLimits limits;
    limits.pythonNumbersAsNull = isScheduler(component);
    return readJsonObject(name, limits);
}

Result<PipelineIndex> PipelineIndex::fromJson(const json& json, const std::string& fileName) {
    ConfigReader reader(json, fileName);
    PipelineIndex index;
    index.className = reader.word("_class_name", "");
    reader.require(!index.className.empty(), "_class_name", "the pipeline's class");
    index.zerosForEmptyPrompt = reader.flag("force_zeros_for_empty_prompt", true);
    if (!reader.ok()) return reader.status().error();
    for (const auto& [name, entry] : json.items()) {
        if (!entry.is_array() || isIgnored(name))
            continue;  // what is no list is an option of the pipeline
        const auto className = classOf(name, entry, fileName);
        if (!className) return className.error();
        if (!className->empty()) index.components.emplace_back(name, *className);
    }
    if (index.components.empty()) return bad(fileName, "names no component");
    return index;
}

Result<PipelineIndex> readPipelineIndex(const ModelInfo& info) {
    if (!info.indexText.empty()) {
        const std::string name = "The published model_index.json";
        const auto json = parseJson(info.indexText, name);
        if (!json) return json.error();
        return PipelineIndex::fromJson(*json, name);
    }
    const auto json = readJsonObject(info.indexFile);
    if (!json) return json.error();
    return PipelineIndex::fromJson(*json, info.indexFile.string());
}

}  // namespace engine
