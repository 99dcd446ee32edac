// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/common_options.h"
#include "cli/console.h"
#include "cli/model_access.h"

#include <base/json.h>
#include <model/tokenizer.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <iostream>
#include <memory>
#include <string>

namespace app {
namespace {

struct TokenizeOptions {
    std::filesystem::path model;
    int encoder = 1;
    engine::ModelSources sources;
    bool isJson = false;
};

/// The tokenizer: of a model, or MODEL itself where it is one.
engine::Result<engine::ComponentInfo> tokenizerOf(const TokenizeOptions& options) {
    std::error_code ignored;
    engine::ComponentInfo bare;
    bare.folder = options.model;
    if (std::filesystem::exists(options.model / "vocab.json", ignored)) return bare;
    const auto model = ModelAccess::open(options.model, options.sources);
    if (!model) return model.error();
    auto component = model->component(options.encoder == 2 ? "tokenizer_2" : "tokenizer");
    if (component && component->folder.empty())
        return engine::Error{engine::ErrorCode::Usage,
                             options.model.string() +
                                 " brings no tokenizer, and the cache has none of 49408 entries. "
                                 "Name a model folder with one: --config FOLDER."};
    return component;
}

/// With --json every line is a JSON string, so that a text may hold a line break.
engine::Result<std::string> textOf(const std::string& line, std::size_t number, bool isJson) {
    if (!isJson) return line;
    const std::string name = "Line " + std::to_string(number);
    const auto json = engine::parseJson(line, name);
    if (!json) return json.error();
    if (!json->is_string())
        return engine::Error{engine::ErrorCode::BadFile, name + " is not a JSON string."};
    return json->get<std::string>();
}

std::string answer(const engine::Tokenization& tokens, bool isJson) {
    if (isJson) {
        const nlohmann::ordered_json json = {{"pieces", tokens.pieces},
                                             {"input_ids", tokens.inputIds}};
        return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
    }
    std::string line;
    for (const auto id : tokens.inputIds) line += (line.empty() ? "" : " ") + std::to_string(id);
    return line + "\n";
}

engine::Result<ExitCode> runTokenize(const TokenizeOptions& options) {
    const auto part = tokenizerOf(options);
    if (!part) return part.error();
    const auto tokenizer = engine::Tokenizer::fromFolder(part->folder, part->padToken);
    if (!tokenizer) return tokenizer.error();
    std::string line;
    for (std::size_t number = 1; std::getline(std::cin, line); ++number) {
        const auto text = textOf(line, number, options.isJson);
        if (!text) return text.error();
        if (auto printed = printData(answer((*tokenizer)->encode(*text), options.isJson)); !printed)
            return printed.error();
    }
    return ExitCode::Ok;
}

}  // namespace

void addTokenizeCommand(CLI::App& app, Command& chosen) {
    auto options = std::make_shared<TokenizeOptions>();
    auto* command = app.add_subcommand(
        "tokenize", "Turn texts, one a line on the standard input, into token ids");
    command
        ->add_option("MODEL", options->model,
                     "Model folder or single file, or the folder of a tokenizer")
        ->required();
    command->add_option("--encoder", options->encoder, "Which of the model's tokenizers")
        ->check(CLI::Range(1, 2))
        ->capture_default_str();
    addConfigOption(*command, options->sources);
    command->add_flag("--json", options->isJson,
                      "Lines are JSON strings; answers have pieces and input_ids");
    command->callback([&chosen, options] { chosen = [options] { return runTokenize(*options); }; });
}

}  // namespace app
