// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/map_values.h"

#include "explore/cluster_map.h"
#include "explore/correspondence_map.h"
#include "explore/map_stages.h"
#include "explore/pca_map.h"

#include <base/guarded.h>

#include <algorithm>
#include <cassert>
#include <string>

namespace core {
namespace {

using engine::Error;
using engine::ErrorCode;
using engine::Representation;
using engine::Result;
using engine::TokenIndex;

Error refused(const std::string& sentence) {
    return {ErrorCode::Usage, sentence};
}

std::string pathOf(const Representation& layer) {
    return layer.path().text();
}

/// A map on \a layer's grid whose values \a valueAt says, token by token.
template <typename Value>
MapValues mapOf(const Representation& layer, Value&& valueAt) {
    MapValues map;
    map.grid = layer.grid();
    map.values.reserve(std::size_t(map.grid.count()));
    for (std::size_t t = 0; t < std::size_t(map.grid.count()); ++t)
        map.values.push_back(float(valueAt(t)));
    return map;
}

MapValues normMap(const Representation& layer, NormScale scale) {
    const auto& norms = layer.norms();
    const auto at = [&](std::size_t t) { return layer.grid().tokenOf(t); };
    switch (scale) {
        case NormScale::Raw:
            break;
        case NormScale::Log:
            return mapOf(layer, [&](std::size_t t) { return std::log(double(norms.values()[t])); });
        case NormScale::ZScore: {
            auto map = mapOf(layer, [&](std::size_t t) { return norms.zScore(at(t)); });
            map.isSigned = true;
            return map;
        }
        case NormScale::Percentile: {
            // An infinite norm has a rank, but the map shows it for what it is.
            auto map = mapOf(layer, [&](std::size_t t) {
                return std::isfinite(norms.values()[t]) ? norms.percentile(at(t)) : std::nan("");
            });
            map.natural = ColorRange{0, 100};
            return map;
        }
    }
    return mapOf(layer, [&](std::size_t t) { return norms.values()[t]; });
}

Result<MapValues> channelMap(const Representation& layer, int channel) {
    if (channel < 0 || channel >= layer.channels())
        return refused(pathOf(layer) + " has the channels 0 to " +
                       std::to_string(layer.channels() - 1) + ", but no channel " +
                       std::to_string(channel) + ".");
    auto map = mapOf(layer, [&](std::size_t t) { return layer.token(t)[std::size_t(channel)]; });
    map.isSigned = true;
    return map;
}

double distance(std::span<const float> a, std::span<const float> b) {
    double square = 0;
    for (std::size_t c = 0; c < a.size(); ++c) {
        const double d = double(a[c]) - double(b[c]);
        square += d * d;
    }
    return std::sqrt(square);
}

Result<MapValues> differenceMap(const Representation& layer, const Representation& other,
                                DifferenceOf what) {
    const auto partner = [&](std::size_t t) {
        return other.grid().indexOf(layer.grid().mapTo(layer.grid().tokenOf(t), other.grid()));
    };
    if (what == DifferenceOf::Norms) {
        const auto& a = layer.norms().values();
        const auto& b = other.norms().values();
        auto map =
            mapOf(layer, [&](std::size_t t) { return double(a[t]) - double(b[partner(t)]); });
        map.isSigned = true;
        return map;
    }
    if (layer.channels() != other.channels())
        return refused("Vectors of " + std::to_string(layer.channels()) + " channels (" +
                       pathOf(layer) + ") and of " + std::to_string(other.channels()) + " (" +
                       pathOf(other) + ") have no difference; their norms have.");
    return mapOf(layer,
                 [&](std::size_t t) { return distance(layer.token(t), other.token(partner(t))); });
}

/// Whose tokens the axes come from: \c shared as it stands where the layer is in it.
std::vector<SharedRepresentation> partsOf(const MapInputs& inputs) {
    auto parts = inputs.shared;
    if (std::find(parts.begin(), parts.end(), inputs.layer) == parts.end())
        parts.insert(parts.begin(), inputs.layer);
    return parts;
}

/// All parts have as many channels as the layer, or which have not.
engine::Status checkParts(const MapInputs& inputs, const std::vector<SharedRepresentation>& parts,
                          const char* what) {
    for (const auto& part : parts)
        if (part->channels() != inputs.layer->channels())
            return refused(what + std::string(" of ") + std::to_string(part->channels()) +
                           " channels do not fit " + pathOf(*inputs.layer) + ", which has " +
                           std::to_string(inputs.layer->channels()) + ".");
    return {};
}

Result<MapValues> pcaMapOf(const MapInputs& inputs) {
    if (inputs.colors) {
        const auto found = inputs.colors->axes.mean.size();
        if (found == std::size_t(inputs.layer->channels()))
            return pcaMap(*inputs.layer, *inputs.colors);
        return refused("Axes of " + std::to_string(found) + " channels do not fit " +
                       pathOf(*inputs.layer) + ", which has " +
                       std::to_string(inputs.layer->channels()) + ".");
    }
    const auto parts = partsOf(inputs);
    if (auto status = checkParts(inputs, parts, "Axes"); !status) return status.error();
    if (inputs.stage) return pcaMap(*inputs.layer, inputs.stage->colors(parts));
    return pcaMap(*inputs.layer, pcaColorsOf(parts));
}

Error stopped() {
    return {ErrorCode::Cancelled, "Another map is wanted by now."};
}

Result<MapValues> clusterMapOf(const MapInputs& inputs, int count, const std::stop_token& stop) {
    if (count < kFewestClusters || count > kMostClusters)
        return refused("There can be " + std::to_string(kFewestClusters) + " to " +
                       std::to_string(kMostClusters) + " clusters, but not " +
                       std::to_string(count) + ".");
    const auto parts = partsOf(inputs);
    if (auto status = checkParts(inputs, parts, "Centres"); !status) return status.error();
    MapStage own;
    auto& stage = inputs.stage ? *inputs.stage : own;
    const auto* clusters = stage.clusters(parts, count, stop);
    if (!clusters) return stopped();
    if (clusters->centres.empty())
        return refused("No token of " + pathOf(*inputs.layer) + " is finite.");
    return clusterMap(*inputs.layer, *clusters);
}

Result<MapValues> correspondenceMapOf(const MapInputs& inputs, const MapOptions& options,
                                      const std::stop_token& stop) {
    const auto &layer = *inputs.layer, &other = *inputs.other;
    if (&layer == &other) return wheelMap(layer.grid(), options.isMirrored);
    if (layer.channels() != other.channels())
        return refused("Tokens of " + std::to_string(layer.channels()) + " channels (" +
                       pathOf(layer) + ") and of " + std::to_string(other.channels()) + " (" +
                       pathOf(other) + ") cannot be compared.");
    const auto found = engine::correspondenceOf(layer, other, options.measure, stop);
    return found ? Result(correspondenceMap(*found, options.isMirrored)) : stopped();
}

Result<MapValues> crossAttentionMap(const Representation& layer, int textToken) {
    if (textToken < 0 || textToken >= layer.channels())
        return refused("The text has the tokens 0 to " + std::to_string(layer.channels() - 1) +
                       ", but no token " + std::to_string(textToken) + ".");
    return mapOf(layer, [&](std::size_t t) { return layer.token(t)[std::size_t(textToken)]; });
}

/// Where the tokens of \a reference look, on average.
Result<MapValues> selfAttentionMap(const Representation& layer,
                                   const engine::TokenRect& reference) {
    const TokenIndex last{reference.first.row + reference.rows - 1,
                          reference.first.col + reference.cols - 1};
    if (layer.channels() != layer.grid().count())
        return refused(pathOf(layer) + " looks at " + std::to_string(layer.channels()) +
                       " tokens, but its grid has " + std::to_string(layer.grid().count()) + ".");
    if (reference.rows < 1 || reference.cols < 1 || !layer.grid().contains(reference.first) ||
        !layer.grid().contains(last))
        return refused("The reference lies outside the grid of " + pathOf(layer) + ".");
    return mapOf(layer, [&](std::size_t key) {
        double sum = 0;
        for (int row = reference.first.row; row <= last.row; ++row)
            for (int col = reference.first.col; col <= last.col; ++col)
                sum += layer.token(layer.grid().indexOf({row, col}))[key];
        return sum / reference.count();
    });
}

Result<MapValues> attentionMap(const MapInputs& inputs, int textToken) {
    auto map = isCrossAttention(inputs.info) ? crossAttentionMap(*inputs.layer, textToken)
                                             : selfAttentionMap(*inputs.layer, inputs.reference);
    if (map) map->natural = ColorRange{0, 1};
    return map;
}

Result<MapValues> mapOfKind(const MapInputs& inputs, const MapOptions& options,
                            const std::stop_token& stop) {
    if (inputs.info.keys > 0) return attentionMap(inputs, options.textToken);
    switch (options.kind) {
        case MapKind::Norm:
            return normMap(*inputs.layer, options.normScale);
        case MapKind::Pca:
            return pcaMapOf(inputs);
        case MapKind::Channel:
            return channelMap(*inputs.layer, options.channel);
        case MapKind::Difference:
            assert(inputs.other);
            return differenceMap(*inputs.layer, *inputs.other, options.differenceOf);
        case MapKind::Clusters:
            return clusterMapOf(inputs, options.clusters, stop);
        case MapKind::Correspondence:
            assert(inputs.other);
            return correspondenceMapOf(inputs, options, stop);
        case MapKind::Similarity:
            break;
    }
    assert(false);
    return refused("Similarity maps follow the pointer and are computed elsewhere.");
}

}  // namespace

int MapValues::notFiniteCount() const {
    int count = 0;
    for (std::size_t t = 0; t < std::size_t(grid.count()); ++t) count += isFinite(t) ? 0 : 1;
    return count;
}

Result<MapValues> computeMap(const MapInputs& inputs, const MapOptions& options,
                             const std::stop_token& stop) {
    assert(inputs.layer);
    return engine::guarded("Computing a map of " + pathOf(*inputs.layer),
                           [&] { return mapOfKind(inputs, options, stop); });
}

bool isSelfAttention(const engine::LayerInfo& info) {
    return info.keys > 0 && !info.isCrossAttention;
}

bool isCrossAttention(const engine::LayerInfo& info) {
    return info.keys > 0 && info.isCrossAttention;
}

}  // namespace core
