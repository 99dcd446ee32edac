// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "annotation/label_edit.h"

#include <base/result.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace core {

/// What opening found, for the message bar and the log.
struct RecoveryReport {
    std::size_t replayed = 0;  ///< edits that were in the journal only: the program had not closed
    bool hadTornLine = false;  ///< the last line was cut short; it was never acknowledged
    /// What cannot be read and may have held edits, one sentence each, naming file and line: blocks
    /// editing until it is repaired.
    std::vector<std::string> damage;
    /// What cannot be read, and was made up for by the journal.
    std::vector<std::string> notes;
    bool isChangedOutside = false;  ///< the project file is another program's version
    bool tookTheirs = false;        ///< and it was taken, as no edit of ours was missing from it
    std::string text() const;       ///< one line each; empty where all went as usual
};

/// Everything that can be read of a project: newest valid snapshot and the journal after it.
struct RecoveredProject {
    LabelHistory history;
    RecoveryReport report;
    std::filesystem::path journal;                ///< the file to go on in; empty: start a new one
    std::size_t journalBytes = 0;                 ///< of it that are whole
    std::size_t sinceSnapshot = 0;                ///< edits that no snapshot holds
    std::int64_t lastNumber = 0;                  ///< the highest edit number seen anywhere
    std::vector<std::filesystem::path> journals;  ///< all of them, in order
    std::vector<std::filesystem::path> damagedSnapshots;
    std::string fileSha256;  ///< of the project file; empty if there is none
    /// The project file itself, where it is valid and differs from every version we wrote.
    std::optional<LabelProject> theirs;
    bool isFileDamaged = false;
    bool isFileCurrent = false;  ///< the project file is the newest snapshot's

    /// Whether edits of ours may be missing from another program's version: somebody must choose.
    /// Some are in the journal only, or that version counts fewer edits than our newest snapshot.
    bool hasConflict() const;
};

/// Reads, and writes nothing. Fails with BadFile where nothing can be shown at all.
engine::Result<RecoveredProject> recoverProject(const std::filesystem::path& file);

/// `P.json.history`, which belongs to \a file.
std::filesystem::path historyFolder(const std::filesystem::path& file);
/// Whether a snapshot or a journal lies in it. A folder alone is what a creation left that failed.
bool hasHistory(const std::filesystem::path& file);

}  // namespace core
