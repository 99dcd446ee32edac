// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <analysis/similarity.h>

#include <QString>

#include <optional>

namespace core {

/// Where the similarity is largest: the first maximum in index order, NaN ignored. Nothing where
/// all are NaN. Source: reference/similarity.md, section 3.
std::optional<engine::TokenIndex> bestMatch(const engine::SimilarityMap& map);

/// "avg: 0.123±0.045": mean and population deviation of the finite values; "avg: ?" while \a map is
/// null or nothing in it is finite. Source: reference/similarity.md, section 3.
QString similaritySummary(const engine::SimilarityMap* map);

}  // namespace core
