// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/stored_norm_maps.h"

#include <annotation/label_source.h>
#include <annotation/norm_source.h>

#include <QtConcurrentMap>

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

StoredNormMaps::~StoredNormMaps() {
    m_reading.cancel();
    m_reading.waitForFinished();
}

/// All of norms.npz at once: 500 maps of 32 x 32 are 2 MB.
void StoredNormMaps::takeRaw(const LabelProject& project) {
    if (m_images.empty()) return;
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
    if (!m_reading.isRunning()) readNext();
}

StoredNormMaps::Read StoredNormMaps::readOne(int index, const QueueImage& image,
                                             const fs::path& base, engine::TokenGrid grid) {
    const auto failure = [&](Error error) {
        return Read{index, nullptr, std::make_shared<const Error>(std::move(error))};
    };
    if (auto same = checkPicture(image, base); !same) return failure(same.error());
    auto map = readNormPicture(base / image.path);
    if (!map) return failure(map.error());
    if (!(map->grid() == grid))
        return failure({ErrorCode::BadFile,
                        (base / image.path).string() + " has " + std::to_string(map->grid().width) +
                            "x" + std::to_string(map->grid().height) +
                            " pixels; the project's grid is " + std::to_string(grid.width) + "x" +
                            std::to_string(grid.height) + "."});
    return {index, std::make_shared<const engine::NormMap>(std::move(*map)), nullptr};
}

void StoredNormMaps::readNext() {
    std::vector<std::pair<int, QueueImage>> batch;
    for (const int index : m_wanted) {
        if (batch.size() == kBatch) break;
        if (m_maps.count(index) != 0 || m_failed.count(index) != 0) continue;
        const QueueImage& whole = m_images[std::size_t(index)];
        QueueImage needed;
        needed.path = whole.path;
        needed.bytes = whole.bytes;
        needed.sha256 = whole.sha256;
        batch.emplace_back(index, std::move(needed));
    }
    if (batch.empty()) return;
    m_reading.setFuture(QtConcurrent::mapped(
        std::move(batch), [base = m_base, grid = m_grid](const std::pair<int, QueueImage>& entry) {
            return readOne(entry.first, entry.second, base, grid);
        }));
}

void StoredNormMaps::onBatch() {
    const auto results = m_reading.future().results();
    for (const Read& read : results) {
        if (read.error) {
            m_failed.insert(read.index);
            Q_EMIT failed(read.index, *read.error);
            continue;
        }
        m_maps[read.index] = read.map;
        Q_EMIT ready(read.index);
    }
    if (!m_isRaw && known() > kMostKept)
        std::erase_if(m_maps, [&](const auto& entry) {
            return std::find(m_wanted.begin(), m_wanted.end(), entry.first) == m_wanted.end();
        });
    readNext();
}

}  // namespace core
