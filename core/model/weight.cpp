// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/weight.h"

#include "base/guarded.h"
#include "tensor/halves.h"
#include "tensor/tensor_bridge.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <cstddef>

namespace engine {
namespace {

constexpr std::int64_t kGrain = 1 << 16;  // numbers that one thread converts at least

/// \a halves contiguous float16 on the CPU.
at::Tensor floatsOf(const at::Tensor& halves) {
    auto floats = at::empty(halves.sizes(), at::kFloat);
    const auto* from = static_cast<const std::byte*>(halves.data_ptr());
    auto* to = floats.data_ptr<float>();
    at::parallel_for(0, halves.numel(), kGrain, [&](std::int64_t begin, std::int64_t end) {
        halvesToFloats(from + 2 * begin, to + begin, std::size_t(end - begin));
    });
    return floats;
}

/// The part of the file's tensor that is meant, as it is stored: a view of the mapped file.
at::Tensor viewOf(const StoredWeight& weight) {
    const auto array = weight.file->tensor(*weight.entry);
    if (!array) throw Interruption(array.error());
    auto stored = toTensor(*array);
    if (weight.part.isTransposed) stored = stored.t();
    if (weight.part.parts > 1) {
        const auto rows = stored.size(0) / weight.part.parts;
        stored = stored.narrow(0, weight.part.part * rows, rows);
    }
    return stored;
}

at::Tensor rounded(const at::Tensor& floats, at::ScalarType stored, WeightRounding rounding) {
    if (rounding == WeightRounding::Float16 && stored != at::kHalf)
        return floats.to(at::kHalf).to(at::kFloat);
    if (rounding == WeightRounding::Bfloat16 && stored != at::kBFloat16)
        return floats.to(at::kBFloat16).to(at::kFloat);
    return floats;
}

/// \a stored as the network wants it.
at::Tensor converted(const at::Tensor& stored, const StoredWeight& weight) {
    const bool isPlainHalf = stored.scalar_type() == at::kHalf && stored.is_contiguous();
    const auto floats = isPlainHalf ? floatsOf(stored) : stored.to(at::kFloat).contiguous();
    return rounded(floats, stored.scalar_type(), weight.rounding).to(weight.type).to(weight.device);
}

void checkIntact(const StoredWeight& weight) {
    if (auto intact = weight.file->checkIntact(); !intact) throw Interruption(intact.error());
}

}  // namespace

at::Tensor StoredWeight::read() const {
    const c10::InferenceMode ordinary(false);  // an inference tensor could never enter a graph
    const auto stored = viewOf(*this);
    const auto tensor = converted(stored, *this).view(shape);
    checkIntact(*this);
    if (!tensor.is_alias_of(stored)) file->mapped()->letGo(file->bytesOf(*entry));
    return tensor;
}

at::Tensor StoredWeight::readRows(const at::Tensor& ids) const {
    const c10::InferenceMode ordinary(false);
    const auto rows = converted(viewOf(*this).index_select(0, ids.flatten().cpu()), *this);
    checkIntact(*this);
    return rows;
}

const at::Tensor& Weight::tensor() const {
    if (m_stored) {
        m_tensor = m_stored->read();
        m_stored.reset();
    }
    return m_tensor;
}

at::Tensor Weight::rows(const at::Tensor& ids) const {
    if (!m_stored) return at::embedding(m_tensor, ids);
    auto shape = ids.sizes().vec();
    shape.push_back(m_stored->shape.back());
    return m_stored->readRows(ids).view(shape);
}

}  // namespace engine
