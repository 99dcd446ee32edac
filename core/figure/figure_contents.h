// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/figure_spec.h"
#include "io/picture.h"

#include <base/result.h>
#include <tensor/nd_array.h>

#include <vector>

namespace core {

/// What one panel of a figure shows, checked: either values or pixels. Private to the composer.
struct PanelContent {
    const FigurePanel* panel = nullptr;
    int height = 0, width = 0;  ///< cells or pixels
    std::vector<float> values;  ///< of a map, row-major; empty for a picture
    Picture picture;            ///< otherwise
    ColorRange range;           ///< that the colours span: the panel's own, or its bar's
    bool isMap() const { return !values.empty(); }
};

/// One for each panel of \a spec, in its order; they point into \a spec. Fails with BadFile: an
/// array is missing, neither float32 [H, W] nor uint8 [H, W, 3], or larger than is drawn.
engine::Result<std::vector<PanelContent>> panelContents(const FigureSpec& spec,
                                                        const engine::NamedArrays& arrays);

}  // namespace core
