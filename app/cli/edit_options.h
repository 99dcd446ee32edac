// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <base/result.h>
#include <extraction/edit.h>
#include <model/model_info.h>

#include <filesystem>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace app {

/// `--edit`, as often as wanted: of every command that runs the U-Net on a picture or a prompt.
/// Grammar: engine::EditSpec.
void addEditOption(CLI::App& command, std::vector<std::string>& texts);

/// What \a texts say, one edit per layer that they choose of \a available, in their order. Reads
/// the files they name.
/// Fails as engine::EditSpec::parse, engine::selectLayers, core::readNpz, and with BadFile where a
/// file lacks the array.
engine::Result<std::vector<engine::Edit>> readEdits(
    const std::vector<std::string>& texts, const std::vector<engine::LayerInfo>& available);

/// The files that \a texts name, for provenance. Texts that are no edits name none.
std::vector<std::filesystem::path> editedFrom(const std::vector<std::string>& texts);

}  // namespace app
