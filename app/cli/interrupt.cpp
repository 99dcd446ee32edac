// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/interrupt.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

namespace app {
namespace {

constexpr char kStop = 's';
constexpr char kQuit = 'q';

// What the handler may touch: a descriptor that stays open while the handler is installed.
std::atomic<int> g_writeEnd{-1};
std::array<int, 2> g_pipe{-1, -1};

void onSignal(int) {
    const int saved = errno;
    const ssize_t ignored = ::write(g_writeEnd.load(), &kStop, 1);
    static_cast<void>(ignored);
    errno = saved;
}

void handle(void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART | SA_RESETHAND;  // the second signal does what it always did
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
}

void waitForSignal(const std::stop_source& source) {
    char what = kQuit;
    while (::read(g_pipe[0], &what, 1) < 0 && errno == EINTR) {
    }
    if (what == kStop) source.request_stop();
}

}  // namespace

Interrupt::Interrupt() {
    if (::pipe2(g_pipe.data(), O_CLOEXEC) != 0) return;  // then Ctrl-C simply ends the process
    g_writeEnd = g_pipe[1];
    m_thread = std::thread(waitForSignal, m_source);
    handle(onSignal);
}

Interrupt::~Interrupt() {
    if (!m_thread.joinable()) return;
    handle(SIG_DFL);
    const ssize_t ignored = ::write(g_pipe[1], &kQuit, 1);
    static_cast<void>(ignored);
    m_thread.join();
    for (int& fd : g_pipe) ::close(fd), fd = -1;
    g_writeEnd = -1;
}

void useOrdinarySignals() {
    ::signal(SIGPIPE, SIG_DFL);
    ::signal(SIGXFSZ, SIG_IGN);
}

}  // namespace app
