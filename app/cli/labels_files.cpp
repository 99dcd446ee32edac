// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/common_options.h"
#include "cli/console.h"
#include "cli/labels_command.h"

#include <annotation/label_json.h>
#include <annotation/label_merge.h>
#include <annotation/label_recovery.h>
#include <base/atomic_file.h>
#include <io/provenance.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>
#include <string>
#include <vector>

namespace app {
namespace {

namespace fs = std::filesystem;
using engine::Error;
using engine::ErrorCode;

struct ImportCommand {
    fs::path source, out;
    SourceOptions reading;
    std::string model, annotator, pixelRange;
    std::optional<int> timestep;
    std::optional<std::int64_t> seed;
    bool isBlank = false;
};

engine::Result<ExitCode> runImport(const ImportCommand& command) {
    auto import = command.reading.toImport();
    if (!import) return import.error();
    import->settings.model = command.model;
    import->settings.timestep = command.timestep;
    import->settings.seed = command.seed;
    import->settings.pixelRange = command.pixelRange;
    import->annotator = command.annotator;
    auto project = core::readLabels(command.source, *import);
    if (!project) return project.error();
    std::error_code ignored;
    if (fs::is_directory(command.source, ignored))
        core::rebasePaths(*project, command.source, command.out.parent_path());
    if (command.isBlank) project = project->blankCopy(project->id + "-blank");
    project->edits = 0;  // the file begins a history of its own
    if (auto written = writeProject(*project, command.out); !written) return written.error();
    say(core::countsOf(*project).text());
    return ExitCode::Ok;
}

struct ExportCommand {
    fs::path source, out;
    SourceOptions reading;
};

/// The array is the study's, byte for byte; how it was made stands beside it.
engine::Status writeArray(const core::LabelProject& project, const ExportCommand& command) {
    const auto& settings = project.settings;
    core::Provenance provenance;
    provenance.command = "labels export";
    provenance.model = settings.model;
    std::error_code ignored;
    if (!fs::is_directory(command.source, ignored)) {
        auto digest = core::digestFile(command.source);
        if (!digest) return digest.error();
        provenance.inputs.push_back(std::move(*digest));
    }
    using Json = nlohmann::ordered_json;
    provenance.options = {
        {"layer", settings.layer.text()},
        {"grid", {settings.grid.height, settings.grid.width}},
        {"patch_size", settings.patchSize},
        {"alignment", core::nameOf(settings.alignment)},
        {"timestep", settings.timestep ? Json(*settings.timestep) : Json()},
        {"seed", settings.seed ? Json(*settings.seed) : Json()},
        {"pixel_range", settings.pixelRange.empty() ? Json() : Json(settings.pixelRange)}};
    if (auto written = engine::atomicWrite(command.out, core::npyOf(project)); !written)
        return written;
    fs::path sidecar = command.out;
    sidecar += ".provenance.json";
    return engine::atomicWrite(sidecar, provenance.toJson());
}

engine::Result<ExitCode> runExport(const ExportCommand& command) {
    const auto project = command.reading.read(command.source);
    if (!project) return project.error();
    const auto ending = command.out.extension();
    engine::Status written;
    if (ending == ".npy")
        written = writeArray(*project, command);
    else if (ending == ".csv")
        written = engine::atomicWrite(command.out, core::csvOf(*project));
    else if (ending == ".json")
        written = writeProject(*project, command.out);
    else
        written = core::writeFolder(*project, command.out);
    if (!written) return written.error();
    return ExitCode::Ok;
}

struct MergeCommand {
    std::vector<fs::path> sources;
    fs::path out;
    SourceOptions reading;
};

engine::Result<ExitCode> runMerge(const MergeCommand& command) {
    auto merged = command.reading.read(command.sources.front());
    if (!merged) return merged.error();
    std::size_t conflicts = 0;
    for (std::size_t i = 1; i < command.sources.size(); ++i) {
        const auto other = command.reading.read(command.sources[i]);
        if (!other) return other.error();
        auto result = core::mergeProjects(*merged, *other);
        if (!result) return result.error();
        for (const auto& conflict : result->conflicts)
            if (auto printed = printData(conflict.text() + "\n"); !printed) return printed.error();
        conflicts += result->conflicts.size();
        say(command.sources[i].string() + ": " + std::to_string(result->added) + " labels added, " +
            std::to_string(result->removed) + " removed.");
        merged = std::move(result->project);
    }
    if (auto written = writeProject(*merged, command.out); !written) return written.error();
    say(std::to_string(conflicts) + " conflicts. " + core::countsOf(*merged).text());
    return ExitCode::Ok;
}

}  // namespace

engine::Status writeProject(const core::LabelProject& project, const fs::path& out) {
    std::error_code ignored;
    if (fs::exists(core::historyFolder(out), ignored))
        return Error{ErrorCode::Usage, out.string() +
                                           " is a project with a history of edits; choose another "
                                           "name, or open it and merge there."};
    if (fs::exists(out, ignored))
        if (const auto old = core::readProjectFile(out.string()); !old)
            return Error{old.error().code, old.error().message + " It was not overwritten."};
    return engine::atomicWrite(out, core::projectText(project));
}

void addLabelsImport(CLI::App& labels, Command& chosen) {
    auto options = std::make_shared<ImportCommand>();
    auto* command = labels.add_subcommand("import", "Make a project of labels of another tool");
    command
        ->add_option("SOURCE", options->source,
                     "Array (.npy), CSV, folder of per-picture JSON, or project")
        ->required();
    addOutOption(*command, options->out, "Project file (.json)")->required();
    addSourceOptions(*command, options->reading);
    command->add_option("--model", options->model, "Name of the model, to be recorded");
    command->add_option("--timestep", options->timestep, "To be recorded")
        ->check(CLI::Range(0, 999));
    command->add_option("--seed", options->seed, "To be recorded");
    command->add_option("--pixel-range", options->pixelRange, "To be recorded")
        ->check(CLI::IsMember({"standard", "paper"}));
    command->add_option("--annotator", options->annotator, "Who made the labels");
    command->add_flag("--blank", options->isBlank,
                      "Only the queue, without labels: for a second annotator");
    command->callback([&chosen, options] { chosen = [options] { return runImport(*options); }; });
}

void addLabelsExport(CLI::App& labels, Command& chosen) {
    auto options = std::make_shared<ExportCommand>();
    auto* command = labels.add_subcommand("export", "Write labels for other tools");
    command->add_option("PROJECT", options->source, "Project, or anything that import reads")
        ->required();
    addOutOption(*command, options->out,
                 "X.npy (the study's array), X.csv, X.json, or a folder for per-picture JSON")
        ->required();
    addSourceOptions(*command, options->reading);
    command->callback([&chosen, options] { chosen = [options] { return runExport(*options); }; });
}

void addLabelsMerge(CLI::App& labels, Command& chosen) {
    auto options = std::make_shared<MergeCommand>();
    auto* command = labels.add_subcommand(
        "merge", "Unite projects by picture, x and y; lists what contradicts");
    command->add_option("PROJECT", options->sources, "Two or more")->required()->expected(2, 1000);
    addOutOption(*command, options->out, "Project file (.json)")->required();
    addSourceOptions(*command, options->reading);
    command->callback([&chosen, options] { chosen = [options] { return runMerge(*options); }; });
}

}  // namespace app
