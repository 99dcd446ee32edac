// SPDX-License-Identifier: GPL-3.0-or-later
// Names of the second grammar, attention maps, and that looking changes nothing.
#include "golden_groups.h"

#include <algorithm>
#include <cmath>

namespace golden {
namespace {

float at(const NdArray& a, std::initializer_list<std::int64_t> index) {
    std::int64_t offset = 0;
    auto side = a.shape().begin();
    for (const auto i : index) offset = offset * *side++ + i;
    return a.floats()[std::size_t(offset)];
}

/// softmax(q k^T / sqrt(d)) per head, in double, one number after the other.
NdArray plainMap(const NdArray& q, const NdArray& k, std::int64_t heads) {
    const auto batch = q.shape()[0], queries = q.shape()[1], keys = k.shape()[1];
    const auto d = q.shape()[2] / heads;
    std::vector<float> map;
    for (std::int64_t b = 0; b < batch; ++b)
        for (std::int64_t h = 0; h < heads; ++h)
            for (std::int64_t row = 0; row < queries; ++row) {
                std::vector<double> scores(std::size_t(keys), 0.0);
                for (std::int64_t key = 0; key < keys; ++key)
                    for (std::int64_t i = h * d; i < (h + 1) * d; ++i)
                        scores[std::size_t(key)] +=
                            double(at(q, {b, row, i})) * double(at(k, {b, key, i}));
                double total = 0;
                const double top = *std::max_element(scores.begin(), scores.end());
                for (auto& s : scores) total += s = std::exp((s - top) / std::sqrt(double(d)));
                for (const double s : scores) map.push_back(float(s / total));
            }
    return NdArray::fromFloats({batch, heads, queries, keys}, std::move(map));
}

/// Every attention whose queries and keys the file holds in full.
void checkMaps(Comparison& c, const std::string& modelName) {
    const auto arrays = load(c, "expected/" + modelName + "/unet_B.npz");
    const OpenModel m(c, root() / "models" / modelName);
    if (!m.model) return;
    std::vector<std::string> maps;
    for (const auto& [name, array] : arrays)
        if (name.ends_with(".to_q")) maps.push_back(name.substr(0, name.size() - 4) + "map");
    Activations seen;
    const auto inputs = unetInputs(c, arrays);
    const auto output = m.model->runUnet(inputs, observe(maps, seen));
    if (!output) return c.fail(modelName, output.error().message);
    const auto plain = m.model->runUnet(inputs, {});
    if (!plain) return c.fail(modelName, plain.error().message);
    c.addDeviation("maps leave the output alone", isSame(*output, *plain) ? 0 : 1);
    for (const auto& path : maps) {
        const auto module = path.substr(0, path.size() - 3);
        const auto heads = seen[path].rank() == 4 ? seen[path].shape()[1] : 1;
        c.add(path, seen[path],
              plainMap(need(c, arrays, module + "to_q"), need(c, arrays, module + "to_k"), heads));
    }
}

/// [B, T, C] -> [B, C, h, w], one number after the other; maps as they are.
NdArray laidOnGrid(const NdArray& sequence, std::int64_t height, std::int64_t width) {
    if (sequence.rank() == 4) return sequence;
    const auto batch = sequence.shape()[0], tokens = sequence.shape()[1],
               channels = sequence.shape()[2];
    std::vector<float> values;
    for (std::int64_t b = 0; b < batch; ++b)
        for (std::int64_t channel = 0; channel < channels; ++channel)
            for (std::int64_t t = 0; t < tokens; ++t)
                values.push_back(at(sequence, {b, t, channel}));
    return NdArray::fromFloats({batch, channels, height, width}, std::move(values));
}

/// Back again: [B, C, h, w] -> [B, T, C].
NdArray asSequence(const NdArray& map) {
    if (map.rank() != 4) return map;
    const auto batch = map.shape()[0], channels = map.shape()[1],
               tokens = map.shape()[2] * map.shape()[3];
    const auto flat =
        NdArray(map.dtype(), {batch, channels, tokens}, map.owner(), map.bytes().data());
    const auto turned = laidOnGrid(flat, 1, channels);  // [B, T, 1, C]
    return NdArray(map.dtype(), {batch, tokens, channels}, turned.owner(), turned.bytes().data());
}

/// Every name that the model has, in one run: what the file holds in full or summarises.
void checkNames(Comparison& c, const std::string& modelName) {
    const auto base = "expected/" + modelName + "/unet_B";
    const auto arrays = load(c, base + ".npz");
    const auto summaries = readSummaries(root() / (base + ".summary.json"));
    if (!summaries) return c.fail(base, summaries.error().message);
    const OpenModel m(c, root() / "models" / modelName);
    if (!m.model) return;
    const auto inputs = unetInputs(c, arrays);
    const int scale = m.model->info().vaeScale;
    const auto listed = m.model->unetLayers(
        {int(inputs.sample.shape()[3]) * scale, int(inputs.sample.shape()[2]) * scale});
    if (!listed) return c.fail(modelName, listed.error().message);
    std::vector<std::string> names;
    for (const auto& layer : *listed)
        if (!layer.name.empty()) names.push_back(layer.name);
    Activations seen;
    const auto output = m.model->runUnet(inputs, observe(names, seen));
    if (!output) return c.fail(modelName, output.error().message);
    c.add("output", *output, need(c, arrays, "output"));
    c.add("unet-in", seen["unet-in"], inputs.sample);
    for (const auto& layer : *listed) {
        if (layer.name.empty()) continue;
        const auto& found = seen[layer.name];
        c.addDeviation(layer.name + " is there", found.count() > 0 ? 0 : 1);
        if (const auto* array = engine::findArray(arrays, layer.path.text()))
            c.add(layer.name, found, laidOnGrid(*array, layer.grid.height, layer.grid.width));
        if (const auto it = summaries->find(layer.path.text()); it != summaries->end())
            c.add(layer.name + " (summary)",
                  it->second.shape.size() == 3 ? asSequence(found) : found, it->second);
    }
}

/// With every module observed the output is that of an unobserved run, bit for bit.
void checkObserversOnly(Comparison& c, const std::string& modelName) {
    const auto arrays = load(c, "expected/" + modelName + "/unet_C.npz");
    const OpenModel m(c, root() / "models" / modelName);
    if (!m.model) return;
    const auto inputs = unetInputs(c, arrays);
    const auto listed = m.model->unetLayers({64, 64});
    if (!listed) return c.fail(modelName, listed.error().message);
    std::vector<std::string> all;
    for (const auto& layer : *listed) all.push_back(layer.path.text());
    Activations seen;
    const auto watched = m.model->runUnet(inputs, observe(all, seen));
    const auto plain = m.model->runUnet(inputs, {});
    if (!watched) return c.fail(modelName, watched.error().message);
    if (!plain) return c.fail(modelName, plain.error().message);
    c.addDeviation("output", isSame(*watched, *plain) ? 0 : 1);
}

}  // namespace

std::vector<Group> mapGroups() {
    std::vector<Group> all;
    for (const std::string model : {"tiny-sd15", "tiny-sd21", "tiny-sdturbo", "tiny-sdxl"}) {
        all.push_back({model + "/attention_maps", kTolerance,
                       [model](Comparison& c) { checkMaps(c, model); }});
        all.push_back({model + "/second_grammar", kTolerance,
                       [model](Comparison& c) { checkNames(c, model); }});
        all.push_back({model + "/observers_only", 0,
                       [model](Comparison& c) { checkObserversOnly(c, model); }});
    }
    return all;
}

}  // namespace golden
