// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <filesystem>
#include <string>

/// The layout of Hugging Face's cache: models--ORG--NAME/{refs/main, snapshots/HASH/...,
/// blobs/...}.
namespace engine {

/// Absolute, without "." and "..", and without a slash at the end.
std::filesystem::path withoutTrailingSlash(const std::filesystem::path& path);
/// Whether the folder's name is one of a cache entry of a model.
bool isHubCacheEntry(const std::filesystem::path& folder);
/// For a cache entry the snapshot that refs/main names, or its only one; any other folder as it is.
/// Fails with BadFile, naming what is missing.
Result<std::filesystem::path> resolveHubCache(const std::filesystem::path& folder);
/// "ORG/NAME" for a cache entry or one of its snapshots, else the folder's name.
std::string modelNameOf(const std::filesystem::path& folder);

}  // namespace engine
