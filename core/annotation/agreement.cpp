// SPDX-License-Identifier: GPL-3.0-or-later
#include "annotation/agreement.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <random>
#include <set>
#include <utility>

namespace core {
namespace {

using engine::Error;
using engine::ErrorCode;
using engine::TokenIndex;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// What one picture adds to every statistic.
struct Counts {
    double first = 0, second = 0, exact = 0, near = 0;
    double both = 0, onlyFirst = 0, onlySecond = 0, neither = 0;  // patches

    Counts& operator+=(const Counts& o) {
        first += o.first, second += o.second, exact += o.exact, near += o.near;
        both += o.both, onlyFirst += o.onlyFirst, onlySecond += o.onlySecond;
        neither += o.neither;
        return *this;
    }
};

double ratio(double part, double whole) {
    return whole == 0 ? kNaN : part / whole;
}

double f1Exact(const Counts& c) {
    return ratio(2 * c.exact, c.first + c.second);
}

double f1Near(const Counts& c) {
    return ratio(2 * c.near, c.first + c.second);
}

/// (observed - expected) / (1 - expected) agreement of two ratings, yes or no, of n patches.
double kappaOf(const Counts& c) {
    const double n = c.both + c.onlyFirst + c.onlySecond + c.neither;
    const double yes = (c.both + c.onlyFirst) * (c.both + c.onlySecond);
    const double no = (c.neither + c.onlySecond) * (c.neither + c.onlyFirst);
    const double expected = ratio(yes + no, n * n);
    return ratio(ratio(c.both + c.neither, n) - expected, 1 - expected);
}

/// 1 - observed / expected disagreement from the coincidences of values within a unit.
double alphaOf(double yesYes, double yesNo, double noNo) {
    const double yes = yesYes + yesNo, no = noNo + yesNo, n = yes + no;
    return n <= 1 ? kNaN : 1 - ratio((n - 1) * yesNo, yes * no);
}

double alphaOfPair(const Counts& c) {
    return alphaOf(2 * c.both, c.onlyFirst + c.onlySecond, 2 * c.neither);
}

const std::vector<PatchLabel>& labelsOf(const QueueImage* image) {
    static const std::vector<PatchLabel> none;
    return image == nullptr ? none : image->labels;
}

bool isSeen(const QueueImage* image) {
    return image == nullptr || image->state != ImageState::Unseen || !image->labels.empty();
}

bool isWithin(TokenIndex a, TokenIndex b, int distance) {
    return std::abs(a.row - b.row) <= distance && std::abs(a.col - b.col) <= distance;
}

/// The largest number of pairs, each label in one at most, no further apart than one patch.
class NearMatching {
public:
    NearMatching(const std::vector<PatchLabel>& first, const std::vector<PatchLabel>& second,
                 int distance)
        : m_first(first), m_second(second), m_distance(distance), m_partner(second.size(), -1) {}

    std::size_t size() {
        std::size_t pairs = 0;
        for (std::size_t i = 0; i < m_first.size(); ++i) {
            m_isTried.assign(m_second.size(), false);
            pairs += place(i);
        }
        return pairs;
    }

private:
    bool place(std::size_t i) {
        for (std::size_t j = 0; j < m_second.size(); ++j) {
            if (m_isTried[j] || !isWithin(m_first[i].token, m_second[j].token, m_distance))
                continue;
            m_isTried[j] = true;
            if (m_partner[j] >= 0 && !place(std::size_t(m_partner[j]))) continue;
            m_partner[j] = int(i);
            return true;
        }
        return false;
    }

    const std::vector<PatchLabel>& m_first;
    const std::vector<PatchLabel>& m_second;
    int m_distance;
    std::vector<int> m_partner;
    std::vector<bool> m_isTried;
};

/// The aligned patches that hold the corner of a label.
std::set<TokenIndex> patchesOf(const std::vector<PatchLabel>& labels, int size) {
    std::set<TokenIndex> patches;
    for (const PatchLabel& label : labels)
        patches.insert({label.token.row / size, label.token.col / size});
    return patches;
}

double patchCount(const LabelSettings& settings) {
    const auto along = [&](int side) {
        return (side + settings.patchSize - 1) / settings.patchSize;
    };
    return double(along(settings.grid.height)) * double(along(settings.grid.width));
}

Counts compare(const QueueImage* a, const QueueImage* b, const LabelSettings& settings) {
    const auto &first = labelsOf(a), &second = labelsOf(b);
    Counts counts;
    counts.first = double(first.size());
    counts.second = double(second.size());
    for (const PatchLabel& label : first) counts.exact += b != nullptr && b->labelAt(label.token);
    counts.near = double(NearMatching(first, second, settings.patchSize).size());
    const auto mine = patchesOf(first, settings.patchSize);
    const auto theirs = patchesOf(second, settings.patchSize);
    for (const TokenIndex patch : mine) counts.both += double(theirs.count(patch));
    counts.onlyFirst = double(mine.size()) - counts.both;
    counts.onlySecond = double(theirs.size()) - counts.both;
    counts.neither = patchCount(settings) - counts.both - counts.onlyFirst - counts.onlySecond;
    return counts;
}

using ByNumber = std::map<std::int64_t, const QueueImage*>;
ByNumber byNumber(const LabelProject& project) {
    ByNumber images;
    for (const QueueImage& image : project.images) images[image.number] = &image;
    return images;
}

const QueueImage* find(const ByNumber& images, std::int64_t number) {
    const auto it = images.find(number);
    return it == images.end() ? nullptr : it->second;
}

std::set<std::int64_t> numbersOf(const std::vector<ByNumber>& all,
                                 const AgreementOptions& options) {
    std::set<std::int64_t> numbers;
    for (const auto& images : all)
        for (const auto& [number, image] : images) numbers.insert(number);
    for (std::int64_t i = 0; i < options.images.value_or(0); ++i) numbers.insert(i);
    return numbers;
}

void listDisagreements(std::int64_t number, const QueueImage* a, const QueueImage* b, int distance,
                       std::vector<Disagreement>& list) {
    for (const auto& [mine, theirs] : {std::pair(a, b), std::pair(b, a)})
        for (const PatchLabel& label : labelsOf(mine)) {
            if (theirs != nullptr && theirs->labelAt(label.token) != nullptr) continue;
            const auto& others = labelsOf(theirs);
            const bool isNear = std::any_of(others.begin(), others.end(), [&](const auto& other) {
                return isWithin(label.token, other.token, distance);
            });
            list.push_back({number, label.token, mine == a, isNear});
        }
}

/// Percentile with linear interpolation between ranks, as numpy's default.
double percentile(const std::vector<double>& sorted, double share) {
    const double rank = share * double(sorted.size() - 1);
    const auto below = std::size_t(rank);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (rank - double(below)) * (sorted[above] - sorted[below]);
}

using Statistic = double (*)(const Counts&);

Estimate estimate(const std::vector<Counts>& resampled, const Counts& total, Statistic statistic) {
    Estimate result{statistic(total), kNaN, kNaN};
    std::vector<double> values;
    for (const Counts& counts : resampled)
        if (const double value = statistic(counts); !std::isnan(value)) values.push_back(value);
    if (values.empty()) return result;
    std::sort(values.begin(), values.end());
    result.low = percentile(values, 0.025);
    result.high = percentile(values, 0.975);
    return result;
}

/// Sums over pictures drawn with replacement. mt19937_64 and a remainder: the same on every machine
/// (the bias of the remainder is below 1e-15).
std::vector<Counts> resample(const std::vector<Counts>& pictures, const AgreementOptions& options) {
    std::vector<Counts> sums;
    if (pictures.empty()) return sums;
    std::mt19937_64 random(options.seed);
    for (int i = 0; i < options.resamples; ++i) {
        Counts& sum = sums.emplace_back();
        for (std::size_t n = 0; n < pictures.size(); ++n)
            sum += pictures[std::size_t(random() % pictures.size())];
    }
    return sums;
}

void fillIn(AgreementReport& report, const std::vector<Counts>& pictures,
            const AgreementOptions& options) {
    Counts total;
    for (const Counts& counts : pictures) total += counts;
    report.firstLabels = std::size_t(total.first);
    report.secondLabels = std::size_t(total.second);
    report.exact = std::size_t(total.exact);
    report.near = std::size_t(total.near);
    const auto resampled = resample(pictures, options);
    report.f1Exact = estimate(resampled, total, f1Exact);
    report.f1Near = estimate(resampled, total, f1Near);
    report.kappa = estimate(resampled, total, kappaOf);
    report.alpha = estimate(resampled, total, alphaOfPair);
}

/// Adds the coincidences of one picture: each patch is a unit with a yes or no per annotator.
void addCoincidences(const std::vector<const QueueImage*>& seen, const LabelSettings& settings,
                     double& yesYes, double& yesNo, double& noNo) {
    const double raters = double(seen.size());
    if (raters < 2) return;
    std::map<TokenIndex, int> yes;
    for (const QueueImage* image : seen)
        for (const TokenIndex patch : patchesOf(labelsOf(image), settings.patchSize)) ++yes[patch];
    for (const auto& [patch, count] : yes) {
        yesYes += count * (count - 1) / (raters - 1);
        yesNo += count * (raters - count) / (raters - 1);
        noNo += (raters - count) * (raters - count - 1) / (raters - 1);
    }
    noNo += (patchCount(settings) - double(yes.size())) * raters;
}

}  // namespace

std::string differenceOf(const LabelSettings& a, const LabelSettings& b) {
    const auto grid = [](const LabelSettings& s) {
        return std::to_string(s.grid.width) + "x" + std::to_string(s.grid.height);
    };
    const auto differ = [](const std::string& what, const std::string& mine,
                           const std::string& theirs) {
        return "Their " + what + " differs: " + mine + " and " + theirs + ".";
    };
    if (!(a.grid == b.grid)) return differ("grid", grid(a), grid(b));
    if (a.patchSize != b.patchSize)
        return differ("patch size", std::to_string(a.patchSize), std::to_string(b.patchSize));
    if (a.layer != b.layer) return differ("layer", a.layer.text(), b.layer.text());
    if (a.timestep && b.timestep && a.timestep != b.timestep)
        return differ("timestep", std::to_string(*a.timestep), std::to_string(*b.timestep));
    if (a.seed && b.seed && a.seed != b.seed)
        return differ("seed", std::to_string(*a.seed), std::to_string(*b.seed));
    if (!a.pixelRange.empty() && !b.pixelRange.empty() && a.pixelRange != b.pixelRange)
        return differ("pixel range", a.pixelRange, b.pixelRange);
    if (!a.model.empty() && !b.model.empty() && a.model != b.model)
        return differ("model", a.model, b.model);
    return {};
}

engine::Result<AgreementReport> agreementOf(const LabelProject& first, const LabelProject& second,
                                            const AgreementOptions& options) {
    if (const auto why = differenceOf(first.settings, second.settings); !why.empty())
        return Error{ErrorCode::Usage, "The labels cannot be compared. " + why};
    const ByNumber a = byNumber(first), b = byNumber(second);
    AgreementReport report{};
    std::vector<Counts> pictures;
    for (const std::int64_t number : numbersOf({a, b}, options)) {
        const QueueImage *mine = find(a, number), *theirs = find(b, number);
        if (!isSeen(mine) || !isSeen(theirs)) {
            ++report.unseen;
            continue;
        }
        pictures.push_back(compare(mine, theirs, first.settings));
        listDisagreements(number, mine, theirs, first.settings.patchSize, report.disagreements);
    }
    report.pictures = pictures.size();
    std::sort(report.disagreements.begin(), report.disagreements.end(),
              [](const Disagreement& x, const Disagreement& y) {
                  return std::pair(x.image, x.token) < std::pair(y.image, y.token);
              });
    fillIn(report, pictures, options);
    return report;
}

engine::Result<double> krippendorffAlpha(const std::vector<LabelProject>& projects,
                                         const AgreementOptions& options) {
    std::vector<ByNumber> all;
    for (const LabelProject& project : projects) {
        if (const auto why = differenceOf(projects.front().settings, project.settings);
            !why.empty())
            return Error{ErrorCode::Usage, "The labels cannot be compared. " + why};
        all.push_back(byNumber(project));
    }
    double yesYes = 0, yesNo = 0, noNo = 0;
    for (const std::int64_t number : numbersOf(all, options)) {
        std::vector<const QueueImage*> seen;
        for (const ByNumber& images : all)
            if (const QueueImage* image = find(images, number); isSeen(image))
                seen.push_back(image);
        addCoincidences(seen, projects.front().settings, yesYes, yesNo, noNo);
    }
    return alphaOf(yesYes, yesNo, noNo);
}

}  // namespace core
