// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/figure_font.h"
#include "figure/figure_shapes.h"
#include "figure/figure_writer.h"

#include <QBuffer>
#include <QGuiApplication>
#include <QPageLayout>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>

#include <cstring>

namespace core {
namespace {

constexpr int kDotsPerInch = 1200;

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
    writer.setResolution(kDotsPerInch);
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

void paintAreas(QPainter& painter, const Figure& figure) {
    for (const auto& mosaic : figure.mosaics)
        forEachOverlappingRun(mosaic, [&](const Figure::Box& box, Rgb color) {
            painter.fillRect(toRect(box), toColor(color));
        });
    // Without the first hint Qt stores JPEG.
    painter.setRenderHints(QPainter::LosslessImageRendering | QPainter::SmoothPixmapTransform);
    for (const auto& photo : figure.photos)
        painter.drawImage(toRect(photo.box), imageOver(photo.picture));
}

void paintLines(QPainter& painter, const Figure& figure) {
    painter.setBrush(Qt::NoBrush);
    for (const auto& line : figure.lines) {
        painter.setPen(QPen(toColor(line.color), line.width, Qt::SolidLine, Qt::FlatCap));
        painter.drawLine(toPoint(line.from), toPoint(line.to));
    }
    for (const auto& o : figure.outlines) {
        painter.setPen(
            QPen(toColor(o.color), o.lineWidth, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
        painter.drawRect(toRect(o.box));
    }
    for (const auto& triangle : figure.triangles) {
        painter.setPen(framePen(triangle));
        painter.setBrush(toColor(triangle.color));
        painter.drawPolygon(toPolygon(triangle));
    }
}

/// Text stays text; only its halo is drawn.
void paintLabels(QPainter& painter, const Figure& figure) {
    for (const auto& label : figure.labels) {
        if (label.halo > 0)
            painter.strokePath(outlineOf(label), QPen(toColor(haloOf(label)), 2 * label.halo,
                                                      Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.save();
        painter.setTransform(placeOf(label), true);
        painter.scale(1.0 / kFontScale, 1.0 / kFontScale);
        painter.setFont(figureFont(label.size));
        painter.setPen(toColor(label.color));
        painter.drawText(QPointF(0, 0), QString::fromStdString(label.text));
        painter.restore();
    }
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
        painter.scale(kDotsPerInch / 72.0, kDotsPerInch / 72.0);
        paintAreas(painter, figure);
        paintLines(painter, figure);
        paintLabels(painter, figure);
    }
    QByteArray pdf = buffer.data();
    fixCreationDate(pdf);
    return pdf.toStdString();
}

}  // namespace core
