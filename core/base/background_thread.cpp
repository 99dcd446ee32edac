// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/background_thread.h"

#include <cerrno>
#include <sys/resource.h>
#include <unistd.h>

namespace engine {

void computeInBackground() {
#ifdef __linux__
    constexpr int kNicer = 5;  // a third of a free thread's share, all of what is left over
    thread_local const bool isDone = [] {
        const auto thread = id_t(::gettid());
        errno = 0;
        const int priority = ::getpriority(PRIO_PROCESS, thread);
        return errno == 0 && ::setpriority(PRIO_PROCESS, thread, priority + kNicer) == 0;
    }();
    (void)isDone;
#endif
}

}  // namespace engine
