// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/weights.h"

#include "tensor/tensor_bridge.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace engine {
namespace {

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

Result<WeightStore> WeightStore::open(const std::vector<std::filesystem::path>& files,
                                      WeightRounding rounding, at::Device device) {
    WeightStore store;
    store.m_rounding = rounding;
    store.m_device = device;
    for (const auto& path : files) {
        auto file = SafetensorsFile::open(path);
        if (!file) return file.error();
        store.m_files.push_back(*file);
        for (const auto& entry : (*file)->entries())
            if (!store.m_entries.emplace(entry.name, Place{*file, &entry}).second)
                return Error{ErrorCode::BadFile, path.string() + " repeats the tensor " +
                                                     entry.name + " of another shard."};
    }
    return store;
}

at::Tensor WeightStore::read(const Place& place) const {
    const auto array = place.file->tensor(*place.entry);
    TORCH_CHECK(array.ok(), array.error().message);
    auto tensor = toFloatTensor(*array);
    switch (m_rounding) {
        case WeightRounding::AsStored:
            return tensor;
        case WeightRounding::Float16:
            return tensor.to(at::kHalf).to(at::kFloat);
        case WeightRounding::Bfloat16:
            return tensor.to(at::kBFloat16).to(at::kFloat);
    }
    return tensor;
}

WeightStore WeightStore::random() {
    WeightStore store;
    store.m_isRandom = true;
    return store;
}

at::Tensor WeightStore::take(const std::string& name, at::IntArrayRef shape) {
    if (m_isRandom) {
        auto tensor = at::ones(shape, m_device);
        m_randomBytes += std::uint64_t(tensor.nbytes());
        const auto fanIn = double(tensor.numel()) / double(shape[0]);
        return shape.size() < 2 ? tensor : tensor.normal_(0, 1 / std::sqrt(fanIn));
    }
    const auto it = m_entries.find(name);
    if (it == m_entries.end()) {
        m_missing.push_back(name + " " + shapeText({shape.data(), shape.size()}));
        return at::zeros(shape, m_device);
    }
    m_taken.insert(name);
    const auto& found = it->second.entry->shape;
    if (!equalButForOnes(shape, found)) {
        m_misfits.push_back(name + " (expected " + shapeText({shape.data(), shape.size()}) +
                            ", found " + shapeText(found) + ")");
        return at::zeros(shape, m_device);
    }
    return read(it->second).view(shape).to(m_device);
}

Status WeightStore::finish(const std::string& component) const {
    for (const auto& file : m_files)
        if (auto intact = file->checkIntact(); !intact) return intact;
    std::vector<std::string> surplus;
    for (const auto& [name, place] : m_entries)
        if (!m_taken.contains(name) && !isIgnorable(name)) surplus.push_back(name);
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
