// SPDX-License-Identifier: GPL-3.0-or-later
// How large the parts of the matrix are, and what its labels and its legend say.
#include "canvas/capture_matrix.h"
#include "canvas/drawing.h"
#include "canvas/geometry.h"
#include "canvas/short_names.h"
#include "canvas/small_font.h"

#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace widgets {

namespace {

constexpr int kSmallestCell = 14, kLargestCell = 18;
constexpr int kWidestLabel = 260;
constexpr int kHeightForWords = 220;  // below, the legend is its bar alone

int widest(const QFontMetrics& metrics, const QStringList& texts) {
    int width = 0;
    for (const auto& text : texts) width = std::max(width, metrics.horizontalAdvance(text));
    return width;
}

}  // namespace

/// Whether labels are short and the legend has words is decided by the whole widget's size: if
/// scroll bars had a say, they could come and go without end.
void CaptureMatrix::layOut() {
    const QFontMetrics metrics(smallFont(*this));
    m_cellSide = std::clamp(metrics.height() + 2, kSmallestCell, kLargestCell);
    const int gutter = m_cellSide + spacing::kTiny;
    const int room = std::max(60, std::min(kWidestLabel, width() * 45 / 100));
    // Where the paths have no room, all of them are written short: "up1.attn0" says more than
    // "up_blo…ions[0]".
    QStringList names = m_rows;
    if (widest(metrics, names) + gutter + spacing::kSmall > room)
        for (QString& name : names) name = shortLayerName(name);
    m_labelWidth = std::min(widest(metrics, names) + gutter + spacing::kSmall, room);
    m_labels.clear();
    for (int line = 0; line < m_lines.lineCount(); ++line) {
        const auto span = m_lines.rowsOfLine(line);
        const QString text = span.count() == 1 ? names[span.first]
                                               : names[span.first].section(QLatin1Char('.'), 0, 0);
        m_labels << metrics.elidedText(text, Qt::ElideMiddle,
                                       m_labelWidth - gutter - spacing::kTiny);
    }
    m_glyphs.setLook(palette(), m_cellSide, devicePixelRatioF());
    drawHeaderStrip();
    layOutLegend();
    placeScrollBars();
    viewport()->update();
}

void CaptureMatrix::placeScrollBars() {
    const QRect area = cellsArea();
    const auto place = [this](QScrollBar* bar, int cells, int length) {
        bar->setRange(0, std::max(0, cells * m_cellSide - length));
        bar->setPageStep(length);
        bar->setSingleStep(m_cellSide);
    };
    place(horizontalScrollBar(), columns(), area.width());
    place(verticalScrollBar(), m_lines.lineCount(), area.height());
}

/// Column labels stand upright where each fits over its column, else they are turned; where even
/// turned ones would touch, every second or third is left out.
void CaptureMatrix::drawHeaderStrip() {
    const QFontMetrics metrics(smallFont(*this));
    const int wide = widest(metrics, m_columns);
    const bool isTurned = wide > m_cellSide - 2;
    m_headerHeight = (isTurned ? wide : metrics.height()) + spacing::kSmall;
    if (m_columns.isEmpty()) m_headerHeight = 0;
    const qreal ratio = devicePixelRatioF();
    m_headerStrip =
        QPixmap(QSize(std::max(1, columns() * m_cellSide), std::max(1, m_headerHeight)) * ratio);
    m_headerStrip.setDevicePixelRatio(ratio);
    m_headerStrip.fill(palette().color(QPalette::Base));
    QPainter painter(&m_headerStrip);
    painter.setFont(smallFont(*this));
    painter.setPen(quietText(palette()));
    const int every = isTurned ? (metrics.height() - 1) / m_cellSide + 1 : 1;
    for (int column = 0; column < columns(); column += every) {
        painter.save();
        painter.translate(column * m_cellSide, m_headerHeight);
        if (isTurned) painter.rotate(-90);
        const QRect box = isTurned ? QRect(spacing::kTiny, 0, wide + spacing::kTiny, m_cellSide)
                                   : QRect(0, -m_headerHeight, m_cellSide, m_headerHeight);
        painter.drawText(box, int(isTurned ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignCenter),
                         m_columns[column]);
        painter.restore();
    }
}

/// The bar of the tints, then the shapes in words, in as many lines as they take.
void CaptureMatrix::layOutLegend() {
    m_legend.clear();
    const QFontMetrics metrics(smallFont(*this));
    const int line = std::max(m_cellSide, metrics.height()) + 2;
    int x = spacing::kSmall + metrics.horizontalAdvance(tr("max z 0")) + kLegendBar +
            metrics.horizontalAdvance(QStringLiteral("8")) + 5 * spacing::kTiny;
    int y = 0;
    if (height() >= kHeightForWords) {
        for (auto& [shape, text] : std::initializer_list<std::pair<MatrixShape, QString>>{
                 {MatrixShape::Empty, tr("empty")},
                 {MatrixShape::Queued, tr("queued")},
                 {MatrixShape::Running, tr("running")},
                 {MatrixShape::Memory, tr("in memory")},
                 {MatrixShape::Disk, tr("on disk")},
                 {MatrixShape::Partly, tr("in part")},
                 {MatrixShape::Failed, tr("failed")}}) {
            const int width = m_cellSide + metrics.horizontalAdvance(text) + spacing::kSmall + 2;
            if (x + width > viewport()->width() && x > spacing::kSmall) {
                x = spacing::kSmall;
                y += line;
            }
            m_legend.push_back({shape, text, {x, y}});
            x += width;
        }
    }
    m_legendHeight = y + line + spacing::kSmall;
}

}  // namespace widgets
