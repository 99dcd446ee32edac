// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/zip_writer.h"

#include <zlib.h>

#include <algorithm>
#include <utility>

namespace core {
namespace {

using engine::Error;
using engine::ErrorCode;
using engine::Result;
using engine::Status;

constexpr std::uint64_t kMax32 = 0xffffffffu;  // this value itself says "see the ZIP64 field"
constexpr std::uint64_t kMax16 = 0xffffu;
constexpr std::uint16_t kUtf8Name = 1u << 11;
constexpr std::uint16_t kFirstDay = (1u << 5) | 1u;  // 1980-01-01
constexpr std::uint32_t kRegularFile0644 = 0100644u << 16;

/// Appends little-endian numbers.
class Record {
public:
    Record& u16(std::uint64_t v) { return put(v, 2); }
    Record& u32(std::uint64_t v) { return put(v, 4); }
    Record& u64(std::uint64_t v) { return put(v, 8); }
    Record& text(std::string_view v) {
        m_bytes += v;
        return *this;
    }
    std::string take() { return std::move(m_bytes); }

private:
    Record& put(std::uint64_t value, int bytes) {
        for (int i = 0; i < bytes; ++i) m_bytes += char((value >> (8 * i)) & 0xff);
        return *this;
    }
    std::string m_bytes;
};

std::uint16_t versionFor(bool zip64) {
    return zip64 ? 45 : 20;
}

std::uint16_t flagsFor(const std::string& name) {
    const bool ascii = std::ranges::all_of(name, [](char c) { return (c & 0x80) == 0; });
    return ascii ? 0 : kUtf8Name;
}

std::uint32_t crcOf(std::string_view head, std::span<const std::byte> data) {
    const auto bytes = [](const void* p) { return static_cast<const Bytef*>(p); };
    const uLong crc = ::crc32_z(0, bytes(head.data()), head.size());
    // zlib takes a null pointer for "begin anew".
    return std::uint32_t(data.empty() ? crc : ::crc32_z(crc, bytes(data.data()), data.size()));
}

}  // namespace

Result<ZipWriter> ZipWriter::create(const std::filesystem::path& path) {
    auto file = engine::AtomicFile::create(path);
    if (!file) return file.error();
    return ZipWriter(*std::move(file));
}

Status ZipWriter::write(std::string_view bytes) {
    m_offset += bytes.size();
    return m_file.write(bytes);
}

Status ZipWriter::add(const std::string& name, std::string_view head,
                      std::span<const std::byte> data) {
    if (name.size() > kMax16)
        return Error{ErrorCode::Usage, "A name of " + std::to_string(name.size()) +
                                           " bytes is too long for an archive."};
    m_members.push_back({name, crcOf(head, data), head.size() + data.size(), m_offset});
    if (auto status = write(localHeader(m_members.back())); !status) return status;
    if (auto status = write(head); !status) return status;
    return write({reinterpret_cast<const char*>(data.data()), data.size()});
}

Status ZipWriter::commit() {
    auto file = finish();
    return file ? file->commit() : Status(file.error());
}

Result<engine::AtomicFile> ZipWriter::finish() {
    const std::uint64_t start = m_offset;
    for (const Member& member : m_members)
        if (auto status = write(directoryEntry(member)); !status) return status.error();
    if (auto status = write(endRecords(m_offset - start)); !status) return status.error();
    return std::move(m_file);
}

std::string ZipWriter::localHeader(const Member& m) {
    const bool large = m.size >= kMax32;
    const std::uint64_t size = large ? kMax32 : m.size;
    Record r;
    r.u32(0x04034b50).u16(versionFor(large)).u16(flagsFor(m.name)).u16(0 /* stored */);
    r.u16(0 /* 00:00 */).u16(kFirstDay).u32(m.crc).u32(size).u32(size);
    r.u16(m.name.size()).u16(large ? 20 : 0).text(m.name);
    if (large) r.u16(1).u16(16).u64(m.size).u64(m.size);
    return r.take();
}

std::string ZipWriter::directoryEntry(const Member& m) {
    const bool large = m.size >= kMax32, far = m.offset >= kMax32;
    const std::uint64_t size = large ? kMax32 : m.size;
    const unsigned zip64Bytes = (large ? 16 : 0) + (far ? 8 : 0);
    const std::uint16_t version = versionFor(zip64Bytes > 0);
    Record r;
    r.u32(0x02014b50).u16(3u << 8 | version /* made on Unix */).u16(version);
    r.u16(flagsFor(m.name)).u16(0).u16(0).u16(kFirstDay).u32(m.crc).u32(size).u32(size);
    r.u16(m.name.size()).u16(zip64Bytes > 0 ? 4 + zip64Bytes : 0);
    r.u16(0 /* comment */).u16(0 /* disk */).u16(0 /* binary */).u32(kRegularFile0644);
    r.u32(far ? kMax32 : m.offset).text(m.name);
    if (zip64Bytes > 0) r.u16(1).u16(zip64Bytes);
    if (large) r.u64(m.size).u64(m.size);
    if (far) r.u64(m.offset);
    return r.take();
}

std::string ZipWriter::endRecords(std::uint64_t directoryBytes) const {
    const std::uint64_t start = m_offset - directoryBytes, count = m_members.size();
    Record r;
    if (count >= kMax16 || directoryBytes >= kMax32 || start >= kMax32) {
        r.u32(0x06064b50).u64(44).u16(3u << 8 | 45).u16(45).u32(0).u32(0);
        r.u64(count).u64(count).u64(directoryBytes).u64(start);
        r.u32(0x07064b50).u32(0).u64(m_offset).u32(1);
    }
    r.u32(0x06054b50).u16(0).u16(0).u16(std::min(count, kMax16)).u16(std::min(count, kMax16));
    r.u32(std::min(directoryBytes, kMax32)).u32(std::min(start, kMax32)).u16(0);
    return r.take();
}

}  // namespace core
