// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/memory_meter.h"

#include "canvas/drawing.h"
#include "canvas/geometry.h"

#include <base/byte_text.h>

#include <QPainter>

#include <algorithm>

namespace widgets {

namespace {

constexpr int kBarHeight = 3;

QString bytes(qint64 count) {
    return QString::fromStdString(engine::byteText(count));
}

}  // namespace

MemoryMeter::MemoryMeter(QWidget* parent) : QAbstractButton(parent) {
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(tr("Memory of the captured activations"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setUsage(0, 0, 0);
}

void MemoryMeter::setUsage(qint64 memory, qint64 budget, qint64 disk) {
    m_memory = memory;
    m_budget = budget;
    const QString text =
        budget > 0 ? tr("%1 of %2").arg(bytes(memory), bytes(budget)) : bytes(memory);
    const QString tip =
        tr("Activations in memory: %1\nOn disk: %2").arg(text, bytes(std::max<qint64>(0, disk)));
    setText(text);
    setToolTip(tip);
    setAccessibleDescription(tip);
    updateGeometry();
    update();
}

double MemoryMeter::share() const {
    if (m_budget <= 0) return 0;
    return std::clamp(double(m_memory) / double(m_budget), 0.0, 1.0);
}

/// Wide enough for the longest text there can be, so that its neighbours do not move.
QSize MemoryMeter::sizeHint() const {
    const int widest =
        std::max(fontMetrics().horizontalAdvance(text()),
                 fontMetrics().horizontalAdvance(
                     tr("%1 of %2").arg(QStringLiteral("999 MB"), QStringLiteral("999 GB"))));
    return {widest + 2 * spacing::kSmall, fontMetrics().height() + kBarHeight + 2 * spacing::kTiny};
}

void MemoryMeter::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QRect inside = rect().adjusted(spacing::kSmall, 2, -spacing::kSmall, -2);
    painter.setPen(underMouse() || hasFocus() ? palette().color(QPalette::WindowText)
                                              : quietText(palette()));
    painter.drawText(inside.adjusted(0, 0, 0, -kBarHeight), int(Qt::AlignLeft | Qt::AlignVCenter),
                     text());
    if (m_budget > 0) {
        const QRect bar(inside.left(), inside.bottom() - kBarHeight + 1, inside.width(),
                        kBarHeight);
        painter.fillRect(bar, lineColor(palette()));
        QRect filled = bar;
        filled.setWidth(int(share() * bar.width() + 0.5));
        painter.fillRect(filled, palette().color(QPalette::Highlight));
    }
    if (!hasFocus()) return;
    painter.setPen(palette().color(QPalette::Highlight));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void MemoryMeter::enterEvent(QEnterEvent* event) {
    QAbstractButton::enterEvent(event);
    update();
}

void MemoryMeter::leaveEvent(QEvent* event) {
    QAbstractButton::leaveEvent(event);
    update();
}

}  // namespace widgets
