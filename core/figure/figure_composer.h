// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/figure.h"
#include "figure/figure_spec.h"

#include <base/result.h>
#include <tensor/nd_array.h>

namespace core {

/// Lays \a spec out over the numbers in \a arrays: a grid of panels of equal width, each with its
/// own aspect; titles of rows and columns, captions, colour bars with title, numbers and range
/// mode, triangles where values are clipped, hatched cells where there is no finite number, marks
/// with letters. The width is that of \a spec, the height follows. Texts have the size of \a spec
/// whatever the width; one that does not fit is shortened in its middle.
///
/// Equal input gives an equal figure. Precondition: a QGuiApplication exists, for the fonts. Any
/// thread. Fails with BadFile (an array is missing, or of another type or shape) or Usage (nothing
/// to draw, two panels at one place, or too narrow for so many columns).
engine::Result<Figure> composeFigure(const FigureSpec& spec, const engine::NamedArrays& arrays);

}  // namespace core
