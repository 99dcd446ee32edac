// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/range_bar.h"

#include "canvas/drawing.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace widgets {

namespace {

constexpr double kTriangle = 7;  // long
constexpr double kNotch = 3;     // half its width
constexpr double kLeast = 1.0 / 200;

QColor endColor(const RangeBar& look, bool isHigh) {
    const auto& table = core::colorTable(look.colors);
    const auto& color = isHigh ? table.back() : table.front();
    return QColor(color.r, color.g, color.b);
}

void drawTriangle(QPainter& painter, const QRectF& bar, const QRectF& range, const RangeBar& look,
                  bool isHigh) {
    const double base = isHigh ? range.right() : range.left();
    const double tip = isHigh ? bar.right() : bar.left();
    painter.setBrush(endColor(look, isHigh));
    painter.drawPolygon(QPolygonF{{QPointF(base, range.top()), QPointF(tip, range.center().y()),
                                   QPointF(base, range.bottom())}});
}

double notchPlace(const QRectF& range, double share) {
    return range.left() + std::clamp(share, 0.0, 1.0) * range.width();
}

/// Where the reading lies between the ends of the range, which may be outside; nothing without one.
std::optional<double> shareOfReading(const RangeBar& look) {
    const double low = double(look.range.low), width = double(look.range.high) - low;
    const bool isShown = look.isKnown && look.reading && std::isfinite(*look.reading) && width > 0;
    return isShown ? std::optional((double(*look.reading) - low) / width) : std::nullopt;
}

/// From above into the bar, black and white: seen on every colour.
void drawNotch(QPainter& painter, const QRectF& range, double share, const QPalette& palette) {
    const double x = notchPlace(range, share);
    const double top = range.top() - 2, tip = range.center().y() + 1;
    painter.setPen(QPen(palette.color(QPalette::Base), 1));
    painter.setBrush(palette.color(QPalette::Text));
    painter.drawPolygon(
        QPolygonF{{QPointF(x - kNotch, top), QPointF(x + kNotch, top), QPointF(x, tip)}});
}

}  // namespace

QRectF rangeRect(const QRectF& bar, const RangeBar& look) {
    return bar.adjusted(look.isClippedLow ? kTriangle : 0, 0, look.isClippedHigh ? -kTriangle : 0,
                        0);
}

QRectF notchRect(const QRectF& bar, const RangeBar& look) {
    const auto share = shareOfReading(look);
    if (!share) return {};
    const QRectF range = rangeRect(bar, look);
    const double x = notchPlace(range, *share), reach = kNotch + 1;
    return {QPointF(x - reach, range.top() - 3), QPointF(x + reach, range.center().y() + 3)};
}

void drawRangeBar(QPainter& painter, const QRectF& bar, const RangeBar& look,
                  const QPalette& palette, bool hasNumbers) {
    const QRectF range = rangeRect(bar, look);
    if (hasNumbers)
        drawColorBar(painter, range, look.range, look.colors, look.isKnown, palette);
    else
        drawBareColorBar(painter, range, look.colors, look.isKnown);
    if (!look.isKnown) return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(quietText(palette), 1));
    if (look.isClippedLow) drawTriangle(painter, bar, range, look, false);
    if (look.isClippedHigh) drawTriangle(painter, bar, range, look, true);
    if (const auto share = shareOfReading(look)) drawNotch(painter, range, *share, palette);
    painter.restore();
}

core::ColorRange draggedRange(core::ColorRange range, double pressed, double now) {
    const double width = double(range.high) - double(range.low);
    const double way = (now - pressed) * width, least = width * kLeast;
    if (pressed < 0.5)
        range.low = float(std::min(double(range.low) + way, double(range.high) - least));
    else
        range.high = float(std::max(double(range.high) + way, double(range.low) + least));
    return range;
}

}  // namespace widgets
