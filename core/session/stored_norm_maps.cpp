// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/stored_norm_maps.h"

#include <annotation/label_source.h>
#include <annotation/norm_source.h>
#include <annotation/store_queue.h>
#include <io/norm_image.h>

#include <QtConcurrentMap>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace core {

namespace fs = std::filesystem;
using engine::Error;
using engine::ErrorCode;

StoredNormMaps::StoredNormMaps(const LabelProject& project, fs::path base, QObject* parent)
    : NormMaps(parent),
      m_images(project.images),
      m_base(std::move(base)),
      m_grid(project.settings.grid) {
    takeRaw(project);
    connect(&m_reading, &QFutureWatcher<Read>::finished, this, &StoredNormMaps::onBatch);
}

/// What is being read holds nothing of this object: nobody waits for it.
StoredNormMaps::~StoredNormMaps() {
    m_reading.cancel();
}

/// All of norms.npz at once: 500 maps of 32 x 32 are 2 MB.
void StoredNormMaps::takeRaw(const LabelProject& project) {
    if (m_images.empty()) return;
    m_isRaw = isStoredArray(m_images.front());
    if (m_isRaw) return;
    const fs::path file = (m_base / m_images.front().path).parent_path() / "norms.npz";
    std::error_code ignored;
    if (!fs::exists(file, ignored)) return;
    auto maps = readNormMaps(file, project.settings.layer);
    if (!maps) {
        m_notice = maps.error().message;
        return;
    }
    for (std::size_t i = 0; i < m_images.size(); ++i) {
        const auto it = maps->find(m_images[i].number);
        if (it == maps->end() || !(it->second.grid() == m_grid)) {
            m_notice = file.string() + " has no map of " + std::to_string(m_grid.width) + "x" +
                       std::to_string(m_grid.height) + " tokens for " + m_images[i].path +
                       "; the 8-bit pictures are shown.";
            m_maps.clear();
            return;
        }
        m_maps[int(i)] = std::make_shared<const engine::NormMap>(std::move(it->second));
    }
    m_isRaw = true;
}

NormMaps::Map StoredNormMaps::find(int index) const {
    const auto it = m_maps.find(index);
    return it == m_maps.end() ? nullptr : it->second;
}

void StoredNormMaps::want(const std::vector<int>& indices) {
    m_wanted = indices;
    if (!m_isReading) readNext();
}

StoredNormMaps::Read StoredNormMaps::readOne(int index, const QueueImage& image,
                                             const fs::path& base, engine::TokenGrid grid) {
    const auto failure = [&](Error error) {
        return Read{index, nullptr, std::make_shared<const Error>(std::move(error))};
    };
    if (auto same = checkPicture(image, base); !same) return failure(same.error());
    auto map = isStoredArray(image) ? readStoredNorms(base / image.path)
                                    : readNormPicture(base / image.path);
    if (!map) return failure(map.error());
    if (!(map->grid() == grid))
        return failure({ErrorCode::BadFile,
                        (base / image.path).string() + " has " + std::to_string(map->grid().width) +
                            "x" + std::to_string(map->grid().height) +
                            " pixels; the project's grid is " + std::to_string(grid.width) + "x" +
                            std::to_string(grid.height) + "."});
    return {index, std::make_shared<const engine::NormMap>(std::move(*map)), nullptr};
}

/// Norms that do not belong to the picture would show another one's patches. The study's pictures
/// were rounded in float16, so a level or two may differ.
StoredNormMaps::Read StoredNormMaps::compared(Read read, const Map& raw, const QueueImage& image,
                                              const fs::path& base) {
    constexpr int kLevels = 2;
    if (!raw || read.error) return read;
    const auto& seen = read.map->values();
    const auto expected = normImageValues(*raw);
    for (std::size_t i = 0; i < expected.size(); ++i)
        if (std::abs(int(seen[i]) - int(expected[i])) > kLevels)
            return {read.index, nullptr,
                    std::make_shared<const Error>(Error{
                        ErrorCode::BadFile,
                        (base / image.path).string() +
                            " does not show the norms that norms.npz beside it has under number " +
                            std::to_string(image.number) + ". Remove norms.npz or make it anew."})};
    return {read.index, raw, nullptr};
}

bool StoredNormMaps::isDone(int index) const {
    const bool isKnown = m_isRaw ? m_compared.count(index) != 0 : m_maps.count(index) != 0;
    return isKnown || m_failed.count(index) != 0;
}

void StoredNormMaps::readNext() {
    struct Entry {
        int index;
        QueueImage image;
        Map raw;
    };
    std::vector<Entry> batch;
    for (const int index : m_wanted) {
        if (batch.size() == kBatch) break;
        if (isDone(index)) continue;
        const QueueImage& whole = m_images[std::size_t(index)];
        QueueImage needed;
        needed.number = whole.number;
        needed.path = whole.path;
        needed.bytes = whole.bytes;
        needed.sha256 = whole.sha256;
        batch.push_back({index, std::move(needed), find(index)});
    }
    m_isReading = !batch.empty();
    if (batch.empty()) return;
    m_reading.setFuture(
        QtConcurrent::mapped(std::move(batch), [base = m_base, grid = m_grid](const Entry& entry) {
            return compared(readOne(entry.index, entry.image, base, grid), entry.raw, entry.image,
                            base);
        }));
}

/// What came from norms.npz stays: it was read at once.
void StoredNormMaps::forgetFarOnes() {
    const bool isFromNpz = m_isRaw && !isStoredArray(m_images.front());
    if (isFromNpz || known() <= std::max(kMostKept, int(m_wanted.size()))) return;
    std::erase_if(m_maps, [this](const auto& entry) {
        const int index = entry.first;
        if (std::find(m_wanted.begin(), m_wanted.end(), index) != m_wanted.end()) return false;
        m_compared.erase(index);
        return true;
    });
}

void StoredNormMaps::onBatch() {
    const auto results = m_reading.future().results();
    for (const Read& read : results) {
        if (read.error) {
            m_failed.insert(read.index);
            m_maps.erase(read.index);
            Q_EMIT failed(read.index, *read.error);
            continue;
        }
        m_maps[read.index] = read.map;
        m_compared.insert(read.index);
        Q_EMIT ready(read.index);
    }
    forgetFarOnes();
    readNext();
}

}  // namespace core
