// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <thread>

namespace app {

/// Turns the first Ctrl-C (SIGINT) or SIGTERM into a request to stop; a second one ends the process
/// at once.
///
/// The handler does the one thing a handler may do, a write to a pipe; a thread of this object
/// reads it and asks. At most one object at a time.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    std::stop_token token() const { return m_source.get_token(); }

private:
    std::stop_source m_source;
    std::thread m_thread;
};

/// SIGPIPE ends the process quietly whatever the parent ignored; a file over the size limit is a
/// failed write, no signal.
void useOrdinarySignals();

}  // namespace app
