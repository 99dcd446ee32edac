// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/timestep_control.h"

#include "canvas/geometry.h"
#include "panels/stop_slider.h"

#include <session/timestep_scale.h>

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>

#include <algorithm>

namespace widgets {

TimestepControl::TimestepControl(QWidget* parent)
    : QWidget(parent),
      m_timestep(core::kDefaultTimestep),
      m_slider(new StopSlider(this)),
      m_number(new QSpinBox(this)) {
    const auto tip = tr(
        "Timestep of the training schedule at which the picture is noised, 0 to 999 (Left, Right)");
    auto* label = new QLabel(tr("&Timestep"), this);
    label->setBuddy(m_number);
    for (QWidget* part : {static_cast<QWidget*>(m_slider), static_cast<QWidget*>(m_number)}) {
        part->setToolTip(tip);
        part->setAccessibleName(tr("Timestep"));
    }
    m_number->setRange(0, core::kLastTimestep);
    for (QWidget* part : {static_cast<QWidget*>(label), static_cast<QWidget*>(m_number)})
        part->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_number->setKeyboardTracking(false);  // 999 is not 9, then 99, then 999
    m_number->setValue(m_timestep);
    m_slider->setValue(core::positionOfTimestep(m_timestep));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::kSmall);
    layout->addWidget(label);
    layout->addWidget(m_slider, 1);
    layout->addWidget(m_number);
    connect(m_slider, &QSlider::valueChanged, this,
            [this](int position) { setTimestep(core::timestepAtPosition(position)); });
    connect(m_number, &QSpinBox::valueChanged, this, &TimestepControl::setTimestep);
    if (auto* text =
            m_number->findChild<QLineEdit*>())  // else single keys would go on being typed into it
        connect(text, &QLineEdit::returnPressed, m_number, &QWidget::clearFocus);
}

void TimestepControl::setTimestep(int timestep) {
    timestep = std::clamp(timestep, 0, core::kLastTimestep);
    if (timestep == m_timestep) return;
    m_timestep = timestep;
    const QSignalBlocker slider(m_slider), number(m_number);
    if (core::timestepAtPosition(m_slider->value()) != timestep)
        m_slider->setValue(core::positionOfTimestep(timestep));
    m_number->setValue(timestep);
    Q_EMIT timestepChanged(timestep);
}

void TimestepControl::stepUp() {
    setTimestep(core::nextStop(m_timestep));
}

void TimestepControl::stepDown() {
    setTimestep(core::previousStop(m_timestep));
}

}  // namespace widgets
