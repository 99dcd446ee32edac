// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <base/atomic_file.h>
#include <base/result.h>
#include <tensor/nd_array.h>

#include <filesystem>
#include <string>
#include <vector>

namespace core {

/// float32 as float16, rounded to nearest even; \a beyond counts finite numbers that became
/// infinite. Precondition: \a array is F32.
engine::NdArray toHalf(const engine::NdArray& array, std::size_t& beyond);

/// SHA-256 of the NPY file that holds \a array, in hexadecimal.
std::string npyDigest(const engine::NdArray& array);

/// Whether \a file is there with that checksum. Fails with Io where it cannot be read.
engine::Result<bool> hasDigest(const std::filesystem::path& file, const std::string& sha256);

/// Makes \a folder and those above it. Fails with Io or OutOfDisk.
engine::Status makeStoreFolders(const std::filesystem::path& folder);

/// Arrays on their way to the disk: synced a few dozen at a time, as each sync waits for the disk.
class ArrayFiles {
public:
    /// Writes \a array as NPY beside \a file, whose folder is made. Fails with Io or OutOfDisk.
    engine::Status add(const std::filesystem::path& file, const engine::NdArray& array);
    /// Puts what was added in its place. Fails with Io or OutOfDisk.
    engine::Status commit();

private:
    std::vector<engine::AtomicFile> m_files;
};

}  // namespace core
