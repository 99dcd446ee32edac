// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/attention_kernel.h"

namespace engine::kernels {

const AttentionKernel<float>& floatAttention() {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("x86-64-v4")) return avx512::floatKernel;
    if (__builtin_cpu_supports("x86-64-v3")) return avx2::floatKernel;
#endif
    return plain::floatKernel;
}

const AttentionKernel<std::uint16_t>* bfloat16Attention() {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("x86-64-v4") && __builtin_cpu_supports("avx512bf16"))
        return &avx512bf16::bfloat16Kernel;
#endif
    return nullptr;
}

}  // namespace engine::kernels
