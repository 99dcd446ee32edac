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
/// What another program wrote there since is never overwritten, until the project has taken its
/// labels over (a merge of the folder). A file that was removed is written again.
/// Source: reference/anomalies.md, section 6.
class FlaskMirror {
public:
    /// \param projectFile the project's file, to whose folder paths are relative.
    explicit FlaskMirror(const std::filesystem::path& projectFile);

    /// Looks at all files, and writes nothing. \return the pictures whose file holds other labels
    /// than \a project, or is no label file: merge the folder first; until then they are not
    /// written. Order and spelling do not count.
    std::vector<std::string> start(const LabelProject& project);

    /// Writes the file of one picture, whole or not at all: `[]` where the last label was taken
    /// away, none where nothing was said. Fails with Io where another program changed it, and as
    /// atomicWrite.
    engine::Status write(const QueueImage& image);

private:
    std::filesystem::path fileOf(const QueueImage& image) const;
    std::vector<engine::TokenIndex> knownLabels(const std::string& imageId) const;

    std::filesystem::path m_base;
    std::unordered_map<std::string, std::string> m_known;  // picture -> text; none: no file
    // Pictures whose file differed at the start -> the project's labels then.
    std::unordered_map<std::string, std::vector<engine::TokenIndex>> m_differing;
};

}  // namespace core
