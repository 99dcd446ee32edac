// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to the engine: names torch.

#include "extraction/engine.h"
#include "model/unet.h"

namespace engine {

/// UnetInputs as tensors, float32 on the CPU.
struct UnetCall {
    at::Tensor sample;  ///< [B, Cin, h, w]
    UnetConditioning conditioning;
};

/// Checks \a inputs against the network. Fails with BadFile naming the array that has another
/// shape.
Result<UnetCall> readUnetInputs(const UnetInputs& inputs, const UnetConfig& config);

}  // namespace engine
