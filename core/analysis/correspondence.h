// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/similarity.h"

#include <optional>
#include <stop_token>
#include <vector>

namespace engine {

/// For every token of one picture the most similar token of another: dense correspondence. A plain
/// value.
struct Correspondence {
    TokenGrid grid;            ///< of the layer whose tokens are asked about
    TokenGrid other;           ///< where the matches lie
    std::vector<int> matches;  ///< [grid.count()] indices on \c other; -1: none
    /// [grid.count()] the similarity of the match; NaN where there is none. What similarityMap() of
    /// that token with the other picture has there, to the last bit.
    std::vector<float> values;
};

/// The best match of each of \a layer's tokens among \a other's, the first of equal ones: the
/// largest similarity, hence the smallest distance, before it is divided by the maximum. A token
/// that holds NaN or infinity matches nothing. Costs tokens * tokens * C multiplications: a few
/// seconds for 4096 tokens of 1280 channels. Nothing is returned once \a stop is requested.
/// Precondition: channels agree. Source: reference/similarity.md, section 7.
std::optional<Correspondence> correspondenceOf(const Representation& layer,
                                               const Representation& other,
                                               SimilarityMeasure measure,
                                               const std::stop_token& stop = {});

}  // namespace engine
