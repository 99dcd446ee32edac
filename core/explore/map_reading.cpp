// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/map_reading.h"

#include "explore/best_match.h"
#include "session/read_out.h"

#include <QCoreApplication>
#include <QStringList>

#include <cmath>

namespace core {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(core::MapReading)
};

QString percent(double share) {
    return QString::number(100 * share, 'f', 1);
}

QString clusterText(const MapValues& map, float value) {
    const int number = int(value);
    return Words::tr("cluster %1 of %2 · %3 % of tokens")
        .arg(number)
        .arg(map.shares.size())
        .arg(percent(map.shares[std::size_t(number - 1)]));
}

QString matchText(const MapValues& map, std::size_t index) {
    const auto match = map.matchGrid.tokenOf(std::size_t(map.matches[index]));
    const auto two = [](int value) {
        return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0'));
    };
    return Words::tr("best match x%1 y%2, %3")
        .arg(two(match.col), two(match.row),
             QString::number(double(map.values[index]), 'f', 3)
                 .replace(QLatin1Char('-'), QChar(0x2212)));
}

QString amountsText(const MapValues& map) {
    const engine::SimilarityMap plain{map.grid, map.values};
    const auto s = engine::statisticsOf(map.values);
    return Words::tr("%1, smallest %2, largest %3")
        .arg(similaritySummary(&plain), numberText(double(s.minimum)),
             numberText(double(s.maximum)));
}

QString sharesText(const MapValues& map) {
    QStringList parts;
    for (std::size_t k = 0; k < map.shares.size(); ++k)
        parts << Words::tr("cluster %1: %2 %").arg(k + 1).arg(percent(map.shares[k]));
    return parts.join(QStringLiteral(", "));
}

}  // namespace

QString readingOf(const MapValues& map, engine::TokenIndex token) {
    const auto index = map.grid.indexOf(token);
    if (!map.isFinite(index)) return {};
    if (map.isCategorical()) return clusterText(map, map.values[index]);
    if (!map.matches.empty()) return matchText(map, index);
    return {};
}

QString summaryOf(const MapValues& map) {
    if (map.values.empty()) return {};
    auto text = map.isCategorical() ? sharesText(map) : amountsText(map);
    const int broken = map.notFiniteCount();
    return broken > 0 ? text + Words::tr(", not finite: %1").arg(broken) : text;
}

}  // namespace core
