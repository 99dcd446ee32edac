// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/figure_shapes.h"
#include "figure/figure_writer.h"
#include "io/png.h"

#include <QByteArray>
#include <QGuiApplication>
#include <QPainterPath>

namespace core {
namespace {

/// A number of an SVG file: at most three decimals, C locale.
std::string number(double value) {
    QByteArray text = QByteArray::number(value, 'f', 3);
    while (text.endsWith('0')) text.chop(1);
    if (text.endsWith('.')) text.chop(1);
    return (text == "-0" ? QByteArray("0") : text).toStdString();
}

std::string color(Rgb c) {
    return toColor(c).name().toStdString();
}

std::string escaped(const std::string& text) {
    return QString::fromStdString(text).toHtmlEscaped().toStdString();
}

std::string place(const Figure::Box& b) {
    return "x=\"" + number(b.left) + "\" y=\"" + number(b.top) + "\" width=\"" + number(b.width) +
           "\" height=\"" + number(b.height) + "\"";
}

std::string pathData(const QPainterPath& path) {
    std::string d;
    for (int i = 0; i < path.elementCount(); ++i) {
        const auto e = path.elementAt(i);
        if (e.isMoveTo()) d += 'M';
        if (e.isLineTo()) d += 'L';
        if (e.isCurveTo()) d += 'C';
        d += (d.back() >= '0' && d.back() <= '9' ? " " : "") + number(e.x) + " " + number(e.y);
    }
    return d;
}

std::string mosaicText(const Figure::Mosaic& mosaic) {
    std::string svg = "<g shape-rendering=\"crispEdges\" stroke=\"none\">\n";
    forEachOverlappingRun(mosaic, [&](const Figure::Box& box, Rgb c) {
        svg += "<rect " + place(box) + " fill=\"" + color(c) + "\"/>\n";
    });
    return svg + "</g>\n";
}

engine::Result<std::string> photoText(const Figure::Photo& photo) {
    const auto png = encodePng(photo.picture);
    if (!png) return png.error();
    return "<image " + place(photo.box) +
           " preserveAspectRatio=\"none\" xlink:href=\"data:image/png;base64," +
           QByteArray::fromStdString(*png).toBase64().toStdString() + "\"/>\n";
}

std::string triangleText(const Figure::Triangle& triangle) {
    std::string points;
    for (const auto& c : triangle.corners)
        points += (points.empty() ? "" : " ") + number(c.x) + "," + number(c.y);
    const std::string frame =
        triangle.frame > 0 ? "\" stroke=\"#000000\" stroke-width=\"" + number(triangle.frame) : "";
    return "<polygon points=\"" + points + "\" fill=\"" + color(triangle.color) + frame + "\"/>\n";
}

std::string lineText(const Figure::Line& line) {
    return "<path d=\"M" + number(line.from.x) + " " + number(line.from.y) + "L" +
           number(line.to.x) + " " + number(line.to.y) + "\" stroke=\"" + color(line.color) +
           "\" stroke-width=\"" + number(line.width) + "\"/>\n";
}

std::string outlineText(const Figure::Outline& o) {
    return "<rect " + place(o.box) + " fill=\"none\" stroke=\"" + color(o.color) +
           "\" stroke-width=\"" + number(o.lineWidth) + "\"/>\n";
}

/// Around the letters and below them, as a path of its own: not every program knows paint-order.
std::string haloText(const Figure::Label& label, const std::string& letters) {
    return "<path d=\"" + letters + "\" fill=\"none\" stroke=\"" + color(haloOf(label)) +
           "\" stroke-width=\"" + number(2 * label.halo) + "\" stroke-linejoin=\"round\"/>\n";
}

std::string labelText(const Figure::Label& label) {
    const std::string letters = pathData(outlineOf(label));
    return (label.halo > 0 ? haloText(label, letters) : "") + "<path aria-label=\"" +
           escaped(label.text) + "\" d=\"" + letters +
           (label.color == Rgb{} ? "" : "\" fill=\"" + color(label.color)) + "\"/>\n";
}

std::string heading(const Figure& figure, const std::string& provenance) {
    const std::string width = number(figure.width), height = number(figure.height);
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" "
           "xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\" width=\"" +
           width + "pt\" height=\"" + height + "pt\" viewBox=\"0 0 " + width + " " + height +
           "\">\n" +
           (provenance.empty() ? "" : "<metadata>" + escaped(provenance) + "</metadata>\n") +
           "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n";
}

}  // namespace

engine::Result<std::string> encodeSvg(const Figure& figure, const std::string& provenance) {
    Q_ASSERT(qGuiApp);
    std::string svg = heading(figure, provenance);
    for (const auto& mosaic : figure.mosaics) svg += mosaicText(mosaic);
    for (const auto& photo : figure.photos) {
        const auto text = photoText(photo);
        if (!text) return text.error();
        svg += *text;
    }
    for (const auto& line : figure.lines) svg += lineText(line);
    for (const auto& outline : figure.outlines) svg += outlineText(outline);
    for (const auto& triangle : figure.triangles) svg += triangleText(triangle);
    for (const auto& label : figure.labels) svg += labelText(label);
    return svg + "</svg>\n";
}

}  // namespace core
