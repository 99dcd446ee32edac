// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSlider>

namespace widgets {

/// A slider over timesteps whose stops (0, 20, 50 ... 999) lie equally far apart and are named
/// below the groove. Its value is a position on that scale (core/session/timestep_scale.h).
class StopSlider : public QSlider {
    Q_OBJECT

public:
    explicit StopSlider(QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {minimumWidth(), sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
};

}  // namespace widgets
