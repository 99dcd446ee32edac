// SPDX-License-Identifier: GPL-3.0-or-later
#include "annotation/label_recovery.h"

#include "annotation/label_journal.h"
#include "annotation/label_json.h"
#include "annotation/label_snapshot.h"

#include <base/atomic_file.h>
#include <base/guarded.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace core {
namespace {

namespace fs = std::filesystem;
using engine::Error;
using engine::ErrorCode;

/// The files of a history folder, by the number in their names.
struct HistoryFiles {
    std::map<std::int64_t, fs::path> snapshots, journals;
};

engine::Result<HistoryFiles> listHistory(const fs::path& folder) {
    HistoryFiles files;
    std::error_code failed;
    if (!fs::exists(folder, failed)) return files;
    for (fs::directory_iterator it(folder, failed), end; !failed && it != end;
         it.increment(failed)) {
        const std::string name = it->path().filename().string();
        if (const auto n = numberInName(name, "snapshot-", ".json"); n >= 0)
            files.snapshots[n] = it->path();
        if (const auto n = numberInName(name, "journal-", ".jsonl"); n >= 0)
            files.journals[n] = it->path();
    }
    if (failed)
        return Error{ErrorCode::Io, "Cannot read " + folder.string() + ": " + failed.message()};
    return files;
}

/// One attempt to find out what a project is; its steps are its member functions, in order.
class Recovery {
public:
    explicit Recovery(fs::path file) : m_file(std::move(file)) {}

    engine::Result<RecoveredProject> run() {
        auto files = listHistory(historyFolder(m_file));
        if (!files) return files.error();
        m_files = std::move(*files);
        if (auto read = readFile(); !read) return read.error();
        readSnapshots();
        if (auto chosen = chooseBase(); !chosen) return chosen.error();
        if (auto replayed = replay(); !replayed) return replayed.error();
        judgeFile();
        if (m_gap) m_found.report.damage.push_back(*m_gap);
        noteSnapshots();
        return std::move(m_found);
    }

private:
    engine::Status readFile() {
        const auto bytes = engine::readFile(m_file, kMaxLabelFileBytes);
        if (!bytes) {
            std::error_code ignored;
            if (fs::exists(m_file, ignored)) m_found.isFileDamaged = true;
            m_fileError = bytes.error();
            return bytes.error().code == ErrorCode::BadFile ? engine::Status() : bytes.error();
        }
        m_found.fileSha256 = sha256Of(*bytes);
        auto project = parseProject(*bytes, m_file.string());
        if (project) {
            m_fileProject = std::move(*project);
            return {};
        }
        // A file of a later version is not damaged, and nothing of ours may be put over it.
        if (project.error().code != ErrorCode::BadFile) return project.error();
        m_found.isFileDamaged = true;
        m_fileError = project.error();
        return {};
    }

    /// The newest valid one counts; the digests of all tell which project files are our own.
    void readSnapshots() {
        for (auto it = m_files.snapshots.rbegin(); it != m_files.snapshots.rend(); ++it) {
            const auto text = engine::readFile(it->second, kMaxLabelFileBytes);
            if (m_snapshot) {
                const auto digests = text ? digestsIn(*text) : decltype(digestsIn({})){};
                m_ownFiles.insert({digests.first, digests.second});
                continue;
            }
            auto snapshot = text ? parseSnapshot(*text, it->second.string())
                                 : engine::Result<LabelSnapshot>(text.error());
            if (!snapshot) {
                m_damagedSnapshots[it->first] = snapshot.error().message;
                continue;
            }
            m_ownFiles.insert({snapshot->fileSha256, snapshot->replacedSha256});
            m_snapshot = std::move(*snapshot);
        }
    }

    engine::Status chooseBase() {
        if (!m_snapshot && !m_fileProject) return m_fileError;
        if (!m_snapshot) {
            m_found.history.project = *m_fileProject;
            m_found.isFileCurrent = true;
            return {};
        }
        m_found.isFileCurrent = m_found.fileSha256 == m_snapshot->fileSha256;
        m_found.history = std::move(m_snapshot->history);
        return {};
    }

    void judgeFile() {
        if (m_found.isFileDamaged) m_found.report.damage.push_back(m_fileError.message);
        if (!m_snapshot || !m_fileProject || m_ownFiles.count(m_found.fileSha256) > 0) return;
        m_found.report.isChangedOutside = true;
        m_found.theirs = std::move(m_fileProject);
    }

    engine::Status replay() {
        const std::int64_t base = m_found.history.project.edits;
        for (auto it = m_files.journals.begin(); it != m_files.journals.end(); ++it) {
            m_found.journals.push_back(it->second);
            const auto following = std::next(it);
            const bool isLast = following == m_files.journals.end();
            // The next file begins at or before what we need: this one holds only older edits.
            if (!isLast && following->first <= base + 1) continue;
            const auto content = readJournal(it->second);
            if (!content) return content.error();
            replayLines(*content, it->second);
            if (isLast) {
                m_found.journal = it->second;
                m_found.journalBytes = content->wholeBytes;
                m_found.report.hadTornLine = content->isTorn;
            }
        }
        return {};
    }

    void replayLines(const JournalContent& content, const fs::path& path) {
        for (std::size_t i = 0; i < content.lines.size(); ++i) {
            const std::string where = path.string() + ", line " + std::to_string(i + 1);
            const auto& entry = content.lines[i].entry;
            if (!entry)
                noteGap(where + ": " + entry.error().message + ".");
            else
                replayEntry(*entry, where);
        }
    }

    void replayEntry(const JournalEntry& entry, const std::string& where) {
        m_found.lastNumber = std::max(m_found.lastNumber, entry.number);
        LabelHistory& history = m_found.history;
        if (entry.number <= history.project.edits && !m_isStopped) {
            // Only lines that a snapshot covers are older; damage before them is covered as well.
            if (m_found.sinceSnapshot == 0) m_gap.reset();
            return;
        }
        if (entry.number != history.project.edits + 1)
            noteGap(where + ": edit " + std::to_string(history.project.edits + 1) +
                    " should stand here, found edit " + std::to_string(entry.number) + ".");
        if (m_gap) {
            m_isStopped = true;
            return;
        }
        if (!applyTo(history, entry)) {
            noteGap(where + ": the edit does not fit the project.");
            m_isStopped = true;
            return;
        }
        history.project.edits = entry.number;
        // A damaged snapshot does not tell which project file went with it; the journal does.
        if (m_damagedSnapshots.count(entry.number) > 0)
            m_ownFiles.insert(sha256Of(projectText(history.project)));
        ++m_found.sinceSnapshot;
        ++m_found.report.replayed;
    }

    /// A damaged snapshot is no loss where the journal leads past it.
    void noteSnapshots() {
        const std::int64_t reached = m_found.history.project.edits;
        m_found.lastNumber = std::max(m_found.lastNumber, reached);
        for (const auto& [number, message] : m_damagedSnapshots) {
            m_found.lastNumber = std::max(m_found.lastNumber, number);
            (number <= reached ? m_found.report.notes : m_found.report.damage).push_back(message);
            m_found.damagedSnapshots.push_back(m_files.snapshots.at(number));
        }
    }

    static bool applyTo(LabelHistory& history, const JournalEntry& entry) {
        if (entry.kind == JournalEntry::Kind::Undo) return history.undo();
        if (entry.kind == JournalEntry::Kind::Redo) return history.redo();
        if (!fits(entry.edit, history.project)) return false;
        history.apply(entry.edit);
        return true;
    }

    void noteGap(const std::string& what) {
        if (!m_gap) m_gap = what;
    }

    fs::path m_file;
    HistoryFiles m_files;
    RecoveredProject m_found;
    std::optional<LabelProject> m_fileProject;
    Error m_fileError;
    std::optional<LabelSnapshot> m_snapshot;
    std::map<std::int64_t, std::string> m_damagedSnapshots;  // what is wrong, by number
    std::set<std::string> m_ownFiles;
    std::optional<std::string> m_gap;  // the first damage after which edits may be missing
    bool m_isStopped = false;          // and edits after it were seen
};

}  // namespace

std::string RecoveryReport::text() const {
    std::string text;
    const auto line = [&](const std::string& sentence) { text += sentence + "\n"; };
    if (replayed > 0)
        line(std::to_string(replayed) + (replayed == 1 ? " edit was" : " edits were") +
             " brought back from the journal.");
    if (tookTheirs)
        line("The project file was changed by another program; its version is shown.");
    else if (isChangedOutside)
        line("The project file was changed by another program.");
    for (const auto& sentence : damage) line(sentence);
    for (const auto& sentence : notes) line(sentence + " Nothing is missing.");
    return text;
}

bool RecoveredProject::hasConflict() const {
    return theirs && (sinceSnapshot > 0 || theirs->edits < history.project.edits);
}

fs::path historyFolder(const fs::path& file) {
    fs::path folder = file;
    folder += ".history";
    return folder;
}

bool hasHistory(const fs::path& file) {
    std::error_code ignored;
    if (!fs::exists(historyFolder(file), ignored)) return false;
    const auto files = listHistory(historyFolder(file));
    // One that cannot be read is there all the same.
    return !files || !files->snapshots.empty() || !files->journals.empty();
}

engine::Result<RecoveredProject> recoverProject(const fs::path& file) {
    return engine::guarded("Reading " + file.string(), [&] { return Recovery(file).run(); });
}

}  // namespace core
