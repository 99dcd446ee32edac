// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/figure.h"
#include "figure/figure_contents.h"
#include "figure/figure_spec.h"

namespace core {

/// Draws what \a content holds into \a box: cells, or the photo; hatching where there is no finite
/// number; the token grid and marks that \a spec asks for; a frame. Private to the composer.
void drawPanel(Figure& figure, const PanelContent& content, const Figure::Box& box,
               const FigureSpec& spec);

}  // namespace core
