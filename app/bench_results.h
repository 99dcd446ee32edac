// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <base/result.h>

#include <functional>

namespace app {

/// `bench label`: the labeler's own window, offscreen, on made-up norm pictures, worked through as
/// an annotator would who sees every anomaly. Every edit goes to a journal on disk.
struct LabelBench {
    int pictures = 0, clearPictures = 0;
    double nextMedianMs = 0, nextP99Ms = 0, nextWorstMs = 0;  ///< from the key's action, journal
                                                              ///< included, to the painted map
    double keysPerImage = 0;                                  ///< pictures with anomalies need more
    double keysPerClearImage = 0;                             ///< pictures without any
    double clicksPerImage = 0;                                ///< anomalies that were not proposed
};

/// Benchmarks that need widgets: the window's library provides them, the command line prints them.
struct WindowBenches {
    std::function<engine::Result<LabelBench>(int pictures)> label;
};

}  // namespace app
