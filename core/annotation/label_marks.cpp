// SPDX-License-Identifier: GPL-3.0-or-later
#include "annotation/label_marks.h"

#include <session/read_out.h>

#include <QStringList>

#include <cmath>

namespace core {
namespace {

const QString kNothing = QStringLiteral("—");

QString placeText(engine::TokenIndex t) {
    return QStringLiteral("x%1 y%2")
        .arg(t.col, 2, 10, QLatin1Char('0'))
        .arg(t.row, 2, 10, QLatin1Char('0'));
}

/// Over the tokens of the patch that lie on the map.
double patchMean(const engine::NormMap& map, engine::TokenIndex corner, int size) {
    double sum = 0;
    int count = 0;
    for (int row = corner.row; row < corner.row + size; ++row)
        for (int col = corner.col; col < corner.col + size; ++col)
            if (map.grid().contains({row, col})) {
                sum += double(map.at({row, col}));
                ++count;
            }
    return count == 0 ? std::nan("") : sum / count;
}

QString signedText(double value) {
    return std::isnan(value) ? kNothing
                             : QStringLiteral("%1%2")
                                   .arg(value < 0 ? QStringLiteral("−") : QStringLiteral("+"))
                                   .arg(std::abs(value), 0, 'f', 1);
}

QString valueText(const LabelReadOut& r) {
    const QString name = r.isRaw ? QStringLiteral("L2") : QStringLiteral("8-bit");
    if (r.norms == nullptr || !r.token) return name + QLatin1Char(' ') + kNothing;
    return QStringLiteral("%1 %2 z%3 p%4")
        .arg(name, numberText(double(r.norms->at(*r.token))), signedText(r.norms->zScore(*r.token)))
        .arg(r.norms->percentile(*r.token), 0, 'f', 1);
}

}  // namespace

std::vector<PatchMark> marksOf(const QueueImage& image, const std::vector<Proposal>& proposals,
                               std::optional<std::size_t> current, bool showsRejected,
                               const QueueImage* other) {
    using enum PatchMark::Kind;
    std::vector<PatchMark> marks;
    if (showsRejected)
        for (const auto& rejected : image.rejected) marks.push_back({Rejected, rejected.token, 0});
    if (other != nullptr)
        for (const auto& label : other->labels) marks.push_back({Other, label.token, 0});
    for (std::size_t i = 0; i < proposals.size(); ++i)
        marks.push_back(
            {current == i ? CurrentProposal : Proposal, proposals[i].token, proposals[i].rank});
    for (const auto& label : image.labels) marks.push_back({Label, label.token, 0});
    return marks;
}

QString readOutText(const LabelReadOut& r) {
    QStringList parts;
    if (r.token && r.norms != nullptr)
        parts << QStringLiteral("token %1 of %2×%3")
                     .arg(placeText(*r.token))
                     .arg(r.norms->grid().width)
                     .arg(r.norms->grid().height);
    else
        parts << QStringLiteral("token %1").arg(r.token ? placeText(*r.token) : kNothing);
    QString patch = QStringLiteral("patch %1").arg(r.patch ? placeText(*r.patch) : kNothing);
    if (r.patch && r.norms != nullptr)
        patch +=
            QStringLiteral(" mean %1").arg(numberText(patchMean(*r.norms, *r.patch, r.patchSize)));
    parts << patch << valueText(r);
    return parts.join(QStringLiteral(" | "));
}

QString definitionText(const LabelSettings& s) {
    QStringList parts;
    if (!s.model.empty()) parts << QString::fromStdString(s.model);
    parts << QString::fromStdString(s.layer.text());
    if (s.timestep) parts << QStringLiteral("t %1").arg(*s.timestep);
    if (s.seed) parts << QStringLiteral("seed %1").arg(*s.seed);
    if (s.pixelRange == "standard") parts << QStringLiteral("pixels −1..1");
    if (s.pixelRange == "paper") parts << QStringLiteral("pixels 0..1");
    parts << QStringLiteral("%1×%2 tokens").arg(s.grid.width).arg(s.grid.height);
    parts << QStringLiteral("patch %1×%1 %2")
                 .arg(s.patchSize)
                 .arg(s.alignment == PatchAlignment::Even ? QStringLiteral("even")
                                                          : QStringLiteral("odd"));
    return parts.join(QStringLiteral(" · "));
}

}  // namespace core
