// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/tick_delegate.h"

#include "canvas/drawing.h"

#include <QApplication>
#include <QPainter>

#include <cmath>

namespace widgets {

namespace {

constexpr double kSide = 11;

void drawBox(QPainter& painter, const QRectF& box, Qt::CheckState state, bool isSelected,
             const QPalette& palette) {
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor accent = palette.color(QPalette::Highlight);
    painter.setPen(QPen(isSelected             ? palette.color(QPalette::HighlightedText)
                        : state == Qt::Checked ? accent
                                               : quietText(palette),
                        1));
    painter.setBrush(state == Qt::Checked ? accent : palette.color(QPalette::Base));
    painter.drawRoundedRect(box, 2, 2);
    const QPointF c = box.center();
    if (state == Qt::PartiallyChecked)
        painter.fillRect(QRectF(c.x() - 3, c.y() - 1, 6, 2), palette.color(QPalette::Text));
    if (state != Qt::Checked) return;
    painter.setPen(QPen(palette.color(QPalette::HighlightedText), 1.6));
    painter.drawPolyline(
        QPolygonF({c + QPointF(-3, 0), c + QPointF(-1, 2.5), c + QPointF(3, -2.5)}));
}

}  // namespace

void TickDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const {
    QStyledItemDelegate::paint(painter, option, index);
    QStyleOptionViewItem whole = option;
    initStyleOption(&whole, index);
    if (!(whole.features & QStyleOptionViewItem::HasCheckIndicator)) return;
    const QStyle* style = whole.widget == nullptr ? QApplication::style() : whole.widget->style();
    const QRectF place =
        style->subElementRect(QStyle::SE_ItemViewItemCheckIndicator, &whole, whole.widget);
    painter->save();
    // Over the style's own box, then ours.
    const bool isSelected = whole.state & QStyle::State_Selected;
    painter->fillRect(place, isSelected ? whole.palette.color(QPalette::Highlight)
                                        : whole.palette.color(QPalette::Base));
    // On whole pixels, so that the thin outline is not spread over two.
    const QPointF corner = place.center() - QPointF(kSide, kSide) / 2;
    const QRectF box(std::floor(corner.x()) + 0.5, std::floor(corner.y()) + 0.5, kSide, kSide);
    drawBox(*painter, box, whole.checkState, isSelected, whole.palette);
    painter->restore();
}

}  // namespace widgets
