// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/console.h"
#include "cli/labels_command.h"

#include <annotation/norm_source.h>
#include <annotation/proposals.h>
#include <base/atomic_file.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <charconv>
#include <cmath>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace app {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

struct ProposeCommand {
    fs::path maps, labels, out;
    SourceOptions reading;
    double threshold = 6;
    bool isJson = false;
};

using Found = std::map<std::int64_t, std::vector<core::Proposal>>;

std::string numberText(double value) {
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

std::string csvOf(const Found& found) {
    std::string text = "image,x,y,rank,score,off_grid,detector\n";
    for (const auto& [number, proposals] : found)
        for (const auto& p : proposals)
            text += std::to_string(number) + "," + std::to_string(p.token.col) + "," +
                    std::to_string(p.token.row) + "," + std::to_string(p.rank) + "," +
                    numberText(p.score) + "," + (p.isOffGrid ? "yes" : "no") + "," +
                    core::kDetector + "\n";
    return text;
}

/// Over the pictures that have a map: what is labelled elsewhere cannot be proposed.
core::ProposalReport reportOf(const Found& found, const core::LabelProject& labels) {
    core::ProposalReport report;
    for (const auto& [number, proposals] : found) {
        const core::QueueImage* image = nullptr;
        for (const auto& candidate : labels.images)
            if (candidate.number == number) image = &candidate;
        report.add(proposals, image ? image->labels : std::vector<core::PatchLabel>());
    }
    return report;
}

Json numberOrNull(double value) {
    return std::isnan(value) ? Json() : Json(value);
}

Json toJson(const core::ProposalReport& r) {
    return {{"true_positives", r.truePositives},   {"false_positives", r.falsePositives},
            {"false_negatives", r.falseNegatives}, {"precision", numberOrNull(r.precision())},
            {"recall", numberOrNull(r.recall())},  {"f1", numberOrNull(r.f1())}};
}

Json toJson(const Found& found, const ProposeCommand& command, const core::ProposalReport* report) {
    Json list = Json::array();
    for (const auto& [number, proposals] : found)
        for (const auto& p : proposals)
            list.push_back({{"image", number},
                            {"x", p.token.col},
                            {"y", p.token.row},
                            {"rank", p.rank},
                            {"score", p.score},
                            {"off_grid", p.isOffGrid}});
    Json json = {{"schema", 1},
                 {"detector", core::kDetector},
                 {"threshold", command.threshold},
                 {"alignment", command.reading.alignment},
                 {"pictures", found.size()},
                 {"proposals", std::move(list)}};
    if (report != nullptr) json["report"] = toJson(*report);
    return json;
}

std::string textOf(const core::ProposalReport& r) {
    const auto shown = [](double value) {
        return std::isnan(value) ? std::string("undefined") : std::to_string(value).substr(0, 6);
    };
    return "precision " + shown(r.precision()) + "  recall " + shown(r.recall()) + "  F1 " +
           shown(r.f1()) + "  (" + std::to_string(r.truePositives) + " found, " +
           std::to_string(r.falseNegatives) + " missed, " + std::to_string(r.falsePositives) +
           " false)\n";
}

engine::Result<Found> propose(const ProposeCommand& command) {
    auto import = command.reading.toImport();
    if (!import) return import.error();
    const auto maps = core::readNormMaps(command.maps, import->settings.layer);
    if (!maps) return maps.error();
    Found found;
    for (const auto& [number, map] : *maps) {
        import->settings.grid = map.grid();
        found[number] = core::proposalsOf(map, import->settings, command.threshold);
    }
    return found;
}

engine::Result<ExitCode> runPropose(const ProposeCommand& command) {
    const auto found = propose(command);
    if (!found) return found.error();
    std::optional<core::ProposalReport> report;
    if (!command.labels.empty()) {
        const auto labels = command.reading.read(command.labels);
        if (!labels) return labels.error();
        report = reportOf(*found, *labels);
    }
    if (!command.out.empty())
        if (auto written = engine::atomicWrite(command.out, csvOf(*found)); !written)
            return written.error();
    std::string text;
    if (command.isJson)
        text = toJson(*found, command, report ? &*report : nullptr).dump(2) + "\n";
    else if (report)
        text = textOf(*report);
    else if (command.out.empty())
        text = csvOf(*found);
    if (auto printed = printData(text); !printed) return printed.error();
    return ExitCode::Ok;
}

}  // namespace

void addLabelsPropose(CLI::App& labels, Command& chosen) {
    auto options = std::make_shared<ProposeCommand>();
    auto* command = labels.add_subcommand(
        "propose", "Find patches that stand out by robust z-score of their mean norm");
    command
        ->add_option("MAPS", options->maps,
                     "norms.npz, or a folder of norm_0000.png (8-bit, coarser)")
        ->required();
    command->add_option("--threshold", options->threshold, "Least robust z-score")
        ->capture_default_str();
    command->add_option("--labels", options->labels,
                        "Report precision and recall against these labels");
    command->add_option("--out", options->out, "CSV of the proposals");
    command->add_flag("--json", options->isJson, "Print JSON");
    addSourceOptions(*command, options->reading);
    command->callback([&chosen, options] { chosen = [options] { return runPropose(*options); }; });
}

}  // namespace app
