// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>

namespace core {

/// The folder with the demo model (`model/`), photos and scenes that Denoscope ships: datasets/demo
/// above the program in a source tree, or share/denoscope/datasets/demo beside its bin folder when
/// installed. $DENOSCOPE_DEMO names another. Nothing if none of them holds a model.
std::optional<std::filesystem::path> demoFolder();

}  // namespace core
