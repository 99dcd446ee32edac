// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "annotation/label_project.h"

#include <representation/norm_map.h>

#include <vector>

namespace core {

/// Name and version of the detector below, stored with each label that came from it.
inline constexpr const char* kDetector = "robust-z/1";

/// A patch that stands out. Not a label until somebody accepts it.
struct Proposal {
    engine::TokenIndex token;  ///< upper left
    double score = 0;          ///< robust z of the patch's mean norm
    int rank = 0;              ///< 1 = the highest score of the map
    bool isOffGrid = false;    ///< found at an odd alignment
    friend bool operator==(const Proposal&, const Proposal&) = default;
};

/// Patches of \a map whose mean norm lies at least \a threshold robust deviations above the median,
/// highest first.
///
/// Robust z = (x - median) / (1.4826 * MAD) over the patches of the same alignment; where the MAD
/// is 0 nothing is proposed. Even alignment looks at every patch once; odd alignment also at the
/// ones between, and proposes of overlapping patches only the highest. A patch that holds NaN is
/// left out.
std::vector<Proposal> proposalsOf(const engine::NormMap& map, const LabelSettings& settings,
                                  double threshold);

/// What of \a all is still open on \a image: neither labelled nor rejected there.
std::vector<Proposal> openProposals(const std::vector<Proposal>& all, const QueueImage& image,
                                    const LabelSettings& settings);

/// How well proposals agree with labels that are taken as the truth.
struct ProposalReport {
    std::size_t truePositives = 0, falsePositives = 0, falseNegatives = 0;
    double precision() const;  ///< NaN where nothing was proposed
    double recall() const;     ///< NaN where there is no label
    double f1() const;         ///< NaN where there is neither
    void add(const std::vector<Proposal>& proposals, const std::vector<PatchLabel>& labels);
};

}  // namespace core
