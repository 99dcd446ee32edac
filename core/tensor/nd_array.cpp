// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor/nd_array.h"

#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

namespace engine {
namespace {

struct DTypeFacts {
    std::string_view name;
    std::uint8_t bytes;
    bool readable;
};

// In the order of DType.
constexpr std::array<DTypeFacts, 15> kFacts = {{{"F64", 8, true},
                                                {"F32", 4, true},
                                                {"F16", 2, true},
                                                {"BF16", 2, true},
                                                {"I64", 8, true},
                                                {"I32", 4, true},
                                                {"I16", 2, false},
                                                {"I8", 1, false},
                                                {"U64", 8, false},
                                                {"U32", 4, false},
                                                {"U16", 2, false},
                                                {"U8", 1, true},
                                                {"BOOL", 1, true},
                                                {"F8_E4M3", 1, false},
                                                {"F8_E5M2", 1, false}}};

const DTypeFacts& factsOf(DType dtype) {
    return kFacts[std::size_t(dtype)];
}

/// Converts every element; reads through memcpy because a mapped file promises no alignment.
template <typename Stored, typename Out, typename Convert>
std::vector<Out> convertAll(const NdArray& array, Convert convert) {
    std::vector<Out> out(array.count());
    const std::byte* from = array.bytes().data();
    for (std::size_t i = 0; i < out.size(); ++i) {
        Stored stored;
        std::memcpy(&stored, from + i * sizeof(Stored), sizeof(Stored));
        out[i] = convert(stored);
    }
    return out;
}

template <typename T>
NdArray adoptVector(DType dtype, std::vector<std::int64_t> shape, std::vector<T> values) {
    const auto owner = std::make_shared<const std::vector<T>>(std::move(values));
    const auto* data = reinterpret_cast<const std::byte*>(owner->data());
    NdArray array(dtype, std::move(shape), owner, data);
    assert(array.bytes().size() == owner->size() * sizeof(T));
    return array;
}

Error unsupported(DType dtype, const char* wanted) {
    return {ErrorCode::Unsupported,
            "An array of " + std::string(nameOf(dtype)) + " cannot be read as " + wanted + "."};
}

}  // namespace

std::size_t sizeOf(DType dtype) {
    return factsOf(dtype).bytes;
}

std::string_view nameOf(DType dtype) {
    return factsOf(dtype).name;
}

std::optional<DType> dtypeNamed(std::string_view safetensorsName) {
    for (std::size_t i = 0; i < kFacts.size(); ++i)
        if (kFacts[i].name == safetensorsName) return DType(i);
    return std::nullopt;
}

bool isReadable(DType dtype) {
    return factsOf(dtype).readable;
}

std::string shapeText(std::span<const std::int64_t> shape) {
    std::string text = "[";
    for (const std::int64_t side : shape)
        text += (text.size() > 1 ? ", " : "") + std::to_string(side);
    return text + "]";
}

std::optional<std::uint64_t> elementCount(std::span<const std::int64_t> shape) {
    // A zero makes the product zero however large its neighbours are, as in the safetensors
    // library.
    std::uint64_t count = 1;
    bool overflow = false, empty = false;
    for (const std::int64_t side : shape) {
        if (side < 0) return std::nullopt;
        empty = empty || side == 0;
        overflow = overflow || __builtin_mul_overflow(count, std::uint64_t(side), &count);
    }
    if (empty) return 0;
    return overflow ? std::nullopt : std::optional(count);
}

float halfToFloat(std::uint16_t bits) {
    const std::uint32_t sign = std::uint32_t(bits & 0x8000u) << 16;
    const std::uint32_t exponent = (bits >> 10) & 0x1fu;
    const std::uint32_t fraction = bits & 0x3ffu;
    if (exponent == 0) {  // zero and subnormals: fraction * 2^-24, exact in float
        const float magnitude = float(fraction) * 0x1p-24f;
        return sign ? -magnitude : magnitude;
    }
    if (exponent == 31) return std::bit_cast<float>(sign | 0x7f800000u | (fraction << 13));
    return std::bit_cast<float>(sign | ((exponent + 112) << 23) | (fraction << 13));
}

std::uint16_t floatToHalf(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t sign = (bits >> 16) & 0x8000u;
    const std::uint32_t magnitude = bits & 0x7fffffffu;
    if (magnitude > 0x7f800000u)  // NaN: keep it one even if the kept fraction bits are zero
        return std::uint16_t(sign | 0x7e00u | ((magnitude >> 13) & 0x3ffu));
    if (magnitude >= 0x477ff000u) return std::uint16_t(sign | 0x7c00u);  // rounds to 65536 or more
    if (magnitude < 0x38800000u) {  // below 2^-14: adding 0.5 leaves the rounded multiple of 2^-24
        const float shifted = std::bit_cast<float>(magnitude) + 0.5f;
        return std::uint16_t(sign | (std::bit_cast<std::uint32_t>(shifted) - 0x3f000000u));
    }
    const std::uint32_t odd = (magnitude >> 13) & 1u;
    return std::uint16_t(sign | ((magnitude - 0x38000000u + 0xfffu + odd) >> 13));
}

float bfloat16ToFloat(std::uint16_t bits) {
    return std::bit_cast<float>(std::uint32_t(bits) << 16);
}

std::uint16_t floatToBfloat16(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    if (std::isnan(value)) return std::uint16_t((bits >> 16) | 0x40u);
    return std::uint16_t((bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16);
}

NdArray::NdArray(DType dtype, std::vector<std::int64_t> shape, std::shared_ptr<const void> owner,
                 const std::byte* data)
    : m_dtype(dtype), m_shape(std::move(shape)), m_owner(std::move(owner)), m_data(data) {
    const auto count = elementCount(m_shape);
    assert(count && *count <= std::numeric_limits<std::size_t>::max() / sizeOf(dtype));
    m_count = std::size_t(*count);
}

NdArray NdArray::fromFloats(std::vector<std::int64_t> shape, std::vector<float> values) {
    return adoptVector(DType::F32, std::move(shape), std::move(values));
}

NdArray NdArray::fromInts(std::vector<std::int64_t> shape, std::vector<std::int64_t> values) {
    return adoptVector(DType::I64, std::move(shape), std::move(values));
}

NdArray NdArray::fromBytes(DType dtype, std::vector<std::int64_t> shape,
                           std::vector<std::byte> bytes) {
    return adoptVector(dtype, std::move(shape), std::move(bytes));
}

std::span<const float> NdArray::floats() const {
    assert(m_dtype == DType::F32);
    return {reinterpret_cast<const float*>(m_data), m_count};
}

std::span<const std::int64_t> NdArray::ints() const {
    assert(m_dtype == DType::I64);
    return {reinterpret_cast<const std::int64_t*>(m_data), m_count};
}

Result<std::vector<float>> NdArray::toFloats() const {
    const auto cast = [](auto v) { return float(v); };
    switch (m_dtype) {
        case DType::F64:
            return convertAll<double, float>(*this, cast);
        case DType::F32:
            return convertAll<float, float>(*this, cast);
        case DType::F16:
            return convertAll<std::uint16_t, float>(*this, halfToFloat);
        case DType::BF16:
            return convertAll<std::uint16_t, float>(*this, bfloat16ToFloat);
        case DType::I64:
            return convertAll<std::int64_t, float>(*this, cast);
        case DType::I32:
            return convertAll<std::int32_t, float>(*this, cast);
        case DType::U8:
            return convertAll<std::uint8_t, float>(*this, cast);
        case DType::Bool:
            return convertAll<std::uint8_t, float>(*this,
                                                   [](auto v) { return v != 0 ? 1.0f : 0.0f; });
        default:
            return unsupported(m_dtype, "floats");
    }
}

Result<std::vector<std::int64_t>> NdArray::toInts() const {
    const auto cast = [](auto v) { return std::int64_t(v); };
    switch (m_dtype) {
        case DType::I64:
            return convertAll<std::int64_t, std::int64_t>(*this, cast);
        case DType::I32:
            return convertAll<std::int32_t, std::int64_t>(*this, cast);
        case DType::U8:
            return convertAll<std::uint8_t, std::int64_t>(*this, cast);
        case DType::Bool:
            return convertAll<std::uint8_t, std::int64_t>(
                *this, [](auto v) { return std::int64_t(v != 0); });
        default:
            return unsupported(m_dtype, "integers");
    }
}

const NdArray* findArray(const NamedArrays& arrays, std::string_view name) {
    for (const auto& [key, array] : arrays)
        if (key == name) return &array;
    return nullptr;
}

}  // namespace engine
