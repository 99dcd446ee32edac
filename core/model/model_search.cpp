// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/hub_cache.h"
#include "model/json_file.h"
#include "model/model_folder.h"
#include "model/tokenizer.h"

#include <algorithm>
#include <cstdlib>
#include <set>

namespace engine {
namespace {

namespace fs = std::filesystem;

bool isFile(const fs::path& path) {
    std::error_code error;
    return fs::is_regular_file(path, error);
}

std::vector<fs::path> foldersIn(const fs::path& place) {
    std::vector<fs::path> folders;
    std::error_code error;
    for (fs::directory_iterator it(place, error), end; !error && it != end; it.increment(error)) {
        std::error_code ignored;
        if (it->is_directory(ignored)) folders.push_back(it->path());
    }
    return folders;
}

/// A cache entry may be of any kind of model; worth telling of are those with a pipeline, and those
/// that are damaged.
bool isModelEntry(const fs::path& entry) {
    const auto snapshot = resolveHubCache(entry);
    return !snapshot || isFile(*snapshot / "model_index.json") ||
           !isFile(*snapshot / "config.json") || ModelFolder::open(entry).ok();
}

/// Whether \a folder claims to be a model. A bare component counts where its config.json can be
/// opened as one.
bool isModel(const fs::path& folder) {
    if (isHubCacheEntry(folder)) return isModelEntry(folder);
    return isFile(folder / "model_index.json") ||
           (isFile(folder / "config.json") && ModelFolder::open(folder).ok());
}

/// Collects the models in \a place down to \a depth levels below it; does not look inside of a
/// model.
void collect(const fs::path& place, int depth, std::vector<fs::path>& found) {
    if (isModel(place)) {
        found.push_back(place);
        return;
    }
    if (depth == 0 || isHubCacheEntry(place)) return;
    for (const fs::path& folder : foldersIn(place)) collect(folder, depth - 1, found);
}

FoundModel describe(const fs::path& folder) {
    FoundModel found{.path = folder, .name = modelNameOf(folder), .info = {}, .problem = {}};
    const auto model = ModelFolder::open(folder);
    if (model)
        found.info = model->info();
    else
        found.problem = model.error().message;
    return found;
}

fs::path canonicalOf(const fs::path& path) {
    std::error_code error;
    const fs::path canonical = fs::canonical(path, error);
    return error ? path : canonical;
}

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

}  // namespace

std::vector<FoundModel> findModels(const std::vector<fs::path>& places) {
    std::vector<fs::path> folders;
    for (const fs::path& place : places) collect(withoutTrailingSlash(place), 2, folders);
    std::ranges::sort(folders);  // which of two names of one folder is listed is no accident
    std::set<fs::path> seen;
    std::vector<FoundModel> models;
    for (const fs::path& folder : folders)
        if (seen.insert(canonicalOf(folder)).second) models.push_back(describe(folder));
    std::ranges::sort(models, {}, [](const FoundModel& m) { return std::pair(m.name, m.path); });
    return models;
}

std::optional<fs::path> findClipTokenizer(std::size_t vocabulary) {
    std::vector<fs::path> folders;
    for (const fs::path& place : usualModelPlaces())
        for (const fs::path& entry : foldersIn(place))
            if (const auto snapshot = resolveHubCache(entry))
                for (const char* name : {"tokenizer", "tokenizer_2", ""})
                    folders.push_back(*snapshot / name);
    std::ranges::sort(folders);
    for (const fs::path& folder : folders)
        if (isFile(folder / "vocab.json") && isFile(folder / "merges.txt"))
            if (const auto found = Tokenizer::fromFolder(folder);
                found && (*found)->vocabularySize() == vocabulary)
                return folder;
    return std::nullopt;
}

std::vector<fs::path> usualModelPlaces() {
    std::vector<fs::path> places;
    const auto add = [&](const std::string& base, const fs::path& below) {
        if (base.empty()) return;
        const fs::path place = withoutTrailingSlash(fs::path(base) / below);
        if (std::ranges::find(places, place) == places.end()) places.push_back(place);
    };
    add(environment("HF_HUB_CACHE"), {});
    add(environment("HF_HOME"), "hub");
    add(environment("HOME"), ".cache/huggingface/hub");
    return places;
}

}  // namespace engine
