// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "tensor/mapped_file.h"
#include "tensor/nd_array.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// One tensor of a safetensors file. Offsets count from the first byte after the header.
struct TensorEntry {
    std::string name;
    DType dtype = DType::F32;
    std::vector<std::int64_t> shape;
    std::uint64_t begin = 0, end = 0;
};

/// Parses a header (the JSON without its 8-byte length). \a dataBytes counts the bytes after it.
/// Entries come in order of their offsets. Strict as reference/models.md, section 8: an object,
/// bounded depth, every entry with exactly dtype, shape and data_offsets of the right types, known
/// dtype, no overflow, end - begin = product(shape) * size, no overlap, no hole, no bytes left
/// over, no duplicate key; `__metadata__` holds strings. Fails with BadFile; the message begins
/// with \a fileName.
Result<std::vector<TensorEntry>> parseSafetensorsHeader(std::string_view header,
                                                        std::uint64_t dataBytes,
                                                        const std::string& fileName);

/// A safetensors file, mapped: the index is checked on opening, tensors are views into the mapping.
/// Immutable. Nothing in the file is run. A pickle under this name is recognised by content and
/// refused with Unsafe.
class SafetensorsFile {
public:
    static constexpr std::uint64_t kMaxHeaderBytes = 100'000'000;

    /// Fails with BadFile, Unsafe or Io.
    static Result<std::shared_ptr<const SafetensorsFile>> open(const std::filesystem::path& path);

    const std::filesystem::path& path() const { return m_file->path(); }
    const std::vector<TensorEntry>& entries() const { return m_entries; }
    const TensorEntry* find(std::string_view name) const;
    /// A view without a copy; the array keeps the mapping alive. Its data may be unaligned for its
    /// dtype if the file's header length is odd. Fails with Unsupported for a known dtype that we
    /// do not compute with.
    Result<NdArray> tensor(const TensorEntry& entry) const;
    Status checkIntact() const { return m_file->checkIntact(); }
    const std::shared_ptr<const MappedFile>& mapped() const { return m_file; }
    /// Those of one tensor as it is stored, in mapped()->bytes().
    std::span<const std::byte> bytesOf(const TensorEntry& entry) const;

private:
    SafetensorsFile(std::shared_ptr<const MappedFile> file, std::size_t dataStart,
                    std::vector<TensorEntry> entries);

    std::shared_ptr<const MappedFile> m_file;
    std::size_t m_dataStart = 0;
    std::vector<TensorEntry> m_entries;   // by offset
    std::vector<std::uint32_t> m_byName;  // indices into m_entries, sorted by name
};

}  // namespace engine
