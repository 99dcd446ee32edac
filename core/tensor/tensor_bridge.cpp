// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor/tensor_bridge.h"

#include <ATen/ATen.h>

namespace engine {
namespace {

at::ScalarType scalarTypeOf(DType dtype) {
    switch (dtype) {
        case DType::F64:
            return at::kDouble;
        case DType::F32:
            return at::kFloat;
        case DType::F16:
            return at::kHalf;
        case DType::BF16:
            return at::kBFloat16;
        case DType::I64:
            return at::kLong;
        case DType::I32:
            return at::kInt;
        case DType::I16:
            return at::kShort;
        case DType::I8:
            return at::kChar;
        case DType::U8:
            return at::kByte;
        case DType::Bool:
            return at::kBool;
        default:
            break;
    }
    TORCH_CHECK(false, "arrays of dtype ", std::string(nameOf(dtype)), " cannot be computed with");
}

}  // namespace

at::Tensor toTensor(const NdArray& array) {
    const auto type = scalarTypeOf(array.dtype());
    const auto* data = array.bytes().data();
    if (array.count() == 0) return at::empty(array.shape(), type);
    auto* address = const_cast<std::byte*>(data);  // from_blob has no const; nobody writes
    const bool aligned = reinterpret_cast<std::uintptr_t>(data) % sizeOf(array.dtype()) == 0;
    if (!aligned) {
        auto copy = at::empty(array.shape(), type);
        std::copy_n(data, array.bytes().size(), static_cast<std::byte*>(copy.data_ptr()));
        return copy;
    }
    return at::from_blob(
        address, array.shape(), [owner = array.owner()](void*) {}, at::TensorOptions(type));
}

at::Tensor toFloatTensor(const NdArray& array) {
    return toTensor(array).to(at::kFloat);
}

NdArray toArray(const at::Tensor& tensor) {
    const bool floating = tensor.is_floating_point();
    const auto dense = std::make_shared<at::Tensor>(
        tensor.detach().to(at::kCPU, floating ? at::kFloat : at::kLong).contiguous());
    const auto* data = static_cast<const std::byte*>(dense->data_ptr());
    return NdArray(floating ? DType::F32 : DType::I64, dense->sizes().vec(), dense, data);
}

}  // namespace engine
