// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/figure_writer.h"

#include <base/atomic_file.h>
#include <base/guarded.h>

#include <QBuffer>
#include <QColor>
#include <QFont>
#include <QGuiApplication>
#include <QImage>
#include <QPageLayout>
#include <QPageSize>
#include <QPainter>
#include <QPainterPath>
#include <QPdfWriter>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstring>
#include <string_view>

namespace core {
namespace {

constexpr int kPngDotsPerInch = 300;
constexpr int kPdfDotsPerInch = 1200;

QColor toColor(Rgb c) {
    return QColor(c.r, c.g, c.b);
}
QRectF toRect(const Figure::Box& b) {
    return QRectF(b.left, b.top, b.width, b.height);
}

/// Debian's libfontconfig1 always brings this family; a size in pixels is one in points, as the
/// painter is scaled.
QFont labelFont(int size) {
    QFont font(QStringLiteral("DejaVu Sans"));
    font.setPixelSize(size);
    return font;
}

/// Where a label's own coordinates lie: the origin at the start of its base line.
QTransform placeOf(const Figure::Label& label) {
    QTransform place = QTransform::fromTranslate(label.x, label.y);
    if (label.turn == Figure::Turn::Upwards) place.rotate(-90);
    return place;
}

void paintOutlines(QPainter& painter, const Figure& figure) {
    painter.setBrush(Qt::NoBrush);
    for (const auto& o : figure.outlines) {
        QPen pen(toColor(o.color), o.lineWidth);
        pen.setJoinStyle(Qt::MiterJoin);
        painter.setPen(pen);
        painter.drawRect(toRect(o.box));
    }
}

void paintLabels(QPainter& painter, const Figure& figure) {
    painter.setPen(Qt::black);
    for (const auto& label : figure.labels) {
        painter.save();
        painter.setTransform(placeOf(label), true);
        painter.setFont(labelFont(label.size));
        painter.drawText(QPointF(0, 0), QString::fromStdString(label.text));
        painter.restore();
    }
}

/// Edges rounded to pixels, so that neighbours neither overlap nor leave a gap.
QRect snapped(const Figure::Box& box, double scale) {
    const auto pixel = [scale](double points) { return int(std::lround(points * scale)); };
    const int left = pixel(box.left), top = pixel(box.top);
    return QRect(left, top, pixel(box.left + box.width) - left, pixel(box.top + box.height) - top);
}

/// Qt writes the time of day and no way around it; the text keeps its length, so the offsets in the
/// file stay right.
void fixCreationDate(QByteArray& pdf) {
    static constexpr char kKey[] = "/CreationDate (D:";
    static constexpr char kFixed[] = "20000101000000";
    const auto at = pdf.indexOf(kKey);
    if (at < 0) return;
    std::memcpy(pdf.data() + at + std::strlen(kKey), kFixed, std::strlen(kFixed));
}

void preparePage(QPdfWriter& writer, const Figure& figure, const std::string& provenance) {
    writer.setPdfVersion(QPagedPaintDevice::PdfVersion_1_4);
    writer.setResolution(kPdfDotsPerInch);
    writer.setCreator(QStringLiteral("Denoscope"));
    writer.setPageLayout(
        QPageLayout(QPageSize(QSizeF(figure.width, figure.height), QPageSize::Point,
                              QStringLiteral("figure"), QPageSize::ExactMatch),
                    QPageLayout::Portrait, QMarginsF(), QPageLayout::Point));
    if (!provenance.empty())
        writer.addFileAttachment(QStringLiteral("provenance.json"),
                                 QByteArray::fromStdString(provenance),
                                 QStringLiteral("application/json"));
}

/// A number of an SVG file: at most three decimals, C locale.
std::string svgNumber(double value) {
    QByteArray text = QByteArray::number(value, 'f', 3);
    while (text.endsWith('0')) text.chop(1);
    if (text.endsWith('.')) text.chop(1);
    return (text == "-0" ? QByteArray("0") : text).toStdString();
}

std::string svgColor(Rgb c) {
    return toColor(c).name().toStdString();
}

std::string svgBox(const Figure::Box& b) {
    return "x=\"" + svgNumber(b.left) + "\" y=\"" + svgNumber(b.top) + "\" width=\"" +
           svgNumber(b.width) + "\" height=\"" + svgNumber(b.height) + "\"";
}

std::string svgPath(const QPainterPath& path) {
    std::string d;
    for (int i = 0; i < path.elementCount(); ++i) {
        const auto e = path.elementAt(i);
        if (e.isMoveTo()) d += 'M';
        if (e.isLineTo()) d += 'L';
        if (e.isCurveTo()) d += 'C';
        d +=
            (d.back() >= '0' && d.back() <= '9' ? " " : "") + svgNumber(e.x) + " " + svgNumber(e.y);
    }
    return d;
}

std::string svgLabel(const Figure::Label& label) {
    QPainterPath path;
    path.addText(QPointF(0, 0), labelFont(label.size), QString::fromStdString(label.text));
    return "<path aria-label=\"" +
           QString::fromStdString(label.text).toHtmlEscaped().toStdString() + "\" d=\"" +
           svgPath(placeOf(label).map(path)) + "\"/>\n";
}

std::string lowerEnding(const std::filesystem::path& path) {
    std::string ending = path.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return char(std::tolower(c)); });
    return ending;
}

}  // namespace

engine::Result<std::string> encodePdf(const Figure& figure, const std::string& provenance) {
    Q_ASSERT(qGuiApp);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        preparePage(writer, figure, provenance);
        QPainter painter;
        if (!painter.begin(&writer))
            return engine::Error{engine::ErrorCode::Internal, "Qt could not begin a PDF page."};
        painter.scale(kPdfDotsPerInch / 72.0, kPdfDotsPerInch / 72.0);
        for (const auto& cell : figure.cells)
            painter.fillRect(toRect(cell.box), toColor(cell.color));
        paintOutlines(painter, figure);
        paintLabels(painter, figure);
    }
    QByteArray pdf = buffer.data();
    fixCreationDate(pdf);
    return pdf.toStdString();
}

std::string encodeSvg(const Figure& figure, const std::string& provenance) {
    Q_ASSERT(qGuiApp);
    const std::string width = svgNumber(figure.width), height = svgNumber(figure.height);
    std::string svg =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" "
        "version=\"1.1\" width=\"" +
        width + "pt\" height=\"" + height + "pt\" viewBox=\"0 0 " + width + " " + height + "\">\n";
    if (!provenance.empty())
        svg += "<metadata>" + QString::fromStdString(provenance).toHtmlEscaped().toStdString() +
               "</metadata>\n";
    svg +=
        "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n<g "
        "shape-rendering=\"crispEdges\">\n";
    for (const auto& cell : figure.cells)
        svg += "<rect " + svgBox(cell.box) + " fill=\"" + svgColor(cell.color) + "\"/>\n";
    svg += "</g>\n";
    for (const auto& o : figure.outlines)
        svg += "<rect " + svgBox(o.box) + " fill=\"none\" stroke=\"" + svgColor(o.color) +
               "\" stroke-width=\"" + svgNumber(o.lineWidth) + "\"/>\n";
    for (const auto& label : figure.labels) svg += svgLabel(label);
    return svg + "</svg>\n";
}

Picture renderFigure(const Figure& figure, int dotsPerInch) {
    Q_ASSERT(qGuiApp);
    const double scale = dotsPerInch / 72.0;
    QImage image(int(std::ceil(figure.width * scale)), int(std::ceil(figure.height * scale)),
                 QImage::Format_RGB888);
    image.fill(Qt::white);
    {
        QPainter painter(&image);
        for (const auto& cell : figure.cells)
            painter.fillRect(snapped(cell.box, scale), toColor(cell.color));
        painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
        painter.scale(scale, scale);
        paintOutlines(painter, figure);
        paintLabels(painter, figure);
    }
    Picture picture{{image.width(), image.height()}, {}};
    for (int y = 0; y < image.height(); ++y)
        picture.rgb.insert(picture.rgb.end(), image.constScanLine(y),
                           image.constScanLine(y) + std::ptrdiff_t(image.width()) * 3);
    return picture;
}

bool isFigureFile(const std::filesystem::path& path) {
    const std::string ending = lowerEnding(path);
    return ending == ".pdf" || ending == ".svg" || ending == ".png";
}

engine::Status writeFigure(const std::filesystem::path& path, const Figure& figure,
                           const std::string& provenance) {
    return engine::guarded("Writing " + path.string(), [&]() -> engine::Status {
        const std::string ending = lowerEnding(path);
        if (ending == ".png")
            return writePng(path, renderFigure(figure, kPngDotsPerInch), provenance);
        if (ending == ".svg") return engine::atomicWrite(path, encodeSvg(figure, provenance));
        if (ending != ".pdf")
            return engine::Error{engine::ErrorCode::Usage,
                                 path.string() + " does not end in .pdf, .svg or .png."};
        auto pdf = encodePdf(figure, provenance);
        if (!pdf) return pdf.error();
        return engine::atomicWrite(path, *pdf);
    });
}

}  // namespace core
