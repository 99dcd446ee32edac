// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

/// Inner loops on plain numbers, compiled for several instruction sets and chosen when the library
/// loads. One thread each; ops.cpp splits the work. Relative error of exp and erf is below 3e-7.
/// Of bfloat16, whose bits are given, only what is read and written: all between is float32.
namespace engine::kernels {

/// Adds, per channel, the sum and the sum of squares of (x - shift) over \a tokens rows of \a
/// channels to \a sums and \a squares (doubles). \a shift [channels] keeps the squares from
/// cancelling.
void accumulateMoments(const float* x, std::size_t tokens, std::size_t channels, const float* shift,
                       double* sums, double* squares);
void accumulateMoments(const std::uint16_t* x, std::size_t tokens, std::size_t channels,
                       const float* shift, double* sums, double* squares);
/// y = x * scale + offset per channel, then x / (1 + exp(-x)) if \a silu.
void scaleChannels(const float* x, float* y, std::size_t tokens, std::size_t channels,
                   const float* scale, const float* offset, bool silu);
void scaleChannels(const std::uint16_t* x, std::uint16_t* y, std::size_t tokens,
                   std::size_t channels, const float* scale, const float* offset, bool silu);
/// Rows of [value, gate] of 2 * \a width -> value * GELU(gate), exact GELU.
void gatedGelu(const float* x, float* y, std::size_t rows, std::size_t width);
void gatedGelu(const std::uint16_t* x, std::uint16_t* y, std::size_t rows, std::size_t width);
/// (x - mean) / sqrt(variance + eps) * scale + offset of each row of \a width.
void layerNorm(const std::uint16_t* x, std::uint16_t* y, std::size_t rows, std::size_t width,
               const float* scale, const float* offset, float eps);

}  // namespace engine::kernels
