// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/stop_slider.h"

#include "canvas/drawing.h"

#include <session/timestep_scale.h>

#include <QPainter>
#include <QStyle>
#include <QStyleOptionSlider>

#include <algorithm>

namespace widgets {

StopSlider::StopSlider(QWidget* parent) : QSlider(Qt::Horizontal, parent) {
    setRange(0, core::kLastPosition);
    setPageStep(core::kPositionsPerStop);
    setSingleStep(core::kPositionsPerStop / 10);
    setMinimumWidth(190);
    setMaximumWidth(320);
    QFont small = font();
    small.setPointSizeF(std::max(7.0, small.pointSizeF() * 0.8));
    setFont(small);
}

QSize StopSlider::sizeHint() const {
    return {240, QSlider::sizeHint().height() + fontMetrics().height()};
}

void StopSlider::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    QStyleOptionSlider option;
    initStyleOption(&option);
    option.subControls = QStyle::SC_SliderGroove | QStyle::SC_SliderHandle;
    option.rect.adjust(0, 0, 0, -fontMetrics().height());
    style()->drawComplexControl(QStyle::CC_Slider, &option, &painter, this);
    painter.setPen(quietText(palette()));
    const int handle = style()->pixelMetric(QStyle::PM_SliderLength, &option, this);
    for (const int stop : core::kTimestepStops) {
        const int along = QStyle::sliderPositionFromValue(
            0, core::kLastPosition, core::positionOfTimestep(stop), width() - handle);
        const auto text = QString::number(stop);
        const int wide = fontMetrics().horizontalAdvance(text);
        const int x = std::clamp(along + (handle - wide) / 2, 0, width() - wide);
        painter.drawText(x, height() - fontMetrics().descent(), text);
    }
}

}  // namespace widgets
