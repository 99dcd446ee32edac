// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to the engine: names torch.

#include "extraction/engine.h"
#include "model/original_names.h"
#include "tensor/safetensors_index.h"

#include <ATen/core/Tensor.h>

#include <memory>
#include <utility>
#include <vector>

namespace engine {

/// A tensor, or a part of one, as it lies in a file, and what a network wants of it. Immutable.
struct StoredWeight {
    std::shared_ptr<const SafetensorsFile> file;
    const TensorEntry* entry = nullptr;  ///< in \c file
    TensorPart part;
    std::vector<std::int64_t> shape;  ///< that the network sees
    WeightRounding rounding = WeightRounding::AsStored;
    at::ScalarType type = at::kFloat;
    at::Device device = at::kCPU;

    /// Straight from the mapped file on all cores; the file's memory is let go. A float32 tensor on
    /// the CPU stays in the file. Throws Interruption with BadFile if the file was changed since it
    /// was opened.
    at::Tensor read() const;
    /// [ids, columns]: these rows of a matrix alone. \a ids int64. Throws the same.
    at::Tensor readRows(const at::Tensor& ids) const;
};

/// A tensor of a network: shape and type are known at once, the numbers are read when they are
/// first used, so that what a run does not reach costs nothing.
///
/// The first use throws as StoredWeight::read(). One thread at a time. A copy made before the first
/// use reads for itself.
class Weight {
public:
    Weight() = default;  ///< undefined, as of a layer without a bias
    Weight(at::Tensor tensor) : m_tensor(std::move(tensor)) {}
    explicit Weight(StoredWeight stored)
        : m_stored(std::make_shared<const StoredWeight>(std::move(stored))) {}

    bool defined() const { return m_stored || m_tensor.defined(); }
    at::ScalarType scalar_type() const {
        return m_stored ? m_stored->type : m_tensor.scalar_type();
    }
    std::int64_t size(std::size_t dimension) const {
        return m_stored ? m_stored->shape[dimension] : m_tensor.size(std::int64_t(dimension));
    }
    /// The numbers, read now if they were not yet.
    const at::Tensor& tensor() const;
    operator const at::Tensor&() const { return tensor(); }
    /// at::embedding() of a matrix that may stay in its file.
    at::Tensor rows(const at::Tensor& ids) const;
    void reset() { *this = {}; }

private:
    mutable at::Tensor m_tensor;
    mutable std::shared_ptr<const StoredWeight> m_stored;  ///< until it is read
};

}  // namespace engine
