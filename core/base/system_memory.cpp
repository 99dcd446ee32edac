// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/system_memory.h"

#include <algorithm>
#include <fstream>
#include <string>

namespace engine {
namespace {

namespace fs = std::filesystem;

/// The number behind the word \a key in a file of lines "key number".
std::optional<std::uint64_t> numberAfter(const fs::path& file, const std::string& key) {
    std::ifstream in(file);
    std::string word;
    for (std::uint64_t number = 0; in >> word;)
        if (word == key && in >> number) return number;
    return std::nullopt;
}

/// The number that is a file's content; nothing for "max".
std::optional<std::uint64_t> numberIn(const fs::path& file) {
    std::ifstream in(file);
    std::uint64_t number = 0;
    return in >> number ? std::optional(number) : std::nullopt;
}

/// The folder of this process's control group (version 2), which in a container is the top one.
fs::path controlGroup(const fs::path& root) {
    const fs::path top = root / "sys/fs/cgroup";
    std::ifstream in(root / "proc/self/cgroup");
    for (std::string line; std::getline(in, line);)
        if (line.starts_with("0::/") && fs::exists(top / line.substr(4) / "memory.max"))
            return top / line.substr(4);
    return top;
}

/// What the control group leaves; its page cache can be dropped.
std::optional<std::uint64_t> leftInControlGroup(const fs::path& root) {
    const fs::path group = controlGroup(root);
    const auto limit = numberIn(group / "memory.max");
    const auto used = numberIn(group / "memory.current");
    if (!limit || !used) return std::nullopt;
    const auto cache = numberAfter(group / "memory.stat", "inactive_file").value_or(0);
    const auto held = *used - std::min(*used, cache);
    return *limit - std::min(*limit, held);
}

}  // namespace

std::optional<std::uint64_t> availableMemory(const fs::path& root) {
    const auto kibibytes = numberAfter(root / "proc/meminfo", "MemAvailable:");
    const auto left = leftInControlGroup(root);
    if (!kibibytes) return left;
    return std::min(*kibibytes * 1024, left.value_or(UINT64_MAX));
}

}  // namespace engine
