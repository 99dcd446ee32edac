// SPDX-License-Identifier: GPL-3.0-or-later
#include "annotation/label_json.h"

#include "annotation/json_fields.h"

#include <base/atomic_file.h>
#include <base/guarded.h>
#include <base/json.h>

#include <limits>
#include <unordered_set>
#include <utility>

namespace core {
namespace {

using engine::Error;
using engine::ErrorCode;
using engine::TokenIndex;
using nlohmann::json;
using Json = nlohmann::ordered_json;

constexpr const char* kFormat = "denoscope-labels";
constexpr std::int64_t kVersion = 1;
constexpr std::int64_t kMaxSide = 4096;
constexpr std::int64_t kMaxNumber = std::numeric_limits<std::int64_t>::max();

// ---- writing

Json numberOrNull(const std::optional<double>& value) {
    return value ? Json(*value) : Json();
}

Json toJson(const PatchLabel& label) {
    return {{"id", label.id},
            {"x", label.token.col},
            {"y", label.token.row},
            {"origin", nameOf(label.origin)},
            {"score", numberOrNull(label.score)},
            {"detector", label.detector},
            {"time", label.time},
            {"annotator", label.annotator},
            {"seconds", label.seconds}};
}

Json toJson(const LabelTombstone& tombstone) {
    return {{"label", toJson(tombstone.label)},
            {"time", tombstone.time},
            {"annotator", tombstone.annotator}};
}

Json toJson(const RejectedProposal& rejected) {
    return {{"x", rejected.token.col}, {"y", rejected.token.row},
            {"score", rejected.score}, {"detector", rejected.detector},
            {"time", rejected.time},   {"annotator", rejected.annotator}};
}

Json toJson(const Review& review) {
    return {{"verdict", nameOf(review.verdict)},
            {"comment", review.comment},
            {"reviewer", review.reviewer},
            {"time", review.time}};
}

Json toJson(const QueueImage& image);

template <typename T>
Json listOf(const std::vector<T>& values) {
    Json list = Json::array();
    for (const T& value : values) list.push_back(toJson(value));
    return list;
}

Json toJson(const QueueImage& image) {
    return {{"id", image.id},
            {"number", image.number},
            {"path", image.path},
            {"bytes", image.bytes},
            {"sha256", image.sha256},
            {"state", nameOf(image.state)},
            {"labels", listOf(image.labels)},
            {"removed", listOf(image.removed)},
            {"rejected", listOf(image.rejected)},
            {"reviews", listOf(image.reviews)},
            {"comment", image.comment}};
}

Json toJson(const LabelSettings& settings) {
    return {{"model", settings.model},
            {"layer", settings.layer.text()},
            {"grid", {{"height", settings.grid.height}, {"width", settings.grid.width}}},
            {"timestep", settings.timestep ? Json(*settings.timestep) : Json()},
            {"seed", settings.seed ? Json(*settings.seed) : Json()},
            {"pixel_range", settings.pixelRange.empty() ? Json() : Json(settings.pixelRange)},
            {"alignment", nameOf(settings.alignment)},
            {"patch_size", settings.patchSize}};
}

// ---- reading

TokenIndex tokenFrom(JsonFields& fields) {
    const auto col = int(fields.integer("x", 0, kMaxSide - 1));
    const auto row = int(fields.integer("y", 0, kMaxSide - 1));
    return {row, col};
}

PatchLabel labelFrom(const json& value, const std::string& where, JsonProblem& problem) {
    JsonFields fields(value, where, problem);
    PatchLabel label;
    label.id = fields.text("id");
    label.token = tokenFrom(fields);
    label.origin = LabelOrigin(fields.word("origin", {"manual", "proposal", "proposal-edited"}));
    if (fields.has("score")) label.score = fields.number("score");
    label.detector = fields.text("detector");
    label.time = fields.text("time");
    label.annotator = fields.text("annotator");
    label.seconds = fields.number("seconds");
    fields.finish();
    return label;
}

LabelTombstone tombstoneFrom(const json& value, const std::string& where, JsonProblem& problem) {
    JsonFields fields(value, where, problem);
    LabelTombstone tombstone;
    tombstone.label = labelFrom(fields.object("label"), fields.at("label"), problem);
    tombstone.time = fields.text("time");
    tombstone.annotator = fields.text("annotator");
    fields.finish();
    return tombstone;
}

RejectedProposal rejectedFrom(const json& value, const std::string& where, JsonProblem& problem) {
    JsonFields fields(value, where, problem);
    RejectedProposal rejected;
    rejected.token = tokenFrom(fields);
    rejected.score = fields.number("score");
    rejected.detector = fields.text("detector");
    rejected.time = fields.text("time");
    rejected.annotator = fields.text("annotator");
    fields.finish();
    return rejected;
}

Review reviewFrom(const json& value, const std::string& where, JsonProblem& problem) {
    JsonFields fields(value, where, problem);
    Review review;
    review.verdict = ReviewVerdict(fields.word("verdict", {"accepted", "rejected"}));
    review.comment = fields.text("comment");
    review.reviewer = fields.text("reviewer");
    review.time = fields.text("time");
    fields.finish();
    return review;
}

template <typename T>
std::vector<T> listFrom(JsonFields& fields, const char* key,
                        T (*read)(const json&, const std::string&, JsonProblem&)) {
    std::vector<T> list;
    for (const json& value : fields.array(key))
        list.push_back(read(value, fields.at(key, list.size()), fields.problem()));
    return list;
}

QueueImage imageFrom(const json& value, const std::string& where, JsonProblem& problem) {
    JsonFields fields(value, where, problem);
    QueueImage image;
    image.id = fields.text("id");
    image.number = fields.integer("number", 0, kMaxNumber);
    image.path = fields.text("path");
    image.bytes = std::uint64_t(fields.integer("bytes", 0, kMaxNumber));
    image.sha256 = fields.text("sha256");
    image.state = ImageState(fields.word("state", {"unseen", "labelled", "none", "unsure"}));
    image.labels = listFrom(fields, "labels", labelFrom);
    image.removed = listFrom(fields, "removed", tombstoneFrom);
    image.rejected = listFrom(fields, "rejected", rejectedFrom);
    image.reviews = listFrom(fields, "reviews", reviewFrom);
    image.comment = fields.text("comment");
    if (image.state == ImageState::Labelled && image.labels.empty())
        fields.refuse("state", "another state, as there are no labels");
    if (image.state == ImageState::ReviewedNone && !image.labels.empty())
        fields.refuse("state", "another state, as there are labels");
    fields.finish();
    return image;
}

engine::TokenGrid gridFrom(const json& value, const std::string& where, JsonProblem& problem) {
    JsonFields fields(value, where, problem);
    const auto height = int(fields.integer("height", 1, kMaxSide));
    const auto width = int(fields.integer("width", 1, kMaxSide));
    fields.finish();
    return {height, width};
}

LabelSettings settingsFrom(const json& value, const std::string& where, JsonProblem& problem) {
    JsonFields fields(value, where, problem);
    LabelSettings settings;
    settings.model = fields.text("model");
    settings.layer = engine::LayerPath(fields.text("layer"));
    settings.grid = gridFrom(fields.object("grid"), fields.at("grid"), problem);
    if (fields.has("timestep")) settings.timestep = int(fields.integer("timestep", 0, 999));
    if (fields.has("seed")) settings.seed = fields.integer("seed", INT64_MIN, INT64_MAX);
    if (fields.has("pixel_range"))
        settings.pixelRange =
            fields.word("pixel_range", {"standard", "paper"}) == 0 ? "standard" : "paper";
    settings.alignment = PatchAlignment(fields.word("alignment", {"even", "odd"}));
    settings.patchSize = int(fields.integer("patch_size", 1, kMaxSide));
    fields.finish();
    return settings;
}

/// What the fields alone do not show: labels outside the grid, or two at one place.
void checkLabels(const QueueImage& image, const LabelSettings& settings, const std::string& where,
                 JsonProblem& problem) {
    std::unordered_set<std::size_t> places;
    std::unordered_set<std::string> ids;
    for (std::size_t i = 0; i < image.labels.size(); ++i) {
        const auto& label = image.labels[i];
        const std::string name = where + ".labels[" + std::to_string(i) + "]";
        const std::string token =
            "x " + std::to_string(label.token.col) + ", y " + std::to_string(label.token.row);
        if (!settings.grid.contains(label.token))
            problem.report(name,
                           "inside the grid of " + std::to_string(settings.grid.height) +
                               " rows, " + std::to_string(settings.grid.width) + " columns",
                           token);
        else if (!places.insert(settings.grid.indexOf(label.token)).second)
            problem.report(name, "at a place of its own", token + " twice");
        if (!ids.insert(label.id).second)
            problem.report(name + ".id", "its own", "\"" + label.id + "\" twice");
    }
}

void checkImages(const LabelProject& project, JsonProblem& problem) {
    std::unordered_set<std::string> ids;
    std::unordered_set<std::int64_t> numbers;
    for (std::size_t i = 0; i < project.images.size(); ++i) {
        const QueueImage& image = project.images[i];
        const std::string where = "images[" + std::to_string(i) + "]";
        if (!ids.insert(image.id).second)
            problem.report(where + ".id", "the picture's own", "\"" + image.id + "\" twice");
        if (!numbers.insert(image.number).second)
            problem.report(where + ".number", "the picture's own",
                           std::to_string(image.number) + " twice");
        checkLabels(image, project.settings, where, problem);
    }
}

LabelEdit::Change changeFrom(const json& value, const std::string& where, JsonProblem& problem) {
    JsonFields fields(value, where, problem);
    LabelEdit::Change change;
    change.index = std::size_t(fields.integer("index", 0, kMaxNumber));
    change.image = imageFrom(fields.object("image"), fields.at("image"), problem);
    fields.finish();
    return change;
}

}  // namespace

Json toJson(const LabelProject& project) {
    return {{"format", kFormat},
            {"version", kVersion},
            {"id", project.id},
            {"edits", project.edits},
            {"settings", toJson(project.settings)},
            {"images", listOf(project.images)}};
}

Json toJson(const LabelEdit& edit) {
    Json changes = Json::array();
    for (const auto& change : edit.changes)
        changes.push_back({{"index", change.index}, {"image", toJson(change.image)}});
    Json value = {{"text", edit.text}, {"changes", std::move(changes)}};
    if (edit.settings) value["settings"] = toJson(*edit.settings);
    return value;
}

engine::Result<LabelProject> projectFromJson(const json& value, const std::string& name) {
    JsonProblem problem(name);
    JsonFields fields(value, {}, problem);
    fields.word("format", {kFormat});
    if (!problem.status()) return problem.status().error();
    if (const auto version = fields.integer("version", 1, kMaxNumber); version > kVersion)
        return Error{ErrorCode::Unsupported, name + " is of version " + std::to_string(version) +
                                                 "; this program reads up to version " +
                                                 std::to_string(kVersion) + "."};
    LabelProject project;
    project.id = fields.text("id");
    project.edits = fields.integer("edits", 0, kMaxNumber);
    project.settings = settingsFrom(fields.object("settings"), "settings", problem);
    project.images = listFrom(fields, "images", imageFrom);
    fields.finish();
    checkImages(project, problem);
    if (!problem.status()) return problem.status().error();
    return project;
}

engine::Result<LabelEdit> editFromJson(const json& value, const std::string& name) {
    JsonProblem problem(name);
    JsonFields fields(value, "edit", problem);
    LabelEdit edit;
    edit.text = fields.text("text");
    edit.changes = listFrom(fields, "changes", changeFrom);
    if (fields.has("settings"))
        edit.settings = settingsFrom(fields.object("settings"), "edit.settings", problem);
    fields.finish();
    if (!problem.status()) return problem.status().error();
    return edit;
}

bool fits(const LabelEdit& edit, const LabelProject& project) {
    for (const auto& change : edit.changes)
        if (change.index >= project.images.size() ||
            project.images[change.index].id != change.image.id)
            return false;
    return true;
}

std::string projectText(const LabelProject& project) {
    // Text from outside was checked to be UTF-8 when it was read; names from the system may not be.
    return toJson(project).dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

engine::Result<LabelProject> parseProject(std::string_view text, const std::string& name) {
    const auto value = engine::parseJson(text, name, {kMaxLabelFileBytes, 16});
    if (!value) return value.error();
    return engine::guarded("Reading " + name, [&] { return projectFromJson(*value, name); });
}

engine::Result<LabelProject> readProjectFile(const std::string& path) {
    const auto text = engine::readFile(path, kMaxLabelFileBytes);
    if (!text) return text.error();
    return parseProject(*text, path);
}

}  // namespace core
