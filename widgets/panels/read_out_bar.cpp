// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/read_out_bar.h"

#include "canvas/drawing.h"
#include "canvas/geometry.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QPainter>

namespace widgets {

ReadOutBar::ReadOutBar(QWidget* parent) : QWidget(parent) {
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAttribute(Qt::WA_OpaquePaintEvent);  // its text changes with the pointer
    setAccessibleName(tr("Read-out"));
    setToolTip(
        tr("Layer | timestep | token, x and y from the upper left (NumPy order is [y, x]) | its "
           "pixels, first–last "
           "| L2 norm over channels, z score (population deviation of this map), percentile (share "
           "of tokens "
           "with at most this norm) | similarity to the kept token A.\n— not computed, … being "
           "computed. "
           "Edit › Copy read-out copies the line."));
}

void ReadOutBar::setText(const QString& text) {
    if (text == m_text) return;
    m_text = text;
    setAccessibleDescription(text);
    update();
}

void ReadOutBar::copy() const {
    QGuiApplication::clipboard()->setText(m_text);
}

QSize ReadOutBar::sizeHint() const {
    return {600, fontMetrics().height() + 2 * spacing::kSmall};
}

void ReadOutBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), palette().base());
    painter.setPen(lineColor(palette()));
    painter.drawLine(QLineF(0, 0.5, width(), 0.5));
    const QRect area = rect().adjusted(spacing::kMedium, 0, -spacing::kMedium, 0);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(area, Qt::AlignVCenter | Qt::AlignLeft,
                     fontMetrics().elidedText(m_text, Qt::ElideRight, area.width()));
}

}  // namespace widgets
