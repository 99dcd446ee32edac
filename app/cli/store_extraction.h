// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/exit_codes.h"
#include "cli/picture_run.h"

#include <base/result.h>
#include <io/store_writer.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace app {

/// `--store`, `--store-dtype`, `--shard`, `--resume`.
struct StoreOptions {
    bool isWanted = false;
    std::string dtype;  ///< "float32", "float16"; empty: float32
    std::string shard = "0/1";
    bool resumes = false;
};
void addStoreOptions(CLI::App& command, StoreOptions& options);

/// Pictures at timesteps into a representation store: one VAE pass per picture, one U-Net pass per
/// pair, neither where everything is there already.
class StoreExtraction {
public:
    StoreExtraction(PictureRun& run, const std::vector<std::filesystem::path>& images,
                    const std::vector<int>& timesteps);

    /// What is complete is kept whatever happens.
    engine::Result<ExitCode> all(const std::filesystem::path& folder, const StoreOptions& options);

private:
    engine::Result<core::StoreHeader> header(const StoreOptions& options);
    engine::Status everyImage();
    engine::Status oneImage(int index, const std::vector<int>& timesteps);
    engine::Status onePair(int index, const core::Picture& picture, int timestep,
                           const std::vector<engine::LayerPath>& missing);

    PictureRun& m_run;
    const std::vector<std::filesystem::path>& m_images;
    std::vector<int> m_timesteps;
    core::Shard m_shard;
    std::optional<core::StoreWriter> m_writer;
    FailedItems m_failed;
    std::uint64_t m_donePairs = 0;
};

}  // namespace app
