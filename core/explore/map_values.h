// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/map_options.h"
#include "figure/color_map.h"

#include <base/result.h>
#include <model/model_info.h>
#include <representation/representation.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace core {

using SharedRepresentation = std::shared_ptr<const engine::Representation>;
struct PcaColors;
class MapStage;

/// One map before it is coloured. A plain value.
struct MapValues {
    engine::TokenGrid grid;
    /// [H * W] row-major; may hold NaN; empty of a PCA. Of clusters the number of the token's
    /// cluster, from 1; of a correspondence the similarity of the best match.
    std::vector<float> values;
    /// [H * W * 3] where colours are the data and not those of the values: of a PCA, of clusters,
    /// of a correspondence; else empty.
    std::vector<std::uint8_t> rgb;
    /// [H * W] where there is rgb: 1 where the token holds NaN or infinity; its rgb is 0 and says
    /// nothing. Empty where every token is finite. \sa isFinite()
    std::vector<std::uint8_t> notFinite;
    std::array<double, 3> explained{};  ///< of a PCA: each axis's share of the variance, 0..1
    /// Of clusters, else empty: the share of this map's finite tokens in each, 0..1. As many as
    /// there are, which may be fewer than were asked for. The values are categories, not amounts.
    std::vector<double> shares;
    std::vector<int> matches;     ///< [H * W] of a correspondence: indices on matchGrid, -1: none
    engine::TokenGrid matchGrid;  ///< of the reference's picture
    bool isSigned = false;        ///< colours are symmetric about 0
    /// What the values can be by definition: -1..1, 0..1, 0..100. Absent where there is no bound.
    std::optional<ColorRange> natural;

    /// Whether there is a colour for the token; hatched if not.
    bool isFinite(std::size_t token) const {
        if (!rgb.empty()) return notFinite.empty() || notFinite[token] == 0;
        return std::isfinite(values[token]);
    }
    int notFiniteCount() const;
    bool isCategorical() const { return !shares.empty(); }
    /// Whether the values are amounts, of which means and ranges make sense.
    bool hasAmounts() const { return !values.empty() && !isCategorical(); }
};

/// What one map is made from.
struct MapInputs {
    engine::LayerInfo info;  ///< of the layer; keys > 0: an attention map
    SharedRepresentation layer;
    SharedRepresentation other;  ///< of a difference; of a correspondence the reference's
    /// Of a PCA or of clusters: whose tokens the axes come from, too. A list that holds \c layer
    /// itself is taken as it stands: the same list for several maps gives them the same axes to the
    /// last bit.
    std::vector<SharedRepresentation> shared;
    /// Of a PCA, instead of \c shared: axes that were computed before, for several maps at once.
    std::shared_ptr<const PcaColors> colors;
    /// Of maps that share axes or centres: whoever needs them first computes them for all.
    std::shared_ptr<MapStage> stage{};
    engine::TokenRect reference;  ///< of self-attention: who looks
};

/// The numbers of every kind of map but Similarity (whose maps follow the pointer:
/// HoverSimilarity).
///
/// Norm, log, z and percentile as NormMap defines them; the logarithm of a norm of 0 is -infinity.
/// PCA: exact covariance axes of the centred
/// tokens (float64), the loading of largest magnitude positive, each of the three projections
/// scaled from its smallest to its largest value over all tokens that the axes come from
/// (reference/activations.md, section 3); fewer than three channels leave the rest 0. Attention,
/// [1, T, keys] as a head or the mean of heads: to the \c textToken, or from the reference (the
/// mean over its tokens) to every token. Difference: what is compared with is laid on this layer's
/// grid by TokenGrid::mapTo where it has another one. Clusters: engine::kMeans with its defaults; a
/// picture whose centres come from others takes the nearest ones. Correspondence:
/// engine::correspondenceOf, coloured by wheelColor; of the reference itself the wheel alone,
/// without values. Fails with Usage in a sentence for the tile: a channel that is not there,
/// channels that do not agree; with Cancelled once \a stop is requested. Precondition: layer is
/// set, and what the kind needs; kind is not Similarity (attention aside).
engine::Result<MapValues> computeMap(const MapInputs& inputs, const MapOptions& options,
                                     const std::stop_token& stop = {});

/// What kind of attention \a info is one of, if any.
bool isSelfAttention(const engine::LayerInfo& info);
bool isCrossAttention(const engine::LayerInfo& info);

}  // namespace core
