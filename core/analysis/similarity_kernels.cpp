// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/similarity_kernels.h"

#include "analysis/lanes.h"

#include <algorithm>
#include <cmath>

namespace engine {

DENOSCOPE_WIDEST
void dotProducts(const float* a, const float* tokens, std::size_t count, std::size_t channels,
                 float* out) {
    for (std::size_t j = 0; j < count; ++j) {
        const float* b = tokens + j * channels;
        out[j] = total(channels, [&](std::size_t c) { return a[c] * b[c]; });
    }
}

// Both sums in one pass: with two it is the processor that limits, not the memory.
DENOSCOPE_WIDEST
void centeredProducts(const float* a, const float* mean, const float* tokens, std::size_t count,
                      std::size_t channels, float* products, float* norms) {
    for (std::size_t j = 0; j < count; ++j) {
        const float* b = tokens + j * channels;
        Lanes dot{}, square{};
        const auto add = [&](std::size_t c, std::size_t k) {
            const float d = b[c] - mean[c];
            dot[k] += a[c] * d;
            square[k] += d * d;
        };
        std::size_t c = 0;
        for (; c + lanes <= channels; c += lanes)
            for (std::size_t k = 0; k < lanes; ++k) add(c + k, k);
        for (std::size_t k = 0; c + k < channels; ++k) add(c + k, k);
        products[j] = sumOf(dot);
        norms[j] = std::sqrt(sumOf(square));
    }
}

DENOSCOPE_WIDEST
void manhattanDistances(const float* a, const float* tokens, std::size_t count,
                        std::size_t channels, float* out) {
    for (std::size_t j = 0; j < count; ++j) {
        const float* b = tokens + j * channels;
        out[j] = total(channels, [&](std::size_t c) { return std::fabs(a[c] - b[c]); });
    }
}

DENOSCOPE_WIDEST
void euclideanDistances(const float* a, const float* tokens, std::size_t count,
                        std::size_t channels, float* out) {
    for (std::size_t j = 0; j < count; ++j) {
        const float* b = tokens + j * channels;
        out[j] = std::sqrt(
            total(channels, [&](std::size_t c) { return (a[c] - b[c]) * (a[c] - b[c]); }));
    }
}

DENOSCOPE_WIDEST
void chebyshevDistances(const float* a, const float* tokens, std::size_t count,
                        std::size_t channels, float* out) {
    for (std::size_t j = 0; j < count; ++j) {
        const float* b = tokens + j * channels;
        Lanes part{};
        const auto widen = [&](std::size_t c, std::size_t k) {
            const float d = std::fabs(a[c] - b[c]);
            part[k] = d > part[k] ? d : part[k];
        };
        std::size_t c = 0;
        for (; c + lanes <= channels; c += lanes)
            for (std::size_t k = 0; k < lanes; ++k) widen(c + k, k);
        for (std::size_t k = 0; c + k < channels; ++k) widen(c + k, k);
        out[j] = *std::max_element(part.begin(), part.end());
    }
}

}  // namespace engine
