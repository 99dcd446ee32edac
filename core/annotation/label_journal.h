// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "annotation/label_edit.h"

#include <base/result.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace core {

/// One line of the journal: an edit, or that one was undone or redone.
struct JournalEntry {
    enum class Kind { Edit, Undo, Redo } kind = Kind::Edit;
    std::int64_t number = 0;  ///< counts up by one
    LabelEdit edit;           ///< of Kind::Edit
};

/// `{"sum":"<16 hex digits>","entry":{...}}` and a line feed; the sum is the beginning of the
/// SHA-256 of the entry's bytes.
std::string journalLine(const JournalEntry& entry);
/// One line without its line feed. Fails with BadFile, not naming the file.
engine::Result<JournalEntry> parseJournalLine(std::string_view line);

/// What one journal file holds, line by line.
struct JournalContent {
    struct Line {
        std::size_t offset = 0;              ///< of its first byte
        engine::Result<JournalEntry> entry;  ///< or what is wrong with it
    };
    std::vector<Line> lines;
    bool isTorn = false;         ///< the last line has no line feed: it was never acknowledged
    std::size_t wholeBytes = 0;  ///< up to and with the last line feed
};
/// Fails with BadFile or Io where the file itself cannot be read; damaged lines are told apart.
engine::Result<JournalContent> readJournal(const std::filesystem::path& path);

/// Appends lines to one journal file. A line that append() accepted is on disk.
class JournalWriter {
public:
    /// Creates \a path, which must not exist, and syncs its folder. Fails with Io, OutOfDisk.
    static engine::Result<std::unique_ptr<JournalWriter>> create(const std::filesystem::path& path);
    /// Continues \a path after \a wholeBytes; what follows them is cut off.
    static engine::Result<std::unique_ptr<JournalWriter>> resume(const std::filesystem::path& path,
                                                                 std::size_t wholeBytes);
    ~JournalWriter();
    JournalWriter(const JournalWriter&) = delete;
    JournalWriter& operator=(const JournalWriter&) = delete;

    /// Writes and syncs. Fails with OutOfDisk or Io; the file then ends where it ended before, or
    /// isUsable() is false.
    engine::Status append(std::string_view line);
    /// False once it is unknown what reached the disk: nothing more may be appended here.
    bool isUsable() const { return m_isUsable; }
    bool isEmpty() const { return m_length == 0; }

private:
    JournalWriter(std::filesystem::path path, int fd, std::size_t length);
    engine::Status fail(int number);

    std::filesystem::path m_path;
    int m_fd;
    std::size_t m_length;
    bool m_isUsable = true;
};

}  // namespace core
