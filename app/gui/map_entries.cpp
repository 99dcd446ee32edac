// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/map_entries.h"

#include <QCoreApplication>

namespace app {

using core::MapKind;
using core::NormScale;

namespace {

constexpr int kPerKind = 100;

int codeOf(MapKind kind, int detail = 0) {
    return int(kind) * kPerKind + detail;
}

int codeOf(NormScale scale) {
    return codeOf(MapKind::Norm, int(scale));
}

}  // namespace

int mapCodeOf(const core::MapOptions& options) {
    if (options.kind == MapKind::Norm) return codeOf(options.normScale);
    if (options.kind == MapKind::Similarity) return codeOf(options.kind, int(options.measure));
    return codeOf(options.kind);
}

core::MapOptions withMapCode(core::MapOptions options, int code) {
    options.kind = MapKind(code / kPerKind);
    const int detail = code % kPerKind;
    if (options.kind == MapKind::Norm) options.normScale = NormScale(detail);
    if (options.kind == MapKind::Similarity) options.measure = engine::SimilarityMeasure(detail);
    return options;
}

std::vector<MapEntry> normEntries() {
    return {
        {codeOf(NormScale::Raw), QCoreApplication::translate("app::ShowBar", "L2 norm"), "norm"},
        {codeOf(NormScale::Log), QCoreApplication::translate("app::ShowBar", "Log of L2 norm"),
         "log-norm"},
        {codeOf(NormScale::ZScore), QCoreApplication::translate("app::ShowBar", "z of L2 norm"),
         "z-norm"},
        {codeOf(NormScale::Percentile),
         QCoreApplication::translate("app::ShowBar", "Percentile of L2 norm"), "percentile-norm"}};
}

std::vector<MapEntry> otherMapEntries() {
    return {
        {codeOf(MapKind::Pca), QCoreApplication::translate("app::ShowBar", "PCA as RGB"), "pca"},
        {codeOf(MapKind::Clusters),
         QCoreApplication::translate("app::ShowBar", "Clusters (k-means)"), "clusters"},
        {codeOf(MapKind::Correspondence),
         QCoreApplication::translate("app::ShowBar", "Best match as wheel"), "correspondence"},
        {codeOf(MapKind::Channel), QCoreApplication::translate("app::ShowBar", "One channel"),
         "channel"},
        {codeOf(MapKind::Difference), QCoreApplication::translate("app::ShowBar", "Difference"),
         "difference"}};
}

}  // namespace app
