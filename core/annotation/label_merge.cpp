// SPDX-License-Identifier: GPL-3.0-or-later
#include "annotation/label_merge.h"

#include "annotation/agreement.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace core {
namespace {

using engine::Error;
using engine::ErrorCode;
using engine::TokenIndex;
using Kind = MergeConflict::Kind;

template <typename T>
void uniteLists(std::vector<T>& mine, const std::vector<T>& theirs) {
    for (const T& value : theirs)
        if (std::find(mine.begin(), mine.end(), value) == mine.end()) mine.push_back(value);
}

/// Merges what two projects say of one picture.
class ImageMerge {
public:
    ImageMerge(const QueueImage& first, const QueueImage& second, MergeResult& result)
        : m_first(first), m_second(second), m_result(result) {}

    QueueImage run() {
        m_merged = m_first;
        uniteLists(m_merged.reviews, m_second.reviews);
        uniteLists(m_merged.rejected, m_second.rejected);
        uniteTombstones();
        uniteLabels();
        if (m_merged.sha256.empty()) {
            m_merged.sha256 = m_second.sha256;
            m_merged.bytes = m_second.bytes;
        }
        listConflicts(m_first, m_second);
        listConflicts(m_second, m_first);
        mergeComments();
        m_merged.state = mergedState();
        return std::move(m_merged);
    }

private:
    void conflict(Kind kind, std::optional<TokenIndex> token = {}) {
        m_result.conflicts.push_back({kind, m_first.number, token});
    }

    void uniteTombstones() {
        std::set<std::string> known;
        for (const auto& tombstone : m_merged.removed) known.insert(tombstone.label.id);
        for (const auto& tombstone : m_second.removed)
            if (known.insert(tombstone.label.id).second) m_merged.removed.push_back(tombstone);
    }

    /// Whether \a there knows of the removal of the very label that \a here still has.
    static bool isRemoved(const PatchLabel& label, const QueueImage& here,
                          const QueueImage& there) {
        const auto isOf = [&](const LabelTombstone& t) { return t.label.id == label.id; };
        // Removed and brought back by undo has no tombstone; so one of its own says nothing.
        return std::none_of(here.removed.begin(), here.removed.end(), isOf) &&
               std::any_of(there.removed.begin(), there.removed.end(), isOf);
    }

    void uniteLabels() {
        m_merged.labels.clear();
        for (const PatchLabel& label : m_first.labels) {
            if (isRemoved(label, m_first, m_second))
                ++m_result.removed;
            else
                m_merged.labels.push_back(label);
        }
        for (const PatchLabel& label : m_second.labels) {
            if (isRemoved(label, m_second, m_first)) {
                ++m_result.removed;
            } else if (m_merged.labelAt(label.token) == nullptr) {
                m_merged.labels.push_back(label);
                ++m_result.added;
            }
        }
    }

    /// Labels of \a here about which \a there has said something else.
    void listConflicts(const QueueImage& here, const QueueImage& there) {
        for (const PatchLabel& label : here.labels) {
            if (there.labelAt(label.token) != nullptr || !m_merged.labelAt(label.token)) continue;
            const auto isTombstone = [&](const LabelTombstone& t) {
                return t.label.token == label.token && t.label.id != label.id;
            };
            const auto isRejection = [&](const RejectedProposal& r) {
                return r.token == label.token;
            };
            if (std::any_of(there.removed.begin(), there.removed.end(), isTombstone))
                conflict(Kind::RemovedElsewhere, label.token);
            else if (std::any_of(there.rejected.begin(), there.rejected.end(), isRejection))
                conflict(Kind::RejectedElsewhere, label.token);
        }
        if (there.state == ImageState::ReviewedNone && !here.labels.empty() &&
            !m_merged.labels.empty())
            conflict(Kind::NothingElsewhere);
    }

    void mergeComments() {
        if (m_second.comment == m_first.comment || m_second.comment.empty()) return;
        if (m_first.comment.empty()) {
            m_merged.comment = m_second.comment;
            return;
        }
        conflict(Kind::Comment);
        m_merged.comment += "\n" + m_second.comment;
    }

    ImageState mergedState() const {
        const auto either = [&](ImageState s) { return m_first.state == s || m_second.state == s; };
        if (either(ImageState::Unsure)) return ImageState::Unsure;
        if (!m_merged.labels.empty())
            return either(ImageState::ReviewedNone) ? ImageState::Unsure : ImageState::Labelled;
        return either(ImageState::ReviewedNone) ? ImageState::ReviewedNone : ImageState::Unseen;
    }

    const QueueImage& m_first;
    const QueueImage& m_second;
    MergeResult& m_result;
    QueueImage m_merged;
};

void mergeSettings(LabelSettings& mine, const LabelSettings& theirs) {
    if (mine.model.empty()) mine.model = theirs.model;
    if (!mine.timestep) mine.timestep = theirs.timestep;
    if (!mine.seed) mine.seed = theirs.seed;
    if (mine.pixelRange.empty()) mine.pixelRange = theirs.pixelRange;
    if (theirs.alignment == PatchAlignment::Odd) mine.alignment = PatchAlignment::Odd;
}

/// A number or id of \a image that is another picture's in \a project.
engine::Status checkPicture(const QueueImage* mine, const QueueImage& theirs) {
    if (mine == nullptr || mine->sha256.empty() || theirs.sha256.empty() ||
        mine->sha256 == theirs.sha256)
        return {};
    return Error{ErrorCode::Usage, "Picture " + std::to_string(theirs.number) +
                                       " is not the same: " + mine->path + " and " + theirs.path +
                                       " differ in content."};
}

/// Ids are unique in a project; a picture that only the second has keeps its own unless it is
/// taken.
void addPicture(LabelProject& project, QueueImage image) {
    for (int n = 2; project.indexOf(image.id); ++n)
        image.id = image.path + " (" + std::to_string(n) + ")";
    project.images.push_back(std::move(image));
}

}  // namespace

std::string MergeConflict::text() const {
    std::string where = "Picture " + std::to_string(image);
    if (token) where += ", x " + std::to_string(token->col) + ", y " + std::to_string(token->row);
    switch (kind) {
        case Kind::RemovedElsewhere:
            return where + ": labelled in one project, removed in the other; the label was kept.";
        case Kind::RejectedElsewhere:
            return where +
                   ": labelled in one project, a rejected proposal in the other; the label was "
                   "kept.";
        case Kind::NothingElsewhere:
            return where +
                   ": labelled in one project, reviewed as none in the other; the labels were kept "
                   "and the picture marked as unsure.";
        case Kind::Comment:
            return where + ": the comments differ; both were kept.";
    }
    return where;
}

engine::Result<MergeResult> mergeProjects(const LabelProject& first, const LabelProject& second) {
    if (const auto why = differenceOf(first.settings, second.settings); !why.empty())
        return Error{ErrorCode::Usage, "The projects cannot be merged. " + why};
    MergeResult result;
    result.project = first;
    mergeSettings(result.project.settings, second.settings);
    std::map<std::int64_t, std::size_t> positions;
    for (std::size_t i = 0; i < first.images.size(); ++i) positions[first.images[i].number] = i;
    for (const QueueImage& theirs : second.images) {
        const auto it = positions.find(theirs.number);
        const QueueImage* mine = it == positions.end() ? nullptr : &first.images[it->second];
        if (auto same = checkPicture(mine, theirs); !same) return same.error();
        if (mine != nullptr) {
            result.project.images[it->second] = ImageMerge(*mine, theirs, result).run();
            continue;
        }
        result.added += theirs.labels.size();
        addPicture(result.project, theirs);
    }
    return result;
}

}  // namespace core
