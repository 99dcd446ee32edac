// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/color_bar.h"

#include "canvas/drawing.h"
#include "canvas/geometry.h"

#include <QPainter>

namespace widgets {

namespace {
constexpr int kBarHeight = 8;
}

ColorBar::ColorBar(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Colour bar"));
}

void ColorBar::show(core::ColorRange range, core::ColorMapId colors, const QString& caption) {
    m_range = range;
    m_colors = colors;
    m_caption = caption;
    m_isKnown = true;
    setAccessibleDescription(caption);
    update();
}

void ColorBar::clear() {
    m_isKnown = false;
    update();
}

QSize ColorBar::sizeHint() const {
    return {200, kBarHeight + 2 * fontMetrics().height() + 2 * spacing::kTiny};
}

void ColorBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QRectF bar(spacing::kSmall, spacing::kTiny, width() - 2 * spacing::kSmall, kBarHeight);
    drawColorBar(painter, bar, m_range, m_colors, m_isKnown, palette());
    painter.setPen(quietText(palette()));
    const double height = fontMetrics().height();
    painter.drawText(QRectF(bar.left(), bar.bottom() + 2 + height, bar.width(), height),
                     Qt::AlignHCenter,
                     fontMetrics().elidedText(m_caption, Qt::ElideRight, int(bar.width())));
}

}  // namespace widgets
