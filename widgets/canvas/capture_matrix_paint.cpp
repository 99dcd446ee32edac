// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/capture_matrix.h"
#include "canvas/drawing.h"
#include "canvas/geometry.h"
#include "canvas/small_font.h"

#include <figure/color_map.h>

#include <QEvent>
#include <QPainter>
#include <QResizeEvent>

#include <algorithm>

namespace widgets {

namespace {

QImage barImage() {
    const auto& table = core::colorTable(core::ColorMapId::Magma);
    QImage image(int(table.size()), 1, QImage::Format_RGB32);
    for (int i = 0; i < image.width(); ++i) {
        const auto color = table[std::size_t(i)];
        image.setPixel(i, 0, qRgb(color.r, color.g, color.b));
    }
    return image;
}

}  // namespace

void CaptureMatrix::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

void CaptureMatrix::scrollContentsBy(int, int) {
    viewport()->update();  // labels scroll along one axis only
}

void CaptureMatrix::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange ||
        event->type() == QEvent::StyleChange)
        layOut();
}

void CaptureMatrix::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void CaptureMatrix::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void CaptureMatrix::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    painter.fillRect(event->rect(), palette().color(QPalette::Base));
    m_glyphs.setLook(palette(), m_cellSide, devicePixelRatioF());  // may have changed its screen
    painter.setFont(smallFont(*this));
    const QRect area = cellsArea();
    painter.setClipRect(area);
    paintCells(painter, event->rect() & area);
    paintCross(painter);
    paintSelection(painter);
    painter.setClipRect(QRect(0, area.top(), area.left(), area.height()));
    paintRowLabels(painter, event->rect());
    painter.setClipRect(QRect(area.left(), 0, area.width(), area.top()));
    paintHeader(painter, area);
    painter.setClipping(false);
    paintLegend(painter);
    if (!hasFocus()) return;
    painter.setPen(palette().color(QPalette::Highlight));
    painter.drawRect(viewport()->rect().adjusted(0, 0, -1, -1));
}

void CaptureMatrix::paintCells(QPainter& painter, const QRect& area) {
    if (area.isEmpty() || m_cells.empty()) return;
    const Spot first = nearestCell(area.topLeft()), last = nearestCell(area.bottomRight());
    for (int line = first.line; line <= last.line; ++line)
        for (int column = first.column; column <= last.column; ++column) {
            const Look look = lookOf({line, column});
            painter.drawPixmap(spotRect({line, column}).topLeft(),
                               m_glyphs.glyph(look.shape, look.largestZ));
        }
    painter.setPen(lineColor(palette()));
    const int right = spotRect({0, columns()}).left() - 1;
    for (int line = std::max(1, first.line); line <= last.line; ++line) {
        const int row = m_lines.rowsOfLine(line).first;
        if (m_lines.blockOfRow(row).first != row) continue;
        const int y = spotRect({line, 0}).top();
        painter.drawLine(area.left(), y, std::min(right, area.right()), y);
    }
}

void CaptureMatrix::paintCross(QPainter& painter) const {
    const Spot current = currentSpot();
    const QRect cells = cellsArea(), at = spotRect(current);
    QColor accent = palette().color(QPalette::Highlight);
    const QRect matrix(spotRect({0, 0}).topLeft(),
                       QSize(columns(), m_lines.lineCount()) * m_cellSide);
    const QRect shown = cells & matrix;
    QColor thin = accent;
    thin.setAlphaF(0.75f);
    painter.setPen(thin);
    if (current.line >= 0)
        for (const int y : {at.top(), at.bottom()})
            painter.drawLine(shown.left(), y, shown.right(), y);
    if (current.column >= 0)
        for (const int x : {at.left(), at.right()})
            painter.drawLine(x, shown.top(), x, shown.bottom());
    if (!current.isCell()) return;
    painter.setPen(QPen(hasFocus() ? accent : palette().color(QPalette::Text), 2, Qt::SolidLine,
                        Qt::SquareCap, Qt::MiterJoin));
    painter.drawRect(at.adjusted(1, 1, 0, 0));
}

void CaptureMatrix::paintSelection(QPainter& painter) const {
    if (!m_anchor) return;
    QColor accent = palette().color(QPalette::Highlight);
    const QRect box = spotRect(*m_anchor) | spotRect(m_head);
    painter.setPen(QPen(accent, 2, Qt::DashLine));
    accent.setAlphaF(0.25f);
    painter.setBrush(accent);
    painter.drawRect(box.adjusted(1, 1, -1, -1));
    painter.setBrush(Qt::NoBrush);
}

void CaptureMatrix::paintRowLabels(QPainter& painter, const QRect& area) const {
    if (m_lines.lineCount() == 0) return;
    const int current = currentSpot().line;
    const int last = nearestCell({0, area.bottom()}).line;
    for (int line = nearestCell({0, std::max(area.top(), m_headerHeight)}).line; line <= last;
         ++line) {
        const QRect box(0, spotRect({line, 0}).top(), m_labelWidth, m_cellSide);
        const QColor color =
            palette().color(line == current ? QPalette::Text : QPalette::PlaceholderText);
        if (m_lines.hasTriangle(line)) {
            const QPointF c(m_cellSide / 2.0, box.top() + m_cellSide / 2.0);
            QPolygonF triangle({{-3.5, -2}, {3.5, -2}, {0, 3}});
            if (m_lines.isFolded(m_lines.rowsOfLine(line).first))
                triangle = QPolygonF({{-2, -3.5}, {3, 0}, {-2, 3.5}});
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(Qt::NoPen);
            painter.setBrush(color);
            painter.drawPolygon(triangle.translated(c));
            painter.setRenderHint(QPainter::Antialiasing, false);
        }
        painter.setPen(color);
        painter.drawText(box.adjusted(m_cellSide + spacing::kTiny, 0, -spacing::kTiny, 0),
                         int(Qt::AlignLeft | Qt::AlignVCenter), m_labels[line]);
    }
    painter.setBrush(Qt::NoBrush);
}

void CaptureMatrix::paintHeader(QPainter& painter, const QRect& area) const {
    if (m_columns.isEmpty()) return;
    painter.drawPixmap(QPoint(spotRect({0, 0}).left(), 0), m_headerStrip);
    if (m_column < 0) return;
    const QRect at = spotRect({0, m_column});
    const QFontMetrics metrics = painter.fontMetrics();
    const bool isTurned = metrics.horizontalAdvance(m_columns[m_column]) > m_cellSide - 2;
    const QRect column(at.left(), 0, m_cellSide, area.top());
    painter.fillRect(column, palette().color(QPalette::Base));
    painter.setPen(palette().color(QPalette::Text));
    painter.save();
    painter.translate(column.left(), column.bottom() + 1);
    if (isTurned) painter.rotate(-90);
    const QRect box = isTurned ? QRect(spacing::kTiny, 0, column.height(), m_cellSide)
                               : QRect(0, -column.height(), m_cellSide, column.height());
    painter.drawText(box, int(isTurned ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignCenter),
                     m_columns[m_column]);
    painter.restore();
}

void CaptureMatrix::paintLegend(QPainter& painter) {
    const int top = viewport()->height() - m_legendHeight + spacing::kTiny;
    painter.fillRect(QRect(0, top - spacing::kTiny, viewport()->width(), m_legendHeight),
                     palette().color(QPalette::Base));
    painter.setPen(quietText(palette()));
    const QFontMetrics metrics = painter.fontMetrics();
    const int baseline = top + (m_cellSide + metrics.ascent() - metrics.descent()) / 2;
    const QString before = tr("max z 0");
    painter.drawText(spacing::kSmall, baseline, before);
    const int x = spacing::kSmall + metrics.horizontalAdvance(before) + spacing::kTiny;
    const QRect bar(x, top + m_cellSide / 2 - 4, kLegendBar, 8);
    painter.drawImage(bar, barImage());
    painter.drawRect(bar.adjusted(-1, -1, 0, 0));
    painter.drawText(bar.right() + 1 + spacing::kTiny, baseline, QStringLiteral("8"));
    for (const auto& item : m_legend) {
        const QPoint at = item.position + QPoint(0, top);
        painter.drawPixmap(at, m_glyphs.glyph(item.shape, 5));
        painter.drawText(at.x() + m_cellSide + 2, item.position.y() + baseline, item.text);
    }
}

}  // namespace widgets
