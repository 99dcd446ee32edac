// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/common_options.h"
#include "cli/edit_options.h"
#include "cli/picture_run.h"
#include "cli/store_extraction.h"

#include <base/atomic_file.h>
#include <io/npz.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace app {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

struct ExtractOptions {
    fs::path model, out;
    std::vector<fs::path> images;
    std::vector<std::string> layers;
    PictureOptions picture;
    StoreOptions store;

    bool isSingle() const {
        return images.size() == 1 && picture.timesteps.size() == 1 && !store.isWanted;
    }
};

/// "cat_t050.npz"; the second cat from another folder becomes "cat-2_t050.npz".
class FileNames {
public:
    std::string next(const fs::path& image, int timestep) {
        if (image != m_image) {
            m_image = image;
            const std::string stem = image.stem().string();
            m_stem = stem;
            for (int n = 2; !m_used.insert(m_stem).second; ++n)
                m_stem = stem + "-" + std::to_string(n);
        }
        char suffix[16];
        std::snprintf(suffix, sizeof suffix, "_t%03d.npz", timestep);
        return m_stem + suffix;
    }

private:
    fs::path m_image;
    std::string m_stem;
    std::set<std::string> m_used;
};

engine::NamedArrays arraysOf(PictureResult result) {
    engine::NamedArrays arrays = {{"latents", result.extraction.latents},
                                  {"noisy_latents", result.extraction.noisyLatents},
                                  {"unet_input", result.extraction.unetInput},
                                  {"prompt_embeds", result.extraction.promptEmbeds}};
    for (auto& activation : result.activations) arrays.push_back(std::move(activation));
    return arrays;
}

engine::Status writeItem(const fs::path& file, const fs::path& image, int timestep,
                         PictureResult result, PictureRun& run) {
    const auto provenance = run.provenance("extract", {timestep}, {image});
    if (!provenance) return provenance.error();
    return core::writeNpz(file, arraysOf(std::move(result)), provenance->toJson());
}

/// One picture, one timestep, one file.
engine::Result<ExitCode> extractOne(const ExtractOptions& options, PictureRun& run) {
    const fs::path& image = options.images.front();
    const int timestep = options.picture.timesteps.front();
    const auto picture = run.load(image);
    if (!picture) return picture.error();
    auto result = run.run(*picture, {0, timestep, image.filename().string()});
    if (!result) return result.error();
    if (auto status = writeItem(options.out, image, timestep, std::move(*result), run); !status)
        return status.error();
    return ExitCode::Ok;
}

/// A list into a folder: what fails alone is skipped, what is complete stays.
class ListExtraction {
public:
    ListExtraction(const ExtractOptions& options, PictureRun& run)
        : m_options(options), m_run(run) {}

    engine::Result<ExitCode> all() {
        if (auto made = makeFolder(m_options.out); !made) return made.error();
        engine::Status status;
        for (std::size_t i = 0; i < m_options.images.size() && status; ++i) status = one(i);
        // An interrupted run leaves a manifest of what is complete; after a full disk there is no
        // room for one.
        if (status || status.error().code == engine::ErrorCode::Cancelled)
            if (auto written = writeManifest(); !written) return written.error();
        if (!status) return status.error();
        return m_failed.exitCode(m_items.size());
    }

private:
    engine::Status one(std::size_t index) {
        const fs::path& image = m_options.images[index];
        const auto picture = m_run.load(image);
        if (!picture)
            return m_failed.accept(image, picture.error()) ? engine::Status() : picture.error();
        for (const int timestep : m_options.picture.timesteps) {
            const std::string file = m_names.next(image, timestep);
            const double count =
                double(m_options.images.size() * m_options.picture.timesteps.size());
            auto result = m_run.run(*picture, {index,
                                               timestep,
                                               nameOf(index, timestep),
                                               {double(m_started++), 1, count, "pass"}});
            if (!result) return result.error();
            if (auto status =
                    writeItem(m_options.out / file, image, timestep, std::move(*result), m_run);
                !status)
                return status;
            m_items.push_back(
                {{"file", file}, {"image", image.filename().string()}, {"timestep", timestep}});
        }
        return {};
    }

    std::string nameOf(std::size_t index, int timestep) const {
        return std::to_string(index + 1) + " of " + std::to_string(m_options.images.size()) + ": " +
               m_options.images[index].filename().string() + ", timestep " +
               std::to_string(timestep);
    }

    engine::Status writeManifest() {
        const auto provenance = m_run.provenance("extract", m_options.picture.timesteps, {});
        if (!provenance) return provenance.error();
        auto failed = ordered_json::array();
        for (const auto& [image, message] : m_failed.list()) failed.push_back(image);
        const ordered_json manifest = {{"schema", 1},
                                       {"items", m_items},
                                       {"failed", std::move(failed)},
                                       {"provenance", ordered_json::parse(provenance->toJson())}};
        return engine::atomicWrite(
            m_options.out / "manifest.json",
            manifest.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n");
    }

    const ExtractOptions& m_options;
    PictureRun& m_run;
    FileNames m_names;
    FailedItems m_failed;
    ordered_json m_items = ordered_json::array();
    std::size_t m_started = 0;
};

engine::Status checkOut(const ExtractOptions& options) {
    std::error_code ignored;
    const bool isFolder = fs::is_directory(options.out, ignored);
    if (options.isSingle() && isFolder)
        return engine::Error{
            engine::ErrorCode::Usage,
            options.out.string() +
                " is a folder; one picture at one timestep is written to an NPZ file."};
    if (!options.isSingle() && !isFolder && fs::exists(options.out, ignored))
        return engine::Error{engine::ErrorCode::Usage,
                             options.out.string() + " is a file; several results need a folder."};
    return options.isSingle() ? checkFolderOf(options.out) : engine::Status();
}

/// Only a store knows of parts and of going on.
engine::Status checkStoreOptions(const StoreOptions& store) {
    if (store.isWanted) return {};
    const char* lone = nullptr;
    if (!store.dtype.empty()) lone = "--store-dtype";
    if (store.shard != StoreOptions().shard) lone = "--shard";
    if (store.resumes) lone = "--resume";
    if (!lone) return {};
    return engine::Error{engine::ErrorCode::Usage,
                         std::string(lone) + " is for representation stores; add --store."};
}

engine::Result<ExitCode> runExtract(const ExtractOptions& options) {
    if (auto status = checkStoreOptions(options.store); !status) return status.error();
    if (auto status = checkOut(options); !status) return status.error();
    const auto run =
        PictureRun::open(options.model, options.picture, options.layers, options.images);
    if (!run) return run.error();
    if (options.store.isWanted)
        return StoreExtraction(**run, options.images, options.picture.timesteps)
            .all(options.out, options.store);
    if (options.isSingle()) return extractOne(options, **run);
    return ListExtraction(options, **run).all();
}

}  // namespace

void addExtractCommand(CLI::App& app, Command& chosen) {
    auto options = std::make_shared<ExtractOptions>();
    auto* command = app.add_subcommand("extract", "Activations of pictures at timesteps");
    command->add_option("MODEL", options->model, "Model folder or cache entry")->required();
    command->add_option("IMAGE", options->images, "Pictures")->required();
    addLayersOption(*command, options->layers)->required();
    addOutOption(*command, options->out,
                 "One picture and timestep: the NPZ to write; more, or --store: a folder");
    addPictureOptions(*command, options->picture);
    addStoreOptions(*command, options->store);
    addHalfOptions(*command, options->picture);
    addEditOption(*command, options->picture.edits);
    command->callback([&chosen, options] { chosen = [options] { return runExtract(*options); }; });
}

}  // namespace app
