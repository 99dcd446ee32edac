// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/tile_painter.h"

#include "canvas/drawing.h"
#include "canvas/geometry.h"
#include "canvas/map_tile.h"
#include "canvas/short_names.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace widgets {

namespace {

constexpr double kRadius = 6;
constexpr double kFaded = 0.35;

/// Step by step: hinting makes widths jump.
QFont fontThatFits(QFont font, const QString& text, double width) {
    const double smallest = font.pointSizeF() * 0.8;
    while (QFontMetricsF(font).horizontalAdvance(text) > width &&
           font.pointSizeF() - 0.5 >= smallest)
        font.setPointSizeF(font.pointSizeF() - 0.5);
    return font;
}

constexpr double kSquare = 8, kGap = 2;

/// Squares with what they mean, centred in \a bar. \param text of each; may be empty.
template <typename Text>
void drawSwatches(QPainter& painter, const QRectF& bar, const std::vector<Swatch>& swatches,
                  double width, double space, Text&& text) {
    const QFontMetricsF metrics(painter.font());
    double x = std::round(bar.center().x() - width / 2);
    for (const auto& swatch : swatches) {
        painter.fillRect(QRectF(x, bar.top(), kSquare, bar.height()),
                         QColor::fromRgb(swatch.color));
        x += kSquare + kGap;
        const QString words = text(swatch);
        if (words.isEmpty()) continue;
        const double wide = metrics.horizontalAdvance(words);
        painter.drawText(
            QRectF(x, bar.center().y() - metrics.height() / 2, wide + 1, metrics.height()),
            Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, words);
        x += wide + space;
    }
}

/// With names and details where there is room for them, else with names, else the squares alone.
void drawSwatches(QPainter& painter, const QRectF& bar, const std::vector<Swatch>& swatches,
                  const QPalette& palette) {
    const QFontMetricsF metrics(painter.font());
    const double space = metrics.averageCharWidth();
    const auto full = [](const Swatch& s) {
        return s.detail.isEmpty() ? s.name : s.name + QLatin1Char(' ') + s.detail;
    };
    const auto name = [](const Swatch& s) { return s.name; };
    const auto nothing = [](const Swatch&) { return QString(); };
    const auto widthOf = [&](auto&& text) {
        double width = -space;
        for (const auto& s : swatches)
            width += kSquare + kGap + metrics.horizontalAdvance(text(s)) + space;
        return width;
    };
    painter.setPen(quietText(palette));
    if (const double wide = widthOf(full); wide <= bar.width())
        return drawSwatches(painter, bar, swatches, wide, space, full);
    if (const double wide = widthOf(name); wide <= bar.width())
        return drawSwatches(painter, bar, swatches, wide, space, name);
    const double wide = double(swatches.size()) * (kSquare + kGap) - kGap;
    drawSwatches(painter, bar, swatches, wide, 0, nothing);
}

/// Stands where the colour bar would.
void drawRgbLegend(QPainter& painter, const QRectF& bar, const QPalette& palette) {
    const QFontMetricsF metrics(painter.font());
    const QString text = MapTile::tr("red, green, blue: axes 1–3");
    const double squares = 3 * (kSquare + kGap) + kGap;
    const double wide = std::min(bar.width(), squares + metrics.horizontalAdvance(text));
    double x = std::round(bar.center().x() - wide / 2);
    for (const QColor& color : {QColor(220, 50, 47), QColor(60, 170, 70), QColor(60, 110, 220)}) {
        painter.fillRect(QRectF(x, bar.top(), kSquare, bar.height()), color);
        x += kSquare + kGap;
    }
    painter.setPen(quietText(palette));
    const QRectF line(x + kGap, bar.center().y() - metrics.height() / 2, wide - squares + 1,
                      metrics.height());
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(text, Qt::ElideRight, line.width()));
}

/// What the values are may be cut short; how far their colours reach, behind the last dot, never.
QString elidedCaption(const QString& text, const QFontMetrics& metrics, int width) {
    const auto dot = text.lastIndexOf(QStringLiteral(" · "));
    if (dot < 0 || metrics.horizontalAdvance(text) <= width)
        return metrics.elidedText(text, Qt::ElideRight, width);
    const auto tail = text.mid(dot);
    return metrics.elidedText(text.left(dot), Qt::ElideRight,
                              width - metrics.horizontalAdvance(tail)) +
           tail;
}

/// At the caption's ends; \return what is left of \a line between them.
QRectF drawClipCounts(QPainter& painter, QRectF line, const MapView& view) {
    const QFontMetricsF metrics(painter.font());
    const double gap = metrics.averageCharWidth();
    if (view.clippedLow > 0) {
        const QString text = QStringLiteral("◂ %1").arg(view.clippedLow);
        painter.drawText(line, Qt::AlignLeft, text);
        line.setLeft(line.left() + metrics.horizontalAdvance(text) + gap);
    }
    if (view.clippedHigh > 0) {
        const QString text = QStringLiteral("%1 ▸").arg(view.clippedHigh);
        painter.drawText(line, Qt::AlignRight, text);
        line.setRight(line.right() - metrics.horizontalAdvance(text) - gap);
    }
    return line;
}

}  // namespace

void FittedLine::fit(const QString& text, const QFont& font, double width) {
    if (text == m_text && width == m_width && font == m_asked) return;
    m_text = text;
    m_width = width;
    m_asked = font;
    m_font = fontThatFits(font, text, width);
    const QFontMetricsF metrics(m_font);
    // Elided in the middle, different layers look the same; their short names do not.
    const bool fits = metrics.horizontalAdvance(text) <= width;
    m_shown = metrics.elidedText(fits ? text : shortLayerName(text), Qt::ElideMiddle, width);
}

void FittedLine::draw(QPainter& painter, const QRectF& line) const {
    painter.setFont(m_font);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, m_shown);
}

void drawTileFrame(QPainter& painter, const QRectF& tile, bool isMarked, const QPalette& palette) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(isMarked ? palette.color(QPalette::Highlight) : lineColor(palette),
                        isMarked ? 1.5 : 1));
    painter.setBrush(palette.base());
    painter.drawRoundedRect(tile.adjusted(1, 1, -1, -1), kRadius, kRadius);
    painter.restore();
}

void drawMapCells(QPainter& painter, const QRectF& map, const QRectF& area, const MapView& view,
                  bool isFaded, const QPalette& palette) {
    const QRect cells = cellsIn(map, view.grid, area);
    if (cells.isEmpty()) return;
    painter.save();
    painter.setClipRect(area, Qt::IntersectClip);
    if (view.notFinite > 0) drawHatch(painter, map.intersected(area), palette);
    painter.setOpacity(isFaded ? kFaded : 1);
    painter.setRenderHint(QPainter::SmoothPixmapTransform,
                          false);  // a token is a token, not a blur
    const QRectF target =
        regionRect(map, view.grid, {{cells.top(), cells.left()}, cells.height(), cells.width()});
    painter.drawImage(target, view.image, QRectF(cells));
    painter.restore();
}

void drawTileFoot(QPainter& painter, const TileLayout& parts, const TileFonts& fonts,
                  const MapView& view, const RangeBar& look, const QPalette& palette) {
    painter.setFont(fonts.small);
    QRectF line = parts.caption;
    QString text = view.caption;
    if (view.isRgb && !view.swatches.empty())
        drawSwatches(painter, parts.bar, view.swatches, palette);
    else if (view.isRgb)
        drawRgbLegend(painter, parts.bar, palette);
    else
        drawRangeBar(painter, parts.bar, look, palette);
    if (view.isRgb) line = parts.numbers;
    painter.setPen(quietText(palette));
    if (look.isKnown && view.notFinite > 0)
        text += MapTile::tr(" · %n NaN", nullptr, view.notFinite);
    if (look.isKnown) line = drawClipCounts(painter, line, view);
    painter.drawText(line, Qt::AlignHCenter | Qt::TextSingleLine,
                     elidedCaption(text, painter.fontMetrics(), int(line.width())));
}

}  // namespace widgets
