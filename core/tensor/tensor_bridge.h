// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to the engine: names torch.

#include "tensor/nd_array.h"

#include <ATen/core/Tensor.h>

namespace engine {

/// The array's elements as a tensor on the CPU: shared when they are aligned (never write to it),
/// else copied. Precondition: isReadable(array.dtype()).
at::Tensor toTensor(const NdArray& array);

/// toTensor() converted to float32.
at::Tensor toFloatTensor(const NdArray& array);

/// The tensor's elements, row-major on the CPU, shared where they already lie so. Floating types
/// become F32, integers I64.
NdArray toArray(const at::Tensor& tensor);

}  // namespace engine
