// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/tile_layout.h"

#include "canvas/geometry.h"

#include <QFontDatabase>
#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace widgets {

namespace {

constexpr double kShortestBar = 240;  // in an enlarged tile whose map is narrow
constexpr double kBarGap = spacing::kTiny + 2, kNumberGap = 2;

double headOf(const TileFonts& fonts) {
    return fonts.titleHeight + fonts.smallHeight + spacing::kTiny;
}

double footOf(const TileFonts& fonts) {
    return kBarGap + TileLayout::kBarHeight + kNumberGap + 2 * fonts.smallHeight;
}

}  // namespace

TileFonts TileFonts::of(const QFont& font) {
    TileFonts fonts{font, font, QFontDatabase::systemFont(QFontDatabase::FixedFont)};
    fonts.small.setPointSizeF(std::max(7.0, font.pointSizeF() * 0.88));
    fonts.number.setPointSizeF(fonts.small.pointSizeF());
    fonts.titleHeight = QFontMetricsF(fonts.title).height();
    fonts.smallHeight = QFontMetricsF(fonts.small).height();
    return fonts;
}

TileLayout TileLayout::of(QSizeF tile, const engine::TokenGrid& grid, const TileFonts& fonts) {
    TileLayout parts;
    const double wide = tile.width() - 2 * kPadding;
    parts.title = QRectF(kPadding, kPadding, wide, fonts.titleHeight);
    parts.note = QRectF(kPadding, parts.title.bottom(), wide, fonts.smallHeight);
    const double top = kPadding + headOf(fonts);
    parts.map =
        QRectF(kPadding, top, wide, std::max(0.0, tile.height() - top - footOf(fonts) - kPadding));
    const QRectF fitted = fittedRect(QSizeF(grid.width, grid.height), parts.map);
    const double barWidth = std::min(wide, std::max(kShortestBar, fitted.width()));
    parts.bar = QRectF(parts.map.center().x() - barWidth / 2,
                       std::round(parts.map.bottom() + kBarGap), barWidth, kBarHeight);
    parts.numbers =
        QRectF(parts.bar.left(), parts.bar.bottom() + kNumberGap, barWidth, fonts.smallHeight);
    parts.caption = parts.numbers.translated(0, fonts.smallHeight);
    return parts;
}

int TileLayout::heightFor(int width, const engine::TokenGrid& grid, const TileFonts& fonts) {
    const double map = (width - 2 * kPadding) * grid.height / std::max(1, grid.width);
    return int(std::ceil(2 * kPadding + headOf(fonts) + map + footOf(fonts)));
}

}  // namespace widgets
