// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/store_manifest.h"

#include <base/result.h>
#include <tensor/nd_array.h>

#include <filesystem>
#include <string>

namespace core {

/// A representation store as readers see it: what there is, and the arrays mapped from their files,
/// so that one token of one layer costs no more than the page it lies in.
///
/// A snapshot: what a writer adds later is not seen. Any thread may read.
class RepresentationStore {
public:
    /// Fails as readStoreManifest().
    static engine::Result<RepresentationStore> open(const std::filesystem::path& folder);

    const std::filesystem::path& folder() const { return m_folder; }
    /// Pictures, timesteps, layers, and which arrays there are.
    const StoreManifest& manifest() const { return m_manifest; }
    bool isComplete() const { return m_manifest.isComplete(); }
    /// Which array; nothing if the store has none such.
    std::optional<ArrayKey> find(int image, int timestep, const engine::LayerPath& layer) const;

    /// The array mapped into memory; at most 256 files at a time. Header, dtype, shape and length
    /// are checked against the manifest. Fails with Usage (not in the store), BadFile (the file is
    /// missing, short or another one), Io.
    engine::Result<engine::NdArray> array(const ArrayKey& key) const;

    /// Reads the whole file. Fails with BadFile unless it has the checksum of the manifest.
    engine::Status verify(const ArrayKey& key) const;

private:
    RepresentationStore(std::filesystem::path folder, StoreManifest manifest)
        : m_folder(std::move(folder)), m_manifest(std::move(manifest)) {}

    std::filesystem::path m_folder;
    StoreManifest m_manifest;
};

}  // namespace core
