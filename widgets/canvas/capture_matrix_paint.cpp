// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/capture_matrix.h"
#include "canvas/drawing.h"
#include "canvas/geometry.h"
#include "canvas/short_names.h"

#include <figure/color_map.h>

#include <QEvent>
#include <QPainter>
#include <QPainterPath>
#include <QResizeEvent>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace widgets {

namespace {

constexpr int kSmallestCell = 14, kLargestCell = 18;
constexpr int kWidestLabel = 260;
constexpr int kBarWidth = 56;
constexpr int kHeightForWords = 220;  // below, the legend is its bar alone

QFont smallFont(const QWidget& widget) {
    QFont font = widget.font();
    font.setPointSizeF(std::max(7.0, font.pointSizeF() * 0.85));
    return font;
}

QImage barImage() {
    const auto& table = core::colorTable(core::ColorMapId::Magma);
    QImage image(int(table.size()), 1, QImage::Format_RGB32);
    for (int i = 0; i < image.width(); ++i) {
        const auto color = table[std::size_t(i)];
        image.setPixel(i, 0, qRgb(color.r, color.g, color.b));
    }
    return image;
}

int widest(const QFontMetrics& metrics, const QStringList& texts) {
    int width = 0;
    for (const auto& text : texts) width = std::max(width, metrics.horizontalAdvance(text));
    return width;
}

}  // namespace

void CaptureMatrix::layOut() {
    const QFontMetrics metrics(smallFont(*this));
    m_cellSide = std::clamp(metrics.height() + 2, kSmallestCell, kLargestCell);
    const int gutter = m_cellSide + spacing::kTiny;
    const int room = std::max(60, std::min(kWidestLabel, viewport()->width() * 45 / 100));
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
    int x = spacing::kSmall + metrics.horizontalAdvance(tr("max z 0")) + kBarWidth +
            metrics.horizontalAdvance(QStringLiteral("8")) + 5 * spacing::kTiny;
    int y = 0;
    if (viewport()->height() >= kHeightForWords) {
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
    const QRect bar(x, top + m_cellSide / 2 - 4, kBarWidth, 8);
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
