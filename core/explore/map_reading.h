// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/map_values.h"

#include <QString>

namespace core {

/// What a map says of one token where a number alone says too little: "cluster 3 of 6 · 14.2 % of
/// tokens", "best match x12 y07, 0.873"; empty where the number says all.
QString readingOf(const MapValues& map, engine::TokenIndex token);

/// What a map says as a whole: mean and deviation, smallest and largest of what is an amount; the
/// shares of clusters; how many tokens are not finite.
QString summaryOf(const MapValues& map);

}  // namespace core
