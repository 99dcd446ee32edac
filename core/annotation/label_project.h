// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <representation/layer_path.h>
#include <representation/token_grid.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core {

/// What an annotator has said about a picture. Only a key or a click changes it, never looking at
/// it.
enum class ImageState { Unseen, Labelled, ReviewedNone, Unsure };

/// Where a label came from: a click, a proposal taken as it was, or one that was moved afterwards.
enum class LabelOrigin { Manual, Proposal, ProposalEdited };

/// One anomaly: a square patch of tokens, named by its upper left token. In files x = column, y =
/// row.
struct PatchLabel {
    std::string id;  ///< never reused, so that two copies of a project can be merged
    engine::TokenIndex token;
    LabelOrigin origin = LabelOrigin::Manual;
    std::optional<double> score;  ///< the proposal's robust z, where there was one
    std::string detector;         ///< its name and version; empty for clicks
    std::string time;             ///< UTC, ISO 8601
    std::string annotator;
    double seconds = 0;  ///< from seeing the picture to this label
    friend bool operator==(const PatchLabel&, const PatchLabel&) = default;
};

/// A label that was taken away, kept so that a merge does not bring it back.
struct LabelTombstone {
    PatchLabel label;
    std::string time;
    std::string annotator;
    friend bool operator==(const LabelTombstone&, const LabelTombstone&) = default;
};

/// A proposal that was refused, kept so that it is not proposed again and counts as detected.
struct RejectedProposal {
    engine::TokenIndex token;
    double score = 0;
    std::string detector;
    std::string time;
    std::string annotator;
    friend bool operator==(const RejectedProposal&, const RejectedProposal&) = default;
};

enum class ReviewVerdict { Accepted, Rejected };

/// What a second person said about a picture's labels.
struct Review {
    ReviewVerdict verdict = ReviewVerdict::Accepted;
    std::string comment;
    std::string reviewer;
    std::string time;
    friend bool operator==(const Review&, const Review&) = default;
};

/// One picture of the queue and all that was said about it: the unit that edits exchange.
struct QueueImage {
    std::string id;           ///< unique in the project; the path under which it was added
    std::int64_t number = 0;  ///< first column of the study's arrays; unique in the project
    std::string path;         ///< relative to the project file's folder, or absolute
    std::uint64_t bytes = 0;  ///< of the file; 0 where it was never seen
    std::string sha256;       ///< of the file; empty where it was never seen
    ImageState state = ImageState::Unseen;
    std::vector<PatchLabel> labels;  ///< in the order in which they were made
    std::vector<LabelTombstone> removed;
    std::vector<RejectedProposal> rejected;
    std::vector<Review> reviews;
    std::string comment;
    friend bool operator==(const QueueImage&, const QueueImage&) = default;

    const PatchLabel* labelAt(engine::TokenIndex token) const;  ///< exactly there, or null
};

/// Even: corners lie on multiples of the patch size, as in the study. Odd: on any token.
enum class PatchAlignment { Even, Odd };

/// What the labels are labels of. Part of the project, shown, and compared before a merge.
struct LabelSettings {
    std::string model;  ///< as the user calls it; may be empty
    engine::LayerPath layer{"up_blocks[1]"};
    engine::TokenGrid grid{32, 32};
    std::optional<int> timestep;
    std::optional<std::int64_t> seed;
    std::string pixelRange;  ///< "standard", "paper", or empty where it is not known
    PatchAlignment alignment = PatchAlignment::Even;
    int patchSize = 2;  ///< tokens per side; scales with the grid
    friend bool operator==(const LabelSettings&, const LabelSettings&) = default;

    /// The patch that a click on \a token means: its upper left token.
    engine::TokenIndex snapped(engine::TokenIndex token) const;
    /// Whether a patch may have its upper left token there.
    bool allows(engine::TokenIndex corner) const;
    bool isOffGrid(engine::TokenIndex corner) const {
        return corner.row % patchSize != 0 || corner.col % patchSize != 0;
    }
    /// Whether the patch at \a corner covers \a token.
    bool covers(engine::TokenIndex corner, engine::TokenIndex token) const;
};

/// Everything the labeler can save, as a plain value.
struct LabelProject {
    std::string id;          ///< random; tells copies of one project from others
    std::int64_t edits = 0;  ///< number of the last edit that is contained
    LabelSettings settings;
    std::vector<QueueImage> images;  ///< in the order of the queue
    friend bool operator==(const LabelProject&, const LabelProject&) = default;

    std::optional<std::size_t> indexOf(std::string_view imageId) const;
    /// The same queue and settings with nothing said yet: what a second annotator starts from.
    LabelProject blankCopy(std::string newId) const;
};

/// 64 random bits in hexadecimal: names projects and labels so that no two are the same.
std::string randomLabelId();

/// How far the queue is. What is unsure is still left.
struct QueueCounts {
    std::size_t labelled = 0, none = 0, unsure = 0, total = 0;
    std::size_t left() const { return total - labelled - none; }
    /// "labelled 212 · none 118 · left 170 / 500", and "· unsure 3" where there are any.
    std::string text() const;
    friend bool operator==(const QueueCounts&, const QueueCounts&) = default;
};
QueueCounts countsOf(const LabelProject& project);

std::string_view nameOf(ImageState state);    ///< "unseen", "labelled", "none", "unsure"
std::string_view nameOf(LabelOrigin origin);  ///< "manual", "proposal", "proposal-edited"
std::string_view nameOf(ReviewVerdict verdict);
std::string_view nameOf(PatchAlignment alignment);  ///< "even", "odd"

}  // namespace core
