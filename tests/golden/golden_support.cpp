// SPDX-License-Identifier: GPL-3.0-or-later
#include "golden_groups.h"

#include <algorithm>

namespace golden {

fs::path& root() {
    static fs::path path;
    return path;
}

std::set<std::string>& filesRead() {
    static std::set<std::string> files;
    return files;
}

engine::Observation observe(const std::vector<std::string>& layers, Activations& into) {
    engine::Observation observation;
    for (const auto& layer : layers) observation.layers.insert(LayerPath(layer));
    observation.sink = [&into](const LayerPath& path, NdArray a) {
        into.emplace(path.text(), std::move(a));
    };
    return observation;
}

OpenModel::OpenModel(Comparison& c, const ModelPlace& place, engine::WeightRounding rounding) {
    engine::LoadOptions options;
    options.weightsAs = rounding;
    options.sources = place.sources;
    options.arithmetic = place.arithmetic;
    if (const char* named = std::getenv("DENOSCOPE_DEVICE")) options.device = named;
    auto opened = denoscope_engine()->open(place.path, options);
    if (opened)
        model = std::move(*opened);
    else
        c.fail(place.path.string(), opened.error().message);
}

NamedArrays load(Comparison& c, const std::string& file) {
    filesRead().insert(file);
    auto arrays = readStoredNpz(root() / file);
    if (arrays) return std::move(*arrays);
    c.fail(file, arrays.error().message);
    return {};
}

NdArray need(Comparison& c, const NamedArrays& arrays, const std::string& name) {
    if (const auto* array = engine::findArray(arrays, name)) return *array;
    c.fail(name, "missing from the golden file");
    return {};
}

engine::UnetInputs unetInputs(Comparison& c, const NamedArrays& arrays) {
    engine::UnetInputs inputs{need(c, arrays, "sample"),
                              need(c, arrays, "timestep"),
                              need(c, arrays, "encoder_hidden_states"),
                              {},
                              {}};
    if (const auto* pooled = engine::findArray(arrays, "text_embeds")) inputs.textEmbeds = *pooled;
    if (const auto* ids = engine::findArray(arrays, "time_ids")) inputs.timeIds = *ids;
    return inputs;
}

bool isSame(const NdArray& a, const NdArray& b) {
    return a.dtype() == b.dtype() && a.shape() == b.shape() &&
           std::ranges::equal(a.bytes(), b.bytes());
}

}  // namespace golden
