// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace engine {

/// Bytes of memory that this process can still take without swapping: what the kernel says
/// (MemAvailable), or less where a control group bounds it, as in containers and batch systems.
/// Empty where the system does not say.
/// \param root where /proc and /sys are looked for.
std::optional<std::uint64_t> availableMemory(const std::filesystem::path& root = "/");

}  // namespace engine
