// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/opened_files.h"

#include "session/demo_folder.h"

#include <algorithm>
#include <array>
#include <string>
#include <system_error>

namespace core {

namespace fs = std::filesystem;

namespace {

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

OpenedFiles sortFiles(const std::vector<fs::path>& files) {
    OpenedFiles sorted;
    for (const auto& file : files) {
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
