// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/cell_values.h"

#include "canvas/drawing.h"
#include "canvas/geometry.h"

#include <session/read_out.h>

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace widgets {

namespace {

constexpr int kMostDigits = 4, kLeastDigits = 2;
constexpr double kMargin = 2;
constexpr int kDarkestForBlack = 117;  // of 255: there black and white contrast equally

struct CellTexts {
    QStringList texts;  // row by row, of the cells in sight
    double widest = 0;
};

CellTexts textsOf(const MapView& view, const QRect& cells, int digits,
                  const QFontMetricsF& metrics) {
    CellTexts all;
    for (int row = cells.top(); row <= cells.bottom(); ++row)
        for (int col = cells.left(); col <= cells.right(); ++col) {
            all.texts << cellText(view.values[view.grid.indexOf({row, col})], digits);
            all.widest = std::max(all.widest, metrics.horizontalAdvance(all.texts.back()));
        }
    return all;
}

QColor inkOn(QRgb cell, const QPalette& palette) {
    if (qAlpha(cell) == 0) return palette.color(QPalette::Text);  // on the hatch
    return qGray(cell) > kDarkestForBlack ? Qt::black : Qt::white;
}

}  // namespace

QString cellText(float value, int digits) {
    if (!std::isfinite(value) || value == 0) return core::tickText(double(value));
    const double size = std::abs(double(value));
    const double unit = std::max(1.0, std::pow(10, digits - 1 - std::floor(std::log10(size))));
    return core::tickText(std::isfinite(unit) ? std::round(double(value) * unit) / unit
                                              : double(value));
}

void drawCellValues(QPainter& painter, const QRectF& map, const QRectF& area, const MapView& view,
                    QFont font, const QPalette& palette) {
    if (view.values.empty() || map.width() / view.grid.width < kSmallestPrintedCell) return;
    const QRect cells = cellsIn(map, view.grid, area);
    const QFontMetricsF metrics(font);
    const double room = map.width() / view.grid.width - 2 * kMargin;
    CellTexts all;
    int digits = kMostDigits;
    do all = textsOf(view, cells, digits, metrics);
    while (all.widest > room && --digits >= kLeastDigits);
    if (digits < kLeastDigits) return;
    painter.save();
    painter.setClipRect(area, Qt::IntersectClip);
    painter.setFont(font);
    auto text = all.texts.cbegin();
    for (int row = cells.top(); row <= cells.bottom(); ++row)
        for (int col = cells.left(); col <= cells.right(); ++col) {
            painter.setPen(inkOn(view.image.pixel(col, row), palette));
            painter.drawText(cellRect(map, view.grid, {row, col}), Qt::AlignCenter, *text++);
        }
    painter.restore();
}

}  // namespace widgets
