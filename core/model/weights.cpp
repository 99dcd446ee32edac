// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/weights.h"

#include "base/guarded.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace engine {
namespace {

at::ScalarType typeOf(Arithmetic arithmetic) {
    return arithmetic == Arithmetic::Bfloat16 ? at::kBFloat16 : at::kFloat;
}

/// Buffers that files carry although they hold no information.
bool isIgnorable(const std::string& name) {
    return name.ends_with("embeddings.position_ids");
}

bool equalButForOnes(at::IntArrayRef a, at::IntArrayRef b) {
    const auto longer = a.size() > b.size() ? a : b;
    const auto shorter = a.size() > b.size() ? b : a;
    return longer.slice(0, shorter.size()).equals(shorter) &&
           std::all_of(longer.begin() + std::ptrdiff_t(shorter.size()), longer.end(),
                       [](auto n) { return n == 1; });
}

std::string listed(const std::string& what, const std::vector<std::string>& names) {
    if (names.empty()) return {};
    constexpr std::size_t kShown = 12;
    std::string text = " " + std::to_string(names.size()) + " " + what + ": ";
    for (std::size_t i = 0; i < std::min(names.size(), kShown); ++i)
        text += (i ? ", " : "") + names[i];
    return text + (names.size() > kShown ? ", ..." : "") + ".";
}

}  // namespace

Result<StoredWeight> WeightStore::placeOf(const std::shared_ptr<const SafetensorsFile>& file,
                                          const TensorEntry& entry, TensorPart part) {
    auto shape = entry.shape;
    const auto refuse = [&](const std::string& expected) {
        return Error{ErrorCode::BadFile, file->path().string() + ": " + entry.name + " should be " +
                                             expected + "; its shape is " + shapeText(shape) + "."};
    };
    if (part.isTransposed) {
        if (shape.size() != 2) return refuse("a matrix");
        std::swap(shape[0], shape[1]);
    }
    if (part.parts > 1) {
        if (shape.empty() || shape[0] % part.parts != 0)
            return refuse(std::to_string(part.parts) + " parts one below the other");
        shape[0] /= part.parts;
    }
    StoredWeight place;
    place.file = file;
    place.entry = &entry;
    place.part = std::move(part);
    place.shape = std::move(shape);
    return place;
}

Status WeightStore::addFile(const std::shared_ptr<const SafetensorsFile>& file) {
    for (const auto& entry : file->entries()) {
        auto place = placeOf(file, entry, {entry.name});
        if (!place) return place.error();
        if (!m_entries.emplace(entry.name, *std::move(place)).second)
            return Error{ErrorCode::BadFile, file->path().string() + " repeats the tensor " +
                                                 entry.name + " of another shard."};
    }
    return {};
}

Status WeightStore::addNamed(const std::shared_ptr<const SafetensorsFile>& file,
                             const TensorNames& names) {
    for (const auto& [name, part] : names) {
        const auto* entry = file->find(part.source);
        if (!entry)
            return Error{
                ErrorCode::BadFile,
                file->path().string() + " no longer holds the tensor " + part.source + "."};
        auto place = placeOf(file, *entry, part);
        if (!place) return place.error();
        m_entries.emplace(name, *std::move(place));
    }
    return {};
}

Result<WeightStore> WeightStore::open(const ComponentInfo& part, WeightRounding rounding,
                                      at::Device device, Arithmetic arithmetic) {
    WeightStore store;
    store.m_type = typeOf(arithmetic);
    store.m_rounding = rounding;
    store.m_device = device;
    for (const auto& path : part.weightFiles) {
        const auto file = SafetensorsFile::open(path);
        if (!file) return file.error();
        store.m_files.push_back(*file);
        auto added = part.names ? store.addNamed(*file, *part.names) : store.addFile(*file);
        if (!added) return added.error();
    }
    return store;
}

WeightStore WeightStore::random(Arithmetic arithmetic) {
    WeightStore store;
    store.m_type = typeOf(arithmetic);
    store.m_isRandom = true;
    return store;
}

at::Tensor WeightStore::drawn(at::IntArrayRef shape, at::ScalarType type) {
    auto tensor = at::ones(shape, m_device);
    m_randomBytes += std::uint64_t(tensor.numel()) * c10::elementSize(m_type);
    const auto fanIn = double(tensor.numel()) / double(shape[0]);
    if (shape.size() > 1) tensor.normal_(0, 1 / std::sqrt(fanIn));
    return tensor.to(type);
}

Weight WeightStore::zeros(at::IntArrayRef shape, at::ScalarType type) const {
    return at::zeros(shape, at::TensorOptions(m_device).dtype(type));
}

Weight WeightStore::take(const std::string& name, at::IntArrayRef shape, at::ScalarType type) {
    if (m_isRandom) return drawn(shape, type);
    const auto it = m_entries.find(name);
    if (it == m_entries.end()) {
        m_missing.push_back(name + " " + shapeText({shape.data(), shape.size()}));
        return zeros(shape, type);
    }
    m_taken.insert(name);
    auto stored = it->second;
    if (!equalButForOnes(shape, stored.shape)) {
        m_misfits.push_back(name + " (expected " + shapeText({shape.data(), shape.size()}) +
                            ", found " + shapeText(stored.shape) + ")");
        return zeros(shape, type);
    }
    if (auto readable = stored.file->tensor(*stored.entry); !readable)
        throw Interruption(readable.error());
    stored.shape = shape.vec();
    stored.rounding = m_rounding;
    stored.device = m_device;
    stored.type = type;
    m_inOrder.emplace_back(name, stored);
    return Weight(std::move(stored));
}

Status WeightStore::finish(const std::string& component) const {
    for (const auto& file : m_files)
        if (auto intact = file->checkIntact(); !intact) return intact;
    std::vector<std::string> surplus;
    for (const auto& [name, place] : m_entries)
        if (!m_taken.contains(name) && !place.part.mayBeLeft && !isIgnorable(name))
            surplus.push_back(name);
    std::sort(surplus.begin(), surplus.end());
    if (m_missing.empty() && m_misfits.empty() && surplus.empty()) return {};
    return Error{ErrorCode::BadFile,
                 "The weights of the " + component + " (" + m_files.front()->path().string() +
                     ") do not fit its config.json." + listed("tensors are missing", m_missing) +
                     listed("have another shape", m_misfits) + listed("are left over", surplus)};
}

ModuleScope ModuleScope::operator/(const std::string& name) const {
    ModuleScope child = *this;
    child.m_prefix = join(name);
    return child;
}

}  // namespace engine
