// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/fast_kernels.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

// One body, several instruction sets; not under a sanitizer, which is not set up yet when the
// loader chooses.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define DENOSCOPE_WIDEST \
    __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define DENOSCOPE_WIDEST
#endif

namespace engine::kernels {
namespace {

/// exp(x) = 2^n exp(r), |r| <= ln(2) / 2, by a polynomial of degree 6 (Cephes' coefficients); 0
/// below -87.
inline __attribute__((always_inline)) float exponential(float x) {
    const float clamped = std::min(std::max(x, -87.0f), 88.0f);
    const float magic = 12582912.0f;  // 1.5 * 2^23: adding it rounds to an integer
    const float n = (clamped * 1.44269504088896341f + magic) - magic;
    const float r = (clamped - n * 0.693359375f) + n * 2.12194440e-4f;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * r * r + r + 1.0f;
    const float power = std::bit_cast<float>((static_cast<std::int32_t>(n) + 127) << 23);
    return p * power;
}

/// A rational approximation of erf on [-4, 4], where it reaches 1 in float32.
inline __attribute__((always_inline)) float errorFunction(float value) {
    const float x = std::min(std::max(value, -4.0f), 4.0f);
    const float s = x * x;
    float p = -2.72614225801306e-10f;
    p = p * s + 2.77068142495902e-08f;
    p = p * s - 2.10102402082508e-06f;
    p = p * s - 5.69250639462346e-05f;
    p = p * s - 7.34990630326855e-04f;
    p = p * s - 2.95459980854025e-03f;
    p = p * s - 1.60960333262415e-02f;
    float q = -1.45660718464996e-05f;
    q = q * s - 2.13374055278905e-04f;
    q = q * s - 1.68282697438203e-03f;
    q = q * s - 7.37332916720468e-03f;
    q = q * s - 1.42647390514189e-02f;
    return x * p / q;
}

}  // namespace

DENOSCOPE_WIDEST void accumulateMoments(const float* x, std::size_t tokens, std::size_t channels,
                                        const float* shift, double* sums, double* squares) {
    constexpr std::size_t kBlock = 256, kRows = 32;  // float32 sums of 32 rows, then double
    std::array<float, kBlock> sum, square;
    for (std::size_t first = 0; first < channels; first += kBlock) {
        const std::size_t n = std::min(kBlock, channels - first);
        for (std::size_t row = 0; row < tokens; row += kRows) {
            const std::size_t rows = std::min(kRows, tokens - row);
            for (std::size_t c = 0; c < n; ++c) sum[c] = square[c] = 0;
            for (std::size_t t = 0; t < rows; ++t) {
                const float* line = x + (row + t) * channels + first;
                for (std::size_t c = 0; c < n; ++c) {
                    const float d = line[c] - shift[first + c];
                    sum[c] += d;
                    square[c] += d * d;
                }
            }
            for (std::size_t c = 0; c < n; ++c) {
                sums[first + c] += double(sum[c]);
                squares[first + c] += double(square[c]);
            }
        }
    }
}

DENOSCOPE_WIDEST void scaleChannels(const float* x, float* y, std::size_t tokens,
                                    std::size_t channels, const float* scale, const float* offset,
                                    bool silu) {
    for (std::size_t t = 0; t < tokens; ++t) {
        const float* from = x + t * channels;
        float* to = y + t * channels;
        if (!silu)
            for (std::size_t c = 0; c < channels; ++c) to[c] = from[c] * scale[c] + offset[c];
        else
            for (std::size_t c = 0; c < channels; ++c) {
                const float v = from[c] * scale[c] + offset[c];
                to[c] = v / (1.0f + exponential(-v));
            }
    }
}

DENOSCOPE_WIDEST void gatedGelu(const float* x, float* y, std::size_t rows, std::size_t width) {
    for (std::size_t r = 0; r < rows; ++r) {
        const float* value = x + r * 2 * width;
        const float* gate = value + width;
        float* to = y + r * width;
        for (std::size_t i = 0; i < width; ++i) {
            const float g = gate[i];
            to[i] = value[i] * (0.5f * g * (1.0f + errorFunction(g * 0.70710678118654752f)));
        }
    }
}

DENOSCOPE_WIDEST void softmaxBlock(float* scores, std::size_t rows, std::size_t keys, float* maxima,
                                   float* totals, float* out, std::size_t width) {
    for (std::size_t r = 0; r < rows; ++r) {
        float* line = scores + r * keys;
        float top = maxima[r];
#pragma omp simd reduction(max : top)
        for (std::size_t k = 0; k < keys; ++k) top = line[k] > top ? line[k] : top;
        const float shrink = exponential(maxima[r] - top);  // 0 in the first block
        float total = 0;
#pragma omp simd reduction(+ : total)
        for (std::size_t k = 0; k < keys; ++k) {
            line[k] = exponential(line[k] - top);
            total += line[k];
        }
        totals[r] = totals[r] * shrink + total;
        maxima[r] = top;
        float* o = out + r * width;
        for (std::size_t i = 0; i < width; ++i) o[i] *= shrink;
    }
}

}  // namespace engine::kernels
