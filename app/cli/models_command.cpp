// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/console.h"

#include <io/demo_data.h>
#include <model/model_folder.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace app {
namespace {

struct ModelsOptions {
    std::vector<std::filesystem::path> folders;
    bool wantsJson = false;
};

std::vector<std::filesystem::path> placesOf(const ModelsOptions& options) {
    auto places = options.folders;
    const auto usual = engine::usualModelPlaces();
    places.insert(places.end(), usual.begin(), usual.end());
    if (const auto demo = core::demoFolder()) places.push_back(*demo);
    return places;
}

std::string asJson(const std::vector<engine::FoundModel>& models) {
    auto list = nlohmann::ordered_json::array();
    for (const auto& m : models) {
        nlohmann::ordered_json entry = {
            {"name", m.name}, {"path", m.path.string()}, {"usable", m.info.has_value()}};
        if (m.info) entry["pipeline"] = m.info->pipeline;
        if (!m.info) entry["problem"] = m.problem;
        list.push_back(std::move(entry));
    }
    const nlohmann::ordered_json json = {{"schema", 1}, {"models", std::move(list)}};
    return json.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

std::string asText(const std::vector<engine::FoundModel>& models) {
    std::string text;
    for (const auto& m : models)
        text +=
            m.name + "\t" + m.path.string() + "\t" + (m.info ? m.info->pipeline : m.problem) + "\n";
    return text;
}

engine::Result<ExitCode> runModels(const ModelsOptions& options) {
    std::error_code ignored;
    for (const auto& folder : options.folders)
        if (!std::filesystem::is_directory(folder, ignored))
            return engine::Error{engine::ErrorCode::BadFile,
                                 "There is no folder " + folder.string() + "."};
    const auto models = engine::findModels(placesOf(options));
    if (auto printed = printData(options.wantsJson ? asJson(models) : asText(models)); !printed)
        return printed.error();
    return ExitCode::Ok;
}

}  // namespace

void addModelsCommand(CLI::App& app, Command& chosen) {
    auto options = std::make_shared<ModelsOptions>();
    auto* command =
        app.add_subcommand("models", "List model folders: Hugging Face cache, given folders, demo");
    command->add_option("DIR", options->folders, "Further places to look");
    command->add_flag("--json", options->wantsJson, "As JSON");
    command->callback([&chosen, options] { chosen = [options] { return runModels(*options); }; });
}

}  // namespace app
