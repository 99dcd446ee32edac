// SPDX-License-Identifier: GPL-3.0-or-later
#include "extraction/engine_library.h"

#include <dlfcn.h>
#include <unistd.h>

#include <array>
#include <climits>
#include <cstdlib>
#include <mutex>

namespace engine {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFileName = "libdenoscope_engine.so.0";

fs::path folderOfExecutable() {
    std::array<char, PATH_MAX> buffer{};
    const ssize_t n = ::readlink("/proc/self/exe", buffer.data(), buffer.size());
    return n > 0 ? fs::path(std::string(buffer.data(), std::size_t(n))).parent_path() : fs::path();
}

std::vector<fs::path> candidates() {
    if (const char* named = std::getenv("DENOSCOPE_ENGINE")) return {named};
    const fs::path here = folderOfExecutable();
    return {here / kFileName, here / "../lib/denoscope" / kFileName, here / "../lib" / kFileName, kFileName};
}

Result<Engine*> openLibrary() {
    std::string reason;
    for (const auto& file : candidates()) {
        std::error_code ignored;
        if (file.has_parent_path() && !fs::exists(file, ignored)) continue;
        if (void* library = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL)) {
            using Factory = Engine* (*)();
            if (const auto factory = reinterpret_cast<Factory>(::dlsym(library, "denoscope_engine")))
                return factory();
        }
        if (const char* why = ::dlerror()) reason = why;
    }
    return Error{ErrorCode::Internal, "The engine (" + std::string(kFileName) + ") could not be loaded" +
                                          (reason.empty() ? ": no such file beside the program." : ": " + reason + ".")};
}

}  // namespace

Result<Engine*> loadEngine() {
    static std::mutex mutex;
    static Engine* loaded = nullptr;
    const std::lock_guard lock(mutex);
    if (loaded) return loaded;
    auto result = openLibrary();
    if (result) loaded = *result;
    return result;
}

}  // namespace engine
