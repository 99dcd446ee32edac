// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to the engine: names torch.

#include "extraction/engine.h"
#include "model/original_names.h"
#include "model/tap.h"
#include "model/weight.h"
#include "tensor/safetensors_index.h"

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace engine {

/// The named tensors of one component, from one file or several shards.
///
/// A network takes its tensors one by one with the shape that its config implies; whatever does not
/// fit is collected, so that the user gets one list of all that is missing, mis-shaped and left
/// over instead of the first.
class WeightStore {
public:
    /// The tensors of \a part, under our names. Fails as SafetensorsFile::open, and with BadFile if
    /// two shards hold the same tensor or one cannot be cut as the names say.
    static Result<WeightStore> open(const ComponentInfo& part, WeightRounding rounding,
                                    at::Device device = at::kCPU,
                                    Arithmetic arithmetic = Arithmetic::Float32);

    /// Tensors of any name and shape, N(0, 1 / fan_in) for matrices and kernels, ones elsewhere:
    /// for measuring time.
    static WeightStore random(Arithmetic arithmetic = Arithmetic::Float32);
    std::uint64_t randomBytes() const { return m_randomBytes; }

    const std::vector<std::shared_ptr<const SafetensorsFile>>& files() const { return m_files; }
    /// Names and places of what was taken, in that order, which is the order of computation.
    const std::vector<std::pair<std::string, StoredWeight>>& taken() const { return m_inOrder; }
    bool has(const std::string& name) const { return m_entries.contains(name); }
    /// What the network computes in: the type of the tensors that it takes.
    at::ScalarType computingType() const { return m_type; }
    /// The tensor \a name of \a shape and \a type, which reads its numbers when they are first
    /// used; a trailing 1x1 (linear layers stored as convolutions) is dropped or added. Zeros where
    /// it is missing or does not fit: finish() tells. Throws Interruption with Unsupported for a
    /// stored type that nobody computes with.
    Weight take(const std::string& name, at::IntArrayRef shape, at::ScalarType type);
    /// Fails with BadFile, listing what take() found wrong and the tensors that nobody took, or
    /// when a file was shortened meanwhile. \a component names the network in the message.
    Status finish(const std::string& component) const;

private:
    static Result<StoredWeight> placeOf(const std::shared_ptr<const SafetensorsFile>& file,
                                        const TensorEntry& entry, TensorPart part);
    Status addFile(const std::shared_ptr<const SafetensorsFile>& file);
    Status addNamed(const std::shared_ptr<const SafetensorsFile>& file, const TensorNames& names);
    at::Tensor drawn(at::IntArrayRef shape, at::ScalarType type);
    Weight zeros(at::IntArrayRef shape, at::ScalarType type) const;

    std::vector<std::shared_ptr<const SafetensorsFile>> m_files;
    std::unordered_map<std::string, StoredWeight> m_entries;
    std::unordered_set<std::string> m_taken;
    std::vector<std::pair<std::string, StoredWeight>> m_inOrder;
    std::vector<std::string> m_missing, m_misfits;
    WeightRounding m_rounding = WeightRounding::AsStored;
    at::Device m_device = at::kCPU;
    at::ScalarType m_type = at::kFloat;
    bool m_isRandom = false;
    std::uint64_t m_randomBytes = 0;
};

/// A place in the module tree while a network is built: the dotted prefix of its tensors, the
/// bracketed prefix of its taps.
class ModuleScope {
public:
    ModuleScope(WeightStore& weights, TapRegistry& taps) : m_weights(&weights), m_taps(&taps) {}

    /// The child module \a name, "attn1" or "resnets.0".
    ModuleScope operator/(const std::string& name) const;
    ModuleScope at(const std::string& list, int index) const {
        return *this / (list + "." + std::to_string(index));
    }

    /// In the network's computing type, or float32 within inFloat().
    Weight take(const std::string& name, at::IntArrayRef shape) const {
        return m_weights->take(join(name), shape,
                               m_isFloat ? at::kFloat : m_weights->computingType());
    }
    /// The same place, for modules that compute in float32 whatever the network does.
    ModuleScope inFloat() const {
        ModuleScope scope = *this;
        scope.m_isFloat = true;
        return scope;
    }
    bool has(const std::string& name) const { return m_weights->has(join(name)); }
    /// Registers this module as observable; call when its output is the next to be ready.
    TapId tap() const { return m_taps->add(m_prefix); }
    TapId tap(const std::string& child) const { return m_taps->add(join(child)); }

private:
    std::string join(const std::string& name) const {
        return m_prefix.empty() ? name : m_prefix + "." + name;
    }

    WeightStore* m_weights;
    TapRegistry* m_taps;
    std::string m_prefix;
    bool m_isFloat = false;
};

}  // namespace engine
