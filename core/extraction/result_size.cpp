// SPDX-License-Identifier: GPL-3.0-or-later
#include "extraction/result_size.h"

#include <algorithm>
#include <cstdio>
#include <string>

namespace engine {
namespace {

constexpr std::size_t kNamed = 3;

std::uint64_t bytesOf(const LayerInfo& layer, std::int64_t batch) {
    std::uint64_t bytes = sizeof(float);
    for (const auto side : layer.shape(batch)) bytes *= std::uint64_t(side);
    return bytes;
}

std::string sizeText(std::uint64_t bytes) {
    const double mebibytes = double(bytes) / (1 << 20);
    char text[32];
    if (mebibytes < 1024)
        std::snprintf(text, sizeof text, "%.1f MiB", mebibytes);
    else
        std::snprintf(text, sizeof text, "%.1f GiB", mebibytes / 1024);
    return text;
}

/// "a (2.0 GiB), b (1.0 GiB)": the largest first.
std::string largest(std::vector<LayerInfo> layers, std::int64_t batch) {
    std::ranges::stable_sort(layers, [&](const LayerInfo& a, const LayerInfo& b) {
        return bytesOf(a, batch) > bytesOf(b, batch);
    });
    layers.resize(std::min(layers.size(), kNamed));
    std::string text;
    for (const auto& layer : layers)
        text += (text.empty() ? "" : ", ") + layer.path.text() + " (" +
                sizeText(bytesOf(layer, batch)) + ")";
    return text;
}

}  // namespace

std::uint64_t resultBytes(const std::vector<LayerInfo>& layers, std::int64_t batch) {
    std::uint64_t bytes = 0;
    for (const auto& layer : layers) bytes += bytesOf(layer, batch);
    return bytes;
}

Status checkResultFits(const std::vector<LayerInfo>& layers, std::int64_t batch,
                       std::optional<std::uint64_t> available) {
    const std::uint64_t needed = resultBytes(layers, batch);
    if (!available || needed <= *available) return {};
    std::vector<LayerInfo> maps;
    std::ranges::copy_if(layers, std::back_inserter(maps),
                         [](const LayerInfo& layer) { return layer.keys > 0; });
    const std::uint64_t ofMaps = resultBytes(maps, batch);
    const std::string advice =
        ofMaps > needed / 2
            ? "The attention maps alone take " + sizeText(ofMaps) +
                  ": leave them out, or ask for a part of each, such as [mean] or [query=Y:X]"
            : "Leave out the largest: " + largest(layers, batch);
    return Error{ErrorCode::OutOfMemory, "The layers asked for take " + sizeText(needed) +
                                             " of memory and " + sizeText(*available) +
                                             " are available. " + advice +
                                             "; or choose a smaller size."};
}

}  // namespace engine
