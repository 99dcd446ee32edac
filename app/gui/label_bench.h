// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench_results.h"

namespace app {

/// Runs `bench label` with an application of its own, offscreen. Fails with Io, OutOfDisk where the
/// temporary folder cannot be used.
engine::Result<LabelBench> benchLabel(int pictures);

}  // namespace app
