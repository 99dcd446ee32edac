// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/figure_shapes.h"
#include "figure/figure_writer.h"

#include <QGuiApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace core {
namespace {

int toPixel(double points, double scale) {
    return int(std::lround(points * scale));
}

/// Edges rounded to pixels, so that neighbours neither overlap nor leave a gap.
QRect snapped(const Figure::Box& box, double scale) {
    const int left = toPixel(box.left, scale), top = toPixel(box.top, scale);
    return QRect(left, top, toPixel(box.right(), scale) - left, toPixel(box.bottom(), scale) - top);
}

int lineWidth(double points, double scale) {
    return std::max(1, toPixel(points, scale));
}

/// Whole pixels: a thin line that lies between two of them would be grey.
void paintOutline(QPainter& painter, const Figure::Outline& outline, double scale) {
    const int width = lineWidth(outline.lineWidth, scale), out = width / 2;
    const QRect outer = snapped(outline.box, scale).adjusted(-out, -out, out, out);
    const QRect inner = outer.adjusted(width, width, -width, -width);
    QPainterPath frame;
    frame.addRect(outer);
    if (inner.isValid()) frame.addRect(inner);
    painter.fillPath(frame, toColor(outline.color));
}

void paintLine(QPainter& painter, const Figure::Line& line, double scale) {
    const int width = lineWidth(line.width, scale);
    const bool isDown = line.from.x == line.to.x, isAcross = line.from.y == line.to.y;
    if (!isDown && !isAcross) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(toColor(line.color), line.width * scale, Qt::SolidLine, Qt::FlatCap));
        painter.drawLine(toPoint(line.from) * scale, toPoint(line.to) * scale);
        painter.setRenderHint(QPainter::Antialiasing, false);
        return;
    }
    const QPoint from(toPixel(line.from.x, scale), toPixel(line.from.y, scale));
    const QPoint to(toPixel(line.to.x, scale), toPixel(line.to.y, scale));
    const int left = std::min(from.x(), to.x()), top = std::min(from.y(), to.y());
    const QRect area = isDown ? QRect(left - width / 2, top, width, std::abs(to.y() - from.y()))
                              : QRect(left, top - width / 2, std::abs(to.x() - from.x()), width);
    painter.fillRect(area, toColor(line.color));
}

void paintPhoto(QPainter& painter, const Figure::Photo& photo, double scale) {
    const QRect place = snapped(photo.box, scale);
    if (place.isEmpty()) return;
    const Picture fitted = resizeBicubic(photo.picture, {place.width(), place.height()});
    painter.drawImage(place.topLeft(), imageOver(fitted));
}

void paintAreas(QPainter& painter, const Figure& figure, double scale) {
    for (const auto& mosaic : figure.mosaics)
        forEachRun(mosaic, [&](const Figure::Box& box, Rgb color) {
            painter.fillRect(snapped(box, scale), toColor(color));
        });
    for (const auto& photo : figure.photos) paintPhoto(painter, photo, scale);
    for (const auto& line : figure.lines) paintLine(painter, line, scale);
    for (const auto& outline : figure.outlines) paintOutline(painter, outline, scale);
}

/// What is not along the pixels is smoothed.
void paintShapes(QPainter& painter, const Figure& figure, double scale) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(scale, scale);
    for (const auto& triangle : figure.triangles) {
        painter.setPen(framePen(triangle));
        painter.setBrush(toColor(triangle.color));
        painter.drawPolygon(toPolygon(triangle));
    }
    for (const auto& label : figure.labels) {
        const QPainterPath letters = outlineOf(label);
        if (label.halo > 0)
            painter.strokePath(letters, QPen(toColor(haloOf(label)), 2 * label.halo, Qt::SolidLine,
                                             Qt::RoundCap, Qt::RoundJoin));
        painter.fillPath(letters, toColor(label.color));
    }
}

/// As many as hold \a pixels; 975.0000000001 is 975.
int wholePixels(double pixels) {
    return std::max(1, int(std::ceil(pixels - 1e-6)));
}

}  // namespace

Picture renderFigure(const Figure& figure, int dotsPerInch) {
    Q_ASSERT(qGuiApp);
    const double scale = dotsPerInch / 72.0;
    QImage image(wholePixels(figure.width * scale), wholePixels(figure.height * scale),
                 QImage::Format_RGB888);
    image.fill(Qt::white);
    {
        QPainter painter(&image);
        paintAreas(painter, figure, scale);
        paintShapes(painter, figure, scale);
    }
    Picture picture{{image.width(), image.height()}, {}};
    for (int y = 0; y < image.height(); ++y)
        picture.rgb.insert(picture.rgb.end(), image.constScanLine(y),
                           image.constScanLine(y) + std::ptrdiff_t(image.width()) * 3);
    return picture;
}

}  // namespace core
