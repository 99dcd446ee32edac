// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/opened_files.h"

#include <annotation/label_opening.h>
#include <explore/session_file.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <system_error>

namespace core {

namespace fs = std::filesystem;

namespace {

bool hasPictureName(const fs::path& path) {
    static constexpr std::array kEndings = {".png", ".jpg", ".jpeg", ".webp",
                                            ".bmp", ".tif", ".tiff"};
    auto ending = path.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return char(std::tolower(c)); });
    return std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end();
}

/// A pipeline, a component, a Hugging Face cache entry.
constexpr std::array kModelMarks = {"model_index.json", "config.json", "snapshots", "unet"};

bool looksLikeModel(const fs::path& folder) {
    std::error_code error;
    return std::any_of(kModelMarks.begin(), kModelMarks.end(),
                       [&](const char* mark) { return fs::exists(folder / mark, error); });
}

bool isWeightFile(const fs::path& file) {
    static constexpr std::array kEndings = {".safetensors", ".ckpt", ".bin", ".pt", ".pth"};
    return std::find(kEndings.begin(), kEndings.end(), file.extension().string()) != kEndings.end();
}

}  // namespace

std::vector<fs::path> picturesIn(const fs::path& folder) {
    std::vector<fs::path> pictures;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        std::error_code ignored;
        if (it->is_regular_file(ignored) && hasPictureName(it->path()))
            pictures.push_back(it->path());
    }
    std::sort(pictures.begin(), pictures.end());
    return pictures;
}

OpenedFiles sortFiles(const std::vector<fs::path>& files) {
    OpenedFiles sorted;
    for (const auto& file : files) {
        if (file.extension() == kSessionEnding) {
            sorted.sessions.push_back(file);
            continue;
        }
        if (labelTargetOf(file) != LabelTarget::None) {
            sorted.labels.push_back(file);
            continue;
        }
        std::error_code error;
        if (!fs::is_directory(file, error)) {
            (isWeightFile(file) ? sorted.models : sorted.pictures).push_back(file);
            continue;
        }
        const auto pictures = looksLikeModel(file) ? std::vector<fs::path>() : picturesIn(file);
        if (pictures.empty()) sorted.models.push_back(file);
        sorted.pictures.insert(sorted.pictures.end(), pictures.begin(), pictures.end());
    }
    return sorted;
}

}  // namespace core
