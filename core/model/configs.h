// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "model/model_info.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace engine {

/// How messages call a component's config: the file's path, or "the published config of unet".
std::string configNameOf(const ComponentInfo& component);
/// A component's config.json or scheduler_config.json, a JSON object. Fails with BadFile or Io.
Result<nlohmann::json> readConfig(const ComponentInfo& component);
/// readConfig() parsed and checked as \a Config (UnetConfig, VaeConfig, ...).
template <typename Config>
Result<Config> readConfigAs(const ComponentInfo& component) {
    const auto json = readConfig(component);
    if (!json) return json.error();
    return Config::fromJson(*json, configNameOf(component));
}

/// A pipeline's model_index.json: its class and its components with theirs, in the file's order;
/// without those that are left out (null) or that nothing here needs.
struct PipelineIndex {
    std::string className;
    std::vector<std::pair<std::string, std::string>> components;
    bool zerosForEmptyPrompt = true;  ///< force_zeros_for_empty_prompt

    /// \a fileName begins every message. Fails with BadFile.
    static Result<PipelineIndex> fromJson(const nlohmann::json& json, const std::string& fileName);
};
/// The index of the pipeline that \a info describes. Fails with BadFile.
Result<PipelineIndex> readPipelineIndex(const ModelInfo& info);

}  // namespace engine
