// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// A file that appears whole or not at all: written beside its target, synced, then renamed over
/// it.
///
/// The target keeps its old content until commit() succeeded; the temporary file is removed when
/// this object goes without a commit. A target that is a symbolic link is replaced where the link
/// points. Why not QSaveFile: it loses the old file on a full disk (reference/ux.md, F1). One
/// thread at a time.
class AtomicFile {
public:
    /// Creates the temporary file in the target's folder. Fails with Io, OutOfDisk.
    static Result<AtomicFile> create(const std::filesystem::path& target);

    AtomicFile(AtomicFile&& other) noexcept;
    AtomicFile& operator=(AtomicFile&&) = delete;
    ~AtomicFile();

    /// Appends \a bytes. Fails with OutOfDisk or Io; the target is untouched then.
    Status write(std::string_view bytes);
    /// Syncs the file, renames it over the target and syncs the folder. Call once.
    Status commit();
    /// The same for several at once, each whole or not at all; a folder is synced once, and files
    /// after all of them were written, which spares most of the waiting. Those after the first
    /// that fails are not renamed.
    static Status commitAll(std::vector<AtomicFile>& files);

    /// Where the bytes lie until commit(), for libraries that write to a path themselves.
    const std::filesystem::path& temporaryPath() const { return m_temporary; }

private:
    Status sync();    // what was written is on the disk, under the temporary name
    Status rename();  // over the target

    AtomicFile(std::filesystem::path target, std::filesystem::path temporary, int fd);

    std::filesystem::path m_target;
    std::filesystem::path m_temporary;  // empty once committed or moved from
    int m_fd = -1;
};

/// Writes \a bytes to \a target, whole or not at all. Fails with OutOfDisk or Io; an old file is
/// untouched then.
Status atomicWrite(const std::filesystem::path& target, std::string_view bytes);

/// Reads a whole file of at most \a maxBytes. Fails with BadFile (missing, a folder, too large) or
/// Io.
Result<std::string> readFile(const std::filesystem::path& path, std::size_t maxBytes);

}  // namespace engine
