// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor/safetensors_index.h"

#include "tensor/pickle.h"
#include "tensor/safetensors_header.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <numeric>
#include <tuple>
#include <unordered_set>
#include <utility>

namespace engine {
namespace {

static_assert(std::endian::native == std::endian::little, "Tensors are handed on as they lie.");

Error bad(const std::string& file, const std::string& why) {
    return {ErrorCode::BadFile, file + ": " + why + "."};
}

/// Checks that the entries, in order of their offsets, fill the data without a gap.
Status checkCoverage(const std::vector<TensorEntry>& entries, std::uint64_t dataBytes,
                     const std::string& file) {
    std::uint64_t reached = 0;
    const TensorEntry* previous = nullptr;
    for (const TensorEntry& e : entries) {
        if (e.begin < reached)
            return bad(file, "tensors " + previous->name + " and " + e.name + " overlap");
        if (e.begin > reached)
            return bad(file, std::to_string(e.begin - reached) + " bytes before tensor " + e.name +
                                 " belong to no tensor");
        reached = e.end;
        previous = &e;
    }
    if (reached != dataBytes)
        return bad(file,
                   std::to_string(dataBytes - reached) + " bytes at the end belong to no tensor");
    return {};
}

Status checkNames(const std::vector<TensorEntry>& entries, const std::string& file) {
    std::unordered_set<std::string_view> names;
    names.reserve(entries.size());
    for (const TensorEntry& e : entries)
        if (!names.insert(e.name).second) return bad(file, "tensor " + e.name + " appears twice");
    return {};
}

/// The header's length from the first 8 bytes, checked against the file before anything is
/// believed.
Result<std::size_t> headerLength(std::span<const std::byte> bytes, const std::string& file) {
    if (bytes.size() < 8)
        return bad(
            file, "has " + std::to_string(bytes.size()) + " bytes, too few for a safetensors file");
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), sizeof length);
    if (length > SafetensorsFile::kMaxHeaderBytes)
        return bad(file, "is no safetensors file: its first 8 bytes claim a header of " +
                             std::to_string(length) + " bytes; at most " +
                             std::to_string(SafetensorsFile::kMaxHeaderBytes) + " are read");
    if (length > bytes.size() - 8)
        return bad(file, "claims a header of " + std::to_string(length) + " bytes; the file has " +
                             std::to_string(bytes.size() - 8) + " after its first 8");
    return std::size_t(length);
}

}  // namespace

Result<std::vector<TensorEntry>> parseSafetensorsHeader(std::string_view header,
                                                        std::uint64_t dataBytes,
                                                        const std::string& fileName) {
    auto entries = readSafetensorsEntries(header, dataBytes, fileName);
    if (!entries) return entries;
    std::sort(entries->begin(), entries->end(), [](const TensorEntry& a, const TensorEntry& b) {
        return std::tie(a.begin, a.end, a.name) < std::tie(b.begin, b.end, b.name);
    });
    if (auto status = checkNames(*entries, fileName); !status) return status.error();
    if (auto status = checkCoverage(*entries, dataBytes, fileName); !status) return status.error();
    return entries;
}

SafetensorsFile::SafetensorsFile(std::shared_ptr<const MappedFile> file, std::size_t dataStart,
                                 std::vector<TensorEntry> entries)
    : m_file(std::move(file)), m_dataStart(dataStart), m_entries(std::move(entries)) {
    m_byName.resize(m_entries.size());
    std::iota(m_byName.begin(), m_byName.end(), 0u);
    std::sort(m_byName.begin(), m_byName.end(), [this](std::uint32_t a, std::uint32_t b) {
        return m_entries[a].name < m_entries[b].name;
    });
}

Result<std::shared_ptr<const SafetensorsFile>> SafetensorsFile::open(
    const std::filesystem::path& path) {
    auto file = MappedFile::open(path);
    if (!file) return file.error();
    const auto bytes = (*file)->bytes();
    if (looksLikePickle(bytes)) return pickleRefusal(path);
    const auto length = headerLength(bytes, path.string());
    if (!length) return length.error();
    const std::string_view header(reinterpret_cast<const char*>(bytes.data()) + 8, *length);
    auto entries = parseSafetensorsHeader(header, bytes.size() - 8 - *length, path.string());
    if (!entries) return entries.error();
    if (auto status = (*file)->checkIntact(); !status) return status.error();
    return std::shared_ptr<const SafetensorsFile>(
        new SafetensorsFile(*file, 8 + *length, std::move(*entries)));
}

const TensorEntry* SafetensorsFile::find(std::string_view name) const {
    const auto at = std::lower_bound(
        m_byName.begin(), m_byName.end(), name,
        [this](std::uint32_t i, std::string_view wanted) { return m_entries[i].name < wanted; });
    return at != m_byName.end() && m_entries[*at].name == name ? &m_entries[*at] : nullptr;
}

Result<NdArray> SafetensorsFile::tensor(const TensorEntry& entry) const {
    if (!isReadable(entry.dtype))
        return Error{ErrorCode::Unsupported, path().string() + ": tensor " + entry.name + " is " +
                                                 std::string(nameOf(entry.dtype)) +
                                                 ", which this program does not compute with."};
    return NdArray(entry.dtype, entry.shape, m_file, bytesOf(entry).data());
}

std::span<const std::byte> SafetensorsFile::bytesOf(const TensorEntry& entry) const {
    return m_file->bytes().subspan(m_dataStart + entry.begin, entry.end - entry.begin);
}

}  // namespace engine
