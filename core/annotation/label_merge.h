// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "annotation/label_project.h"

#include <base/result.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace core {

/// A place where two projects say different things, for somebody to decide.
struct MergeConflict {
    enum class Kind {
        RemovedElsewhere,   ///< a label here, taken away there (another label: kept)
        RejectedElsewhere,  ///< a label here, a rejected proposal there (kept)
        NothingElsewhere,   ///< labels here, "reviewed, none" there (kept, and marked as unsure)
        Comment,            ///< different comments (both kept)
    } kind = Kind::RemovedElsewhere;
    std::int64_t image = 0;
    std::optional<engine::TokenIndex> token;
    std::string text() const;  ///< one sentence
};

struct MergeResult {
    LabelProject project;
    std::vector<MergeConflict> conflicts;  ///< never decided silently: each is listed
    std::size_t added = 0;                 ///< labels that the second brought
    std::size_t removed = 0;               ///< labels that a tombstone of the very same label took
};

/// The union of both by (image, x, y), where a tombstone takes the very label that it is of, in
/// whichever project that still is. Pictures are the same where their numbers are. Settings and
/// queue order of \a first. Merging a project with itself gives it back. Fails with Usage where
/// they do not label the same thing or a number is another picture's.
engine::Result<MergeResult> mergeProjects(const LabelProject& first, const LabelProject& second);

}  // namespace core
