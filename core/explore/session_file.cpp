// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/session_file.h"

#include "explore/session_words.h"

#include <nlohmann/json.hpp>

#include <utility>

namespace core {
namespace {

using namespace session;
using Json = nlohmann::ordered_json;

template <typename Enum>
std::string_view wordOf(const Words& words, Enum value) {
    return words.at(std::size_t(value));
}

Json toJson(const FileReference& file) {
    return {{"path", file.relative},
            {"absolute", file.absolute},
            {"bytes", file.identity.bytes},
            {"sha256", file.identity.sha256}};
}

Json toJson(const GenerationRecipe& recipe) {
    return {{"name", recipe.name},
            {"prompt", recipe.prompt},
            {"negative_prompt", recipe.negativePrompt ? Json(*recipe.negativePrompt) : Json()},
            {"steps", recipe.steps},
            {"guidance", recipe.guidance},
            {"seed", recipe.seed},
            {"scheduler", recipe.scheduler},
            {"height", recipe.size.height},
            {"width", recipe.size.width},
            {"half", kHalves[recipe.isUnconditional ? 1 : 0]}};
}

Json toJson(const SavedSession& session, const SubjectState& subject, std::size_t& photos) {
    const bool isLatest = subject.column == SubjectState::kLatest;
    Json made = {{"column", isLatest ? Json() : Json(subject.column)}};
    if (subject.generation)
        made["generation"] = toJson(*subject.generation);
    else
        made["file"] = toJson(session.pictures.at(photos++));
    return made;
}

Json toJson(const MapOptions& map) {
    return {{"kind", wordOf(kKinds, map.kind)},
            {"norm_scale", wordOf(kNormScales, map.normScale)},
            {"measure", engine::idOf(map.measure)},
            {"normalisation", wordOf(kNormalisations, map.normalisation)},
            {"pca_basis", wordOf(kPcaBases, map.pcaBasis)},
            {"channel", map.channel},
            {"difference_to", wordOf(kDifferencesTo, map.differenceTo)},
            {"difference_of", wordOf(kDifferencesOf, map.differenceOf)},
            {"other_subject", map.otherSubject},
            {"other_column", map.otherColumn},
            {"other_layer", map.otherLayer.text()},
            {"clusters", map.clusters},
            {"mirrored", map.isMirrored},
            {"text_token", map.textToken}};
}

Json toJson(const PinnedTile& tile) {
    return {{"subject", tile.subject},
            {"column", tile.column},
            {"layer", tile.layer.text()},
            {"map", toJson(tile.options)}};
}

Json rangesOf(const ViewOptions& view) {
    Json ranges = Json::object();
    for (std::size_t i = 0; i < view.ranges.size(); ++i)
        ranges[std::string(kKinds.at(i))] = wordOf(kRanges, view.ranges[i]);
    return ranges;
}

Json toJson(const ViewOptions& view) {
    return {{"map", toJson(view.map)},
            {"positive_colors", nameOf(view.positiveColors)},
            {"signed_colors", nameOf(view.signedColors)},
            {"bounded_colors", nameOf(view.boundedColors)},
            {"ranges", rangesOf(view)},
            {"fixed_range", {view.fixed.low, view.fixed.high}},
            {"fixed_is_natural", view.usesBounds},
            {"overlay", view.isOverlaid},
            {"overlay_opacity", view.overlayOpacity}};
}

Json toJson(const Place& place) {
    return {{"subject", place.subject},
            {"grid_height", place.spot.grid.height},
            {"grid_width", place.spot.grid.width},
            {"row", place.spot.cell.row},
            {"column", place.spot.cell.col},
            {"rows", place.rows},
            {"columns", place.cols}};
}

Json toJson(const Pin& pin) {
    return {{"letter", std::string(1, pin.letter)}, {"place", toJson(pin.place)}};
}

Json toJson(const ExtractionChoices& choices) {
    return {{"prompt", choices.prompt},
            {"seed", choices.seed},
            {"protocol", kProtocols[choices.isPaperProtocol ? 1 : 0]},
            {"fit", wordOf(kFits, choices.fit)}};
}

template <typename T>
Json listOf(const std::vector<T>& values) {
    Json list = Json::array();
    for (const T& value : values) list.push_back(toJson(value));
    return list;
}

Json modelToJson(const SavedSession& session) {
    if (!session.model) return {};
    Json made = {{"name", session.state.modelName}};
    made.update(toJson(*session.model));
    return made;
}

Json toJson(const SavedSession& session) {
    const auto& state = session.state;
    Json subjects = Json::array(), layers = Json::array();
    std::size_t photos = 0;
    for (const auto& subject : state.subjects) subjects.push_back(toJson(session, subject, photos));
    for (const auto& layer : state.layers) layers.push_back(layer.text());
    return {{"schema", kSchema},
            {"kind", kKind},
            {"model", modelToJson(session)},
            {"subjects", std::move(subjects)},
            {"board", state.board},
            {"current", state.current},
            {"layers", std::move(layers)},
            {"active_layer", state.activeLayer.text()},
            {"tiles", listOf(state.tiles)},
            {"view", toJson(state.view)},
            {"reference", state.reference ? toJson(*state.reference) : Json()},
            {"pins", listOf(state.pins.all())},
            {"extraction", toJson(state.extraction)}};
}

}  // namespace

SavedSession savedSession(const ExplorerState& state, const std::filesystem::path& folder,
                          const std::map<std::filesystem::path, FileIdentity>& identities) {
    const auto reference = [&](const std::filesystem::path& file) {
        const auto known = identities.find(file);
        const auto path = std::filesystem::path(file).lexically_normal();
        return FileReference{path.lexically_proximate(folder.lexically_normal()).generic_string(),
                             path.generic_string(),
                             known == identities.end() ? FileIdentity() : known->second};
    };
    SavedSession session{renumbered(state), {}, {}};
    if (!state.model.empty()) session.model = reference(state.model);
    session.state.model.clear();
    for (auto& subject : session.state.subjects) {
        if (subject.generation) continue;
        session.pictures.push_back(reference(subject.file));
        subject.file.clear();
    }
    return session;
}

std::string sessionText(const SavedSession& session) {
    // Names from the system may not be UTF-8.
    return toJson(session).dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace core
