// SPDX-License-Identifier: GPL-3.0-or-later
#include "annotation/label_store.h"

#include "annotation/label_json.h"
#include "annotation/label_snapshot.h"

#include <base/atomic_file.h>
#include <base/guarded.h>
#include <base/system_io.h>

#include <algorithm>
#include <cerrno>
#include <utility>
#include <vector>

namespace core {
namespace {

namespace fs = std::filesystem;
using engine::Error;
using engine::ErrorCode;

engine::Status makeHistoryFolder(const fs::path& file) {
    std::error_code failed;
    fs::create_directories(historyFolder(file), failed);
    if (!failed) return {};
    return engine::systemError("Cannot create", historyFolder(file), failed.value());
}

/// SHA-256 of the file as it lies there; empty if there is none.
engine::Result<std::string> digestOf(const fs::path& file) {
    std::error_code ignored;
    if (!fs::exists(file, ignored)) return std::string();
    const auto bytes = engine::readFile(file, kMaxLabelFileBytes);
    if (!bytes) return bytes.error();
    return sha256Of(*bytes);
}

/// A name in \a folder, beginning with \a name, that no file has.
fs::path freeName(const fs::path& folder, const std::string& name) {
    std::error_code ignored;
    for (int n = 1;; ++n) {
        const fs::path path = folder / (name + "-" + std::to_string(n));
        if (!fs::exists(path, ignored)) return path;
    }
}

engine::Status copyAside(const fs::path& file, const fs::path& target) {
    const auto bytes = engine::readFile(file, kMaxLabelFileBytes);
    if (!bytes) return bytes.error();
    return engine::atomicWrite(target, *bytes);
}

/// Damaged files, and journals that lead past damage, are copied to names that recovery does not
/// look at.
engine::Status keepDamaged(const fs::path& file, const RecoveredProject& found) {
    const fs::path folder = historyFolder(file);
    std::vector<fs::path> files = found.journals;
    files.insert(files.end(), found.damagedSnapshots.begin(), found.damagedSnapshots.end());
    if (found.isFileDamaged) files.push_back(file);
    for (const auto& path : files)
        if (auto copied = copyAside(path, freeName(folder, "damaged-" + path.filename().string()));
            !copied)
            return copied;
    return {};
}

Error refuse(const fs::path& file, const RecoveredProject& found) {
    std::string message = file.string() + " is damaged: " + found.report.damage.front();
    message += " What is intact ends with edit " + std::to_string(found.history.project.edits) +
               "; it can be looked at read-only, or repaired, which keeps the damaged files aside.";
    return {ErrorCode::BadFile, message};
}

Error changedError(const fs::path& file) {
    return {ErrorCode::Io, file.string() +
                               " was changed by another program and was left as it is. All edits "
                               "are in " +
                               historyFolder(file).string() + "."};
}

Error conflictError(const fs::path& file, const RecoveredProject& found) {
    const std::string ours =
        found.sinceSnapshot > 0
            ? std::to_string(found.sinceSnapshot) + " edits are in the journal only"
            : "it counts " + std::to_string(found.theirs->edits) + " edits where ours counts " +
                  std::to_string(found.history.project.edits);
    return {ErrorCode::Io, file.string() + " was changed by another program, and " + ours +
                               ". Choose one version, or open it read-only, save ours elsewhere "
                               "and merge the two."};
}

/// Decides between our version and another program's, where both have something.
engine::Status settleConflict(const fs::path& file, RecoveredProject& found,
                              OpenOptions::Conflict choice) {
    if (!found.theirs) return {};
    if (found.hasConflict() && choice == OpenOptions::Conflict::Refuse)
        return conflictError(file, found);
    if (choice == OpenOptions::Conflict::Mine) return {};
    const std::int64_t edits = std::max(found.lastNumber, found.theirs->edits);
    found.history = LabelHistory{std::move(*found.theirs), {}, 0};
    found.history.project.edits = edits;
    found.report.tookTheirs = true;
    return {};
}

}  // namespace

LabelStore::LabelStore(fs::path file, ProjectLock lock)
    : m_file(std::move(file)), m_lock(std::move(lock)) {}

LabelStore::~LabelStore() = default;

engine::Result<LabelStore::Opened> LabelStore::create(const fs::path& file, LabelProject project) {
    auto lock = ProjectLock::acquire(file);
    if (!lock) return lock.error();
    std::error_code ignored;
    if (fs::exists(file, ignored) || hasHistory(file))
        return Error{ErrorCode::Usage, file.string() +
                                           " exists already; a project is not "
                                           "overwritten by a new one."};
    Opened opened;
    opened.history.project = std::move(project);
    opened.store.reset(new LabelStore(file, std::move(*lock)));
    opened.store->m_lastEdit = opened.history.project.edits;
    if (auto written = opened.store->snapshot(opened.history); !written) return written.error();
    return opened;
}

engine::Result<LabelStore::Opened> LabelStore::open(const fs::path& file,
                                                    const OpenOptions& options) {
    std::optional<ProjectLock> lock;
    if (!options.isReadOnly) {
        std::error_code ignored;
        if (!fs::exists(file, ignored) && !hasHistory(file))
            return Error{ErrorCode::BadFile, "There is no file " + file.string() + "."};
        auto taken = ProjectLock::acquire(file, options.breaksLock);
        if (!taken) return taken.error();
        lock.emplace(std::move(*taken));
    }
    auto found = recoverProject(file);
    if (!found) return found.error();
    const bool isRepaired = !found->report.damage.empty();
    if (isRepaired && !options.repairs && !options.isReadOnly) return refuse(file, *found);
    if (auto settled = settleConflict(file, *found, options.conflict);
        !settled && !options.isReadOnly)
        return settled.error();
    if (options.isReadOnly) return Opened{std::move(found->history), found->report, nullptr};
    std::unique_ptr<LabelStore> store(new LabelStore(file, std::move(*lock)));
    store->m_lastEdit = std::max(found->lastNumber, found->history.project.edits);
    store->m_fileSha256 = found->fileSha256;
    if (auto ready = store->takeUp(*found, isRepaired); !ready) return ready.error();
    return Opened{std::move(found->history), found->report, std::move(store)};
}

engine::Status LabelStore::takeUp(RecoveredProject& found, bool isRepaired) {
    m_isFileCurrent = found.isFileCurrent;
    m_sinceSnapshot = int(found.sinceSnapshot);
    if (auto made = makeHistoryFolder(m_file); !made) return made;
    if (isRepaired || found.report.isChangedOutside) return takeOver(found, isRepaired);
    if (found.journal.empty()) return {};
    auto journal = JournalWriter::resume(found.journal, found.journalBytes);
    if (!journal) return journal.error();
    m_journal = std::move(*journal);
    return {};
}

/// Copies first, then a snapshot of its own number, then a journal that makes the older ones
/// unneeded: whenever we die, the next opening finds the old state or the new one.
engine::Status LabelStore::takeOver(RecoveredProject& found, bool isRepaired) {
    if (isRepaired)
        if (auto kept = keepDamaged(m_file, found); !kept) return kept;
    if (found.report.isChangedOutside && !found.report.tookTheirs)
        if (auto kept = acceptOverwrite(); !kept) return kept;
    m_isDoubtful = true;
    if (auto written = snapshot(found.history); !written) return written;
    if (auto started = startJournal(); !started) return started;
    for (const auto& path : found.damagedSnapshots) engine::systemIo().unlink(path.c_str());
    found.history.project.edits = m_lastEdit;
    return {};
}

engine::Status LabelStore::append(JournalEntry& entry, const LabelHistory& state) {
    if (m_isDoubtful)
        if (auto afresh = startAfresh(state); !afresh) return afresh;
    if (!m_journal)
        if (auto started = startJournal(); !started) return started;
    entry.number = m_lastEdit + 1;
    if (auto written = m_journal->append(journalLine(entry)); !written) {
        m_isDoubtful = !m_journal->isUsable();
        return written;
    }
    m_lastEdit = entry.number;
    ++m_sinceSnapshot;
    return {};
}

engine::Status LabelStore::startJournal() {
    if (auto made = makeHistoryFolder(m_file); !made) return made;
    auto journal = JournalWriter::create(historyFolder(m_file) / journalName(m_lastEdit + 1));
    if (!journal) return journal.error();
    m_journal = std::move(*journal);
    return {};
}

/// From a snapshot that is one number ahead, so that a refused edit which may yet lie in the old
/// journal counts as older than it.
engine::Status LabelStore::startAfresh(LabelHistory state) {
    state.project.edits = ++m_lastEdit;
    m_journal.reset();
    const std::string text = projectText(state.project);
    if (auto written = writeSnapshotFile(state, text); !written) return written;
    m_isDoubtful = false;
    m_sinceSnapshot = 0;
    m_isFileCurrent = false;
    return {};
}

engine::Status LabelStore::writeSnapshotFile(const LabelHistory& state,
                                             const std::string& projectText) {
    if (auto made = makeHistoryFolder(m_file); !made) return made;
    return engine::atomicWrite(historyFolder(m_file) / snapshotName(state.project.edits),
                               snapshotText({state, sha256Of(projectText), m_fileSha256}));
}

engine::Status LabelStore::snapshot(LabelHistory state) {
    // Before a snapshot is written: it would say that no edit is in the journal only, and the next
    // opening would take the other version without a question.
    if (isChangedOutside()) return changedError(m_file);
    // A refused edit may lie in the journal under the next number: leave that number out.
    if (m_isDoubtful) ++m_lastEdit;
    state.project.edits = m_lastEdit;
    const std::string text = projectText(state.project);
    if (auto written = writeSnapshotFile(state, text); !written) return written;
    // A journal without a line yet has the name that the next one would get: go on in it.
    if (m_isDoubtful || (m_journal && !m_journal->isEmpty())) m_journal.reset();
    m_isDoubtful = false;
    m_sinceSnapshot = 0;
    m_isFileCurrent = false;
    if (isChangedOutside()) return changedError(m_file);  // in these very milliseconds
    if (auto written = engine::atomicWrite(m_file, text); !written) return written;
    m_fileSha256 = sha256Of(text);
    m_isFileCurrent = true;
    pruneHistory();
    return {};
}

bool LabelStore::isChangedOutside() const {
    const auto digest = digestOf(m_file);
    // One that is gone can be written again without loss; one that cannot be read is not ours.
    return !digest || (!digest->empty() && *digest != m_fileSha256);
}

engine::Status LabelStore::acceptOverwrite() {
    if (auto made = makeHistoryFolder(m_file); !made) return made;
    if (auto copied = copyAside(m_file, freeName(historyFolder(m_file), "other-program")); !copied)
        return copied;
    const auto digest = digestOf(m_file);
    if (!digest) return digest.error();
    m_fileSha256 = *digest;
    m_isFileCurrent = false;
    return {};
}

/// Keeps the last snapshots, and the journals that lead on from the oldest of them.
void LabelStore::pruneHistory() const {
    std::vector<std::int64_t> snapshots, journals;
    std::error_code failed;
    for (fs::directory_iterator it(historyFolder(m_file), failed), end; !failed && it != end;
         it.increment(failed)) {
        const std::string name = it->path().filename().string();
        if (const auto n = numberInName(name, "snapshot-", ".json"); n >= 0) snapshots.push_back(n);
        if (const auto n = numberInName(name, "journal-", ".jsonl"); n >= 0) journals.push_back(n);
    }
    if (snapshots.size() <= kSnapshotsKept) return;
    std::sort(snapshots.begin(), snapshots.end());
    std::sort(journals.begin(), journals.end());
    const std::int64_t oldest = snapshots[snapshots.size() - kSnapshotsKept];
    const auto remove = [&](const std::string& name) {
        engine::systemIo().unlink((historyFolder(m_file) / name).c_str());
    };
    for (const auto n : snapshots)
        if (n < oldest) remove(snapshotName(n));
    for (std::size_t i = 0; i + 1 < journals.size(); ++i)
        if (journals[i + 1] <= oldest + 1) remove(journalName(journals[i]));
}

}  // namespace core
