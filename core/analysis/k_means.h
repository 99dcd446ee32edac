// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "representation/representation.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace engine {

/// How clusters are looked for. The numbers that a paper must name beside the count.
struct KMeansOptions {
    int clusters = 6;
    int starts = 4;  ///< each with other first centres; that of the smallest inertia counts
    int mostRounds = 100;
    std::uint64_t seed = 42;
};

/// Centres of groups of tokens, the largest group first; of groups of equal size, the one that
/// holds the earlier token. A plain value.
struct Clusters {
    std::vector<std::vector<double>> centres;  ///< [K][C]
    std::vector<std::int64_t> sizes;           ///< [K] tokens, of all parts
    double inertia = 0;      ///< sum of the squared distances of all tokens to their centres
    int rounds = 0;          ///< of the start that counts
    bool isSettled = false;  ///< no token changed its cluster in the last round
};

/// k-means (Lloyd's rounds from k-means++ centres) of all finite tokens of \a parts together,
/// Euclidean, as they are: neither centred nor scaled.
///
/// Deterministic: random numbers from a generator of its own (splitmix64), float64 distances and
/// sums in a fixed order, ties to the lower index, so that every processor gives the same bytes. A
/// cluster that loses all its tokens is begun anew with the token farthest from its centre. Fewer
/// clusters than asked for where there are fewer different tokens; none without a finite token.
/// Costs starts * rounds * tokens * C * K multiplications: about a second for 4096 tokens of 1280
/// channels. Nothing is returned once \a stop is requested. Preconditions: at least one part, all
/// with as many channels, clusters and starts at least 1. Source: Arthur and Vassilvitskii 2007.
std::optional<Clusters> kMeans(std::span<const std::shared_ptr<const Representation>> parts,
                               const KMeansOptions& options, const std::stop_token& stop = {});

/// The index of the nearest centre of every token, [H * W], row-major; the lower one of equally
/// near ones; -1 for a token that holds NaN or infinity. Precondition: as many channels.
std::vector<int> nearestCentres(const Representation& layer, const Clusters& clusters);

}  // namespace engine
