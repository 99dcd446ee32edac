// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/drawing.h"

#include <session/read_out.h>

#include <QImage>
#include <QPainter>
#include <QVarLengthArray>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace widgets {

void drawGrid(QPainter& painter, const QRectF& area, const engine::TokenGrid& grid, int step) {
    QVarLengthArray<QLineF, 256> lines;
    for (int col = step; col < grid.width; col += step) {
        const double x = area.left() + area.width() * col / grid.width;
        lines.append(QLineF(x, area.top(), x, area.bottom()));
    }
    for (int row = step; row < grid.height; row += step) {
        const double y = area.top() + area.height() * row / grid.height;
        lines.append(QLineF(area.left(), y, area.right(), y));
    }
    painter.setPen(QPen(QColor(0, 0, 0, 120), 0));
    painter.drawLines(lines.constData(), int(lines.size()));
    painter.setPen(QPen(QColor(255, 255, 255, 120), 0, Qt::DotLine));
    painter.drawLines(lines.constData(), int(lines.size()));
}

void drawHatch(QPainter& painter, const QRectF& area, const QPalette& palette) {
    painter.fillRect(area, palette.color(QPalette::Window));
    painter.fillRect(area, QBrush(quietText(palette), Qt::BDiagPattern));
}

namespace {

QImage barImage(core::ColorMapId colors) {
    const auto& table = core::colorTable(colors);
    QImage image(int(table.size()), 1, QImage::Format_RGB32);
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(0));
    for (std::size_t i = 0; i < table.size(); ++i)
        line[i] = qRgb(table[i].r, table[i].g, table[i].b);
    return image;
}

/// Every tile draws one with every repaint.
const QImage& keptBarImage(core::ColorMapId colors) {
    static const auto images = [] {
        std::array<QImage, core::kColorMapCount> all;
        for (std::size_t i = 0; i < all.size(); ++i) all[i] = barImage(core::ColorMapId(i));
        return all;
    }();
    return images[std::size_t(colors)];
}

}  // namespace

void drawBareColorBar(QPainter& painter, const QRectF& bar, core::ColorMapId colors, bool isKnown) {
    const double opacity = painter.opacity();
    painter.setOpacity(isKnown ? 1 : 0.35);
    painter.drawImage(bar, keptBarImage(colors));
    painter.setOpacity(opacity);
}

void drawColorBar(QPainter& painter, const QRectF& bar, core::ColorRange range,
                  core::ColorMapId colors, bool isKnown, const QPalette& palette) {
    drawBareColorBar(painter, bar, colors, isKnown);
    painter.save();
    painter.setPen(quietText(palette));
    const QFontMetricsF metrics(painter.font());
    const double middle = (double(range.low) + double(range.high)) / 2;
    const auto textOf = [isKnown](double value) {
        return isKnown ? core::tickText(value) : QStringLiteral("…");
    };
    const std::array ticks = {std::pair(Qt::AlignLeft, textOf(double(range.low))),
                              std::pair(Qt::AlignRight, textOf(double(range.high))),
                              std::pair(Qt::AlignHCenter, textOf(middle))};
    std::array<double, 3> widths;
    for (std::size_t i = 0; i < ticks.size(); ++i)
        widths[i] = metrics.horizontalAdvance(ticks[i].second);
    const double free = bar.width() / 2 - std::max(widths[0], widths[1]) - widths[2] / 2;
    const QRectF numbers(bar.left(), bar.bottom() + 2, bar.width(), metrics.height());
    for (const auto& [side, text] : ticks) {
        const double share = side == Qt::AlignLeft ? 0 : side == Qt::AlignRight ? 1 : 0.5;
        const double x = std::floor(bar.left() + share * (bar.width() - 1)) + 0.5;
        painter.drawLine(QPointF(x, bar.bottom()), QPointF(x, bar.bottom() + 2));
        const bool isCrowded = side == Qt::AlignHCenter && free < metrics.averageCharWidth();
        if (!isCrowded) painter.drawText(numbers, int(side | Qt::AlignTop), text);
    }
    painter.restore();
}

QColor quietText(const QPalette& palette) {
    return palette.color(QPalette::PlaceholderText);
}

QColor lineColor(const QPalette& palette) {
    return palette.color(QPalette::Mid);
}

}  // namespace widgets
