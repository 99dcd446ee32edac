// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <base/atomic_file.h>
#include <base/result.h>

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

/// Writes a ZIP archive of stored members, whole or not at all, straight from the caller's memory.
///
/// Equal content gives equal bytes: every member's time is 1980-01-01 and nothing else depends on
/// machine, user or clock. ZIP64 records appear where sizes, offsets or counts need them. Why not
/// libzip: it renames a file of its own over the target without fsync (reference/ux.md, F14) or
/// wants the archive in memory once more, and what it writes differs between its versions. Format:
/// PKWARE APPNOTE 6.3, sections 4.3 and 4.5.
class ZipWriter {
public:
    /// Fails with Io or OutOfDisk.
    static engine::Result<ZipWriter> create(const std::filesystem::path& path);

    /// Adds one member whose content is \a head followed by \a data. Fails with Io, OutOfDisk, or
    /// Usage (a name of more than 65535 bytes).
    engine::Status add(const std::string& name, std::string_view head,
                       std::span<const std::byte> data);
    /// Writes the directory and puts the archive in its place. Call once.
    engine::Status commit();
    /// Writes the directory and hands the complete archive on, to be put in its place together with
    /// other files. Call once.
    engine::Result<engine::AtomicFile> finish();

private:
    struct Member {
        std::string name;
        std::uint32_t crc = 0;
        std::uint64_t size = 0, offset = 0;
    };

    explicit ZipWriter(engine::AtomicFile file) : m_file(std::move(file)) {}
    static std::string localHeader(const Member& member);
    static std::string directoryEntry(const Member& member);
    std::string endRecords(std::uint64_t directoryBytes) const;
    engine::Status write(std::string_view bytes);

    engine::AtomicFile m_file;
    std::uint64_t m_offset = 0;
    std::vector<Member> m_members;
};

}  // namespace core
