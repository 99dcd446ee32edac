// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace widgets {

/// Tells screen readers what our own widgets show: a map its read-out at the reference (a number
/// within the colour bar's range), the matrix its current cell, a picture its marked token, the
/// slider its timestep. Call it once, before the first window. Source: reference/ux.md, 3.12.
void installAccessibility();

}  // namespace widgets
