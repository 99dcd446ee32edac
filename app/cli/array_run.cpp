// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/array_run.h"

#include <io/npz.h>

namespace app {

ArrayInputs::ArrayInputs(std::filesystem::path path, engine::NamedArrays arrays)
    : m_path(std::move(path)), m_arrays(std::move(arrays)) {}

engine::Result<ArrayInputs> ArrayInputs::read(const std::filesystem::path& path) {
    auto arrays = core::readNpz(path);
    if (!arrays) return arrays.error();
    return ArrayInputs(path, std::move(*arrays));
}

engine::Result<engine::NdArray> ArrayInputs::required(const std::string& name) const {
    if (const auto* found = engine::findArray(m_arrays, name)) return *found;
    std::string there;
    for (const auto& [other, array] : m_arrays) there += (there.empty() ? "" : ", ") + other;
    return engine::Error{engine::ErrorCode::BadFile, m_path.string() + " holds no array '" + name +
                                                         "' (it holds: " + there + ")."};
}

engine::Result<engine::NdArray> ArrayInputs::required(const std::string& name, int rank) const {
    auto array = required(name);
    if (!array || array->rank() == rank) return array;
    return engine::Error{engine::ErrorCode::BadFile,
                         m_path.string() + ": '" + name + "' has shape " +
                             engine::shapeText(array->shape()) + "; " + std::to_string(rank) +
                             " dimensions were expected."};
}

std::optional<engine::NdArray> ArrayInputs::optional(const std::string& name) const {
    const auto* found = engine::findArray(m_arrays, name);
    return found ? std::optional(*found) : std::nullopt;
}

ArrayRun::ArrayRun(std::string what) : m_what(std::move(what)) {}

engine::Observation ArrayRun::observe(const std::vector<engine::LayerInfo>& layers) {
    m_progress.begin(m_what);
    engine::Observation observation;
    observation.layers = pathsOf(layers);
    observation.stop = m_interrupt.token();
    observation.progress = [this](double fraction) { m_progress.update(fraction); };
    observation.sink = [this](const engine::LayerPath& path, engine::NdArray activation) {
        m_observed.emplace_back(path.text(), std::move(activation));
    };
    return observation;
}

void ArrayRun::add(std::string name, engine::NdArray array) {
    m_results.emplace_back(std::move(name), std::move(array));
}

engine::NamedArrays ArrayRun::take() {
    m_progress.clear();
    auto all = std::move(m_results);
    for (auto& observed : m_observed) all.push_back(std::move(observed));
    m_results.clear();
    m_observed.clear();
    return all;
}

}  // namespace app
