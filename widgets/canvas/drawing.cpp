// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/drawing.h"

#include <session/read_out.h>

#include <QImage>
#include <QPainter>
#include <QVarLengthArray>

#include <cmath>

namespace widgets {

void drawTokenMark(QPainter& painter, const QRectF& cell, TokenMark mark) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    const QRectF inner = cell.adjusted(-1, -1, 1, 1);
    QPen dark(QColor(0, 0, 0, 220), 4, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin);
    QPen light(Qt::white, 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin);
    if (mark == TokenMark::Kept) {
        dark.setWidthF(2);
        light.setWidthF(2);
        light.setCapStyle(Qt::FlatCap);
        light.setDashPattern({1.5, 1.5});
    }
    painter.setPen(dark);
    painter.drawRect(inner);
    painter.setPen(light);
    painter.drawRect(inner);
    painter.restore();
}

void drawMarkLetter(QPainter& painter, const QRectF& cell, QChar letter) {
    const QFontMetricsF metrics(painter.font());
    const QRectF plate(cell.right() + 3, cell.top() - 1, metrics.horizontalAdvance(letter) + 6,
                       metrics.height());
    painter.fillRect(plate, QColor(0, 0, 0, 200));
    painter.setPen(Qt::white);
    painter.drawText(plate, Qt::AlignCenter, QString(letter));
}

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

}  // namespace

void drawColorBar(QPainter& painter, const QRectF& bar, core::ColorRange range,
                  core::ColorMapId colors, bool isKnown, const QPalette& palette) {
    painter.save();
    painter.setOpacity(isKnown ? 1 : 0.35);
    painter.drawImage(bar, barImage(colors));
    painter.setOpacity(1);
    painter.setPen(quietText(palette));
    const QFontMetricsF metrics(painter.font());
    const double middle = (double(range.low) + double(range.high)) / 2;
    const std::array ticks = {std::pair(Qt::AlignLeft, double(range.low)),
                              std::pair(Qt::AlignHCenter, middle),
                              std::pair(Qt::AlignRight, double(range.high))};
    const QRectF numbers(bar.left(), bar.bottom() + 2, bar.width(), metrics.height());
    for (const auto& [side, value] : ticks) {
        const double share = side == Qt::AlignLeft ? 0 : side == Qt::AlignRight ? 1 : 0.5;
        const double x = std::floor(bar.left() + share * (bar.width() - 1)) + 0.5;
        painter.drawLine(QPointF(x, bar.bottom()), QPointF(x, bar.bottom() + 2));
        painter.drawText(numbers, int(side | Qt::AlignTop),
                         isKnown ? core::tickText(value) : QStringLiteral("…"));
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
