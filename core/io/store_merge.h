// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/store_manifest.h"

#include <base/result.h>

#include <filesystem>
#include <functional>
#include <vector>

namespace core {

struct MergeOptions {
    bool alwaysCopies = false;  ///< else files are hard links where the file system has them
    /// Called before each array with how many were done; ends the merge with Cancelled on false.
    std::function<bool(std::size_t done, std::size_t total)> proceed;
};

/// Puts the arrays of stores that were made in the same way into the new store \a out, the same
/// byte for byte as if one run had made it. Every file's checksum is compared on the way; the
/// sources stay as they are. \a out may hold what an earlier, interrupted merge left, but no
/// manifest.
///
/// Fails with Usage (the stores differ in an option; a picture or an array differs between two of
/// them; \a out is a store), BadFile (a store or a file is broken), Io, OutOfDisk, Cancelled;
/// \a out has no manifest then. \return the manifest of \a out, which is complete or not.
engine::Result<StoreManifest> mergeStores(const std::vector<std::filesystem::path>& sources,
                                          const std::filesystem::path& out,
                                          const MergeOptions& options = {});

}  // namespace core
