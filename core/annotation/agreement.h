// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "annotation/label_project.h"

#include <base/result.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace core {

struct AgreementOptions {
    std::optional<std::int64_t> images =
        {};                ///< how many there are; those in neither project are empty
    int resamples = 1000;  ///< of the bootstrap; 0: no interval
    std::uint64_t seed = 42;
};

/// A number with its 95 % bootstrap interval over pictures (percentiles, linear). NaN where it is
/// not defined.
struct Estimate {
    double value, low, high;
};

/// A patch that one has and the other has not.
struct Disagreement {
    std::int64_t image = 0;
    engine::TokenIndex token;
    bool isInFirst = false;
    bool isNear = false;  ///< the other has a label within one patch of it
};

/// How far two annotators agree.
///
/// Pictures that one of them has not seen yet are left out; a picture that one project does not
/// list counts as seen and empty there, because the study's arrays do not list empty ones.
struct AgreementReport {
    std::size_t pictures = 0;  ///< compared
    std::size_t unseen = 0;    ///< left out
    std::size_t firstLabels = 0, secondLabels = 0, exact = 0, near = 0;
    Estimate f1Exact;  ///< same upper left token
    Estimate f1Near;   ///< matched one to one within one patch, rows and columns each
    Estimate kappa;    ///< Cohen's, over all aligned patches: holds a label's corner or not
    Estimate alpha;    ///< Krippendorff's, nominal, over the same patches
    std::vector<Disagreement> disagreements;  ///< by image, row, column
};

/// Fails with Usage where the two do not label the same thing: grid, patch size, layer, timestep.
engine::Result<AgreementReport> agreementOf(const LabelProject& first, const LabelProject& second,
                                            const AgreementOptions& options);

/// Krippendorff's alpha of any number of annotators over the same patches, without an interval; a
/// picture that somebody has not seen has one rating less. Fails as agreementOf.
engine::Result<double> krippendorffAlpha(const std::vector<LabelProject>& projects,
                                         const AgreementOptions& options);

/// Why labels of \a a and \a b cannot be compared or merged; empty where they can. What one of them
/// does not say counts as equal.
std::string differenceOf(const LabelSettings& a, const LabelSettings& b);

}  // namespace core
