// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/map_values.h"

#include <analysis/correspondence.h>

namespace core {

/// The colour of a place in a picture: hue is the angle around the centre (red to the right, then
/// counter-clockwise yellow, green, cyan, blue, magenta), brightness 1 - the distance of the
/// token's middle to the centre, 1 being a corner. Source: reference/similarity.md, section 7.
Rgb wheelColor(engine::TokenIndex token, const engine::TokenGrid& grid);

/// Every token in the colour of its best match. \param isMirrored the match's column counts from
/// the right, as if its picture were seen in a mirror.
MapValues correspondenceMap(const engine::Correspondence& found, bool isMirrored);

/// What the reference's own picture shows: every token in the colour of its own place. No values.
MapValues wheelMap(const engine::TokenGrid& grid, bool isMirrored);

}  // namespace core
