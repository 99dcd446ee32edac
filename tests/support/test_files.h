// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

/// Small helpers of tests that read and write files. They use the standard library alone, so that
/// what is tested is not tested with itself.
namespace test {

/// The golden data: beside the tests, or in the shared folder while it is not copied there.
inline std::filesystem::path goldenFolder() {
    const auto own = std::filesystem::path(DENOSCOPE_TEST_DATA) / "golden";
    return std::filesystem::exists(own) ? own
                                        : std::filesystem::path(DENOSCOPE_SHARED_DATA) / "golden";
}

inline std::string contentOf(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline void put(const std::filesystem::path& path, std::string_view bytes) {
    std::ofstream(path, std::ios::binary).write(bytes.data(), std::streamsize(bytes.size()));
}

/// The files under \a folder whose name ends in \a extension, sorted; none if there is no such
/// folder.
inline std::vector<std::filesystem::path> filesUnder(const std::filesystem::path& folder,
                                                     std::string_view extension) {
    std::vector<std::filesystem::path> found;
    if (!std::filesystem::exists(folder)) return found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.path().extension() == extension) found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace test
