// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/demo_folder.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <string>
#include <system_error>

namespace core {

namespace fs = std::filesystem;

bool hasPictureName(const fs::path& path) {
    static constexpr std::array kEndings = {".png", ".jpg", ".jpeg", ".webp",
                                            ".bmp", ".tif", ".tiff"};
    auto ending = path.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return char(std::tolower(c)); });
    return std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end();
}

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

std::optional<DemoFolder> findDemo(const fs::path& executableFolder) {
    std::vector<fs::path> places;
    if (const char* named = std::getenv("DENOSCOPE_DEMO"); named && *named)
        places.emplace_back(named);
    places.push_back(executableFolder / ".." / "share" / "denoscope" / "demo");
    places.emplace_back(DENOSCOPE_DEMO_SOURCE);
    for (const auto& place : places) {
        std::error_code error;
        if (fs::exists(place / "model" / "model_index.json", error))
            return DemoFolder{(place / "model").lexically_normal(), picturesIn(place / "photos")};
    }
    return std::nullopt;
}

}  // namespace core
