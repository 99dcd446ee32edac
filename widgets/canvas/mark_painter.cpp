// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/mark_painter.h"

#include <QPainter>

#include <algorithm>

namespace widgets {

namespace {

constexpr QRgb kEdge = 0xdc000000;
constexpr double kLine = 2, kEdgeLine = 4;
constexpr double kSquareReach = 1 + kEdgeLine / 2 + 1;  // of its line, and rounding, beyond tokens
constexpr double kSmallestRing = 5;  // radius: of tokens that are smaller than a line

QPen penOf(const QColor& color, double width) {
    return QPen(color, width, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin);
}

/// What a pen of \a width draws along \a line, in a fraction of its time: on every tile there is
/// one with every move of the pointer.
void drawBand(QPainter& painter, const QRectF& line, double width, const QColor& color) {
    const double half = width / 2;
    const QRectF outer = line.adjusted(-half, -half, half, half);
    const QRectF inner = line.adjusted(half, half, -half, -half);
    if (inner.width() <= 0 || inner.height() <= 0) return painter.fillRect(outer, color);
    const auto fill = [&](double left, double top, double right, double bottom) {
        painter.fillRect(QRectF(QPointF(left, top), QPointF(right, bottom)), color);
    };
    fill(outer.left(), outer.top(), outer.right(), inner.top());
    fill(outer.left(), inner.top(), inner.left(), inner.bottom());
    fill(inner.right(), inner.top(), outer.right(), inner.bottom());
    fill(outer.left(), inner.bottom(), outer.right(), outer.bottom());
}

/// The line lies around the tokens and hides nothing of them.
void drawSquare(QPainter& painter, const QRectF& tokens, const QColor& color) {
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    const QRectF around = tokens.adjusted(-1, -1, 1, 1);
    drawBand(painter, around, kEdgeLine, QColor::fromRgba(kEdge));
    drawBand(painter, around, kLine, color);
}

void drawBroken(QPainter& painter, const QRectF& tokens) {
    drawSquare(painter, tokens, QColor::fromRgba(kEdge));
    QPen pen = penOf(Qt::white, kLine);
    pen.setDashPattern({2, 2});
    pen.setCapStyle(Qt::FlatCap);
    painter.setPen(pen);
    painter.drawRect(tokens.adjusted(-1, -1, 1, 1));
}

/// What the letter of a pin is written on.
QRectF plateOf(const QRectF& tokens, const TokenMarks::Pin& pin, const QFontMetricsF& metrics,
               const QRectF& area) {
    const QSizeF size(metrics.horizontalAdvance(pin.letter) + 6, metrics.height());
    QRectF plate(tokens.topRight() + QPointF(3, -2), size);
    if (plate.right() > area.right()) plate.moveRight(tokens.left() - 3);
    plate.moveTop(
        std::clamp(plate.top(), area.top(), std::max(area.top(), area.bottom() - size.height())));
    return plate;
}

void drawLetter(QPainter& painter, const QRectF& tokens, const TokenMarks::Pin& pin,
                const QRectF& area) {
    const QRectF plate = plateOf(tokens, pin, QFontMetricsF(painter.font()), area);
    painter.fillRect(plate.adjusted(-1, -1, 1, 1), QColor::fromRgba(kEdge));
    painter.fillRect(plate, pin.color);
    painter.setPen(qGray(pin.color.rgb()) > 117 ? Qt::black : Qt::white);
    painter.drawText(plate, Qt::AlignCenter, QString(pin.letter));
}

/// Radius of the circle around the best match.
double ringOf(const QRectF& token) {
    return std::max(kSmallestRing, std::max(token.width(), token.height()) * 0.71 + 1);
}

void drawBest(QPainter& painter, const QRectF& token, MarkGround ground) {
    painter.setRenderHint(QPainter::Antialiasing);
    QColor color = QColor::fromRgba(kBestColor);
    if (ground == MarkGround::Picture) {
        color.setAlphaF(0.7f);
        painter.fillRect(token, color);
        color.setAlphaF(1);
    }
    const double radius = ringOf(token);
    painter.setBrush(Qt::NoBrush);
    for (const auto& pen : {penOf(QColor::fromRgba(kEdge), kEdgeLine), penOf(color, kLine)}) {
        painter.setPen(pen);
        painter.drawEllipse(token.center(), radius, radius);
    }
}

}  // namespace

void drawTokenMarks(QPainter& painter, const TokenMarks& marks,
                    const std::function<QRectF(const engine::TokenRect&)>& placeOf,
                    const QRectF& area, MarkGround ground) {
    painter.save();
    painter.setClipRect(area.adjusted(-3, -3, 3, 3), Qt::IntersectClip);
    for (const auto& pin : marks.pins) {
        const QRectF place = placeOf(pin.tokens);
        drawSquare(painter, place, pin.color);
        if (place.intersects(area)) drawLetter(painter, place, pin, area);
    }
    if (marks.kept && marks.kept != marks.reference) drawBroken(painter, placeOf(*marks.kept));
    if (marks.best) drawBest(painter, placeOf({*marks.best}), ground);
    if (marks.reference) drawSquare(painter, placeOf(*marks.reference), Qt::white);
    painter.restore();
}

QRegion regionOfMarks(const TokenMarks& marks,
                      const std::function<QRectF(const engine::TokenRect&)>& placeOf,
                      const QRectF& area, const QFontMetricsF& metrics) {
    QRegion region;
    const auto add = [&](const QRectF& part, double margin) {
        region += part.adjusted(-margin, -margin, margin, margin).toAlignedRect();
    };
    for (const auto& pin : marks.pins) {
        const QRectF place = placeOf(pin.tokens);
        add(place, kSquareReach);
        add(plateOf(place, pin, metrics, area), kSquareReach);
    }
    if (marks.kept) add(placeOf(*marks.kept), kSquareReach);
    if (marks.reference) add(placeOf(*marks.reference), kSquareReach);
    if (marks.best) {
        const QRectF place = placeOf({*marks.best});
        const double radius = ringOf(place) + kSquareReach;
        const QPointF centre = place.center();
        add({centre - QPointF(radius, radius), centre + QPointF(radius, radius)}, 0);
    }
    return region;
}

}  // namespace widgets
