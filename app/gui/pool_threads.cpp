// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pool_threads.h"

#include <QThreadPool>

#include <latch>
#include <memory>

namespace app {

void startPoolThreads() {
    auto* pool = QThreadPool::globalInstance();
    pool->setExpiryTimeout(-1);
    // Each task holds its thread until the last is handed over, so none serves twice.
    const auto gate = std::make_shared<std::latch>(1);
    for (int i = pool->activeThreadCount(); i < pool->maxThreadCount(); ++i)
        pool->start([gate] { gate->wait(); });
    gate->count_down();
}

}  // namespace app
