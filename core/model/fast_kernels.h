// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

/// Inner loops on plain floats, compiled for several instruction sets and chosen when the library
/// loads. One thread each; ops.cpp splits the work. Relative error of exp and erf is below 3e-7.
namespace engine::kernels {

/// Adds, per channel, the sum and the sum of squares of (x - shift) over \a tokens rows of \a
/// channels to \a sums and \a squares (doubles). \a shift [channels] keeps the squares from
/// cancelling.
void accumulateMoments(const float* x, std::size_t tokens, std::size_t channels, const float* shift,
                       double* sums, double* squares);
/// y = x * scale + offset per channel, then x / (1 + exp(-x)) if \a silu.
void scaleChannels(const float* x, float* y, std::size_t tokens, std::size_t channels,
                   const float* scale, const float* offset, bool silu);
/// Rows of [value, gate] of 2 * \a width -> value * GELU(gate), exact GELU.
void gatedGelu(const float* x, float* y, std::size_t rows, std::size_t width);

/// One block of online softmax. \a scores [rows, keys] become exp(score - maximum); \a maxima and
/// \a totals are carried from block to block, \a out [rows, width] is scaled to the new maximum.
/// Start with maxima = -infinity.
void softmaxBlock(float* scores, std::size_t rows, std::size_t keys, float* maxima, float* totals,
                  float* out, std::size_t width);

}  // namespace engine::kernels
