// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/best_match.h"

#include <representation/norm_map.h>

#include <QCoreApplication>

#include <cmath>

namespace core {
namespace {

/// U+2212 as in the read-out; never "−0.000".
QString threeDecimals(double value) {
    auto text = QString::number(value, 'f', 3);
    if (text == QStringLiteral("-0.000")) return text.mid(1);
    return text.replace(QLatin1Char('-'), QChar(0x2212));
}

}  // namespace

std::optional<engine::TokenIndex> bestMatch(const engine::SimilarityMap& map) {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < map.values.size(); ++i)
        if (!std::isnan(map.values[i]) && (!best || map.values[i] > map.values[*best])) best = i;
    if (!best) return std::nullopt;
    return map.grid.tokenOf(*best);
}

QString similaritySummary(const engine::SimilarityMap* map) {
    const auto average = QCoreApplication::translate("core::BestMatch", "avg: %1");
    if (!map) return average.arg(QLatin1Char('?'));
    const auto statistics = engine::statisticsOf(map->values);
    if (std::size_t(statistics.nanCount) == map->values.size())
        return average.arg(QLatin1Char('?'));
    return average.arg(threeDecimals(statistics.mean) + QChar(0xb1) +
                       threeDecimals(statistics.deviation));
}

}  // namespace core
