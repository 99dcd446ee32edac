// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to the engine: names torch.

#include "model/run_memory.h"

#include <c10/core/InferenceMode.h>

namespace engine {

/// While one lives on this thread: networks compute without a graph, in memory that is used again.
struct Inference {
    c10::InferenceMode mode;
    RunMemory memory;
};

}  // namespace engine
