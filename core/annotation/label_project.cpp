// SPDX-License-Identifier: GPL-3.0-or-later
#include "annotation/label_project.h"

#include <QRandomGenerator>
#include <QString>

#include <algorithm>
#include <utility>

namespace core {

using engine::TokenIndex;

const PatchLabel* QueueImage::labelAt(TokenIndex token) const {
    const auto it = std::find_if(labels.begin(), labels.end(),
                                 [&](const PatchLabel& l) { return l.token == token; });
    return it == labels.end() ? nullptr : &*it;
}

TokenIndex LabelSettings::snapped(TokenIndex token) const {
    if (alignment == PatchAlignment::Even)
        return {token.row / patchSize * patchSize, token.col / patchSize * patchSize};
    return {std::clamp(token.row, 0, std::max(0, grid.height - patchSize)),
            std::clamp(token.col, 0, std::max(0, grid.width - patchSize))};
}

bool LabelSettings::allows(TokenIndex corner) const {
    return grid.contains(corner) && snapped(corner) == corner;
}

bool LabelSettings::covers(TokenIndex corner, TokenIndex token) const {
    return token.row >= corner.row && token.row < corner.row + patchSize &&
           token.col >= corner.col && token.col < corner.col + patchSize;
}

std::optional<std::size_t> LabelProject::indexOf(std::string_view imageId) const {
    const auto it = std::find_if(images.begin(), images.end(),
                                 [&](const QueueImage& i) { return i.id == imageId; });
    if (it == images.end()) return std::nullopt;
    return std::size_t(it - images.begin());
}

std::string randomLabelId() {
    return QStringLiteral("%1")
        .arg(QRandomGenerator::system()->generate64(), 16, 16, QLatin1Char('0'))
        .toStdString();
}

LabelProject LabelProject::blankCopy(std::string newId) const {
    LabelProject blank;
    blank.id = std::move(newId);
    blank.settings = settings;
    for (const QueueImage& image : images) {
        QueueImage& copy = blank.images.emplace_back();
        copy.id = image.id;
        copy.number = image.number;
        copy.path = image.path;
        copy.bytes = image.bytes;
        copy.sha256 = image.sha256;
    }
    return blank;
}

std::string QueueCounts::text() const {
    std::string text = "labelled " + std::to_string(labelled) + " · none " + std::to_string(none) +
                       " · left " + std::to_string(left()) + " / " + std::to_string(total);
    if (unsure > 0) text += " · unsure " + std::to_string(unsure);
    return text;
}

QueueCounts countsOf(const LabelProject& project) {
    QueueCounts counts;
    counts.total = project.images.size();
    for (const QueueImage& image : project.images) {
        counts.labelled += image.state == ImageState::Labelled;
        counts.none += image.state == ImageState::ReviewedNone;
        counts.unsure += image.state == ImageState::Unsure;
    }
    return counts;
}

std::string_view nameOf(ImageState state) {
    switch (state) {
        case ImageState::Unseen:
            return "unseen";
        case ImageState::Labelled:
            return "labelled";
        case ImageState::ReviewedNone:
            return "none";
        case ImageState::Unsure:
            return "unsure";
    }
    return "";
}

std::string_view nameOf(LabelOrigin origin) {
    switch (origin) {
        case LabelOrigin::Manual:
            return "manual";
        case LabelOrigin::Proposal:
            return "proposal";
        case LabelOrigin::ProposalEdited:
            return "proposal-edited";
    }
    return "";
}

std::string_view nameOf(ReviewVerdict verdict) {
    return verdict == ReviewVerdict::Accepted ? "accepted" : "rejected";
}

std::string_view nameOf(PatchAlignment alignment) {
    return alignment == PatchAlignment::Even ? "even" : "odd";
}

}  // namespace core
