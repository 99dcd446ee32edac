// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <analysis/similarity.h>
#include <representation/representation.h>

#include <memory>

namespace core {

/// One map wanted: a reference against all tokens of a layer.
struct SimilarityTask {
    /// Of the picture that holds the reference.
    std::shared_ptr<const engine::Representation> source;
    /// On the source's grid; of more than one token: the mean of their vectors.
    engine::TokenRect reference;
    /// Whose tokens are compared; as many channels as the source.
    std::shared_ptr<const engine::Representation> target;
    engine::SimilarityMeasure measure = engine::SimilarityMeasure::Cosine;
    friend bool operator==(const SimilarityTask&, const SimilarityTask&) = default;
};

/// Its answer.
struct SimilarityAnswer {
    SimilarityTask task;
    std::shared_ptr<const engine::SimilarityMap> map;
};

}  // namespace core
