// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/provenance.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

namespace core {

/// SHA-256 of files, read once as long as their sizes and times of change stay: a window that
/// writes many figures reads gigabytes of weights for the first one only. Any thread; who asks
/// while another one reads waits for him.
class DigestCache {
public:
    /// Called by its name without folders. Fails as digestFile, and with Cancelled.
    engine::Result<FileDigest> file(const std::filesystem::path& path, std::stop_token stop = {});
    /// Of all networks of \a model, as the command line's provenance lists them. Fails the same.
    engine::Result<std::vector<FileDigest>> weights(const engine::ModelInfo& model,
                                                    std::stop_token stop = {});

private:
    /// What tells that a file is another one now.
    struct Stamp {
        std::filesystem::path path;
        std::uintmax_t size = 0;
        std::filesystem::file_time_type changed;
        friend auto operator<=>(const Stamp&, const Stamp&) = default;
    };
    static Stamp stampOf(const std::filesystem::path& path);

    std::mutex m_mutex;
    std::map<std::vector<Stamp>, std::vector<FileDigest>> m_known;
};

}  // namespace core
