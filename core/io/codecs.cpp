// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/codecs.h"

#include <base/shared_library.h>

#include <mutex>

namespace core {

engine::Result<const Codecs*> loadCodecs() {
    static std::mutex mutex;
    static const Codecs* loaded = nullptr;
    const std::lock_guard lock(mutex);
    if (loaded) return loaded;
    const auto symbol =
        engine::openSymbol({"The reader of pictures", "libdenoscope_codecs.so", "DENOSCOPE_CODECS"},
                           "denoscope_codecs");
    if (!symbol) return symbol.error();
    using Factory = const Codecs* (*)();
    loaded = reinterpret_cast<Factory>(*symbol)();
    return loaded;
}

}  // namespace core
