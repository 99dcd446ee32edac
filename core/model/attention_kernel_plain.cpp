// SPDX-License-Identifier: GPL-3.0-or-later
// Attention for any processor.
#include "model/attention_kernel.h"
#include "model/attention_kernel_float.h"

namespace {
using Arithmetic = FloatArithmetic<4, 12, 2>;
}
#include "model/attention_kernel_body.h"

const engine::kernels::AttentionKernel<float> engine::kernels::plain::floatKernel = {
    packedSize, pack, scratchSize, attend};
