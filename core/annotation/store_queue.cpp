// SPDX-License-Identifier: GPL-3.0-or-later
#include "annotation/store_queue.h"

#include "annotation/label_json.h"

#include <base/atomic_file.h>
#include <io/store_manifest.h>
#include <representation/representation.h>
#include <tensor/npy.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace core {
namespace {

namespace fs = std::filesystem;
using engine::Error;
using engine::ErrorCode;

/// [1, C, H, W]; nothing for other arrays.
std::optional<engine::TokenGrid> gridOf(const StoredArray& array) {
    if (array.shape.size() != 4 || array.shape[0] != 1) return {};
    return engine::TokenGrid{int(array.shape[2]), int(array.shape[3])};
}

int timestepOf(const StoreHeader& header) {
    const auto& all = header.timesteps;
    return std::find(all.begin(), all.end(), 50) != all.end() || all.empty() ? 50 : all.front();
}

/// The study's layer if the store has it as a map, else the first map.
std::optional<int> layerOf(const StoreManifest& manifest, int timestep) {
    std::optional<int> found;
    for (const auto& [key, array] : manifest.arrays) {
        if (key.timestep != timestep || !gridOf(array)) continue;
        if (manifest.header.layers[std::size_t(key.layer)] == engine::LayerPath("up_blocks[1]"))
            return key.layer;
        if (!found || key.layer < *found) found = key.layer;
    }
    return found;
}

/// What the store says of itself, as far as labels record it.
void describe(LabelSettings& settings, const StoreHeader& header) {
    const auto& p = header.provenance;
    if (const auto model = p.find("model"); model != p.end()) {
        if (model->is_string()) settings.model = model->get<std::string>();
        if (model->is_object() && model->contains("name") && (*model)["name"].is_string())
            settings.model = (*model)["name"].get<std::string>();
    }
    const auto options = p.find("options");
    if (options == p.end() || !options->is_object()) return;
    if (const auto seed = options->find("seed"); seed != options->end())
        if (seed->is_number_integer()) settings.seed = seed->get<std::int64_t>();
    if (const auto range = options->find("pixel_range"); range != options->end())
        if (range->is_string()) settings.pixelRange = range->get<std::string>();
}

}  // namespace

engine::Result<NewLabelProject> labelProjectOfStore(const fs::path& store,
                                                    const fs::path& projectFile) {
    const auto manifest = readStoreManifest(store);
    if (!manifest) return manifest.error();
    const int timestep = timestepOf(manifest->header);
    const auto layer = layerOf(*manifest, timestep);
    if (!layer)
        return Error{ErrorCode::BadFile,
                     store.string() + " holds no map of tokens, [1, C, H, W], to label."};
    NewLabelProject made;
    LabelProject& project = made.project;
    describe(project.settings, manifest->header);
    project.settings.layer = manifest->header.layers[std::size_t(*layer)];
    project.settings.timestep = timestep;
    std::optional<engine::TokenGrid> grid;
    for (const auto& [key, array] : manifest->arrays) {
        if (key.timestep != timestep || key.layer != *layer) continue;
        const auto own = gridOf(array);
        if (!own || (grid && !(*own == *grid)))
            return Error{ErrorCode::BadFile, store.string() + ": the maps of " +
                                                 project.settings.layer.text() +
                                                 " differ in size; one project has one grid."};
        grid = own;
        QueueImage& image = project.images.emplace_back();
        image.number = key.image;
        image.path = manifest->fileOf(key).generic_string();
        image.sha256 = array.sha256;
        image.id = displayName(image);
    }
    project.settings.grid = *grid;
    rebasePaths(project, store, projectFile.parent_path());
    project.id = randomLabelId();
    return made;
}

bool isStoredArray(const QueueImage& image) {
    return fs::path(image.path).extension() == ".npy";
}

engine::Result<engine::NormMap> readStoredNorms(const fs::path& file) {
    auto bytes = engine::readFile(file, kMaxLabelFileBytes);
    if (!bytes) return bytes.error();
    const auto array = engine::adoptNpy(std::move(*bytes), file.string());
    if (!array) return array.error();
    auto values = array->toFloats();
    if (!values) return values.error();
    const auto tokens = engine::Representation::fromActivation(
        engine::LayerPath("stored"), engine::NdArray::fromFloats(array->shape(), *values));
    if (!tokens) return Error{ErrorCode::BadFile, file.string() + ": " + tokens.error().message};
    return (*tokens)->norms();
}

std::string displayName(const QueueImage& image) {
    const fs::path path = image.path;
    if (!isStoredArray(image)) return path.filename().string();
    return path.parent_path().parent_path().filename().string();  // arrays/0012-cat/t050/LAYER.npy
}

}  // namespace core
