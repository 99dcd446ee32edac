// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/common_options.h"
#include "cli/offscreen_application.h"
#include "cli/picture_run.h"

#include <analysis/similarity.h>
#include <figure/figure_files.h>
#include <figure/figure_writer.h>
#include <io/npz.h>
#include <representation/token_text.h>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace app {
namespace {

namespace fs = std::filesystem;

struct SimilarityOptions {
    fs::path model, out;
    std::vector<fs::path> images;
    std::string layer, token, measure = "cosine", normalisation = "own";
    bool isCommon() const { return normalisation == "common"; }
    PictureOptions picture;
};

struct SimilarityResult {
    engine::TokenIndex token;
    engine::SimilarityMeasure measure;
    engine::SimilarityMap map;
    bool isSamePicture = true;
};

/// "Y,X": row and column.
engine::Result<engine::TokenIndex> parseToken(const std::string& text) {
    if (const auto token = engine::tokenIn(text, ',')) return *token;
    return engine::Error{engine::ErrorCode::Usage,
                         "--token: '" + text + "' is not Y,X (a row and a column, from 0)."};
}

engine::Result<std::shared_ptr<const engine::Representation>> represent(
    const fs::path& image, const SimilarityOptions& options, PictureRun& run) {
    const auto picture = run.load(image);
    if (!picture) return picture.error();
    PictureItem item;
    item.index = &image == &options.images.front() ? 0 : options.images.size() - 1;
    item.timestep = options.picture.timesteps.front();
    item.name = image.filename().string();
    const auto result = run.run(*picture, item);
    if (!result) return result.error();
    const auto& [path, activation] = result->activations.front();
    return run.representation(engine::LayerPath(path), activation, picture->size);
}

engine::Result<SimilarityResult> compare(const SimilarityOptions& options, engine::TokenIndex token,
                                         engine::SimilarityMeasure measure, PictureRun& run) {
    const auto source = represent(options.images.front(), options, run);
    if (!source) return source.error();
    const auto grid = (*source)->grid();
    if (!grid.contains(token))
        return engine::Error{engine::ErrorCode::Usage,
                             "--token " + options.token + " lies outside " + options.layer +
                                 ", which has " + std::to_string(grid.height) + " rows and " +
                                 std::to_string(grid.width) + " columns."};
    const bool isSame = options.images.size() == 1;
    const auto target = isSame ? source : represent(options.images.back(), options, run);
    if (!target) return target.error();
    auto raw = engine::rawSimilarityMap(**source, {token}, **target, measure);
    float divisor = raw.divisor;
    if (options.isCommon())
        divisor = std::max(divisor,
                           engine::rawSimilarityMap(**source, {token}, **source, measure).divisor);
    return SimilarityResult{token, measure, engine::dividedMap(std::move(raw), measure, divisor),
                            isSame};
}

core::FigureSpec figureOf(const SimilarityResult& result, bool isCommon, std::string provenance) {
    constexpr core::Rgb kMark{0, 255, 255};  // no entry of the tables comes near it
    const bool isSigned = engine::isSigned(result.measure);
    core::FigurePanel panel;
    panel.array = "similarity";
    panel.range = core::fullRange(result.map.values, isSigned);
    panel.colors = isSigned ? core::ColorMapId::CoolWarm : core::ColorMapId::Magma;
    panel.barTitle = std::string(engine::idOf(result.measure)) + " similarity";
    if (isCommon && engine::isDivided(result.measure)) panel.barTitle += ", common max";
    if (result.isSamePicture)
        panel.marks.push_back({result.map.grid, {result.token, 1, 1}, kMark, {}});
    core::FigureSpec spec;
    spec.panels = {panel};
    spec.provenance = std::move(provenance);
    return spec;
}

engine::Status write(const SimilarityOptions& options, const SimilarityResult& result,
                     PictureRun& run) {
    auto provenance = run.provenance("similarity", options.picture.timesteps, options.images);
    if (!provenance) return provenance.error();
    provenance->options["token_yx"] = {result.token.row, result.token.col};
    provenance->options["measure"] = options.measure;
    if (options.isCommon()) provenance->options["normalise"] = options.normalisation;
    const auto& map = result.map;
    engine::NamedArrays arrays = {
        {"similarity", engine::NdArray::fromFloats({map.grid.height, map.grid.width}, map.values)},
        {"token_yx", engine::NdArray::fromInts({2}, {result.token.row, result.token.col})}};
    if (engine::isDivided(result.measure))
        arrays.emplace_back("divisor", engine::NdArray::fromFloats({1}, {map.divisor}));
    if (!core::isFigureFile(options.out))
        return core::writeNpz(options.out, arrays, provenance->toJson());
    const OffscreenApplication application;
    return core::writeFigureAlone(
        options.out, figureOf(result, options.isCommon(), provenance->toJson()), arrays);
}

engine::Status check(const SimilarityOptions& options) {
    if (options.picture.timesteps.size() != 1)
        return engine::Error{engine::ErrorCode::Usage, "similarity compares at one --timestep."};
    if (options.isCommon() && options.images.size() == 1)
        return engine::Error{engine::ErrorCode::Usage,
                             "--normalise common needs a second IMAGE to share the maximum with."};
    if (!core::isFigureFile(options.out) && options.out.extension() != ".npz")
        return engine::Error{engine::ErrorCode::Usage,
                             options.out.string() + " does not end in .npz, .png, .pdf or .svg."};
    return checkFolderOf(options.out);
}

engine::Result<ExitCode> runSimilarity(const SimilarityOptions& options) {
    if (auto status = check(options); !status) return status.error();
    const auto token = parseToken(options.token);
    if (!token) return token.error();
    const auto run =
        PictureRun::open(options.model, options.picture, {options.layer}, options.images);
    if (!run) return run.error();
    if ((*run)->layers().size() != 1)
        return engine::Error{engine::ErrorCode::Usage,
                             "--layer " + options.layer + " names " +
                                 std::to_string((*run)->layers().size()) +
                                 " layers; a similarity map belongs to one."};
    const auto result = compare(options, *token, *engine::measureNamed(options.measure), **run);
    if (!result) return result.error();
    if (auto status = write(options, *result, **run); !status) return status.error();
    return ExitCode::Ok;
}

std::vector<std::string> measureNames() {
    std::vector<std::string> names;
    for (const auto measure : engine::allMeasures()) names.emplace_back(engine::idOf(measure));
    return names;
}

}  // namespace

void addSimilarityCommand(CLI::App& app, Command& chosen) {
    auto options = std::make_shared<SimilarityOptions>();
    auto* command =
        app.add_subcommand("similarity", "Similarity of one token to all tokens of a layer");
    command->add_option("MODEL", options->model, "Model folder, cache entry or single file")
        ->required();
    command
        ->add_option("IMAGE", options->images,
                     "The picture with the token, and another one to compare it with")
        ->required()
        ->expected(1, 2);
    command->add_option("--layer", options->layer, "Layer path")->required();
    command->add_option("--token", options->token, "Y,X: row and column of the token, from 0")
        ->required();
    command->add_option("--measure", options->measure, "How tokens are compared")
        ->check(CLI::IsMember(measureNames()))
        ->capture_default_str();
    command
        ->add_option("--normalise", options->normalisation,
                     "Maximum that distances, dot product and norm difference are divided by: of "
                     "the compared picture's tokens (own), or of both pictures' (common)")
        ->check(CLI::IsMember({"own", "common"}))
        ->capture_default_str();
    addOutOption(*command, options->out, "File to write: .npz, .png, .pdf or .svg");
    addPictureOptions(*command, options->picture);
    addPromisedListOptions(*command);
    command->callback(
        [&chosen, options] { chosen = [options] { return runSimilarity(*options); }; });
}

}  // namespace app
