// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor/halves.h"

#include "tensor/nd_array.h"

#include <cstdint>
#include <cstring>

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define DENOSCOPE_HALF_INSTRUCTIONS
#endif

namespace engine {
namespace {

void oneByOne(const std::byte* from, float* to, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        std::uint16_t bits = 0;
        std::memcpy(&bits, from + 2 * i, sizeof bits);
        to[i] = halfToFloat(bits);
    }
}

#ifdef DENOSCOPE_HALF_INSTRUCTIONS
__attribute__((target("avx,f16c"))) void byInstructions(const std::byte* from, float* to,
                                                        std::size_t count) {
    std::size_t i = 0;
    for (; i + 8 <= count; i += 8) {
        const auto halves = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from + 2 * i));
        _mm256_storeu_ps(to + i, _mm256_cvtph_ps(halves));
    }
    oneByOne(from + 2 * i, to + i, count - i);
}
#endif

}  // namespace

void halvesToFloats(const std::byte* from, float* to, std::size_t count) {
#ifdef DENOSCOPE_HALF_INSTRUCTIONS
    static const bool isFast = __builtin_cpu_supports("avx") && __builtin_cpu_supports("f16c");
    if (isFast) return byInstructions(from, to, count);
#endif
    oneByOne(from, to, count);
}

}  // namespace engine
