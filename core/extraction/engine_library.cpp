// SPDX-License-Identifier: GPL-3.0-or-later
#include "extraction/engine_library.h"

#include "base/shared_library.h"

#include <cstdlib>
#include <mutex>

namespace engine {
namespace {

/// OpenBLAS 0.3.21 does not know the model numbers of newer processors, nor those that a virtual
/// machine hides, and falls back to kernels for SSE3, six times slower. It asks this variable once,
/// when it is loaded; what the user set wins.
void nameBlasKernels() {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
        ::setenv("OPENBLAS_CORETYPE", "SKYLAKEX", /*overwrite=*/0);
    else if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        ::setenv("OPENBLAS_CORETYPE", "HASWELL", /*overwrite=*/0);
#endif
}

}  // namespace

Result<Engine*> loadEngine() {
    static std::mutex mutex;
    static Engine* loaded = nullptr;
    const std::lock_guard lock(mutex);
    if (loaded) return loaded;
    nameBlasKernels();
    const auto symbol = openSymbol({"The engine", "libdenoscope_engine.so.0", "DENOSCOPE_ENGINE"},
                                   "denoscope_engine");
    if (!symbol) return symbol.error();
    using Factory = Engine* (*)();
    loaded = reinterpret_cast<Factory>(*symbol)();
    return loaded;
}

}  // namespace engine
