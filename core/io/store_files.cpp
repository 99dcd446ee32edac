// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/store_files.h"

#include "io/provenance.h"
#include "io/sha256.h"

#include <base/system_io.h>
#include <tensor/npy.h>

#include <cmath>
#include <cstring>
#include <span>
#include <string_view>

namespace core {
namespace {

namespace fs = std::filesystem;
using engine::NdArray;
using engine::Result;
using engine::Status;

}  // namespace

NdArray toHalf(const NdArray& array, std::size_t& beyond) {
    const auto values = array.floats();
    std::vector<std::byte> bytes(values.size() * 2);
    beyond = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::uint16_t half = engine::floatToHalf(values[i]);
        if ((half & 0x7fff) == 0x7c00 && std::isfinite(values[i])) ++beyond;
        std::memcpy(bytes.data() + 2 * i, &half, 2);
    }
    return NdArray::fromBytes(engine::DType::F16, array.shape(), std::move(bytes));
}

std::string npyDigest(const NdArray& array) {
    const std::string head = engine::npyHeader(array);
    Sha256 hash;
    hash.add(std::as_bytes(std::span(head)));
    hash.add(array.bytes());
    return hash.hex();
}

Result<bool> hasDigest(const fs::path& file, const std::string& sha256) {
    std::error_code ignored;
    if (!fs::is_regular_file(file, ignored)) return false;
    const auto digest = digestFile(file);
    if (!digest) return digest.error();
    return digest->sha256 == sha256;
}

Status makeStoreFolders(const fs::path& folder) {
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (!failed) return {};
    return engine::systemError("Cannot make the folder", folder, failed.value());
}

Status ArrayFiles::add(const fs::path& file, const NdArray& array) {
    constexpr std::size_t kMostOpen = 64;
    if (m_files.size() == kMostOpen)
        if (auto done = commit(); !done) return done;
    if (auto made = makeStoreFolders(file.parent_path()); !made) return made;
    auto out = engine::AtomicFile::create(file);
    if (!out) return out.error();
    if (auto head = out->write(engine::npyHeader(array)); !head) return head;
    const auto bytes = array.bytes();
    const std::string_view data(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (auto body = out->write(data); !body) return body;
    m_files.push_back(std::move(*out));
    return {};
}

Status ArrayFiles::commit() {
    auto done = engine::AtomicFile::commitAll(m_files);
    m_files.clear();
    return done;
}

}  // namespace core
