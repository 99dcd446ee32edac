// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <base/atomic_file.h>
#include <base/result.h>
#include <tensor/nd_array.h>

#include <cstdint>
#include <filesystem>
#include <string>

namespace core {

/// Bounds that keep a hostile archive from filling memory.
struct NpzLimits {
    std::size_t maxMembers = 100'000;
    std::uint64_t maxMemberBytes = 8ull << 30;
    std::uint64_t maxTotalBytes = 32ull << 30;
    double maxRatio = 1000;  ///< unpacked : packed, of one member that unpacks to more than 64 MiB
};

/// Reads every NAME.npy member (stored or deflated, ZIP64 too), in archive order, names without
/// ".npy". Members that are no .npy (provenance.json) are skipped. Fails with BadFile naming
/// archive, member, expected and found, or Unsafe where a pickle lies inside.
engine::Result<engine::NamedArrays> readNpz(const std::filesystem::path& path,
                                            NpzLimits limits = {});

/// Writes the arrays as stored .npy members in the given order, plus `provenance.json` if \a
/// provenance is not empty. Member times are fixed, so equal content gives equal bytes. Through
/// AtomicFile: whole or not at all. Fails with Usage (a name twice, or one with "..", control
/// characters or a leading slash), Unsupported (BF16, F8), Io, OutOfDisk.
engine::Status writeNpz(const std::filesystem::path& path, const engine::NamedArrays& arrays,
                        const std::string& provenance = {});

/// The same without the last step: the archive lies complete under its temporary name, to be put in
/// its place by AtomicFile::commit or together with other files. Fails as writeNpz.
engine::Result<engine::AtomicFile> stageNpz(const std::filesystem::path& path,
                                            const engine::NamedArrays& arrays,
                                            const std::string& provenance = {});

}  // namespace core
