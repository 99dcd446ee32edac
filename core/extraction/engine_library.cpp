// SPDX-License-Identifier: GPL-3.0-or-later
#include "extraction/engine_library.h"

#include "base/shared_library.h"

#include <mutex>

namespace engine {

Result<Engine*> loadEngine() {
    static std::mutex mutex;
    static Engine* loaded = nullptr;
    const std::lock_guard lock(mutex);
    if (loaded) return loaded;
    const auto symbol = openSymbol({"The engine", "libdenoscope_engine.so.0", "DENOSCOPE_ENGINE"},
                                   "denoscope_engine");
    if (!symbol) return symbol.error();
    using Factory = Engine* (*)();
    loaded = reinterpret_cast<Factory>(*symbol)();
    return loaded;
}

}  // namespace engine
