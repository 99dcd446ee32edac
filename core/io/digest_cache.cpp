// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/digest_cache.h"

namespace core {

DigestCache::Stamp DigestCache::stampOf(const std::filesystem::path& path) {
    std::error_code ignored;
    return {path, std::filesystem::file_size(path, ignored),
            std::filesystem::last_write_time(path, ignored)};
}

engine::Result<FileDigest> DigestCache::file(const std::filesystem::path& path,
                                             std::stop_token stop) {
    const std::lock_guard lock(m_mutex);
    const std::vector<Stamp> key = {stampOf(path)};
    if (const auto known = m_known.find(key); known != m_known.end()) return known->second.front();
    auto digest = digestFile(path, {}, stop);
    if (digest) m_known[key] = {*digest};
    return digest;
}

engine::Result<std::vector<FileDigest>> DigestCache::weights(const engine::ModelInfo& model,
                                                             std::stop_token stop) {
    const std::lock_guard lock(m_mutex);
    std::vector<Stamp> key = {{model.folder, 0, {}}};  // never that of a single picture
    for (const auto& component : model.components)
        for (const auto& file : component.weightFiles) key.push_back(stampOf(file));
    if (const auto known = m_known.find(key); known != m_known.end()) return known->second;
    auto digests = digestWeights(model, {"text_encoder", "text_encoder_2", "vae", "unet"}, stop);
    if (digests) m_known[key] = *digests;
    return digests;
}

}  // namespace core
