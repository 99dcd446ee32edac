// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/console.h"
#include "cli/labels_command.h"

#include <annotation/agreement.h>
#include <annotation/label_stats.h>
#include <base/atomic_file.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

namespace app {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

Json numberOrNull(double value) {
    return std::isnan(value) ? Json() : Json(value);
}

std::string shown(double value) {
    if (std::isnan(value)) return "undefined";
    char text[32];
    std::snprintf(text, sizeof text, "%.4f", value);
    return text;
}

// ---- stats

struct StatsCommand {
    fs::path source;
    SourceOptions reading;
    bool isJson = false;
};

template <typename Map>
Json tableOf(const Map& map) {
    Json table = Json::object();
    for (const auto& [key, count] : map) {
        if constexpr (std::is_same_v<typename Map::key_type, std::string>)
            table[key.empty() ? "unknown" : key] = count;
        else
            table[std::to_string(key)] = count;
    }
    return table;
}

Json toJson(const core::LabelStats& stats) {
    return {{"schema", 1},
            {"pictures", stats.counts.total},
            {"labelled", stats.counts.labelled},
            {"none", stats.counts.none},
            {"unsure", stats.counts.unsure},
            {"left", stats.counts.left()},
            {"labels", stats.labels},
            {"pictures_with_labels", stats.labelledPictures},
            {"labels_per_picture", tableOf(stats.perPicture)},
            {"origins", tableOf(stats.origins)},
            {"annotators", tableOf(stats.annotators)},
            {"x", tableOf(stats.columns)},
            {"y", tableOf(stats.rows)},
            {"off_grid", stats.offGrid},
            {"removed", stats.removed},
            {"rejected_proposals", stats.rejected},
            {"commented", stats.commented},
            {"review_accepted", stats.reviewAccepted},
            {"review_rejected", stats.reviewRejected},
            {"seconds", stats.seconds}};
}

std::string lineOf(const std::string& what, const Json& table) {
    std::string line = what;
    for (const auto& [key, count] : table.items()) line += "  " + key + ": " + count.dump();
    return line + "\n";
}

std::string textOf(const core::LabelStats& stats) {
    const Json json = toJson(stats);
    return stats.counts.text() + "\n" + std::to_string(stats.labels) + " labels on " +
           std::to_string(stats.labelledPictures) + " pictures\n" +
           lineOf("labels per picture", json["labels_per_picture"]) +
           lineOf("origin", json["origins"]) + lineOf("annotator", json["annotators"]) +
           lineOf("x", json["x"]) + lineOf("y", json["y"]) + "off the grid  " +
           std::to_string(stats.offGrid) + "\n";
}

engine::Result<ExitCode> runStats(const StatsCommand& command) {
    const auto project = command.reading.read(command.source);
    if (!project) return project.error();
    const auto stats = core::statsOf(*project);
    const auto printed = printData(command.isJson ? toJson(stats).dump(2) + "\n" : textOf(stats));
    if (!printed) return printed.error();
    return ExitCode::Ok;
}

// ---- agree

struct AgreeCommand {
    std::vector<fs::path> sources;
    SourceOptions reading;
    core::AgreementOptions agreement;
    fs::path out;
    bool isJson = false;
};

Json toJson(const core::Estimate& estimate) {
    return {{"value", numberOrNull(estimate.value)},
            {"low", numberOrNull(estimate.low)},
            {"high", numberOrNull(estimate.high)}};
}

Json toJson(const core::AgreementReport& report, const AgreeCommand& command, double alphaOfAll) {
    Json list = Json::array();
    for (const auto& d : report.disagreements)
        list.push_back({{"image", d.image},
                        {"x", d.token.col},
                        {"y", d.token.row},
                        {"in", d.isInFirst ? "first" : "second"},
                        {"near", d.isNear}});
    return {{"schema", 1},
            {"pictures", report.pictures},
            {"unseen", report.unseen},
            {"labels", {report.firstLabels, report.secondLabels}},
            {"matched_exact", report.exact},
            {"matched_within_one_patch", report.near},
            {"f1_exact", toJson(report.f1Exact)},
            {"f1_within_one_patch", toJson(report.f1Near)},
            {"cohen_kappa", toJson(report.kappa)},
            {"krippendorff_alpha", toJson(report.alpha)},
            {"krippendorff_alpha_of_all", numberOrNull(alphaOfAll)},
            {"annotators", command.sources.size()},
            {"bootstrap",
             {{"resamples", command.agreement.resamples},
              {"seed", command.agreement.seed},
              {"interval", 0.95}}},
            {"disagreements", std::move(list)}};
}

std::string lineOf(const std::string& what, const core::Estimate& e) {
    std::string line = what + shown(e.value);
    if (!std::isnan(e.low)) line += "  [" + shown(e.low) + ", " + shown(e.high) + "]";
    return line + "\n";
}

std::string textOf(const core::AgreementReport& r, const AgreeCommand& command, double alphaOfAll) {
    std::string text = std::to_string(r.pictures) + " pictures compared";
    if (r.unseen > 0) text += ", " + std::to_string(r.unseen) + " left out as not seen by both";
    text += "; " + std::to_string(r.firstLabels) + " and " + std::to_string(r.secondLabels) +
            " labels, " + std::to_string(r.exact) + " in common\n";
    text += lineOf("F1 exact             ", r.f1Exact);
    text += lineOf("F1 within one patch  ", r.f1Near);
    text += lineOf("Cohen's kappa        ", r.kappa);
    text += lineOf("Krippendorff's alpha ", r.alpha);
    if (command.sources.size() > 2)
        text += "alpha of all " + std::to_string(command.sources.size()) + "       " +
                shown(alphaOfAll) + "\n";
    return text;
}

std::string csvOf(const core::AgreementReport& report) {
    std::string text = "image,x,y,in,near\n";
    for (const auto& d : report.disagreements)
        text += std::to_string(d.image) + "," + std::to_string(d.token.col) + "," +
                std::to_string(d.token.row) + "," + (d.isInFirst ? "first" : "second") + "," +
                (d.isNear ? "yes" : "no") + "\n";
    return text;
}

engine::Result<ExitCode> runAgree(AgreeCommand command) {
    command.agreement.images = command.reading.images;
    std::vector<core::LabelProject> projects;
    for (const auto& source : command.sources) {
        auto project = command.reading.read(source);
        if (!project) return project.error();
        projects.push_back(std::move(*project));
    }
    const auto report = core::agreementOf(projects[0], projects[1], command.agreement);
    if (!report) return report.error();
    const auto alpha = core::krippendorffAlpha(projects, command.agreement);
    if (!alpha) return alpha.error();
    if (!command.out.empty())
        if (auto written = engine::atomicWrite(command.out, csvOf(*report)); !written)
            return written.error();
    const auto printed = printData(command.isJson ? toJson(*report, command, *alpha).dump(2) + "\n"
                                                  : textOf(*report, command, *alpha));
    if (!printed) return printed.error();
    return ExitCode::Ok;
}

}  // namespace

void addLabelsStats(CLI::App& labels, Command& chosen) {
    auto options = std::make_shared<StatsCommand>();
    auto* command = labels.add_subcommand("stats", "Count labels, states, origins and places");
    command->add_option("PROJECT", options->source, "Project, or anything that import reads")
        ->required();
    command->add_flag("--json", options->isJson, "Print JSON");
    addSourceOptions(*command, options->reading);
    command->callback([&chosen, options] { chosen = [options] { return runStats(*options); }; });
}

void addLabelsAgree(CLI::App& labels, Command& chosen) {
    auto options = std::make_shared<AgreeCommand>();
    auto* command =
        labels.add_subcommand("agree", "How far annotators agree: F1, Cohen's kappa, alpha");
    command->add_option("PROJECT", options->sources, "Two; with more, alpha of all as well")
        ->required()
        ->expected(2, 1000);
    command->add_flag("--json", options->isJson, "Print JSON, with every disagreement");
    command->add_option("--out", options->out, "CSV for the list of disagreements");
    command->add_option("--resamples", options->agreement.resamples, "Of the bootstrap")
        ->check(CLI::Range(0, 1'000'000))
        ->capture_default_str();
    command->add_option("--bootstrap-seed", options->agreement.seed, "Of the bootstrap")
        ->capture_default_str();
    addSourceOptions(*command, options->reading);
    command->callback([&chosen, options] { chosen = [options] { return runAgree(*options); }; });
}

}  // namespace app
