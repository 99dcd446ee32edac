// SPDX-License-Identifier: GPL-3.0-or-later
#include "annotation/proposals.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace core {
namespace {

using engine::TokenIndex;

constexpr double kMadToDeviation = 1.4826;  // of a normal distribution

double medianOf(std::vector<double> values) {
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1) return *middle;
    return (*std::max_element(values.begin(), middle) + *middle) / 2;
}

/// Mean norm of a patch, cut off where the grid ends; NaN if a token of it is.
double patchMean(const engine::NormMap& map, TokenIndex corner, int size) {
    const auto grid = map.grid();
    double sum = 0;
    int count = 0;
    for (int row = corner.row; row < std::min(corner.row + size, grid.height); ++row)
        for (int col = corner.col; col < std::min(corner.col + size, grid.width); ++col, ++count)
            sum += double(map.at({row, col}));
    return sum / count;
}

/// All patches whose corner lies at (rowOffset, colOffset) plus multiples of the size, with score.
std::vector<Proposal> scoredPatches(const engine::NormMap& map, const LabelSettings& settings,
                                    TokenIndex offset) {
    std::vector<Proposal> patches;
    std::vector<double> means;
    for (int row = offset.row; row < map.grid().height; row += settings.patchSize)
        for (int col = offset.col; col < map.grid().width; col += settings.patchSize) {
            if (!settings.allows({row, col})) continue;
            const double mean = patchMean(map, {row, col}, settings.patchSize);
            if (!std::isfinite(mean)) continue;
            patches.push_back({{row, col}, mean, 0, settings.isOffGrid({row, col})});
            means.push_back(mean);
        }
    if (means.empty()) return {};
    const double median = medianOf(means);
    for (double& mean : means) mean = std::abs(mean - median);
    const double deviation = kMadToDeviation * medianOf(means);
    if (deviation == 0) return {};
    for (Proposal& patch : patches) patch.score = (patch.score - median) / deviation;
    return patches;
}

bool overlap(TokenIndex a, TokenIndex b, int size) {
    return std::abs(a.row - b.row) < size && std::abs(a.col - b.col) < size;
}

/// Highest first; equal scores in reading order, so that the same map always gives the same ranks.
/// A patch on the grid comes before an equal one off it.
bool isHigher(const Proposal& a, const Proposal& b) {
    if (a.score != b.score) return a.score > b.score;
    if (a.isOffGrid != b.isOffGrid) return b.isOffGrid;
    return a.token < b.token;
}

double ratio(std::size_t part, std::size_t whole) {
    return whole == 0 ? std::numeric_limits<double>::quiet_NaN() : double(part) / double(whole);
}

}  // namespace

std::vector<Proposal> proposalsOf(const engine::NormMap& map, const LabelSettings& settings,
                                  double threshold) {
    const int offsets = settings.alignment == PatchAlignment::Even ? 1 : settings.patchSize;
    std::vector<Proposal> high;
    for (int row = 0; row < offsets; ++row)
        for (int col = 0; col < offsets; ++col)
            for (const Proposal& patch : scoredPatches(map, settings, {row, col}))
                if (patch.score >= threshold) high.push_back(patch);
    std::sort(high.begin(), high.end(), isHigher);
    std::vector<Proposal> proposals;
    for (Proposal& patch : high) {
        if (std::any_of(proposals.begin(), proposals.end(), [&](const Proposal& p) {
                return overlap(p.token, patch.token, settings.patchSize);
            }))
            continue;
        patch.rank = int(proposals.size()) + 1;
        proposals.push_back(patch);
    }
    return proposals;
}

std::vector<Proposal> openProposals(const std::vector<Proposal>& all, const QueueImage& image,
                                    const LabelSettings& settings) {
    const auto isTaken = [&](const Proposal& p) {
        return std::any_of(image.labels.begin(), image.labels.end(),
                           [&](const PatchLabel& l) {
                               return overlap(l.token, p.token, settings.patchSize);
                           }) ||
               std::any_of(image.rejected.begin(), image.rejected.end(),
                           [&](const RejectedProposal& r) { return r.token == p.token; });
    };
    std::vector<Proposal> open;
    std::copy_if(all.begin(), all.end(), std::back_inserter(open),
                 [&](const Proposal& p) { return !isTaken(p); });
    return open;
}

double ProposalReport::precision() const {
    return ratio(truePositives, truePositives + falsePositives);
}

double ProposalReport::recall() const {
    return ratio(truePositives, truePositives + falseNegatives);
}

double ProposalReport::f1() const {
    return ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
}

void ProposalReport::add(const std::vector<Proposal>& proposals,
                         const std::vector<PatchLabel>& labels) {
    const auto hits =
        std::size_t(std::count_if(proposals.begin(), proposals.end(), [&](const Proposal& p) {
            return std::any_of(labels.begin(), labels.end(),
                               [&](const PatchLabel& l) { return l.token == p.token; });
        }));
    truePositives += hits;
    falsePositives += proposals.size() - hits;
    falseNegatives += labels.size() - hits;
}

}  // namespace core
