// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <representation/norm_map.h>
#include <representation/representation.h>

#include <cstdint>
#include <vector>

namespace core {

/// A norm map as the labeler's grey picture: norm / maximum * 255 in float32, cut off to a whole
/// number, row-major.
///
/// Per picture; the minimum is not subtracted. NaN and a map without a positive maximum give 0.
/// Source: reference/anomalies.md, section 5 (there in float16: halfNormImageValues()).
std::vector<std::uint8_t> normImageValues(const engine::NormMap& map);

/// The same as the anomaly study computed it: activations, norms and both operations of
/// norm / maximum * 255 in float16, each rounded to nearest even. So values near 255 come in steps
/// of 0.125 before they are cut off. A norm's squares are summed in float32, as torch 2 does for
/// float16 on the CPU; torch 1.13 rounded every partial sum to float16, which moves most norms by a
/// unit or more. Source: reference/anomalies.md, section 5.
struct HalfNormImage {
    std::vector<std::uint8_t> values;
    std::size_t beyondHalf = 0;  ///< finite activations and norms that float16 makes infinite
};
HalfNormImage halfNormImageValues(const engine::Representation& tokens);

}  // namespace core
