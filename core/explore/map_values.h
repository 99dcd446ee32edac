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
#include <vector>

namespace core {

using SharedRepresentation = std::shared_ptr<const engine::Representation>;
struct PcaColors;

/// One map before it is coloured. A plain value.
struct MapValues {
    engine::TokenGrid grid;
    std::vector<float> values;      ///< [H * W] row-major; may hold NaN; empty where there is rgb
    std::vector<std::uint8_t> rgb;  ///< [H * W * 3] of a PCA; else empty
    /// [H * W] of a PCA: 1 where the token holds NaN or infinity; its rgb is 0 and says nothing.
    /// Empty where every token is finite. \sa isFinite()
    std::vector<std::uint8_t> notFinite;
    std::array<double, 3> explained{};  ///< of a PCA: each axis's share of the variance, 0..1
    bool isSigned = false;              ///< colours are symmetric about 0
    /// What the values can be by definition: -1..1, 0..1, 0..100. Absent where there is no bound.
    std::optional<ColorRange> natural;

    /// Whether there is a colour for the token; hatched if not.
    bool isFinite(std::size_t token) const {
        if (!rgb.empty()) return notFinite.empty() || notFinite[token] == 0;
        return std::isfinite(values[token]);
    }
    int notFiniteCount() const;
};

/// What one map is made from.
struct MapInputs {
    engine::LayerInfo info;  ///< of the layer; keys > 0: an attention map
    SharedRepresentation layer;
    SharedRepresentation other;  ///< of a difference
    /// Of a PCA: whose tokens the axes come from, too. A list that holds \c layer itself is taken
    /// as it stands: the same list for several maps gives them the same axes to the last bit.
    std::vector<SharedRepresentation> shared;
    /// Of a PCA, instead of \c shared: axes that were computed before, for several maps at once.
    std::shared_ptr<const PcaColors> colors;
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
/// grid by TokenGrid::mapTo where it has another one. Fails with Usage in a sentence for the tile:
/// a channel that is not there, channels that do not agree. Precondition: layer is set, and what
/// the kind needs; kind is not Similarity (attention aside).
engine::Result<MapValues> computeMap(const MapInputs& inputs, const MapOptions& options);

/// What kind of attention \a info is one of, if any.
bool isSelfAttention(const engine::LayerInfo& info);
bool isCrossAttention(const engine::LayerInfo& info);

}  // namespace core
