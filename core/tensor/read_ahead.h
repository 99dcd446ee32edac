// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tensor/mapped_file.h"

#include <condition_variable>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <stop_token>
#include <thread>

namespace engine {

/// Has the system read parts of files before somebody asks for them, in a thread that waits for the
/// disk and computes nothing. Any thread may add.
class ReadAhead {
public:
    /// \a part of the bytes of \a file comes after what has a lower \a rank and after what was
    /// added before with the same.
    void add(int rank, std::shared_ptr<const MappedFile> file, std::span<const std::byte> part);

private:
    struct Part {
        std::shared_ptr<const MappedFile> file;
        std::span<const std::byte> bytes;
    };
    void work(std::stop_token stop);
    /// The next piece to fetch, or nothing when asked to stop.
    Part next(std::stop_token stop);

    std::mutex m_mutex;
    std::condition_variable_any m_added;
    std::multimap<int, Part> m_parts;  // by rank, in the order of adding
    std::jthread m_thread;             // last: it ends before the rest goes
};

}  // namespace engine
