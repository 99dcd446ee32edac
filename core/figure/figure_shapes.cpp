// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/figure_shapes.h"

#include "figure/figure_font.h"

#include <algorithm>

namespace core {

QPolygonF toPolygon(const Figure::Triangle& triangle) {
    QPolygonF polygon;
    for (const auto& corner : triangle.corners) polygon << toPoint(corner);
    return polygon;
}

QPen framePen(const Figure::Triangle& triangle) {
    if (triangle.frame <= 0) return QPen(Qt::NoPen);
    return QPen(Qt::black, triangle.frame, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin);
}

QImage imageOver(const Picture& picture) {
    return QImage(picture.rgb.data(), picture.size.width, picture.size.height,
                  qsizetype(picture.size.width) * 3, QImage::Format_RGB888);
}

void forEachRun(const Figure::Mosaic& mosaic,
                const std::function<void(const Figure::Box&, Rgb)>& draw) {
    for (int row = 0; row < mosaic.rows; ++row) {
        const Rgb* colors = mosaic.colors.data() + std::ptrdiff_t(row) * mosaic.columns;
        for (int first = 0, end = 0; first < mosaic.columns; first = end) {
            while (end < mosaic.columns && colors[end] == colors[first]) ++end;
            Figure::Box box = mosaic.cell(row, first);
            box.width = mosaic.cell(row, end - 1).right() - box.left;
            draw(box, colors[first]);
        }
    }
}

void forEachOverlappingRun(const Figure::Mosaic& mosaic,
                           const std::function<void(const Figure::Box&, Rgb)>& draw) {
    const double aside = mosaic.box.width / mosaic.columns / 2;
    const double below = mosaic.box.height / mosaic.rows / 2;
    forEachRun(mosaic, [&](const Figure::Box& box, Rgb color) {
        const double right = std::min(box.right() + aside, mosaic.box.right());
        const double bottom = std::min(box.bottom() + below, mosaic.box.bottom());
        draw({box.left, box.top, right - box.left, bottom - box.top}, color);
    });
}

QTransform placeOf(const Figure::Label& label) {
    QTransform place = QTransform::fromTranslate(label.x, label.y);
    if (label.turn == Figure::Turn::Upwards) place.rotate(-90);
    if (label.align != Figure::Align::Start) {
        const double width = figureTextWidth(label.text, label.size);
        place.translate(label.align == Figure::Align::End ? -width : -width / 2, 0);
    }
    return place;
}

QPainterPath outlineOf(const Figure::Label& label) {
    return placeOf(label).map(figureTextPath(label.text, label.size));
}

Rgb haloOf(const Figure::Label& label) {
    const bool isBright = qGray(label.color.r, label.color.g, label.color.b) > 117;
    return isBright ? Rgb{0, 0, 0} : Rgb{255, 255, 255};
}

}  // namespace core
