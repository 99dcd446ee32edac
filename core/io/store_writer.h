// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/store_manifest.h"

#include <base/result.h>
#include <tensor/nd_array.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace core {

/// Writes a representation store, and goes on with one that was begun.
///
/// Killed at any moment, it leaves a store that readStoreManifest() reads; what was not recorded is
/// made again. One writer per store, held by a lock on the journal that the kernel lets go of
/// however the process ends. One thread at a time.
class StoreWriter {
public:
    /// Begins a store in \a folder, which is made if missing. Where there is one already,
    /// \a resumes decides: going on is refused where it was made in another way, naming the option.
    /// Fails with Usage, BadFile (the store that is there is broken), Io (another process writes
    /// it), OutOfDisk.
    static engine::Result<StoreWriter> open(const std::filesystem::path& folder,
                                            const StoreHeader& header, Shard shard, bool resumes);
    StoreWriter(StoreWriter&& other) noexcept;
    StoreWriter& operator=(StoreWriter&&) = delete;
    ~StoreWriter();

    const StoreManifest& manifest() const { return m_manifest; }

    /// Layers of a pair whose arrays are not there, or whose files do not have their checksum.
    /// Reads the files. Fails with Io.
    engine::Result<std::vector<engine::LayerPath>> missing(int image, int timestep) const;

    /// Says which picture the following arrays are of. Fails with Usage where the store was begun
    /// with another one at its place.
    engine::Status begin(const StoredImage& image);

    /// Writes and records arrays of one pair; \a arrays are float32. \return sentences about arrays
    /// that hold numbers beyond float16's 65504 and were therefore kept as float32.
    /// Fails with Io or OutOfDisk; nothing of the pair counts then.
    engine::Result<std::vector<std::string>> put(int image, int timestep,
                                                 const engine::NamedArrays& arrays);

    /// Replaces manifest and journal by one manifest. Call once, also after a run that was
    /// interrupted.
    engine::Status finish();

private:
    StoreWriter(std::filesystem::path folder, StoreManifest manifest, int journal);
    engine::Status fold();
    engine::Status record(int image, const std::vector<ArrayKey>& keys);
    int layerIndex(const std::string& path) const;

    std::filesystem::path m_folder;
    StoreManifest m_manifest;
    int m_journal = -1;  // descriptor, locked
};

}  // namespace core
