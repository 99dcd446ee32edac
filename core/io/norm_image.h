// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <representation/norm_map.h>

#include <cstdint>
#include <vector>

namespace core {

/// A norm map as the labeler's grey picture: norm / maximum * 255 in float32, cut off to a whole
/// number, row-major.
///
/// Per picture; the minimum is not subtracted. NaN and a map without a positive maximum give 0.
/// Source: reference/anomalies.md, section 5 (there in float16, which quantises the top in steps of
/// 0.125).
std::vector<std::uint8_t> normImageValues(const engine::NormMap& map);

}  // namespace core
