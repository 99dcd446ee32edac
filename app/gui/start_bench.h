// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench_results.h"

namespace app {

/// Runs `bench start` in this process, offscreen: the window with the demo, without the user's
/// settings and sessions. Fails with BadFile where there is no demo, Internal where the window
/// shows nothing within a minute.
engine::Result<StartBench> benchStart();

}  // namespace app
