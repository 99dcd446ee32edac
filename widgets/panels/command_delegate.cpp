// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/command_delegate.h"

#include "canvas/geometry.h"
#include "models/command_list_model.h"

#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace widgets {

namespace {

QFont smallFont(QFont font) {
    font.setPointSizeF(std::max(7.0, font.pointSizeF() * 0.9));
    return font;
}

/// \return the width it took.
qreal drawName(QPainter* painter, const QFont& font, QPointF at, const QString& name,
               const QList<int>& letters) {
    QTextLayout layout(name, font);
    QList<QTextLayout::FormatRange> ranges;
    QTextCharFormat bold;
    bold.setFontWeight(QFont::Bold);
    for (const int letter : letters) ranges.append({letter, 1, bold});
    layout.setFormats(ranges);
    layout.beginLayout();
    auto line = layout.createLine();
    line.setNumColumns(int(name.size()));
    layout.endLayout();
    layout.draw(painter, at);
    return line.naturalTextWidth();
}

/// Between text and ground: readable, but not what one reads first.
QColor between(const QColor& text, const QColor& ground, double share) {
    const auto mix = [share](float a, float b) { return float(a * (1 - share) + b * share); };
    return QColor::fromRgbF(mix(text.redF(), ground.redF()), mix(text.greenF(), ground.greenF()),
                            mix(text.blueF(), ground.blueF()));
}

}  // namespace

QSize CommandDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    const int second = QFontMetrics(smallFont(option.font)).height();
    return {0, option.fontMetrics.height() + second + spacing::kSmall + 2};
}

void CommandDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const {
    const bool isSelected = option.state & QStyle::State_Selected;
    const bool isEnabled = index.data(CommandListModel::EnabledRole).toBool();
    const auto& palette = option.palette;
    const QColor ground = palette.color(isSelected ? QPalette::Highlight : QPalette::Base);
    const QColor text = palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text);
    const QColor name = isEnabled ? text : between(text, ground, 0.45);
    const QColor quiet = between(text, ground, 0.35);
    painter->save();
    painter->fillRect(option.rect, ground);
    const QRect inside =
        option.rect.adjusted(spacing::kMedium, spacing::kTiny, -spacing::kMedium, -spacing::kTiny);
    const int lineHeight = option.fontMetrics.height();
    const QRect first(inside.left(), inside.top(), inside.width(), lineHeight);

    const auto key = index.data(CommandListModel::KeyRole).toString();
    painter->setFont(option.font);
    painter->setPen(quiet);
    painter->drawText(first, int(Qt::AlignRight | Qt::AlignVCenter), key);
    const int keyWidth =
        key.isEmpty() ? 0 : option.fontMetrics.horizontalAdvance(key) + spacing::kLarge;

    const QRect left = first.adjusted(0, 0, -keyWidth, 0);
    painter->setPen(name);
    painter->setClipRect(left);
    const qreal width = drawName(painter, option.font, left.topLeft(), index.data().toString(),
                                 index.data(CommandListModel::LettersRole).value<QList<int>>());
    painter->setClipping(false);
    const auto small = smallFont(option.font);
    painter->setFont(small);
    painter->setPen(quiet);
    const QRectF rest = QRectF(left).adjusted(width + spacing::kSmall, 0, 0, 0);
    const QFontMetrics metrics(small);
    if (rest.width() > spacing::kLarge)
        painter->drawText(rest, int(Qt::AlignLeft | Qt::AlignVCenter),
                          metrics.elidedText(index.data(CommandListModel::PlaceRole).toString(),
                                             Qt::ElideMiddle, int(rest.width())));
    const QRect second(inside.left(), first.bottom() + 1, inside.width(),
                       inside.bottom() - first.bottom());
    painter->drawText(second, int(Qt::AlignLeft | Qt::AlignVCenter),
                      metrics.elidedText(index.data(CommandListModel::DetailRole).toString(),
                                         Qt::ElideRight, second.width()));
    painter->restore();
}

}  // namespace widgets
