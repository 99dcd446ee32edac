// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <base/result.h>
#include <representation/representation.h>

#include <filesystem>
#include <memory>

namespace core {

/// Keeps an activation out of memory for a while: grid, channels, then the tokens as they lie
/// (float32, [H*W, C]). A private file of one run of the program, not one to exchange: neither
/// synced nor portable. Fails with Io, OutOfDisk; what was begun is removed.
engine::Status writeRepresentation(const std::filesystem::path& file,
                                   const engine::Representation& representation);

/// The same again, bit for bit. Fails with BadFile (cut short, lying about its size), Io,
/// OutOfMemory.
engine::Result<std::shared_ptr<const engine::Representation>> readRepresentation(
    const std::filesystem::path& file, const engine::LayerPath& path);

}  // namespace core
