// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/map_options.h"
#include "explore/pins.h"
#include "figure/figure_spec.h"

#include <model/model_info.h>

#include <optional>
#include <vector>

namespace core {

/// Whether maps of \a layer are about a reference: similarities and self-attention.
bool isAboutReference(const MapOptions& options, const engine::LayerInfo& layer);

/// What is outlined on a panel of \a subject whose map has \a grid: its pins in their colours, the
/// \a reference in white where it is no pin, and the \a best match of a reference in another
/// picture in yellow-green. Unlike in the window, a reference of another picture is not outlined: a
/// reader could not tell that it only is the same place.
std::vector<FigureMark> figureMarks(int subject, const engine::TokenGrid& grid, const Pins& pins,
                                    const std::optional<Place>& reference,
                                    const std::optional<engine::TokenIndex>& best);

}  // namespace core
