// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "annotation/label_edit.h"
#include "annotation/label_journal.h"
#include "annotation/label_recovery.h"
#include "annotation/project_lock.h"

#include <base/result.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace core {

/// What to do where a project can be opened in more than one way. The defaults refuse, so that
/// somebody decides.
struct OpenOptions {
    bool isReadOnly = false;  ///< takes no lock and writes nothing
    bool breaksLock = false;  ///< take over a lock of another host, whose process we cannot see
    /// The project file was changed by another program while edits of ours were only in the
    /// journal.
    enum class Conflict { Refuse, Mine, Theirs } conflict = Conflict::Refuse;
    /// Go on from what is intact where the project file, a snapshot or the journal is damaged. The
    /// damaged files are kept under another name.
    bool repairs = false;
};

/// A project on disk, open for editing: `P.json`, and beside it `P.json.history/` (journal and the
/// last ten snapshots) and `P.json.lock`.
///
/// append() returns when the edit is on disk. Every 100 edits, and at close, snapshot() writes the
/// whole state and starts another journal file. When a write fails, the edit before it is still the
/// last one; if it is unknown what reached the disk, the next append starts from a new snapshot.
class LabelStore {
public:
    static constexpr int kEditsPerSnapshot = 100;
    static constexpr std::size_t kSnapshotsKept = 10;

    struct Opened {
        LabelHistory history;
        RecoveryReport report;
        std::unique_ptr<LabelStore> store;  ///< null when read-only
    };

    /// Writes a new project file. Fails with Usage if \a file exists, Io, OutOfDisk.
    static engine::Result<Opened> create(const std::filesystem::path& file, LabelProject project);
    /// Fails with BadFile (missing, damaged: says what is intact), Io (locked by whom; read-only
    /// folder; changed by another program), OutOfDisk.
    static engine::Result<Opened> open(const std::filesystem::path& file,
                                       const OpenOptions& options);
    ~LabelStore();

    /// Writes one edit and syncs it. \a state is what the project is without it; read only if
    /// needsState(). The entry's number is set here. Fails with OutOfDisk, Io; the edit
    /// is not on disk then, and later ones may be tried.
    engine::Status append(JournalEntry& entry, const LabelHistory& state);
    /// Whether the next append() starts from a snapshot, and reads \a state.
    bool needsState() const { return m_isDoubtful; }
    bool isSnapshotDue() const { return m_sinceSnapshot >= kEditsPerSnapshot; }
    bool hasEditsSinceSnapshot() const { return m_sinceSnapshot > 0 || !m_isFileCurrent; }
    /// Writes a snapshot and the project file. Fails with OutOfDisk, Io, or where another program
    /// changed the project file (isChangedOutside()); nothing is lost then: the journal has it.
    engine::Status snapshot(LabelHistory state);
    /// Whether the project file's content is not what we wrote.
    bool isChangedOutside() const;
    /// Copies the other program's file into the history folder and lets snapshot() overwrite it.
    engine::Status acceptOverwrite();

    std::int64_t lastEdit() const { return m_lastEdit; }
    const std::filesystem::path& file() const { return m_file; }

private:
    LabelStore(std::filesystem::path file, ProjectLock lock);
    engine::Status takeUp(RecoveredProject& found, bool isRepaired);
    engine::Status takeOver(RecoveredProject& found, bool isRepaired);
    engine::Status startJournal();
    engine::Status startAfresh(LabelHistory state);
    engine::Status writeSnapshotFile(const LabelHistory& state, const std::string& projectText);
    void pruneHistory() const;

    std::filesystem::path m_file;
    ProjectLock m_lock;
    std::unique_ptr<JournalWriter> m_journal;  // null: the next append starts one
    std::int64_t m_lastEdit = 0;
    int m_sinceSnapshot = 0;
    bool m_isFileCurrent = true;  // the project file holds the last snapshot
    bool m_isDoubtful = false;    // after a failure: a refused edit may lie in the journal
    std::string m_fileSha256;     // of the project file as we know it; empty: there is none
};

}  // namespace core
