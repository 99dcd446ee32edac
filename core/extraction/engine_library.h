// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "extraction/engine.h"

namespace engine {

/// The engine, loaded with its libtorch on the first call: 0.5 s and 160 MiB that a program which
/// never computes does not pay (DESIGN.md, Layers). Thread-safe. Looks beside the executable, then
/// in ../lib/denoscope and ../lib, then where the loader looks; $DENOSCOPE_ENGINE names another
/// file. Fails with Internal, naming what the loader could not find (a missing CUDA library is a
/// message, not a crash).
Result<Engine*> loadEngine();

}  // namespace engine
