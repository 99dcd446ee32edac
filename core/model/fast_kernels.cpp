// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/fast_kernels.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
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
// What is compiled anew into each of them.
#define DENOSCOPE_BODY inline __attribute__((always_inline))

namespace engine::kernels {
namespace {

/// exp(x) = 2^n exp(r), |r| <= ln(2) / 2, by a polynomial of degree 6 (Cephes' coefficients); 0
/// below -87.
DENOSCOPE_BODY float exponential(float x) {
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
DENOSCOPE_BODY float errorFunction(float value) {
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

DENOSCOPE_BODY float number(float x) {
    return x;
}
DENOSCOPE_BODY float number(std::uint16_t bits) {
    return std::bit_cast<float>(std::uint32_t(bits) << 16);
}
DENOSCOPE_BODY void put(float& to, float value) {
    to = value;
}
/// Rounds to nearest, ties to even; NaN stays NaN.
DENOSCOPE_BODY void put(std::uint16_t& to, float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t rounded = (bits + 0x7fff + ((bits >> 16) & 1)) >> 16;
    to = std::uint16_t(value != value ? 0x7fc0u : rounded);
}

template <typename Number>
DENOSCOPE_BODY void moments(const Number* x, std::size_t tokens, std::size_t channels,
                            const float* shift, double* sums, double* squares) {
    constexpr std::size_t kBlock = 256, kRows = 32;  // float32 sums of 32 rows, then double
    std::array<float, kBlock> sum, square;
    for (std::size_t first = 0; first < channels; first += kBlock) {
        const std::size_t n = std::min(kBlock, channels - first);
        for (std::size_t row = 0; row < tokens; row += kRows) {
            const std::size_t rows = std::min(kRows, tokens - row);
            for (std::size_t c = 0; c < n; ++c) sum[c] = square[c] = 0;
            for (std::size_t t = 0; t < rows; ++t) {
                const Number* line = x + (row + t) * channels + first;
                for (std::size_t c = 0; c < n; ++c) {
                    const float d = number(line[c]) - shift[first + c];
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

template <typename Number>
DENOSCOPE_BODY void scale(const Number* x, Number* y, std::size_t tokens, std::size_t channels,
                          const float* factor, const float* offset, bool silu) {
    for (std::size_t t = 0; t < tokens; ++t) {
        const Number* from = x + t * channels;
        Number* to = y + t * channels;
        if (!silu)
            for (std::size_t c = 0; c < channels; ++c)
                put(to[c], number(from[c]) * factor[c] + offset[c]);
        else
            for (std::size_t c = 0; c < channels; ++c) {
                const float v = number(from[c]) * factor[c] + offset[c];
                put(to[c], v / (1.0f + exponential(-v)));
            }
    }
}

template <typename Number>
DENOSCOPE_BODY void gate(const Number* x, Number* y, std::size_t rows, std::size_t width) {
    for (std::size_t r = 0; r < rows; ++r) {
        const Number* value = x + r * 2 * width;
        const Number* gates = value + width;
        Number* to = y + r * width;
        for (std::size_t i = 0; i < width; ++i) {
            const float g = number(gates[i]);
            put(to[i],
                number(value[i]) * (0.5f * g * (1.0f + errorFunction(g * 0.70710678118654752f))));
        }
    }
}

}  // namespace

DENOSCOPE_WIDEST void accumulateMoments(const float* x, std::size_t tokens, std::size_t channels,
                                        const float* shift, double* sums, double* squares) {
    moments(x, tokens, channels, shift, sums, squares);
}
DENOSCOPE_WIDEST void accumulateMoments(const std::uint16_t* x, std::size_t tokens,
                                        std::size_t channels, const float* shift, double* sums,
                                        double* squares) {
    moments(x, tokens, channels, shift, sums, squares);
}

DENOSCOPE_WIDEST void scaleChannels(const float* x, float* y, std::size_t tokens,
                                    std::size_t channels, const float* factor, const float* offset,
                                    bool silu) {
    scale(x, y, tokens, channels, factor, offset, silu);
}
DENOSCOPE_WIDEST void scaleChannels(const std::uint16_t* x, std::uint16_t* y, std::size_t tokens,
                                    std::size_t channels, const float* factor, const float* offset,
                                    bool silu) {
    scale(x, y, tokens, channels, factor, offset, silu);
}

DENOSCOPE_WIDEST void gatedGelu(const float* x, float* y, std::size_t rows, std::size_t width) {
    gate(x, y, rows, width);
}
DENOSCOPE_WIDEST void gatedGelu(const std::uint16_t* x, std::uint16_t* y, std::size_t rows,
                                std::size_t width) {
    gate(x, y, rows, width);
}

DENOSCOPE_WIDEST void layerNorm(const std::uint16_t* x, std::uint16_t* y, std::size_t rows,
                                std::size_t width, const float* factor, const float* offset,
                                float eps) {
    for (std::size_t r = 0; r < rows; ++r, x += width, y += width) {
        float sum = 0, square = 0;
#pragma omp simd reduction(+ : sum)
        for (std::size_t i = 0; i < width; ++i) sum += number(x[i]);
        const float mean = sum / float(width);
#pragma omp simd reduction(+ : square)
        for (std::size_t i = 0; i < width; ++i)
            square += (number(x[i]) - mean) * (number(x[i]) - mean);
        const float inverse = 1.0f / std::sqrt(square / float(width) + eps);
        for (std::size_t i = 0; i < width; ++i)
            put(y[i], (number(x[i]) - mean) * inverse * factor[i] + offset[i]);
    }
}

}  // namespace engine::kernels
