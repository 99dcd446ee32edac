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

/// Milliseconds from a move of the pointer to the last repainted tile, and the longest time that
/// the GUI thread spent on one event meanwhile.
struct PaintTimes {
    double p50Ms = 0, p99Ms = 0, worstMs = 0;
    double longestGuiBlockMs = 0;
};

/// `bench hover`, the window part: the real window, offscreen, with similarity maps of random
/// activations in the shapes of SD 1.5's 45 inner layers, all in sight. Every move changes every
/// map.
struct HoverBench {
    int maps = 0, moves = 0;
    PaintTimes withProducts;   ///< cosine, with as many products of tokens as the memory budget has
    PaintTimes direct;         ///< Euclidean distance, every map computed from the activations
    double firstTouchMs = 0;   ///< the first move, when no products are there yet
    double switchBlockMs = 0;  ///< the longest event when another measure is chosen for all maps
};

/// `bench start`: milliseconds from the start of the process, to 10 ms: to the command, to Qt being
/// there, to the window being built, to its first paint, when it can be used, and to the demo's
/// first maps; the longest time that the GUI thread spent on one event meanwhile.
struct StartBench {
    double mainMs = 0, qtMs = 0, builtMs = 0, firstPaintMs = 0, firstMapsMs = 0;
    double longestGuiBlockMs = 0;
};

/// Benchmarks that need widgets: the window's library provides them, the command line prints them.
struct WindowBenches {
    std::function<engine::Result<LabelBench>(int pictures)> label;
    std::function<engine::Result<HoverBench>(int moves)> hover;
    std::function<engine::Result<StartBench>()> start;
};

}  // namespace app
