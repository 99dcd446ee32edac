// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/hover_kernels.h"

#include <analysis/similarity.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace app {
namespace {

using engine::Representation;
using engine::SimilarityMeasure;
using engine::TokenProducts;
using Json = nlohmann::ordered_json;
using Shared = std::shared_ptr<const Representation>;

constexpr int kRepeats = 41;
/// Read in turn, so that no layer is still in the processor's caches.
constexpr std::size_t kBytesInTurn = 96u << 20;
constexpr std::size_t kCopied = 4u << 20;  // numbers, at a time

Shared randomLayer(int side, int channels, unsigned seed) {
    std::minstd_rand random(seed);
    std::vector<float> values(std::size_t(side) * std::size_t(side) * std::size_t(channels));
    for (float& value : values) value = float(random() % 4096) / 1024 - 1.5f;
    const auto made = Representation::fromActivation(
        engine::LayerPath("random"),
        engine::NdArray::fromFloats({1, channels, side, side}, std::move(values)));
    return made ? *made : nullptr;
}

template <typename Work>
double milliseconds(Work&& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
        .count();
}

double medianOf(std::vector<double> times) {
    const auto middle = times.begin() + std::ptrdiff_t(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    return *middle;
}

/// All measures over layers of one shape.
class Kernels {
public:
    Kernels(int side, int channels) : m_side(side), m_channels(channels) {
        const auto bytes = std::size_t(side) * std::size_t(side) * std::size_t(channels) * 4;
        for (unsigned i = 0; i < std::max(std::size_t(2), kBytesInTurn / bytes); ++i)
            m_layers.push_back(randomLayer(side, channels, i + 1));
        m_from.resize(kBytesInTurn / sizeof(float));
        m_to.resize(m_from.size());
    }

    Json run() {
        Json rows = Json::array();
        for (const auto measure : engine::allMeasures()) rows.push_back(row(measure));
        return rows;
    }

private:
    engine::TokenRect tokenOf(int repeat) const {
        return {{repeat * 7 % m_side, repeat * 3 % m_side}};
    }

    Json row(SimilarityMeasure measure) {
        std::vector<double> kernel, copy;
        for (int i = 0; i < kRepeats; ++i) {
            copy.push_back(milliseconds([&] {
                const std::size_t at = std::size_t(i) * kCopied % (m_from.size() - kCopied);
                std::memcpy(&m_to[at], &m_from[at], kCopied * sizeof(float));
            }));
            const auto& layer = *m_layers[std::size_t(i) % m_layers.size()];
            kernel.push_back(
                milliseconds([&] { engine::similarityMap(layer, tokenOf(i), layer, measure); }));
        }
        const double median = medianOf(kernel);
        Json json = {{"measure", std::string(engine::idOf(measure))},
                     {"grid", {m_side, m_side}},
                     {"channels", m_channels},
                     {"median_ms", median}};
        if (measure != SimilarityMeasure::RelativeL2Norm)  // reads norms, not tokens
            json["share_of_bandwidth"] = double(m_layers.front()->byteCount()) / median /
                                         (2 * kCopied * sizeof(float) / medianOf(copy));
        if (const auto kind = engine::productsFor(measure))
            json.update(productsJson(measure, *kind));
        return json;
    }

    Json productsJson(SimilarityMeasure measure, TokenProducts::Kind kind) const {
        const auto& layer = *m_layers.front();
        std::optional<TokenProducts> products;
        const double making = milliseconds(
            [&] { products = TokenProducts::compute(layer, kind, [] { return true; }); });
        if (!products) return Json::object();
        std::vector<double> times;
        for (int i = 0; i < kRepeats; ++i)
            times.push_back(milliseconds(
                [&] { engine::similarityMap(layer, tokenOf(i), layer, measure, &*products); }));
        return {{"with_matrix_ms", medianOf(times)},
                {"matrix_bytes", products->byteCount()},
                {"matrix_made_ms", making}};
    }

    int m_side, m_channels;
    std::vector<Shared> m_layers;
    std::vector<float> m_from, m_to;  // copied beside the kernels
};

}  // namespace

Json hoverKernelsJson() {
    Json rows = Json::array();
    for (const auto& [side, channels] :
         {std::pair{64, 320}, {64, 640}, {64, 1280}, {32, 640}, {32, 1280}})
        for (auto& row : Kernels(side, channels).run()) rows.push_back(std::move(row));
    return rows;
}

}  // namespace app
