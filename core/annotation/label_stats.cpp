// SPDX-License-Identifier: GPL-3.0-or-later
#include "annotation/label_stats.h"

#include <algorithm>

namespace core {
namespace {

void addLabel(const PatchLabel& label, const LabelSettings& settings, LabelStats& stats) {
    ++stats.labels;
    ++stats.origins[std::string(nameOf(label.origin))];
    ++stats.annotators[label.annotator];
    ++stats.columns[label.token.col];
    ++stats.rows[label.token.row];
    stats.offGrid += settings.isOffGrid(label.token);
}

}  // namespace

LabelStats statsOf(const LabelProject& project) {
    LabelStats stats;
    stats.counts = countsOf(project);
    for (const QueueImage& image : project.images) {
        ++stats.perPicture[image.labels.size()];
        stats.labelledPictures += !image.labels.empty();
        stats.removed += image.removed.size();
        stats.rejected += image.rejected.size();
        stats.commented += !image.comment.empty();
        if (!image.reviews.empty())
            ++(image.reviews.back().verdict == ReviewVerdict::Accepted ? stats.reviewAccepted
                                                                       : stats.reviewRejected);
        double last = 0;
        for (const PatchLabel& label : image.labels) {
            addLabel(label, project.settings, stats);
            last = std::max(last, label.seconds);
        }
        stats.seconds += last;
    }
    return stats;
}

}  // namespace core
