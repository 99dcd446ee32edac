// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_line.h"

#include "cli/command.h"
#include "cli/console.h"
#include "cli/exit_codes.h"
#include "cli/interrupt.h"
#include "cli/version.h"

#include <base/guarded.h>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <string>
#include <string_view>

namespace app {
namespace {

struct TopLevel {
    bool wantsVersion = false;
    bool wantsFull = false;
    std::vector<std::filesystem::path> files;
    Command chosen;
};

void declare(CLI::App& app, TopLevel& top, const WindowBenches& benches) {
    app.require_subcommand(0, 1);
    auto* version = app.add_flag("--version", top.wantsVersion, "Say which version this is");
    app.add_flag("--full", top.wantsFull,
                 "With --version: load the engine and name torch, BLAS and devices")
        ->needs(version);
    app.add_option(
        "FILES", top.files,
        "Pictures, a model folder; or, to label: a project, a folder of norm pictures, a store");
    addModelsCommand(app, top.chosen);
    addInfoCommand(app, top.chosen);
    addUnetCommand(app, top.chosen);
    addVaeCommand(app, top.chosen);
    addTextCommand(app, top.chosen);
    addTokenizeCommand(app, top.chosen);
    addExtractCommand(app, top.chosen);
    addNormsCommand(app, top.chosen);
    addSimilarityCommand(app, top.chosen);
    addRenderCommand(app, top.chosen);
    addGenerateCommand(app, top.chosen);
    addStoreCommand(app, top.chosen);
    addLabelsCommand(app, top.chosen);
    addBenchCommand(app, top.chosen, benches);
    addUnavailableCommands(app, top.chosen);
}

bool isWholeNumber(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// "--timestep 0 50 200" becomes "--timestep 0,50,200", so that pictures may follow the option too.
std::vector<std::string> arguments(int argc, char** argv) {
    std::vector<std::string> list;
    bool isInTimesteps = false;
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (isInTimesteps && isWholeNumber(word) && list.back() != "--timestep")
            list.back().append(",").append(word);
        else
            list.emplace_back(word);
        isInTimesteps = word == "--timestep" || (isInTimesteps && isWholeNumber(word));
    }
    return list;
}

/// The innermost of \a app and its sub-commands that the arguments named.
const CLI::App& innermost(const CLI::App& app) {
    const auto named = app.get_subcommands();
    return named.empty() ? app : innermost(*named.front());
}

bool asksForHelp(const CLI::App& app) {
    const auto named = app.get_subcommands();
    return app.get_help_ptr()->count() > 0 ||
           std::any_of(named.begin(), named.end(),
                       [](const auto* sub) { return asksForHelp(*sub); });
}

/// CLI11 reports a wrong argument, and a request for help, by throwing.
engine::Status parse(CLI::App& app, std::vector<std::string> words) {
    std::reverse(words.begin(), words.end());  // as CLI11 takes them
    return engine::guarded("Reading the arguments", [&]() -> engine::Status {
        app.parse(std::move(words));
        return {};
    });
}

ExitCode refuse(const CLI::App& app, const engine::Error& error) {
    say(error.message);
    std::string command = "denoscope";
    if (const auto& inner = innermost(app); &inner != &app) command += " " + inner.get_name();
    say("`" + command + " --help` lists what there is.");
    return ExitCode::Usage;
}

/// A word that is neither a command nor a file is a slip of the pen, not a picture to open.
engine::Status checkFiles(const std::vector<std::filesystem::path>& files) {
    std::error_code ignored;
    for (const auto& file : files)
        if (!std::filesystem::exists(file, ignored))
            return engine::Error{engine::ErrorCode::Usage,
                                 "There is no command and no file named '" + file.string() + "'."};
    return {};
}

CommandLineOutcome finish(ExitCode code) {
    return {int(code), {}};
}

}  // namespace

CommandLineOutcome runCommandLine(int argc, char** argv, const WindowBenches& benches) {
    useOrdinarySignals();
    CLI::App app("Look inside diffusion models. Without a command, the window opens.", "denoscope");
    TopLevel top;
    declare(app, top, benches);
    const auto parsed = parse(app, arguments(argc, argv));
    if (asksForHelp(app)) {
        const auto printed = printData(app.help());
        return finish(printed ? ExitCode::Ok : report(printed.error()));
    }
    if (!parsed) return finish(refuse(app, parsed.error()));
    if (top.wantsVersion) return finish(report(printVersion(top.wantsFull)));
    if (top.chosen) return finish(report(engine::guarded("The command", top.chosen)));
    if (auto status = checkFiles(top.files); !status) return finish(refuse(app, status.error()));
    return {std::nullopt, top.files};
}

}  // namespace app
