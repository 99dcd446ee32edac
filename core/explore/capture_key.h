// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <representation/layer_path.h>

#include <compare>

namespace core {

/// One moment of one subject: of a photo the timestep to which it is noised, 0..999; of a
/// generation the index of the sampler's step.
struct Moment {
    int subject = 0;  ///< the explorer's number of an opened picture or a generation
    int column = 0;
    friend auto operator<=>(const Moment&, const Moment&) = default;
};

/// Names one captured activation of the open model.
struct CaptureKey {
    Moment moment;
    engine::LayerPath layer;
    friend auto operator<=>(const CaptureKey&, const CaptureKey&) = default;
};

/// Where an activation is. Failed: the run that should have given it ended with an error.
enum class CaptureState { Empty, Queued, Running, Memory, Disk, Failed };

}  // namespace core
