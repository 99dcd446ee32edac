// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QSlider;
class QSpinBox;

namespace widgets {

/// Chooses the timestep, 0..999: a slider on which the usual stops lie equally far apart, and the
/// exact number.
class TimestepControl : public QWidget {
    Q_OBJECT

public:
    explicit TimestepControl(QWidget* parent = nullptr);

    int timestep() const { return m_timestep; }

public Q_SLOTS:
    void setTimestep(int timestep);
    void stepUp();    ///< to the next stop
    void stepDown();  ///< to the previous stop

Q_SIGNALS:
    void timestepChanged(int timestep);

private:
    int m_timestep;
    QSlider* m_slider;
    QSpinBox* m_number;
};

}  // namespace widgets
