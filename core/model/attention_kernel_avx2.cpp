// SPDX-License-Identifier: GPL-3.0-or-later
// Attention for x86-64-v3; compiled for it.
#include "model/attention_kernel.h"
#include "model/attention_kernel_float.h"

namespace {
using Arithmetic = FloatArithmetic<8, 12, 2>;
}
#include "model/attention_kernel_body.h"

const engine::kernels::AttentionKernel<float> engine::kernels::avx2::floatKernel = {
    packedSize, pack, scratchSize, attend};
