// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/hub_cache.h"

#include "base/atomic_file.h"

#include <vector>

namespace engine {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "models--";
constexpr std::size_t kMaxRefBytes = 4096;

Error bad(const fs::path& path, const std::string& why) {
    return {ErrorCode::BadFile, path.string() + " " + why + "."};
}

std::string trimmed(std::string text) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

Result<fs::path> snapshotOfRef(const fs::path& entry, const fs::path& ref) {
    const auto text = readFile(ref, kMaxRefBytes);
    if (!text) return text.error();
    const std::string hash = trimmed(*text);
    if (hash.empty() || hash == ".." || hash.find('/') != std::string::npos)
        return bad(ref, "should hold the name of a snapshot, found \"" + hash + "\"");
    const fs::path snapshot = entry / "snapshots" / hash;
    std::error_code error;
    if (!fs::is_directory(snapshot, error))
        return bad(snapshot,
                   "is missing, though " + ref.string() + " names it: the download is incomplete");
    return snapshot;
}

Result<fs::path> onlySnapshot(const fs::path& entry) {
    std::vector<fs::path> found;
    std::error_code error;
    for (const auto& e : fs::directory_iterator(entry / "snapshots", error))
        if (e.is_directory(error)) found.push_back(e.path());
    if (found.size() == 1) return found.front();
    return bad(entry, found.empty() ? "holds no snapshot: the download is incomplete"
                                    : "holds several snapshots and no refs/main: name one of them");
}

}  // namespace

fs::path withoutTrailingSlash(const fs::path& path) {
    const fs::path normal = fs::absolute(path).lexically_normal();
    return normal.has_filename() ? normal : normal.parent_path();
}

bool isHubCacheEntry(const fs::path& folder) {
    return folder.filename().string().starts_with(kPrefix);
}

Result<fs::path> resolveHubCache(const fs::path& folder) {
    std::error_code error;
    if (!isHubCacheEntry(folder) || fs::exists(folder / "model_index.json", error)) return folder;
    const fs::path ref = folder / "refs" / "main";
    return fs::exists(ref, error) ? snapshotOfRef(folder, ref) : onlySnapshot(folder);
}

std::string modelNameOf(const fs::path& folder) {
    const bool isSnapshot = folder.parent_path().filename() == "snapshots";
    const fs::path entry = isSnapshot ? folder.parent_path().parent_path() : folder;
    if (!isHubCacheEntry(entry)) return folder.filename().string();
    std::string name = entry.filename().string().substr(kPrefix.size());
    if (const std::size_t at = name.find("--"); at != std::string::npos) name.replace(at, 2, "/");
    return name;
}

}  // namespace engine
