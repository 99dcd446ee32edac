// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/store_extraction.h"

#include <io/provenance.h>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <map>

namespace app {

using engine::ErrorCode;
using engine::Status;

void addStoreOptions(CLI::App& command, StoreOptions& options) {
    command.add_flag(
        "--store", options.isWanted,
        "Write a representation store: a raw NPY file per picture, timestep and layer");
    command
        .add_option("--store-dtype", options.dtype,
                    "Of the store's arrays; computed in float32 either way (float32)")
        ->check(CLI::IsMember({"float32", "float16"}));
    command
        .add_option("--shard", options.shard,
                    "i/n: make part i (from 0) of n of a store; store merge joins them")
        ->check([](const std::string& text) {
            const auto shard = core::Shard::parse(text);
            return shard ? std::string() : shard.error().message;
        });
    command.add_flag("--resume", options.resumes,
                     "Go on with a store: what is there with its checksum is not made again");
}

StoreExtraction::StoreExtraction(PictureRun& run, const std::vector<std::filesystem::path>& images,
                                 const std::vector<int>& timesteps)
    : m_run(run), m_images(images) {
    for (const int t : timesteps)
        if (std::ranges::count(m_timesteps, t) == 0) m_timesteps.push_back(t);
}

engine::Result<ExitCode> StoreExtraction::all(const std::filesystem::path& folder,
                                              const StoreOptions& options) {
    const auto shard = core::Shard::parse(options.shard);
    if (!shard) return shard.error();
    m_shard = *shard;
    const auto described = header(options);
    if (!described) return described.error();
    auto writer = core::StoreWriter::open(folder, *described, m_shard, options.resumes);
    if (!writer) return writer.error();
    m_writer.emplace(std::move(*writer));
    const auto worked = everyImage();
    // Also an interrupted run leaves one manifest; after a full disk there is no room for one, and
    // the journal has everything.
    if (worked || worked.error().code == ErrorCode::Cancelled)
        if (auto finished = m_writer->finish(); !finished) return finished.error();
    if (!worked) return worked.error();
    return m_failed.exitCode(std::size_t(m_donePairs));
}

engine::Result<core::StoreHeader> StoreExtraction::header(const StoreOptions& options) {
    const auto provenance = m_run.provenance("extract", m_timesteps, {});
    if (!provenance) return provenance.error();
    core::StoreHeader h;
    h.dtype = options.dtype == "float16" ? engine::DType::F16 : engine::DType::F32;
    h.imageCount = int(m_images.size());
    h.timesteps = m_timesteps;
    for (const auto& layer : m_run.layers()) h.layers.push_back(layer.path);
    h.provenance = nlohmann::json::parse(provenance->toJson());
    return h;
}

Status StoreExtraction::everyImage() {
    const std::uint64_t perImage = m_timesteps.size();
    const std::uint64_t pairs = m_images.size() * perImage;
    const std::uint64_t end = m_shard.end(pairs);
    for (std::uint64_t pair = m_shard.begin(pairs); pair < end;) {
        const std::uint64_t image = pair / perImage;
        std::vector<int> timesteps;
        for (; pair < end && pair / perImage == image; ++pair)
            timesteps.push_back(m_timesteps[std::size_t(pair % perImage)]);
        if (auto done = oneImage(int(image), timesteps); !done) return done;
    }
    return {};
}

Status StoreExtraction::oneImage(int index, const std::vector<int>& timesteps) {
    const auto& path = m_images[std::size_t(index)];
    std::map<int, std::vector<engine::LayerPath>> missing;
    for (const int t : timesteps) {
        if (m_run.isStopped()) return engine::Error{ErrorCode::Cancelled, "Interrupted."};
        auto list = m_writer->missing(index, t);
        if (!list) return list.error();
        if (!list->empty()) missing[t] = std::move(*list);
    }
    m_donePairs += timesteps.size() - missing.size();
    core::StoredImage image{index, core::storedName(path), {}, {}, false};
    const auto digest = core::digestFile(path);
    const auto picture = digest ? m_run.load(path) : engine::Result<core::Picture>(digest.error());
    if (!picture) {
        if (missing.empty()) return {};  // it was there when it was needed
        if (!m_failed.accept(path, picture.error())) return picture.error();
        image.isFailed = true;
        return m_writer->begin(image);
    }
    image.sha256 = digest->sha256;
    image.size = picture->size;
    if (auto begun = m_writer->begin(image); !begun) return begun;
    for (const auto& [timestep, layers] : missing)
        if (auto done = onePair(index, *picture, timestep, layers); !done) return done;
    return {};
}

Status StoreExtraction::onePair(int index, const core::Picture& picture, int timestep,
                                const std::vector<engine::LayerPath>& missing) {
    const double total = double(m_images.size() * m_timesteps.size()) / m_shard.count;
    PictureItem item{std::size_t(index), timestep, {}, {double(m_donePairs), 1, total, "pass"}};
    item.name = std::to_string(index + 1) + " of " + std::to_string(m_images.size()) + ": " +
                m_images[std::size_t(index)].filename().string() + ", timestep " +
                std::to_string(timestep);
    const auto result = m_run.run(picture, item, {missing.begin(), missing.end()});
    if (!result) return result.error();
    const auto notices = m_writer->put(index, timestep, result->activations);
    if (!notices) return notices.error();
    for (const auto& notice : *notices) say(notice);
    ++m_donePairs;
    return {};
}

}  // namespace app
