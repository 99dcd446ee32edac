// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// Element types that files may name. Those read and computed with: F64 F32 F16 BF16 I64 I32 U8
/// Bool; the others are known by size only.
enum class DType {
    F64,
    F32,
    F16,
    BF16,
    I64,
    I32,
    I16,
    I8,
    U64,
    U32,
    U16,
    U8,
    Bool,
    F8E4M3,
    F8E5M2
};

std::size_t sizeOf(DType dtype);       ///< bytes of one element
std::string_view nameOf(DType dtype);  ///< safetensors' name: "F32", "BOOL", ...
std::optional<DType> dtypeNamed(std::string_view safetensorsName);
bool isReadable(DType dtype);  ///< one of the eight kinds we compute with

/// "[2, 4, 64, 64]"
std::string shapeText(std::span<const std::int64_t> shape);
/// Product of the dimensions, or nothing if one is negative or the product overflows.
std::optional<std::uint64_t> elementCount(std::span<const std::int64_t> shape);

float halfToFloat(std::uint16_t bits);   ///< IEEE binary16, subnormals and NaN included
std::uint16_t floatToHalf(float value);  ///< round to nearest even
float bfloat16ToFloat(std::uint16_t bits);
std::uint16_t floatToBfloat16(float value);  ///< round to nearest even; NaN stays NaN

/// An immutable dense array, row-major, little-endian: what crosses the engine's border and lies in
/// NPY and NPZ files.
///
/// Copying shares the elements. Whatever owns them (a vector, a mapped file, a tensor) is kept
/// alive; nothing offers a way to write, so any thread may read.
class NdArray {
public:
    NdArray() = default;  ///< F32, shape [0]

    /// \a owner keeps \a data alive; data holds elementCount(shape) * sizeOf(dtype) bytes.
    NdArray(DType dtype, std::vector<std::int64_t> shape, std::shared_ptr<const void> owner,
            const std::byte* data);

    /// Copies nothing, takes the vector. Precondition: values.size() == elementCount(shape).
    static NdArray fromFloats(std::vector<std::int64_t> shape, std::vector<float> values);
    static NdArray fromInts(std::vector<std::int64_t> shape, std::vector<std::int64_t> values);
    static NdArray fromBytes(DType dtype, std::vector<std::int64_t> shape,
                             std::vector<std::byte> bytes);

    DType dtype() const { return m_dtype; }
    const std::vector<std::int64_t>& shape() const { return m_shape; }
    int rank() const { return int(m_shape.size()); }
    std::size_t count() const { return m_count; }
    std::span<const std::byte> bytes() const { return {m_data, m_count * sizeOf(m_dtype)}; }
    std::shared_ptr<const void> owner() const { return m_owner; }

    /// The elements as they lie. Precondition: dtype() == F32 (I64).
    std::span<const float> floats() const;
    std::span<const std::int64_t> ints() const;

    /// The elements converted to float, from any readable dtype. Fails with Unsupported.
    Result<std::vector<float>> toFloats() const;
    /// The elements as integers, from I64, I32, U8, Bool. Fails with Unsupported.
    Result<std::vector<std::int64_t>> toInts() const;

private:
    DType m_dtype = DType::F32;
    std::vector<std::int64_t> m_shape = {0};
    std::size_t m_count = 0;
    std::shared_ptr<const void> m_owner;
    const std::byte* m_data = nullptr;
};

/// Arrays by name in the order they were given: the content of an NPZ file.
using NamedArrays = std::vector<std::pair<std::string, NdArray>>;
/// The first array of that name, or null.
const NdArray* findArray(const NamedArrays& arrays, std::string_view name);

}  // namespace engine
