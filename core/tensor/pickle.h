// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstddef>
#include <filesystem>
#include <span>

namespace engine {

/// Whether \a content begins as a Python pickle (protocol 2 to 5) or as a zip archive, the two
/// forms of a PyTorch checkpoint. Decided by content, never by name. A zip that is wanted (NPZ) is
/// not asked here.
///
/// A safetensors file may begin with the same bytes, because its header's length comes first (640
/// is 80 02 ...): that is told apart by a plausible length with a `{` behind it.
bool looksLikePickle(std::span<const std::byte> content);

/// Unsafe: why the checkpoint \a path is refused, and the one command that converts it.
Error pickleRefusal(const std::filesystem::path& path);

}  // namespace engine
