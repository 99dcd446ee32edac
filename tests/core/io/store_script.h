// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/test_files.h"

#include <io/store_writer.h>

#include <QDir>
#include <QString>

#include <cmath>
#include <filesystem>
#include <map>
#include <string>
#include <unistd.h>
#include <vector>

/// A small store whose arrays follow from their place, and the run that makes it.
namespace script {

namespace fs = std::filesystem;

constexpr int kImages = 3;

inline core::StoreHeader header(engine::DType dtype = engine::DType::F16) {
    core::StoreHeader h;
    h.dtype = dtype;
    h.imageCount = kImages;
    h.timesteps = {261, 50};
    h.layers = {engine::LayerPath("mid_block"), engine::LayerPath("up_blocks[1].attentions[0]")};
    h.provenance = {{"command", "extract"}, {"options", {{"seed", 42}, {"pixel_range", "paper"}}}};
    return h;
}

inline core::StoredImage image(int index) {
    return {index,
            "cat " + std::to_string(index) + ".jpg",
            std::string(64, char('a' + index)),
            {64, 48},
            false};
}

/// [1, 2, 3, 5] float32.
inline engine::NdArray activation(int image, int timestep, const engine::LayerPath& layer) {
    std::vector<float> values(2 * 3 * 5);
    const auto start = double(image * 1000 + timestep) + double(layer.text().size());
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = float(std::sin(start + double(i)) * 7);
    return engine::NdArray::fromFloats({1, 2, 3, 5}, std::move(values));
}

/// Everything of the shard that \a writer lacks.
inline engine::Status fill(core::StoreWriter& writer) {
    const auto& h = writer.manifest().header;
    const auto perImage = h.timesteps.size();
    const auto pairs = std::uint64_t(h.imageCount) * perImage;
    const auto shard = writer.manifest().shard;
    for (auto pair = shard.begin(pairs); pair < shard.end(pairs); ++pair) {
        const int index = int(pair / perImage), timestep = h.timesteps[pair % perImage];
        const auto missing = writer.missing(index, timestep);
        if (!missing) return missing.error();
        if (auto begun = writer.begin(image(index)); !begun) return begun;
        if (missing->empty()) continue;
        engine::NamedArrays arrays;
        for (const auto& layer : *missing)
            arrays.emplace_back(layer.text(), activation(index, timestep, layer));
        if (const auto put = writer.put(index, timestep, arrays); !put) return put.error();
    }
    return writer.finish();
}

inline engine::Status run(const fs::path& folder, core::Shard shard = {}, bool resumes = true,
                          const core::StoreHeader& h = header()) {
    auto writer = core::StoreWriter::open(folder, h, shard, resumes);
    if (!writer) return writer.error();
    return fill(*writer);
}

/// For QTemporaryDir: in memory where there is such a place, so that nothing waits for the disk.
inline QString folderPattern() {
    const bool hasMemory = ::access("/dev/shm", W_OK) == 0;
    return (hasMemory ? QStringLiteral("/dev/shm") : QDir::tempPath()) +
           QStringLiteral("/denoscope-store-XXXXXX");
}

/// Every file below \a folder with its content.
inline std::map<std::string, std::string> contents(const fs::path& folder) {
    std::map<std::string, std::string> found;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
            found[entry.path().lexically_relative(folder).string()] = test::contentOf(entry.path());
    return found;
}

}  // namespace script
