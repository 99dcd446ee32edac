// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/common_options.h"
#include "cli/console.h"
#include "cli/interrupt.h"

#include <io/explorer_cache.h>
#include <io/representation_store.h>
#include <io/store_merge.h>

#include <CLI/CLI.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace app {
namespace {

namespace fs = std::filesystem;

struct MergeCommand {
    std::vector<fs::path> sources;
    fs::path out;
    bool copies = false;
};

/// "complete: 500 pictures, 22500 arrays" or what is not there yet.
std::string stateText(const core::StoreManifest& manifest) {
    const auto pairs = std::uint64_t(manifest.header.imageCount) * manifest.header.timesteps.size();
    const auto wanted =
        (manifest.shard.end(pairs) - manifest.shard.begin(pairs)) * manifest.header.layers.size();
    const std::string counts = std::to_string(manifest.arrays.size()) + " of " +
                               std::to_string(wanted) + " arrays of " +
                               std::to_string(manifest.header.imageCount) + " pictures";
    return (manifest.isComplete() ? "complete: " : "partial: ") + counts;
}

engine::Result<ExitCode> runMerge(const MergeCommand& command) {
    Interrupt interrupt;
    Progress progress;
    progress.begin("merging");
    core::MergeOptions options;
    options.alwaysCopies = command.copies;
    options.proceed = [&](std::size_t done, std::size_t total) {
        progress.update(double(done) / double(total));
        return !interrupt.token().stop_requested();
    };
    const auto merged = core::mergeStores(command.sources, command.out, options);
    progress.clear();
    if (!merged) return merged.error();
    if (!merged->isComplete()) say(command.out.string() + " is " + stateText(*merged) + ".");
    return ExitCode::Ok;
}

struct ImportCommand {
    fs::path folder, out;
    std::string model;
    bool resumes = false;
};

engine::Result<ExitCode> runImport(const ImportCommand& command) {
    const auto cache = core::scanExplorerCache(command.folder, command.model);
    if (!cache) return cache.error();
    for (const auto& notice : cache->notices) say(notice);
    Interrupt interrupt;
    Progress progress;
    progress.begin("importing");
    core::ExplorerImport options;
    options.resumes = command.resumes;
    options.proceed = [&](std::size_t done, std::size_t total) {
        progress.update(double(done) / double(total));
        return !interrupt.token().stop_requested();
    };
    const auto imported =
        core::importExplorerCache(*cache, command.folder, command.model, command.out, options);
    progress.clear();
    if (!imported) return imported.error();
    if (!imported->isComplete()) say(command.out.string() + " is " + stateText(*imported) + ".");
    return ExitCode::Ok;
}

/// Reads every array of a store. Broken ones are all named.
engine::Result<ExitCode> runCheck(const fs::path& folder) {
    const auto store = core::RepresentationStore::open(folder);
    if (!store) return store.error();
    Interrupt interrupt;
    std::size_t broken = 0;
    for (const auto& [key, array] : store->manifest().arrays) {
        if (interrupt.token().stop_requested()) return ExitCode::Interrupted;
        auto sound = store->verify(key);
        if (const auto mapped = store->array(key); sound && !mapped) sound = mapped.error();
        if (!sound) say(sound.error().message), ++broken;
    }
    if (auto printed =
            printData(stateText(store->manifest()) + ", " + std::to_string(broken) + " broken\n");
        !printed)
        return printed.error();
    return broken > 0 ? ExitCode::BadInput : ExitCode::Ok;
}

}  // namespace

void addStoreCommand(CLI::App& app, Command& chosen) {
    auto* store =
        app.add_subcommand("store", "Representation stores: join shards, check files, import");
    store->require_subcommand(1);
    auto merge = std::make_shared<MergeCommand>();
    auto* joining =
        store->add_subcommand("merge", "Join stores that were made in the same way into one");
    joining->add_option("STORE", merge->sources, "Stores, shards of one list")->required();
    addOutOption(*joining, merge->out, "Folder of the new store");
    joining->add_flag("--copy", merge->copies, "Copy files, where they would be hard links");
    joining->callback([&chosen, merge] { chosen = [merge] { return runMerge(*merge); }; });
    auto folder = std::make_shared<fs::path>();
    auto* checking =
        store->add_subcommand("check", "Compare every file of a store with its checksum");
    checking->add_option("STORE", *folder, "Store")->required();
    checking->callback([&chosen, folder] { chosen = [folder] { return runCheck(*folder); }; });
    auto cache = std::make_shared<ImportCommand>();
    auto* importing = store->add_subcommand(
        "import", "Make a store of the similarity explorer's cache (representations/MD5/...)");
    importing->add_option("REPRESENTATIONS", cache->folder, "The cache's folder representations")
        ->required();
    importing->add_option("--model", cache->model, "Model as the cache's folders name it: SD1.5")
        ->required();
    addOutOption(*importing, cache->out, "Folder of the new store");
    importing->add_flag("--resume", cache->resumes, "Go on with an import that was interrupted");
    importing->callback([&chosen, cache] { chosen = [cache] { return runImport(*cache); }; });
}

}  // namespace app
