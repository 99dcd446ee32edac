// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"

#include <annotation/label_source.h>
#include <base/result.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace app {

/// Options of every command that reads labels: what the files of other tools do not say.
struct SourceOptions {
    std::string grid;
    std::string layer = "up_blocks[1]";
    int patchSize = 2;
    std::string alignment = "even";
    std::optional<std::int64_t> images;

    engine::Result<core::ImportOptions> toImport() const;  ///< fails with Usage
    /// Fails as core::readLabels.
    engine::Result<core::LabelProject> read(const std::filesystem::path& source) const;
};
void addSourceOptions(CLI::App& command, SourceOptions& options);

/// "32", "48x32" (columns first, as pictures are measured). Fails with Usage.
engine::Result<engine::TokenGrid> parseGrid(const std::string& text);

/// Writes a project file that is no open project: not over one with a history, nor over a file that
/// cannot be read. Fails with Usage, BadFile, Io, OutOfDisk.
engine::Status writeProject(const core::LabelProject& project, const std::filesystem::path& out);

/// \name `denoscope labels ...`
/// @{
void addLabelsImport(CLI::App& labels, Command& chosen);
void addLabelsExport(CLI::App& labels, Command& chosen);
void addLabelsMerge(CLI::App& labels, Command& chosen);
void addLabelsStats(CLI::App& labels, Command& chosen);
void addLabelsAgree(CLI::App& labels, Command& chosen);
void addLabelsPropose(CLI::App& labels, Command& chosen);
/// @}

}  // namespace app
