// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/store_writer.h"

#include "io/store_files.h"

#include <base/atomic_file.h>
#include <base/guarded.h>
#include <base/system_io.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cmath>
#include <fcntl.h>
#include <string_view>
#include <sys/file.h>
#include <unistd.h>

namespace core {
namespace {

namespace fs = std::filesystem;
using engine::Error;
using engine::ErrorCode;
using engine::NdArray;
using engine::Result;
using engine::Status;

/// Opens the journal and locks it. Fails with Io where someone else has it.
Result<int> openJournal(const fs::path& folder) {
    const auto path = folder / kStoreJournal;
    const int fd =
        engine::systemIo().open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (fd < 0) return engine::systemError("Cannot write", path, errno);
    if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return fd;
    const int number = errno;
    engine::systemIo().close(fd);
    if (number != EWOULDBLOCK) return engine::systemError("Cannot lock", path, number);
    return Error{ErrorCode::Io, "Another process is writing the store " + folder.string() + "."};
}

/// What a killed writer left under names of its own.
void removeTemporaries(const fs::path& folder) {
    std::error_code ignored;
    std::vector<fs::path> found;
    for (fs::recursive_directory_iterator it(folder, ignored), end; it != end;
         it.increment(ignored)) {
        const auto name = it->path().filename().string();
        if (name.starts_with(".denoscope-") && name.ends_with(".tmp")) found.push_back(it->path());
    }
    for (const auto& path : found) fs::remove(path, ignored);
}

bool hasStore(const fs::path& folder) {
    std::error_code ignored;
    return fs::exists(folder / kStoreManifest, ignored);
}

/// A new store, or what is in \a folder if it was made like this.
Result<StoreManifest> manifestFor(const fs::path& folder, const StoreHeader& header, Shard shard,
                                  bool resumes) {
    StoreManifest fresh;
    fresh.header = header;
    fresh.shard = shard;
    if (!hasStore(folder)) return fresh;
    if (!resumes)
        return Error{ErrorCode::Usage, folder.string() +
                                           " holds a store already; --resume goes on with it, "
                                           "or choose another folder."};
    auto there = readStoreManifest(folder);
    if (!there) return there;
    auto difference = there->header.difference(header);
    if (!difference && !(there->shard == shard))
        difference = "--shard " + there->shard.text() + " (found " + shard.text() + ")";
    if (difference)
        return Error{ErrorCode::Usage,
                     folder.string() + " was made with " + *difference +
                         "; it goes on only as it began. Choose another folder for the rest."};
    there->header = header;
    return there;
}

float largestFinite(std::span<const float> values) {
    float largest = 0;
    for (const float v : values)
        if (std::isfinite(v)) largest = std::max(largest, std::abs(v));
    return largest;
}

}  // namespace

StoreWriter::StoreWriter(fs::path folder, StoreManifest manifest, int journal)
    : m_folder(std::move(folder)), m_manifest(std::move(manifest)), m_journal(journal) {}

StoreWriter::StoreWriter(StoreWriter&& other) noexcept
    : m_folder(std::move(other.m_folder)),
      m_manifest(std::move(other.m_manifest)),
      m_journal(std::exchange(other.m_journal, -1)) {}

StoreWriter::~StoreWriter() {
    if (m_journal >= 0) engine::systemIo().close(m_journal);
}

Result<StoreWriter> StoreWriter::open(const fs::path& folder, const StoreHeader& header,
                                      Shard shard, bool resumes) {
    return engine::guarded("Opening the store " + folder.string(), [&]() -> Result<StoreWriter> {
        // Refused before anything is touched, and looked at again once the store is ours.
        if (auto known = manifestFor(folder, header, shard, resumes); !known) return known.error();
        if (auto made = makeStoreFolders(folder); !made) return made.error();
        const auto journal = openJournal(folder);
        if (!journal) return journal.error();
        StoreWriter writer(folder, {}, *journal);
        auto manifest = manifestFor(folder, header, shard, resumes);
        if (!manifest) return manifest.error();
        writer.m_manifest = std::move(*manifest);
        removeTemporaries(folder);
        if (auto folded = writer.fold(); !folded) return folded.error();
        return writer;
    });
}

/// Everything known goes into the manifest; the journal begins anew.
Status StoreWriter::fold() {
    if (auto s = engine::atomicWrite(m_folder / kStoreManifest, m_manifest.toJson()); !s) return s;
    if (engine::systemIo().ftruncate(m_journal, 0) == 0) return {};
    return engine::systemError("Cannot write", m_folder / kStoreJournal, errno);
}

Result<std::vector<engine::LayerPath>> StoreWriter::missing(int image, int timestep) const {
    std::vector<engine::LayerPath> list;
    const auto& layers = m_manifest.header.layers;
    for (int i = 0; i < int(layers.size()); ++i) {
        const ArrayKey key{image, timestep, i};
        const auto found = m_manifest.arrays.find(key);
        if (found != m_manifest.arrays.end()) {
            const auto isSound = hasDigest(m_folder / m_manifest.fileOf(key), found->second.sha256);
            if (!isSound) return isSound.error();
            if (*isSound) continue;
        }
        list.push_back(layers[std::size_t(i)]);
    }
    return list;
}

Status StoreWriter::begin(const StoredImage& image) {
    const auto found = m_manifest.images.find(image.index);
    if (found != m_manifest.images.end()) {
        const auto& known = found->second;
        if (known == image) return {};
        if (known.name != image.name ||
            (!known.isFailed && !image.isFailed && known.sha256 != image.sha256))
            return Error{ErrorCode::Usage,
                         "The store " + m_folder.string() + " was begun with another picture " +
                             known.name + " at place " + std::to_string(image.index) +
                             " of the list (found " + image.name +
                             (known.name == image.name ? " with other content" : "") + ")."};
        if (image.isFailed && !known.isFailed) return {};  // what was made of it stays
    }
    m_manifest.images[image.index] = image;
    return image.isFailed ? record(image.index, {}) : Status();
}

int StoreWriter::layerIndex(const std::string& path) const {
    const auto& layers = m_manifest.header.layers;
    const auto found = std::ranges::find(layers, path, &engine::LayerPath::text);
    assert(found != layers.end());
    return int(found - layers.begin());
}

Result<std::vector<std::string>> StoreWriter::put(int image, int timestep,
                                                  const engine::NamedArrays& arrays) {
    using Notices = std::vector<std::string>;
    return engine::guarded("Writing to the store", [&]() -> Result<Notices> {
        Notices notices;
        std::vector<ArrayKey> keys;
        std::map<ArrayKey, StoredArray> written;
        ArrayFiles files;
        for (const auto& [path, activation] : arrays) {
            const ArrayKey key{image, timestep, layerIndex(path)};
            const auto file = m_manifest.fileOf(key);
            auto array = activation;
            std::size_t beyond = 0;
            if (m_manifest.header.dtype == engine::DType::F16) array = toHalf(activation, beyond);
            if (beyond > 0) {
                array = activation;
                notices.push_back(file.generic_string() + ": " + std::to_string(beyond) +
                                  " numbers are beyond float16's 65504 (the largest is " +
                                  std::to_string(largestFinite(activation.floats())) +
                                  "); this array is kept as float32.");
            }
            if (auto added = files.add(m_folder / file, array); !added) return added.error();
            written[key] = {array.dtype(), array.shape(), npyDigest(array)};
            keys.push_back(key);
        }
        if (auto committed = files.commit(); !committed) return committed.error();
        for (auto& [key, array] : written) m_manifest.arrays[key] = std::move(array);
        if (auto recorded = record(image, keys); !recorded) return recorded.error();
        return notices;
    });
}

/// A line of the journal, synced; a line that could not be written whole is taken back.
Status StoreWriter::record(int image, const std::vector<ArrayKey>& keys) {
    const auto path = m_folder / kStoreJournal;
    const off_t before = ::lseek(m_journal, 0, SEEK_END);
    const std::string line = m_manifest.journalLine(image, keys);
    std::string_view rest = line;
    int failed = before < 0 ? errno : 0;
    while (failed == 0 && !rest.empty()) {
        const ssize_t n = engine::systemIo().write(m_journal, rest.data(), rest.size());
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) failed = n < 0 ? errno : ENOSPC;
        if (n > 0) rest.remove_prefix(std::size_t(n));
    }
    if (failed == 0 && engine::systemIo().fsync(m_journal) != 0) failed = errno;
    if (failed == 0) return {};
    if (before >= 0) static_cast<void>(engine::systemIo().ftruncate(m_journal, before));
    for (const auto& key : keys) m_manifest.arrays.erase(key);
    return engine::systemError("Cannot write", path, failed);
}

Status StoreWriter::finish() {
    return engine::guarded("Finishing the store " + m_folder.string(), [&]() -> Status {
        if (auto folded = fold(); !folded) return folded;
        const auto path = m_folder / kStoreJournal;
        if (engine::systemIo().unlink(path.c_str()) != 0)
            return engine::systemError("Cannot remove", path, errno);
        engine::systemIo().close(std::exchange(m_journal, -1));
        return {};
    });
}

}  // namespace core
