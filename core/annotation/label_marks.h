// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include "annotation/label_project.h"
#include "annotation/proposals.h"
#endif

#include <representation/norm_map.h>

#include <QString>

#include <optional>
#include <vector>

namespace core {

/// A patch that is drawn over picture and map. Kinds differ in shape, not only in colour.
struct PatchMark {
    enum class Kind {
        Label,            ///< full outline
        Proposal,         ///< broken outline with its rank
        CurrentProposal,  ///< the one that the keys mean
        Rejected,         ///< a refused proposal: small cross, shown on request
        Other,            ///< another annotator's label, in review
    } kind = Kind::Label;
    engine::TokenIndex corner;  ///< upper left token
    int rank = 0;               ///< of a proposal
    friend bool operator==(const PatchMark&, const PatchMark&) = default;
};

/// What is drawn over one picture: refused proposals first, labels last, so that they lie on top.
/// \param other the same picture in another annotator's project, or null.
std::vector<PatchMark> marksOf(const QueueImage& image, const std::vector<Proposal>& proposals,
                               std::optional<std::size_t> current, bool showsRejected,
                               const QueueImage* other = nullptr);

/// What the labeler's read-out says of one token.
struct LabelReadOut {
    std::optional<engine::TokenIndex> token, patch;  ///< under the pointer, and what a click sets
    const engine::NormMap* norms = nullptr;
    bool isRaw = true;  ///< norms in the activation's unit; else 8-bit values of this picture
    int patchSize = 2;
};

/// `token x12 y07 of 32×32 | patch x12 y06 mean 151.20 | L2   184.37 z+6.1  p99.9`; "—" for what is
/// not there. Source: reference/ux.md, section 3.5.
QString readOutText(const LabelReadOut& readOut);

/// The settings that every label of the project shares, as one line:
/// "up_blocks[1] · t 50 · seed 42 · pixels 0..1 · 32×32 tokens · 2×2 even".
QString definitionText(const LabelSettings& settings);

}  // namespace core
