// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

/// softmax(q k^T / sqrt(d)) v of one head, block by block with online softmax, compiled for several
/// instruction sets. One thread each; ops.cpp splits the work. Relative error of exp is below 2e-7,
/// sums are float32.
namespace engine::kernels {

/// A head's columns of [tokens, heads * width] matrices. Number: float, or the bits of a bfloat16.
template <typename Number>
struct AttentionHead {
    const Number *q, *k, *v;
    Number* out;
    std::ptrdiff_t stride;  ///< numbers from a token to the next, the same in all four
    int keys, width;
};

/// The functions of one instruction set. Of bfloat16 \a width, \a stride and the addresses of heads
/// must be even: its products are of pairs.
template <typename Number>
struct AttentionKernel {
    /// Floats that pack() fills, for all queries of the head.
    std::size_t (*packedSize)(int keys, int width);
    /// Keys and values in the order in which attend() reads them.
    void (*pack)(const AttentionHead<Number>& head, float* packed);
    /// Floats that attend() works in.
    std::size_t (*scratchSize)(int width);
    /// Queries [first, first + rows), at most kAttentionRows, against all keys.
    void (*attend)(const AttentionHead<Number>& head, const float* packed, int first, int rows,
                   float* scratch);
};
constexpr int kAttentionRows = 120;  // of whole tiles, whatever their height

/// The best that this processor has.
const AttentionKernel<float>& floatAttention();
/// Null where the processor has no products of bfloat16.
const AttentionKernel<std::uint16_t>* bfloat16Attention();

namespace plain {
extern const AttentionKernel<float> floatKernel;
}
#if defined(__x86_64__)
namespace avx2 {
extern const AttentionKernel<float> floatKernel;
}
namespace avx512 {
extern const AttentionKernel<float> floatKernel;
}
namespace avx512bf16 {
extern const AttentionKernel<std::uint16_t> bfloat16Kernel;
}
#endif

}  // namespace engine::kernels
