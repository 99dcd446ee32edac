// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench_results.h"

namespace app {

/// Runs the window part of `bench hover` with an application of its own, offscreen: \a moves of the
/// pointer over the 45 layers of SD 1.5 at 512 px. Fails with Io where the temporary folder cannot
/// be used, Internal where the window does not answer.
engine::Result<HoverBench> benchHover(int moves);

}  // namespace app
