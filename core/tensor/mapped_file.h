// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstddef>
#include <ctime>
#include <filesystem>
#include <memory>
#include <span>

namespace engine {

/// A file mapped privately and read-only. Immutable; any thread may read.
///
/// A file that another program shortens while it is mapped is an error, not a crash: the pages that
/// vanished read as zeros (a SIGBUS handler for registered ranges puts them there; other SIGBUS go
/// to whoever handled them before), and checkIntact() says so.
class MappedFile {
public:
    /// Fails with BadFile (missing, a folder, empty) or Io.
    static Result<std::shared_ptr<const MappedFile>> open(const std::filesystem::path& path);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    const std::filesystem::path& path() const { return m_path; }
    std::span<const std::byte> bytes() const { return {m_data, m_size}; }
    /// Fails with BadFile if the file on disk was shortened or written to since it was opened, or
    /// bytes were already lost.
    Status checkIntact() const;
    /// The process lets go of the memory that holds \a part of bytes(); reading it again asks the
    /// system again. Any thread, also while others read.
    void letGo(std::span<const std::byte> part) const;
    /// Waits until the system has read \a part of bytes() into its cache, best effort; the process
    /// takes no memory for it. Any thread.
    void fetch(std::span<const std::byte> part) const;

private:
    MappedFile() = default;

    std::filesystem::path m_path;
    const std::byte* m_data = nullptr;
    std::size_t m_size = 0;
    std::timespec m_written{};  ///< when the file was last written to before it was opened
    int m_fd = -1;
    int m_slot = -1;  ///< index of the registered range
};

}  // namespace engine
