// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <base/result.h>

#include <nlohmann/json.hpp>

namespace app {

/// The kernels of `bench hover`, one thread, on random layers of SD 1.5's and SDXL's widths:
/// [{measure, grid, channels, median_ms, share_of_bandwidth, with_matrix_ms}]. The share is that of
/// copying memory in one thread, read and written bytes counted, measured in turn with the kernel;
/// with_matrix_ms is there where products of tokens serve the measure.
nlohmann::ordered_json hoverKernelsJson();

}  // namespace app
