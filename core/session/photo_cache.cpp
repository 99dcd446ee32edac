// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/photo_cache.h"

#include <QtConcurrentRun>

#include <algorithm>
#include <utility>

namespace core {

PhotoCache::PhotoCache(std::vector<std::filesystem::path> paths, InputShape shape, QObject* parent)
    : QObject(parent), m_paths(std::move(paths)), m_shape(shape) {
    connect(&m_loading, &QFutureWatcher<Loaded>::finished, this, &PhotoCache::onLoaded);
}

PhotoCache::~PhotoCache() {
    m_loading.waitForFinished();
}

QImage PhotoCache::find(int index) const {
    const auto it = m_images.find(index);
    return it == m_images.end() ? QImage() : it->second;
}

bool PhotoCache::hasPhoto(int index) const {
    return index >= 0 && index < int(m_paths.size()) && !m_paths[std::size_t(index)].empty();
}

void PhotoCache::want(const std::vector<int>& indices) {
    m_wanted = indices;
    std::erase_if(m_images, [&](const auto& entry) {
        return std::find(indices.begin(), indices.end(), entry.first) == indices.end();
    });
    if (!m_loading.isRunning()) next();
}

void PhotoCache::next() {
    const auto it = std::find_if(m_wanted.begin(), m_wanted.end(), [this](int index) {
        return hasPhoto(index) && m_images.count(index) == 0 && m_failed.count(index) == 0;
    });
    if (it == m_wanted.end()) return;
    m_loading.setFuture(QtConcurrent::run(
        [index = *it, path = m_paths[std::size_t(*it)], shape = m_shape]() -> Loaded {
            const auto picture = loadPicture(path, shape);
            if (!picture)
                return {index, {}, std::make_shared<const engine::Error>(picture.error())};
            return {index, toImage(*picture), nullptr};
        }));
}

void PhotoCache::onLoaded() {
    const Loaded loaded = m_loading.result();
    const bool isWanted =
        std::find(m_wanted.begin(), m_wanted.end(), loaded.index) != m_wanted.end();
    if (loaded.error)
        m_failed.insert(loaded.index);
    else if (isWanted)
        m_images[loaded.index] = loaded.image;
    next();
    if (loaded.error)
        Q_EMIT failed(loaded.index, *loaded.error);
    else if (isWanted)
        Q_EMIT ready(loaded.index);
}

}  // namespace core
