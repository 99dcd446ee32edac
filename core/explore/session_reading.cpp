// SPDX-License-Identifier: GPL-3.0-or-later
// How a session file is read; session_file.cpp writes it.
#include "annotation/json_fields.h"
#include "explore/exploration.h"
#include "explore/session_file.h"
#include "explore/session_words.h"
#include "session/timestep_scale.h"

#include <base/atomic_file.h>
#include <base/guarded.h>
#include <base/json.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

namespace core {
namespace {

using namespace session;
using nlohmann::json;

constexpr std::int64_t kMaxSide = 1 << 16;  // of a picture or a grid
constexpr std::int64_t kMaxCount = std::numeric_limits<int>::max();
constexpr std::int64_t kMaxStep = 100000;

/// As much of \a value as a message wants.
std::string shown(const json& value) {
    return value.dump(-1, ' ', false, json::error_handler_t::replace).substr(0, 60);
}

template <typename Enum>
Enum enumFrom(JsonFields& fields, const char* key, const Words& words) {
    return Enum(fields.word(key, words));
}

bool isHash(const std::string& text) {
    return text.empty() ||
           (text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos);
}

FileReference fileFrom(JsonFields& fields) {
    FileReference file;
    file.relative = fields.text("path");
    file.absolute = fields.text("absolute");
    file.identity.bytes = fields.natural("bytes");
    file.identity.sha256 = fields.text("sha256");
    if (file.relative.empty()) fields.refuse("path", "a path");
    if (!isHash(file.identity.sha256))
        fields.refuse("sha256", "64 hexadecimal digits, or empty where it is not known");
    return file;
}

GenerationRecipe recipeFrom(const json& value, const std::string& where, JsonProblem& problem) {
    JsonFields fields(value, where, problem);
    GenerationRecipe recipe;
    recipe.name = fields.text("name");
    recipe.prompt = fields.text("prompt");
    if (fields.has("negative_prompt")) recipe.negativePrompt = fields.text("negative_prompt");
    recipe.steps = int(fields.integer("steps", 1, 10000));
    recipe.guidance = fields.number("guidance");
    recipe.seed = fields.natural("seed");
    recipe.scheduler = fields.text("scheduler");
    recipe.size.height = int(fields.integer("height", 1, kMaxSide));
    recipe.size.width = int(fields.integer("width", 1, kMaxSide));
    recipe.isUnconditional = fields.word("half", kHalves) == 1;
    fields.finish();
    return recipe;
}

void readSubject(const json& value, const std::string& where, JsonProblem& problem,
                 SavedSession& session) {
    JsonFields fields(value, where, problem);
    SubjectState subject;
    subject.id = int(session.state.subjects.size()) + 1;
    if (fields.has("generation")) {
        subject.generation =
            recipeFrom(fields.object("generation"), fields.at("generation"), problem);
        subject.column = fields.has("column") ? int(fields.integer("column", 0, kMaxStep))
                                              : SubjectState::kLatest;
    } else {
        JsonFields file(fields.object("file"), fields.at("file"), problem);
        session.pictures.push_back(fileFrom(file));
        file.finish();
        subject.column = int(fields.integer("column", 0, kLastTimestep));
    }
    fields.finish();
    session.state.subjects.push_back(std::move(subject));
}

/// Its number, 1 to the count of subjects; or 0 for none, where \a isOptional.
int subjectFrom(JsonFields& fields, const char* key, const SavedSession& session, bool isOptional) {
    const auto count = std::int64_t(session.state.subjects.size());
    return int(fields.integer(key, isOptional ? 0 : 1, count));
}

MapOptions mapFrom(const json& value, const std::string& where, JsonProblem& problem,
                   const SavedSession& session) {
    JsonFields fields(value, where, problem);
    MapOptions map;
    map.kind = enumFrom<MapKind>(fields, "kind", kKinds);
    map.normScale = enumFrom<NormScale>(fields, "norm_scale", kNormScales);
    map.measure = engine::allMeasures()[fields.word("measure", measures())];
    map.normalisation = enumFrom<Normalisation>(fields, "normalisation", kNormalisations);
    map.pcaBasis = enumFrom<PcaBasis>(fields, "pca_basis", kPcaBases);
    map.channel = int(fields.integer("channel", 0, kMaxCount));
    map.differenceTo = enumFrom<DifferenceTo>(fields, "difference_to", kDifferencesTo);
    map.differenceOf = enumFrom<DifferenceOf>(fields, "difference_of", kDifferencesOf);
    map.otherSubject = subjectFrom(fields, "other_subject", session, true);
    map.otherColumn = int(fields.integer("other_column", 0, kMaxStep));
    map.otherLayer = engine::LayerPath(fields.text("other_layer"));
    map.clusters = int(fields.integer("clusters", kFewestClusters, kMostClusters));
    map.isMirrored = fields.boolean("mirrored");
    map.textToken = int(fields.integer("text_token", 0, kMaxCount));
    fields.finish();
    return map;
}

PinnedTile tileFrom(const json& value, const std::string& where, JsonProblem& problem,
                    const SavedSession& session) {
    JsonFields fields(value, where, problem);
    PinnedTile tile;
    tile.subject = subjectFrom(fields, "subject", session, false);
    tile.column = int(fields.integer("column", 0, kMaxStep));
    tile.layer = engine::LayerPath(fields.text("layer"));
    tile.options = mapFrom(fields.object("map"), fields.at("map"), problem, session);
    fields.finish();
    return tile;
}

/// A number that a float holds.
float floatFrom(const json& value, const std::string& where, JsonProblem& problem) {
    const double number = value.is_number() ? value.get<double>() : std::nan("");
    if (std::abs(number) <= double(std::numeric_limits<float>::max())) return float(number);
    problem.report(where, "a finite number of single precision", shown(value));
    return 0;
}

ColorRange rangeFrom(JsonFields& fields, const char* key) {
    const auto& pair = fields.array(key);
    if (pair.size() != 2) {
        fields.refuse(key, "two numbers");
        return {};
    }
    return {floatFrom(pair[0], fields.at(key, 0), fields.problem()),
            floatFrom(pair[1], fields.at(key, 1), fields.problem())};
}

ColorMapId colorsFrom(JsonFields& fields, const char* key) {
    return enumFrom<ColorMapId>(fields, key, colorMaps());
}

ViewOptions viewFrom(const json& value, JsonProblem& problem, const SavedSession& session) {
    JsonFields fields(value, "view", problem);
    ViewOptions view;
    view.map = mapFrom(fields.object("map"), fields.at("map"), problem, session);
    view.positiveColors = colorsFrom(fields, "positive_colors");
    view.signedColors = colorsFrom(fields, "signed_colors");
    view.boundedColors = colorsFrom(fields, "bounded_colors");
    JsonFields ranges(fields.object("ranges"), fields.at("ranges"), problem);
    for (std::size_t i = 0; i < view.ranges.size(); ++i)
        view.ranges[i] = enumFrom<RangeMode>(ranges, kKinds.at(i).data(), kRanges);
    ranges.finish();
    view.fixed = rangeFrom(fields, "fixed_range");
    view.usesBounds = fields.boolean("fixed_is_natural");
    view.isOverlaid = fields.boolean("overlay");
    view.overlayOpacity = fields.number("overlay_opacity", 0, 1);
    fields.finish();
    return view;
}

Place placeFrom(const json& value, const std::string& where, JsonProblem& problem,
                const SavedSession& session) {
    JsonFields fields(value, where, problem);
    Place place;
    place.subject = subjectFrom(fields, "subject", session, false);
    auto& [grid, cell] = place.spot;
    grid.height = int(fields.integer("grid_height", 1, kMaxSide));
    grid.width = int(fields.integer("grid_width", 1, kMaxSide));
    cell.row = int(fields.integer("row", 0, grid.height - 1));
    cell.col = int(fields.integer("column", 0, grid.width - 1));
    place.rows = int(fields.integer("rows", 1, grid.height - cell.row));
    place.cols = int(fields.integer("columns", 1, grid.width - cell.col));
    fields.finish();
    return place;
}

Pins pinsFrom(JsonFields& fields, const SavedSession& session) {
    std::vector<Pin> pins;
    for (const json& value : fields.array("pins")) {
        const auto where = fields.at("pins", pins.size());
        JsonFields pin(value, where, fields.problem());
        const auto letter = pin.word("letter", {"A", "B", "C", "D", "E", "F", "G", "H", "I"});
        pins.push_back({char('A' + int(letter)), placeFrom(pin.object("place"), pin.at("place"),
                                                           fields.problem(), session)});
        pin.finish();
    }
    if (auto made = Pins::of(std::move(pins))) return *std::move(made);
    fields.refuse("pins", "pins with a letter and a place of their own");
    return {};
}

ExtractionChoices extractionFrom(const json& value, JsonProblem& problem) {
    JsonFields fields(value, "extraction", problem);
    ExtractionChoices choices;
    choices.prompt = fields.text("prompt");
    choices.seed = fields.natural("seed");
    choices.isPaperProtocol = fields.word("protocol", kProtocols) == 1;
    choices.fit = enumFrom<FitChoice>(fields, "fit", kFits);
    fields.finish();
    return choices;
}

std::vector<engine::LayerPath> layersFrom(JsonFields& fields) {
    std::vector<engine::LayerPath> layers;
    std::set<engine::LayerPath> seen;
    for (const json& value : fields.array("layers")) {
        const auto where = fields.at("layers", layers.size());
        const auto text = value.is_string() ? value.get<std::string>() : std::string();
        layers.emplace_back(text);
        if (text.empty()) fields.problem().report(where, "a layer's path", shown(value));
        if (!seen.insert(layers.back()).second)
            fields.problem().report(where, "a layer of its own", shown(value) + " twice");
    }
    return layers;
}

void readBoard(JsonFields& fields, ExplorerState& state) {
    const auto count = std::int64_t(state.subjects.size());
    std::set<int> seen;
    for (const json& value : fields.array("board")) {
        const auto where = fields.at("board", state.board.size());
        const bool isThere = value.is_number_unsigned() && value.get<std::uint64_t>() >= 1 &&
                             value.get<std::uint64_t>() <= std::uint64_t(count);
        const int id = isThere ? value.get<int>() : 0;
        if (!isThere || !seen.insert(id).second)
            fields.problem().report(
                where, "the number of a subject of its own, 1 to " + std::to_string(count),
                shown(value));
        state.board.push_back(id);
    }
    if (state.board.size() > std::size_t(Exploration::kMostOnBoard))
        fields.refuse("board", "at most " + std::to_string(Exploration::kMostOnBoard) + " numbers");
    state.current = int(fields.integer("current", 0, count));
    const bool isOnBoard = state.board.empty() ? state.current == 0 : seen.contains(state.current);
    if (!isOnBoard) fields.refuse("current", "a number of the board, or 0 where that is empty");
}

void readModel(JsonFields& fields, SavedSession& session) {
    if (!fields.has("model")) return;
    JsonFields model(fields.object("model"), "model", fields.problem());
    session.state.modelName = model.text("name");
    session.model = fileFrom(model);
    model.finish();
}

void readSubjects(JsonFields& fields, SavedSession& session) {
    const auto& list = fields.array("subjects");
    if (list.size() > kMaxSubjects)
        return fields.refuse("subjects", "at most " + std::to_string(kMaxSubjects) + " subjects");
    for (const json& value : list)
        readSubject(value, fields.at("subjects", session.state.subjects.size()), fields.problem(),
                    session);
}

/// In the order in which parts refer to each other: subjects first.
SavedSession sessionFrom(JsonFields& fields) {
    SavedSession session;
    auto& state = session.state;
    auto& problem = fields.problem();
    readModel(fields, session);
    readSubjects(fields, session);
    readBoard(fields, state);
    state.layers = layersFrom(fields);
    state.activeLayer = engine::LayerPath(fields.text("active_layer"));
    for (const json& value : fields.array("tiles"))
        state.tiles.push_back(
            tileFrom(value, fields.at("tiles", state.tiles.size()), problem, session));
    state.view = viewFrom(fields.object("view"), problem, session);
    if (fields.has("reference"))
        state.reference = placeFrom(fields.object("reference"), "reference", problem, session);
    state.pins = pinsFrom(fields, session);
    state.extraction = extractionFrom(fields.object("extraction"), problem);
    fields.finish();
    return session;
}

engine::Result<SavedSession> sessionFromJson(const json& value, const std::string& name) {
    JsonProblem problem(name);
    JsonFields fields(value, {}, problem);
    fields.word("kind", {kKind});
    if (!problem.status()) return problem.status().error();
    const auto schema = fields.integer("schema", 1, std::numeric_limits<std::int64_t>::max());
    if (schema > kSchema)
        return engine::Error{engine::ErrorCode::Unsupported,
                             name + " is of schema " + std::to_string(schema) +
                                 "; this program reads up to schema " + std::to_string(kSchema) +
                                 "."};
    auto session = sessionFrom(fields);
    if (!problem.status()) return problem.status().error();
    return session;
}

}  // namespace

engine::Result<SavedSession> parseSession(std::string_view text, const std::string& name) {
    const auto value = engine::parseJson(text, name, {kMaxSessionBytes, 16});
    if (!value) return value.error();
    return engine::guarded("Reading " + name, [&] { return sessionFromJson(*value, name); });
}

engine::Result<SavedSession> readSessionFile(const std::filesystem::path& path) {
    const auto text = engine::readFile(path, kMaxSessionBytes);
    if (!text) return text.error();
    return parseSession(*text, path.string());
}

}  // namespace core
