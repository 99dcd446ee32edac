// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/common_options.h"
#include "cli/picture_run.h"

#include <base/atomic_file.h>
#include <io/norm_image.h>
#include <io/npz.h>

#include <CLI/CLI.hpp>

#include <cstdio>
#include <filesystem>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace app {
namespace {

namespace fs = std::filesystem;

struct NormsOptions {
    fs::path model, out;
    std::vector<fs::path> images;
    std::vector<std::string> layers = {"up_blocks[1]"};
    PictureOptions picture;
};

/// The norm maps of one layer, one per picture of the list; a picture that failed is all NaN, so
/// that indices stay.
class MapStack {
public:
    explicit MapStack(std::size_t pictures) : m_pictures(pictures) {}

    engine::Status put(std::size_t picture, const engine::NormMap& map) {
        if (m_values.empty()) {
            m_grid = map.grid();
            m_values.assign(m_pictures * std::size_t(m_grid.count()),
                            std::numeric_limits<float>::quiet_NaN());
        }
        if (!(map.grid() == m_grid))
            return engine::Error{
                engine::ErrorCode::Usage,
                "The pictures give maps of different shapes, which norms.npz cannot hold "
                "together; choose one --size for all."};
        std::copy(map.values().begin(), map.values().end(),
                  m_values.begin() + std::ptrdiff_t(picture * std::size_t(m_grid.count())));
        return {};
    }

    bool isEmpty() const { return m_values.empty(); }
    engine::NdArray take() {
        return engine::NdArray::fromFloats({std::int64_t(m_pictures), m_grid.height, m_grid.width},
                                           std::move(m_values));
    }

private:
    std::size_t m_pictures;
    engine::TokenGrid m_grid;
    std::vector<float> m_values;
};

class NormsRun {
public:
    NormsRun(const NormsOptions& options, PictureRun& run, int timestep, fs::path folder)
        : m_options(options), m_run(run), m_timestep(timestep), m_folder(std::move(folder)) {
        for (const auto& layer : run.layers())
            m_stacks.try_emplace(layer.path, options.images.size());
    }

    engine::Result<ExitCode> all() {
        for (const auto& layer : m_run.layers())
            if (auto made = makeFolder(folderOf(layer.path)); !made) return made.error();
        for (std::size_t i = 0; i < m_options.images.size(); ++i)
            if (auto status = one(i); !status) return status.error();
        if (m_done > 0)
            if (auto status = writeArrays(); !status) return status.error();
        return m_failed.exitCode(m_done);
    }

private:
    /// With several layers each has a folder of its own.
    fs::path folderOf(const engine::LayerPath& layer) const {
        return m_run.layers().size() == 1 ? m_folder : m_folder / layer.text();
    }

    engine::Status one(std::size_t index) {
        const fs::path& image = m_options.images[index];
        const auto picture = m_run.load(image);
        if (!picture)
            return m_failed.accept(image, picture.error()) ? engine::Status() : picture.error();
        const double count = double(m_options.images.size());
        const auto result = m_run.run(
            *picture,
            {index, m_timestep, image.filename().string(), {double(index), 1, count, "picture"}});
        if (!result) return result.error();
        for (const auto& [path, activation] : result->activations)
            if (auto status = keep(index, engine::LayerPath(path), activation, picture->size);
                !status)
                return status;
        ++m_done;
        return {};
    }

    engine::Status keep(std::size_t index, const engine::LayerPath& layer,
                        const engine::NdArray& activation, engine::PixelSize size) {
        const auto tokens = m_run.representation(layer, activation, size);
        if (!tokens) return tokens.error();
        const auto& map = (*tokens)->norms();
        if (auto status = m_stacks.at(layer).put(index, map); !status) return status;
        char name[32];
        std::snprintf(name, sizeof name, "norm_%04zu.png", index);
        return core::writeGrayPng(folderOf(layer) / name, map.grid().width, map.grid().height,
                                  imageValues(**tokens, name));
    }

    std::vector<std::uint8_t> imageValues(const engine::Representation& tokens, const char* name) {
        if (!m_options.picture.isPaper()) return core::normImageValues(tokens.norms());
        auto image = core::halfNormImageValues(tokens);
        if (image.beyondHalf > 0)
            say(std::string(name) + ": " + std::to_string(image.beyondHalf) +
                " norms or values are beyond float16's 65504; the study's arithmetic makes "
                "them infinite. norms.npz has them in full.");
        return std::move(image.values);
    }

    /// The pictures are what the labeler reads, byte for byte; how they were made stands beside
    /// them.
    engine::Status writeArrays() {
        auto provenance = m_run.provenance("norms", {m_timestep}, m_options.images);
        if (!provenance) return provenance.error();
        engine::NamedArrays arrays;
        for (const auto& layer : m_run.layers())
            if (auto& stack = m_stacks.at(layer.path); !stack.isEmpty())
                arrays.emplace_back("norm/" + layer.path.text(), stack.take());
        const std::string text = provenance->toJson();
        if (auto status = core::writeNpz(m_folder / "norms.npz", arrays, text); !status)
            return status;
        return engine::atomicWrite(m_folder / "provenance.json", text);
    }

    const NormsOptions& m_options;
    PictureRun& m_run;
    int m_timestep;
    fs::path m_folder;
    std::map<engine::LayerPath, MapStack> m_stacks;
    FailedItems m_failed;
    std::size_t m_done = 0;
};

/// With several timesteps each has a folder of its own: "t050".
fs::path folderFor(const NormsOptions& options, int timestep) {
    if (options.picture.timesteps.size() == 1) return options.out;
    char name[16];
    std::snprintf(name, sizeof name, "t%03d", timestep);
    return options.out / name;
}

engine::Result<ExitCode> runNorms(const NormsOptions& options) {
    std::error_code ignored;
    if (fs::exists(options.out, ignored) && !fs::is_directory(options.out, ignored))
        return engine::Error{engine::ErrorCode::Usage,
                             options.out.string() + " is a file; norms go to a folder."};
    const auto run =
        PictureRun::open(options.model, options.picture, options.layers, options.images);
    if (!run) return run.error();
    for (const auto& layer : (*run)->layers())
        if (layer.grid.count() == 0 || layer.keys > 0)
            return engine::Error{engine::ErrorCode::Usage,
                                 layer.path.text() + " gives no map of tokens."};
    auto worst = ExitCode::Ok;
    for (const int timestep : options.picture.timesteps) {
        const auto code = NormsRun(options, **run, timestep, folderFor(options, timestep)).all();
        if (!code) return code.error();
        worst = *code;  // the same pictures fail at every timestep
    }
    return worst;
}

}  // namespace

void addNormsCommand(CLI::App& app, Command& chosen) {
    auto options = std::make_shared<NormsOptions>();
    auto* command = app.add_subcommand(
        "norms", "Norm maps of pictures: PNG for labelling, NPZ in full precision");
    command->add_option("MODEL", options->model, "Model folder or cache entry")->required();
    command->add_option("IMAGE", options->images, "Pictures")->required();
    command->add_option("--layer,--layers", options->layers, "As extract's --layers")
        ->allow_extra_args(false)
        ->capture_default_str();
    addOutOption(*command, options->out, "Folder for norm_0000.png ... and norms.npz");
    addPictureOptions(*command, options->picture);
    addPromisedListOptions(*command);
    command->callback([&chosen, options] { chosen = [options] { return runNorms(*options); }; });
}

}  // namespace app
