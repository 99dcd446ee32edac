// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <analysis/similarity.h>
#include <representation/representation.h>

#include <memory>
#include <vector>

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
    /// The same layer of other pictures: the maximum that the measure divides by is taken over
    /// their tokens, too, so that the maps can be compared. Empty: over the target's own.
    std::vector<std::shared_ptr<const engine::Representation>> company{};

    bool hasCompany() const { return !company.empty() && engine::isDivided(measure); }
    friend bool operator==(const SimilarityTask&, const SimilarityTask&) = default;
};

/// Its answer.
struct SimilarityAnswer {
    SimilarityTask task;
    std::shared_ptr<const engine::SimilarityMap> map;
};

}  // namespace core
