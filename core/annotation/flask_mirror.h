// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "annotation/label_project.h"

#include <base/result.h>

#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

namespace core {

/// Keeps the Flask tool's `<stem>.json` beside each picture up to date, so that either tool can go
/// on with the other's work. The project and its journal stay the place where labels are kept.
///
/// What another program wrote there since is never overwritten.
/// Source: reference/anomalies.md, section 6.
class FlaskMirror {
public:
    /// \param projectFile the project's file, to whose folder paths are relative.
    explicit FlaskMirror(const std::filesystem::path& projectFile);

    /// Looks at all files. \return the pictures whose file says something else than \a project:
    /// merge the folder first; until then they are not written.
    std::vector<std::string> start(const LabelProject& project);

    /// Writes the file of one picture, whole or not at all. Fails with Io where another program
    /// changed it, and as atomicWrite.
    engine::Status write(const QueueImage& image);

private:
    std::filesystem::path fileOf(const QueueImage& image) const;

    std::filesystem::path m_base;
    std::unordered_map<std::string, std::string> m_known;  // picture -> text; none: no file
};

}  // namespace core
