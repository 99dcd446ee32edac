// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/store_manifest.h"

#include <base/result.h>
#include <representation/layer_path.h>
#include <tensor/nd_array.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

/// The disk cache of the published similarity explorer: headerless arrays
/// representations/MD5/MODEL/STEP/POSITION.bin, little-endian float16 [n, n, C], row-major;
/// pictures as images/MD5.png beside. Source: reference/similarity.md, sections 1 and 4.
namespace core {

/// What the explorer knows of a model by its name in the cache's folders.
struct ExplorerModel {
    int defaultSide = 512;  ///< pixels of the square picture that every representation is of
    std::vector<std::pair<std::string, int>> positions;  ///< in the network's order, and channels
    std::optional<int> channelsOf(const std::string& position) const;
};
/// "SD1.5", "SD-Turbo", "SD2.1", "SDXL", "SDXL-Turbo", "SDXL-Lightning-…", "SD3", "FLUX-schnell",
/// in whatever spelling; nothing for other names.
std::optional<ExplorerModel> explorerModelNamed(const std::string& name);

struct ExplorerFile {
    std::filesystem::path path;
    int image = 0;  ///< index into ExplorerCache::images
    int timestep = 0;
    engine::LayerPath layer;
    int side = 0, channels = 0;
};

/// What there is of one model, by picture, step and position.
struct ExplorerCache {
    std::vector<std::string> images;  ///< MD5 of the PNG, ascending
    std::vector<int> timesteps;       ///< ascending
    std::vector<engine::LayerPath> layers;
    std::vector<ExplorerFile> files;
    int defaultSide = 0;
    std::vector<std::string> notices;  ///< sentences about what is left out or not complete
};

/// Looks at names and sizes alone. Steps that lack positions which others have are taken as far as
/// they go, and named in the notices. Fails with BadFile (no such folder, nothing of the model in
/// it, a file whose bytes are no n * n tokens of its position's channels: named with what was
/// expected and found), Usage (the model is none of the explorer's).
engine::Result<ExplorerCache> scanExplorerCache(const std::filesystem::path& folder,
                                                const std::string& model);

/// The array as the network gave it: float32 [1, C, n, n]. Fails with BadFile or Io.
engine::Result<engine::NdArray> readExplorerFile(const ExplorerFile& file);

struct ExplorerImport {
    bool resumes = false;
    /// Called before each step's files with how many were done; ends with Cancelled on false. What
    /// was imported stays.
    std::function<bool(std::size_t done, std::size_t total)> proceed;
};

/// Puts \a cache, found in \a folder, into the new store \a out, as float16: the same numbers.
/// Pictures are called MD5.png; where images/MD5.png is there its checksum goes along. Fails as
/// StoreWriter and readExplorerFile().
engine::Result<StoreManifest> importExplorerCache(const ExplorerCache& cache,
                                                  const std::filesystem::path& folder,
                                                  const std::string& model,
                                                  const std::filesystem::path& out,
                                                  const ExplorerImport& options = {});

}  // namespace core
