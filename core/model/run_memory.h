// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to the engine.

#include <cstddef>

namespace engine {

/// While one lives, on whatever thread, the large blocks of memory that CPU tensors let go are kept
/// for the next tensors of about their size. Without it every activation is mapped anew and the
/// kernel clears its pages first: a sixth of a U-Net's pass. With the last scope everything kept
/// goes back to the system. Of libtorch 1; later versions allocate as they always do.
class RunMemory {
public:
    RunMemory();
    ~RunMemory();
    RunMemory(const RunMemory&) = delete;
    RunMemory& operator=(const RunMemory&) = delete;

    /// Bytes kept for the next tensors right now, at most kMostKept.
    static std::size_t bytesKept();
    static constexpr std::size_t kMostKept = std::size_t(768) << 20;
};

}  // namespace engine
