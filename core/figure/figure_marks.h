// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/figure.h"
#include "figure/figure_spec.h"

#include <vector>

namespace core {

/// Outlines around the tokens of \a marks on a panel that fills \a panel, with their letters beside
/// them: inside the panel, on the first side where no other mark or letter lies. Private to the
/// composer.
void drawMarks(Figure& figure, const std::vector<FigureMark>& marks, const Figure::Box& panel,
               int textSize);

}  // namespace core
