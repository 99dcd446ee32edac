// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/shared_library.h"

#include <cstdlib>
#include <dlfcn.h>
#include <filesystem>
#include <vector>

namespace engine {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> candidates(const SharedLibrary& library) {
    if (const char* named =
            library.environment.empty() ? nullptr : std::getenv(library.environment.c_str()))
        return {named};
    std::error_code ignored;
    const fs::path here = fs::read_symlink("/proc/self/exe", ignored).parent_path();
    std::vector<fs::path> files;
    for (const char* folder : {".", "../bin", "../lib/denoscope", "../lib"})
        files.push_back(here / folder / library.fileName);
    files.emplace_back(library.fileName);
    return files;
}

}  // namespace

Result<void*> openSymbol(const SharedLibrary& library, const char* symbol) {
    std::string reason;
    for (const auto& file : candidates(library)) {
        std::error_code ignored;
        if (file.has_parent_path() && !fs::exists(file, ignored)) continue;
        if (void* opened = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL))
            if (void* found = ::dlsym(opened, symbol)) return found;
        if (const char* why = ::dlerror()) reason = why;
    }
    return Error{ErrorCode::Internal,
                 library.what + " (" + library.fileName + ") could not be loaded" +
                     (reason.empty() ? ": no such file beside the program." : ": " + reason + ".")};
}

}  // namespace engine
