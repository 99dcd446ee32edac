// SPDX-License-Identifier: GPL-3.0-or-later
// Attention of bfloat16 for x86-64-v4 with AVX512_BF16; compiled for it.
#include "model/attention_kernel.h"

#include <immintrin.h>

namespace {

struct Arithmetic {
    using Number = std::uint16_t;
    typedef float Vector __attribute__((vector_size(64)));
    static constexpr int kPerUnit = 2, kLanes = 16, kRegisters = 25, kScoreVectors = 4;

    /// Two products per lane, exact, added in float32.
    static Vector multiplyAdd(Vector sum, Vector units, float unit) {
        return _mm512_dpbf16_ps(sum, (__m512bh)units, (__m512bh)_mm512_set1_ps(unit));
    }
    static void narrow(Vector a, Vector b, float* to) {
        _mm512_storeu_si512(to, (__m512i)_mm512_cvtne2ps_pbh(b, a));
    }
    static std::uint16_t narrowed(float value) {
        const auto one = _mm_cvtneps_pbh(_mm_set_ss(value));
        return std::uint16_t(_mm_extract_epi16((__m128i)one, 0));
    }
};

}  // namespace
#include "model/attention_kernel_body.h"

const engine::kernels::AttentionKernel<std::uint16_t> engine::kernels::avx512bf16::bfloat16Kernel =
    {packedSize, pack, scratchSize, attend};
