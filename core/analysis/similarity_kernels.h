// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/widest.h"

#include <cstddef>

/// One vector against \c count tokens of \c channels numbers, token-major at \c tokens; \c out
/// [count]. float32 with sums in the order of lanes.h, so that every processor, and every way to
/// cut the tokens into pieces, gives the same bytes. Private to analysis.
namespace engine {

using SimilarityKernel = void (*)(const float* a, const float* tokens, std::size_t count,
                                  std::size_t channels, float* out);

void dotProducts(const float* a, const float* tokens, std::size_t count, std::size_t channels,
                 float* out);
void manhattanDistances(const float* a, const float* tokens, std::size_t count,
                        std::size_t channels, float* out);
void euclideanDistances(const float* a, const float* tokens, std::size_t count,
                        std::size_t channels, float* out);
void chebyshevDistances(const float* a, const float* tokens, std::size_t count,
                        std::size_t channels, float* out);

/// Products of \a a (already centred on \a mean) with every token centred on \a mean, and the norms
/// of these.
void centeredProducts(const float* a, const float* mean, const float* tokens, std::size_t count,
                      std::size_t channels, float* products, float* norms);

}  // namespace engine
